"""Where the time of the letters goes, and how others would do; every figure of one test comes from one run.

``pytest tests/benchmarks/bench_letters.py --benchmark-enable -s`` prints CPU time and ratios (the clock on the wall
says more about what else the machine does). WeasyPrint and ReportLab take part where they are installed; this
project does not need them.
"""

from __future__ import annotations

import resource
import time
from importlib.util import find_spec

import pytest
from letter_builders import LETTER_DAY, a_content
from letter_peers import by_reportlab, by_weasyprint

from tasks.core.model.municipality import Language
from tasks.letters.content_parts import Persons
from tasks.letters.render import BlockedLetter, Renderer, render_all
from tasks.letters.texts import read_text
from tasks.letters.verify import faults_in_letter
from tasks.letters.wording import worded

PEERS = {"weasyprint": by_weasyprint, "reportlab": by_reportlab}
ROUNDS = 6  # ours, theirs, ours, theirs ...: what slows the machine down slows down both


def contents(count: int, start: int = 10) -> list:
    """Return different letters, half of them in nynorsk."""
    pairs = range(count // 2)
    return [
        a_content(language=language, persons=Persons(start + n, n % 5, 0))
        for n in pairs
        for language in Language
    ]


def cpu(work, items) -> float:
    """Return the CPU seconds of this process that ``work`` takes for each item."""
    begun = time.process_time()
    for item in items:
        work(item)
    return (time.process_time() - begun) / len(items)


def test_one_letter_in_words(benchmark):
    content = a_content()
    text = read_text(content.kind, content.language)
    assert benchmark(worded, content, text).blocks


def test_one_letter_as_pdf(benchmark):
    renderer, letters = Renderer(), iter(contents(800))
    assert benchmark.pedantic(lambda: renderer.render(next(letters)), rounds=60).pdf


def test_one_letter_read_back(benchmark):
    letter = Renderer().render(a_content())
    assert benchmark(faults_in_letter, letter, LETTER_DAY) == ()


@pytest.mark.parametrize("peer", PEERS)
def test_beside_another_writer(peer, capsys):
    if find_spec(peer) is None:
        pytest.skip(f"{peer} is not installed: it takes part only where somebody put it beside")
    renderer, theirs = Renderer(), PEERS[peer]
    texts = {language: read_text(a_content().kind, language) for language in Language}
    warm = a_content()
    renderer.render(warm)
    theirs(worded(warm, texts[warm.language]))
    ours_best = theirs_best = float("inf")
    for n in range(ROUNDS):
        batch = contents(8, start=100 + 10 * n)
        documents = [worded(c, texts[c.language]) for c in batch]
        ours_best = min(ours_best, cpu(renderer.render, batch))
        theirs_best = min(theirs_best, cpu(theirs, documents))
    with capsys.disabled():
        print(
            f"\na letter: ours {ours_best * 1000:.1f} ms (tagged PDF/A-2a + PDF/UA-1), "
            f"{peer} {theirs_best * 1000:.1f} ms: {theirs_best / ours_best:.1f} times ours"
        )


@pytest.mark.slow
@pytest.mark.parametrize("count", [356, 3560])
def test_a_batch_with_validation(count, capsys):
    begun, clock = time.process_time(), time.perf_counter()
    faults = pages = 0
    for letter in render_all(contents(count)):
        assert not isinstance(letter, BlockedLetter)
        faults += len(faults_in_letter(letter, LETTER_DAY))
        pages += 1
    used, passed = time.process_time() - begun, time.perf_counter() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with capsys.disabled():
        print(
            f"\n{count} letters rendered and read back: {used:.1f} s CPU, {passed:.1f} s by the clock, "
            f"{used / count * 1000:.1f} ms CPU a letter, peak {peak:.0f} MB"
        )
    assert (faults, pages) == (0, count)
