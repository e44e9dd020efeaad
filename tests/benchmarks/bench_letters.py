"""Where the time of 356 letters goes. Run with ``pytest tests/benchmarks/bench_letters.py --benchmark-enable``."""

import pytest
from letter_builders import LETTER_DAY, a_content

from tasks.core.model.municipality import Language
from tasks.letters.content_parts import Persons
from tasks.letters.render import Renderer, render_all
from tasks.letters.texts import read_text
from tasks.letters.verify import faults_in_letter
from tasks.letters.wording import worded

BATCH = [
    a_content(language=language, persons=Persons(10 + n, n % 5, 0))
    for n in range(178)
    for language in Language
]


def test_one_letter_in_words(benchmark):
    content = a_content()
    text = read_text(content.kind, content.language)
    assert benchmark(worded, content, text).blocks


def test_one_letter_as_pdf(benchmark):
    renderer, contents = Renderer(), iter(BATCH * 10)  # never the same twice: Typst remembers what it has set
    assert benchmark.pedantic(lambda: renderer.render(next(contents)), rounds=60).pdf


def test_one_letter_read_back(benchmark):
    letter = Renderer().render(a_content())
    assert benchmark(faults_in_letter, letter, LETTER_DAY) == ()


@pytest.mark.slow
def test_a_batch_of_356_with_validation(benchmark):
    def batch():
        return sum(len(faults_in_letter(letter, LETTER_DAY)) for letter in render_all(BATCH))

    assert benchmark.pedantic(batch, rounds=1) == 0
