"""Reads the labelled vedtak corpora and scores a reader against them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
DEVELOPMENT_SETS = ("development.txt", *(f"batch_{number}.txt" for number in range(19)))


@dataclass(frozen=True, slots=True)
class Labelled:
    """One document with what a case officer reads in it, by the conventions of the codes."""

    title: str
    text: str
    labels: dict[str, str]

    def whole(self, key: str) -> int | None:
        """Return a label as a number, None where the label says null."""
        value = self.labels[key]
        return None if value == "null" else int(value)

    def codes(self, key: str) -> frozenset[str]:
        """Return a list label as a set."""
        return frozenset() if self.labels[key] == "-" else frozenset(self.labels[key].split(","))


def read_corpus(name: str) -> list[Labelled]:
    """Return the documents of one corpus file: a line of labels beginning with "@", then the text."""
    documents: list[Labelled] = []
    for block in re.split(r"(?m)^@ ", (HERE / name).read_text("utf-8"))[1:]:
        head, _, text = block.partition("\n")
        title, *pairs = head.split()
        documents.append(Labelled(title, text, dict(pair.split("=", 1) for pair in pairs)))
    return documents


@dataclass(frozen=True, slots=True)
class Sentence:
    """One adopted text of a sentence or two, answering a request for 15 in 2020 without EM."""

    count: int | None
    em: int | None
    codes: frozenset[str]
    needs_person: bool
    text: str


SENTENCE_HEAD = "Tynset kommune\nKommunestyret 12.12.2019 sak 102/19\nVedtak:\n"


def read_sentences() -> list[Sentence]:
    """Return the lines of the sentence bank."""
    cases: list[Sentence] = []
    for line in (HERE / "sentences.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            count, em, codes, person, text = line.split(" | ", 4)
            numbers = [None if cell == "null" else int(cell) for cell in (count, em)]
            listed = frozenset() if codes == "-" else frozenset(codes.split(","))
            cases.append(Sentence(numbers[0], numbers[1], listed, person != "no", text))
    return cases


def faults(document: Labelled, answer: dict) -> list[str]:
    """Return what an answer (the contract's object) got wrong."""
    expected = {
        "municipality_number": None if document.labels["number"] == "null" else document.labels["number"],
        "year": document.whole("year"),
        "count": document.whole("count"),
        "em_count": document.whole("em"),
        "outcome": document.labels["outcome"],
        "needs_person": document.labels["person"] != "no",
    }
    wrong = [
        f"{key}: {answer[key]!r} for {value!r}" for key, value in expected.items() if answer[key] != value
    ]
    for key, label in (("reservations", "res"), ("flags", "flags")):
        if frozenset(answer[key]) != document.codes(label):
            wrong.append(f"{key}: {sorted(answer[key])} for {sorted(document.codes(label))}")
    return wrong


def precision_and_recall(
    pairs: list[tuple[frozenset[str], frozenset[str]]],
) -> dict[str, tuple[int, int, int]]:
    """Return per code: right, given too much, missed."""
    right, extra, missed = Counter(), Counter(), Counter()
    for expected, given in pairs:
        right.update(expected & given)
        extra.update(given - expected)
        missed.update(expected - given)
    return {code: (right[code], extra[code], missed[code]) for code in sorted({*right, *extra, *missed})}


@dataclass(frozen=True, slots=True)
class Rates:
    """How right a reader is on one corpus; rates are shares of the documents they are asked of."""

    exact: float
    exact_where_it_differs: float
    municipality: float
    silently_wrong: list[str]
    doubtful_reported_clean: list[str]
    needlessly_handed_over: float
    per_code: dict[str, tuple[int, int, int]]


def rates_of(answers: list[tuple[Labelled, dict]]) -> Rates:
    """Return the rates of a reader's answers (the contract's objects) against the labels."""
    right = {d.title: a["count"] == d.whole("count") for d, a in answers}
    differs = [
        right[d.title]
        for d, _ in answers
        if d.whole("count") is not None and d.labels.get("requested") != d.labels["count"]
    ]
    places = [
        a["municipality_number"] == (None if d.labels["number"] == "null" else d.labels["number"])
        for d, a in answers
    ]
    plain = [a["needs_person"] for d, a in answers if d.labels["person"] != "yes"]
    doubtful = [(d, a) for d, a in answers if d.codes("res") or d.codes("flags")]
    codes = [
        (d.codes("res") | d.codes("flags"), frozenset(a["reservations"]) | frozenset(a["flags"]))
        for d, a in answers
    ]
    return Rates(
        exact=_share(list(right.values())),
        exact_where_it_differs=_share(differs),
        municipality=_share(places),
        silently_wrong=[d.title for d, a in answers if not right[d.title] and not a["needs_person"]],
        doubtful_reported_clean=[d.title for d, a in doubtful if not a["needs_person"]],
        needlessly_handed_over=_share(plain),
        per_code=precision_and_recall(codes),
    )


def _share(held: list[bool]) -> float:
    return sum(held) / len(held) if held else 1.0
