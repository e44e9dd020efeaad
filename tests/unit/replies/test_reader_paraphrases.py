"""The same document said otherwise is read the same: one rewriting at a time, over texts of strangers."""

from __future__ import annotations

import re
import textwrap

import pytest
from golden.vedtak.scoring import Labelled, read_corpus

from config.register_reader import read_register
from tasks.replies.reader.outcome import RequestContext
from tasks.replies.reader.reading import read_vedtak

REGISTER = read_register(2020)
SETS = ("strangers_6.txt", "strangers_7.txt")
DOCUMENTS = [document for name in SETS for document in read_corpus(name)]
MOST_DOCUMENTS = 8  # of those a rewriting changes

# What a rewriting looks for, and the ways in which other houses write it.
REWRITINGS = {
    "adopted": (r"\bble vedtatt\b", ["ble bifalt", "ble antatt", "fikk flertall", "seiret", "vant frem"]),
    "adopted, nynorsk": (r"\bvart vedteken?\b", ["vart samtykt", "vart godkjent", "fekk fleirtal"]),
    "fell": (r"\bfalt\b", ["ble nedstemt", "ble forkastet", "oppnådde ikke flertall", "tapte"]),
    "fell, nynorsk": (r"\bfall\b", ["vart røysta ned", "fekk ikkje fleirtal", "tapte"]),
    "people": (r"(?<=\d )flyktninger\b", ["personer", "mennesker", "nyankomne", "nye innbyggere"]),
    "people, nynorsk": (r"(?<=\d )flyktningar\b", ["personar", "menneske", "nykomne", "nye flyktningar"]),
    "settles": (
        r"(?<=kommune )bosetter(?= \d)",
        ["tar imot", "skal bosette", "vedtar bosetting av", "mottar"],
    ),
    "settles, nynorsk": (r"(?<=kommune )buset(?= \d)", ["tek imot", "skal busetje", "går inn for å busetje"]),
    "heading of the vedtak": (
        r"(?m)^(?:Vedtak|VEDTAK):? *$",
        [
            "Kommunestyrets avgjørelse:",
            "--- Vedtak ---",
            "Kommunestyret - vedtak",
            "Vedtatt tekst:",
            "Sluttvedtak:",
            "Kommunestyrets vedtak (mot 5 stemmer)",
        ],
    ),
    "heading of the recommendation": (
        r"(?m)^(?:Rådmannens|Kommunedirektørens) (?:innstilling|forslag til vedtak):? *$",
        ["Rådmannen innstiller slik:", "Rådmannen foreslår:", "Administrasjonens anbefaling til vedtak:"],
    ),
    "heading of the vote": (r"(?m)^Votering:? *$", ["Stemmegivning:", "Resultat av votering:", "Avstemming"]),
    "who advises": (r"\bRådmannen", ["Kommunedirektøren", "Sektorlederen", "Administrasjonssjefen"]),
    "points": (r"(?m)^(\d)\. (?=[A-ZÆØÅ])", [r"\1) ", "- ", r"Pkt. \1: "]),
}
LAYOUTS = {
    "narrow lines": lambda text: "\n".join(
        piece for line in text.split("\n") for piece in (textwrap.wrap(line, 65) or [""])
    ),
    "every line apart": lambda text: text.replace("\n", "\n\n"),
    "no empty lines": lambda text: re.sub(r"\n\s*\n", "\n", text),
    "indented": lambda text: re.sub(r"(?m)^(?=\S)", "    ", text),
}
CASES = [
    *((name, pattern, words) for name, (pattern, ways) in REWRITINGS.items() for words in ways),
    *((name, "", "") for name in LAYOUTS),
]


def answer(document: Labelled, text: str):
    context = RequestContext(2020, document.whole("requested"), document.whole("requested_em"))
    return read_vedtak(text, REGISTER, context)


@pytest.mark.parametrize(("name", "pattern", "words"), CASES, ids=lambda value: str(value)[:40])
def test_a_document_said_otherwise_is_read_the_same(name, pattern, words):
    rewrite = LAYOUTS.get(name) or (lambda text: re.sub(pattern, words, text))
    changed = [(d, text) for d in DOCUMENTS if (text := rewrite(d.text)) != d.text][:MOST_DOCUMENTS]
    assert changed, "the rewriting finds nothing to rewrite"
    worse: list[str] = []
    for document, text in changed:
        before, after = answer(document, document.text), answer(document, text)
        assert after.count == before.count or after.needs_person, (
            f"{document.title} is silently read otherwise"
        )
        if (after.count, after.needs_person) != (before.count, before.needs_person):
            worse.append(f"{document.title}: {before.count} -> {after.count} {after.reasons}")
    assert len(worse) <= 1, worse  # one may turn on the very word that was rewritten
