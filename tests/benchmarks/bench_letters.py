"""Where the time of the letters goes, and how others would do; every figure of one test comes from one run.

``pytest tests/benchmarks/bench_letters.py --benchmark-enable`` prints all of it in one run: CPU time and ratios (the
clock on the wall says more about what else the machine does). WeasyPrint and ReportLab take part where they are
installed (a venv of their own on PYTHONPATH will do) and are named where they are not; this project does not need them.
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
SAID = {
    "weasyprint": "tagged PDF/UA-1; aim: at least 10 times ours",
    "reportlab": "no tags; aim: at least half of ours",
}
CPU_A_LETTER: dict[int, float] = {}  # by the size of the batch
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


@pytest.fixture
def say(capsys):
    """Print a line past pytest's capture."""

    def write(line: str) -> None:
        with capsys.disabled():
            print(f"\n{line}", end="", flush=True)

    return write


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


@pytest.mark.slow
@pytest.mark.timeout(1800)  # ten seasons of letters, on a machine that may be busy
@pytest.mark.parametrize("count", [356, 3560])
def test_a_batch_with_validation(count, say):
    begun, clock = time.process_time(), time.perf_counter()
    faults = pages = 0
    for letter in render_all(contents(count)):
        assert not isinstance(letter, BlockedLetter)
        faults += len(faults_in_letter(letter, LETTER_DAY))
        pages += 1
    used, passed = time.process_time() - begun, time.perf_counter() - clock
    CPU_A_LETTER[count] = used / count
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(
        f"{count} letters rendered and read back: {passed:.1f} s by the clock, {used:.1f} s CPU, "
        f"{used / count * 1000:.1f} ms CPU a letter, peak {peak:.0f} MB (aim for 356: under 20 s, under 400 MB)"
    )
    if len(CPU_A_LETTER) > 1:
        few, many = min(CPU_A_LETTER), max(CPU_A_LETTER)
        ratio = CPU_A_LETTER[many] / CPU_A_LETTER[few]
        say(f"a letter of {many} takes {ratio:.2f} times the CPU of one of {few} (linear: 1.0)")
    assert (faults, pages) == (0, count)


def test_side_by_side_with_other_writers(say):
    """One letter by each, taking turns in one process: what slows the machine down slows down all."""
    renderer, warm = Renderer(), a_content()
    texts = {language: read_text(warm.kind, language) for language in Language}
    writers = {"ours": renderer.render} | {
        name: (lambda content, theirs=theirs: theirs(worded(content, texts[content.language])))
        for name, theirs in PEERS.items()
        if find_spec(name) is not None
    }
    for write in writers.values():
        write(warm)
    best = dict.fromkeys(writers, float("inf"))
    for n in range(ROUNDS):
        batch = contents(8, start=100 + 10 * n)
        for name, write in writers.items():
            best[name] = min(best[name], cpu(write, batch))
    say(f"a letter, ours: {best['ours'] * 1000:.1f} ms CPU (tagged PDF/A-2a + PDF/UA-1)")
    for name in PEERS:
        if name not in best:
            say(
                f"a letter, {name}: NOT MEASURED, it is not installed: put it on PYTHONPATH from a venv of its own"
            )
            continue
        times = best[name] / best["ours"]
        say(f"a letter, {name} ({SAID[name]}): {best[name] * 1000:.1f} ms CPU, {times:.1f} times ours")
