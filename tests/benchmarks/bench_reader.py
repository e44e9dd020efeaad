"""How right and how fast the reader is: ``python tests/benchmarks/bench_reader.py`` from the root of the checkout.

Prints, for the sets the rules were made with and for the latest unseen set apart, each rate with the numbers of
documents behind it, precision and recall per code, and documents per second of CPU.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from golden.vedtak.scoring import (  # noqa: E402 - found through the path above
    DEVELOPMENT_SETS,
    Labelled,
    faults,
    precision_and_recall,
    read_corpus,
)

from config.register_reader import read_register  # noqa: E402
from tasks.replies.reader.contract import to_contract  # noqa: E402
from tasks.replies.reader.outcome import RequestContext  # noqa: E402
from tasks.replies.reader.reading import find_decision, read_vedtak  # noqa: E402

UNSEEN = ("held_out.txt",)
STRANGERS = ("strangers_1.txt", "strangers_2.txt", "strangers_3.txt", "strangers_4.txt")


def main() -> None:
    """Print the rates of the corpora."""
    for title, names in (
        ("Development", DEVELOPMENT_SETS),
        ("Strangers", STRANGERS),
        ("Unseen", UNSEEN),
    ):
        _report(title, [document for name in names for document in read_corpus(name)])


def _report(title: str, documents: list[Labelled]) -> None:
    register = read_register(2020)
    find_decision.cache_clear()
    started = time.process_time()
    answers = [_answer(document, register) for document in documents]
    seconds = time.process_time() - started
    both = list(zip(documents, answers, strict=True))
    differing = [
        (d, a) for d, a in both if d.whole("count") is not None and d.whole("count") != d.whole("requested")
    ]
    clean = [(d, a) for d, a in both if d.labels["person"] != "yes"]
    print(f"\n{title}: {len(documents)} documents, {len(documents) / seconds:.0f} per second of CPU")
    _rate("count exact", [a["count"] == d.whole("count") for d, a in both])
    _rate(
        "count exact where it differs from the request",
        [a["count"] == d.whole("count") for d, a in differing],
    )
    _rate("municipality", [_label(a["municipality_number"]) == d.labels["number"] for d, a in both])
    _rate("outcome", [a["outcome"] == d.labels["outcome"] for d, a in both])
    _rate("every label", [not faults(d, a) for d, a in both])
    _rate("clean documents sent to a person", [a["needs_person"] for _, a in clean])
    silent = [a["count"] != d.whole("count") and not a["needs_person"] for d, a in both]
    print(f"  wrong counts not handed to a person: {sum(silent)}")
    missed = [d.labels["person"] == "yes" and not a["needs_person"] for d, a in both]
    print(f"  documents with a reservation or flag reported clean: {sum(missed)}")
    for key, label in (("reservations", "res"), ("flags", "flags")):
        pairs = [(d.codes(label), frozenset(a[key])) for d, a in both]
        for code, (right, extra, lost) in precision_and_recall(pairs).items():
            print(
                f"  {code:15} precision {_share(right, right + extra)}   recall {_share(right, right + lost)}"
            )


def _answer(document: Labelled, register) -> dict:
    context = RequestContext(
        int(document.labels.get("cycle", "2020")), document.whole("requested"), document.whole("requested_em")
    )
    return to_contract(read_vedtak(document.text, register, context), document.title)


def _rate(name: str, hits: list[bool]) -> None:
    print(f"  {name}: {_share(sum(hits), len(hits))}")


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.1f} %)" if whole else f"{part}/0"


def _label(value: str | None) -> str:
    return "null" if value is None else value


if __name__ == "__main__":
    main()
