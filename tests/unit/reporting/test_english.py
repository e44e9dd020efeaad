"""The dashboard in English: no word of the model and no line of a text is left in Norwegian."""

from __future__ import annotations

import base64
import re

import pytest
from unit.reporting.view_builder import a_full_view, an_empty_view

from tasks.core.model.allocation import RoundKind, RoundState
from tasks.core.model.dispatch import DispatchState
from tasks.core.model.letter import LetterKind
from tasks.core.model.position import Missing, PositionState
from tasks.core.model.reconciliation import Cause, NextAction, Severity
from tasks.reporting import artifacts_text as text
from tasks.reporting.english import in_english, row_in_english
from tasks.reporting.english_words import WORDS
from tasks.reporting.words import word

SHOWN = (
    PositionState,
    DispatchState,
    Cause,
    NextAction,
    Severity,
    Missing,
    RoundState,
    RoundKind,
    LetterKind,
)
WRITERS = (text.today_markdown, text.status_markdown, text.history_markdown, text.letters_markdown)
LINES = (text.sending_description, text.coverage_description)
VIEWS = {"full": a_full_view(), "first day": an_empty_view()}


@pytest.mark.parametrize("enum", SHOWN, ids=lambda enum: enum.__name__)
def test_every_state_an_artifact_shows_has_its_english_word(enum):
    assert [value.name for value in enum if word(value) not in WORDS] == []


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("write", [*WRITERS, *LINES], ids=lambda write: write.__name__)
def test_no_line_and_no_head_stays_norwegian(write, view):
    """Names and figures stay; what may be the same in both languages is named here."""
    same = {"Status", "EM", "---", ""}
    before, after = write(view).split("\n"), in_english(write(view)).split("\n")
    assert len(before) == len(after)
    for old, new in zip(before, after, strict=True):
        if old.startswith("| ") and not re.search(r"\d", old):  # a row of heads
            kept = set(old.strip("| ").split(" | ")) & set(new.strip("| ").split(" | "))
            assert kept <= same, kept
        elif re.search(r"[a-zæøå]{3}", old) and not old.startswith(("|", "![")):
            assert old != new


def test_pictures_are_in_english_too():
    picture = re.search(r"base64,([^)]+)", in_english(text.status_markdown(VIEWS["full"])))
    drawn = base64.b64decode(picture[1]).decode()
    assert "Decision confirmed (" in drawn
    assert "Vedtak bekreftet" not in re.sub(r"<desc.*?</desc>|<title.*?</title>", "", drawn)


def test_rows_of_the_table_are_in_english_and_figures_stay():
    row = row_in_english(text.municipality_table(VIEWS["full"])[0])
    assert {"Municipality", "Do this", "Asked", "Missing"} <= set(row)
    assert row["Asked"] == text.municipality_table(VIEWS["full"])[0]["Anmodet"]


def test_what_is_missing_is_joined_in_english():
    assert (
        in_english("registrering i IMDinett og skriftlig kopi") == "registration in IMDinett and written copy"
    )
