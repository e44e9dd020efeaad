"""Whole letters, read out of their PDFs, line by line.

A change that is meant is written with ``REWRITE_GOLDEN=1 pytest tests/golden/test_letters_golden.py`` and read in
the diff by somebody who writes both languages.
"""

import os
from pathlib import Path

import pytest
from letter_builders import EXPLANATION, a_content

from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Language
from tasks.core.model.need import Need
from tasks.letters.content_parts import Persons
from tasks.letters.read_back import lines_of
from tasks.letters.render import Renderer

FOLDER = Path(__file__).parent / "letters"
LETTERS = (
    {
        "orland_request_nb": a_content(),
        "orsta_request_nn": a_content(language=Language.NN),
        "orland_request_em_explained_nb": a_content(persons=Persons(18, 3, 1), explanation=EXPLANATION),
        "orsta_request_em_explained_nn": a_content(
            language=Language.NN, persons=Persons(18, 3, 1), explanation=EXPLANATION
        ),
    }
    | {
        f"adjusted_to_{'nobody' if decided == 0 else 'vedtak'}_{language}": a_content(
            LetterKind.ADJUSTED,
            language,
            persons=Persons(decided, 0, 0),
            need=Need(2020, 5600, 140, 40),
            decided=decided,
        )
        for decided in (0, 12)
        for language in Language
    }
    | {
        f"{kind}_{language}": a_content(kind, language)
        for kind in LetterKind
        if kind is not LetterKind.REQUEST
        for language in Language
    }
)


@pytest.fixture(scope="module")
def renderer():
    return Renderer()


@pytest.mark.parametrize("name", LETTERS)
def test_the_letter_says_what_it_always_said(renderer, name):
    text = lines_of(renderer.render(LETTERS[name]).pdf)
    path = FOLDER / f"{name}.txt"
    if os.environ.get("REWRITE_GOLDEN") == "1":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_no_golden_letter_is_left_over():
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(LETTERS)
