"""The sentences in which a vote is told: taken apart, what each says was adopted, and a proposal's text without them."""

from __future__ import annotations

import re

from tasks.replies.reader.ballot import SENTENCE_ENDS, Reference, references
from tasks.replies.reader.limits import LONGEST_VOTE
from tasks.replies.reader.nouns import PROPOSAL
from tasks.replies.reader.sentences import bounded
from tasks.replies.reader.verbs import ADOPTED, WON

ADOPTS = re.compile(
    rf"\b(?:{ADOPTED}|{WON})\b"
    r"|\b(?:flertallet|fleirtalet)\s+(?:stemte|gikk|røysta|gjekk)\s+(?:inn\s+)?for\b|^\W*(?:enstemmig|samrøystes)\s+som\b"
    r"|\b(?:er|ble|vart)\s+(?:dermed\s+|altså\s+|difor\s+|derfor\s+)?(?:kommunestyrets|bystyrets|kommunestyret\s+sitt|fellesnemndas)\s+vedtak"
    r"|\bfikk\s+(?:\w+\s+)?flertall|\bfekk\s+(?:\w+\s+)?fleirtal",
    re.IGNORECASE,
)
_HELPER = re.compile(r"\b(?:ble|blei|vart|er|vert|blir)\b", re.IGNORECASE)
_WHICH = re.compile(r",?\s+som\s+(?:\w+\s+)?(?:ble|blei|vart|fikk|fekk)\b[^,;]{0,40}$", re.IGNORECASE)
_TELLS_VOTE = re.compile(
    r"\b\d{1,3}\s+(?:mot\s+\d{1,3}\s+)?(?:stemmer|røyster|stemme|røyst)\b|\bvotering\w*|\bavstemn?ing\w*"
    rf"|\b{PROPOSAL}\w*\b"
    r"[^.]{0,80}\b(?:vedtatt|vedteke|vedteken|falt|fall)\b",
    re.IGNORECASE,
)
_NARRATES = re.compile(
    r"\b(?:foreslo|føreslo|fremmet|fremja|spurte|spurde|svarte|svara|orienterte|hadde\s+ordet|tok\s+ordet)\b",
    re.IGNORECASE,
)
_PROPOSAL_NAME = re.compile(rf"{PROPOSAL}|alternativ", re.IGNORECASE)


def subject_of_vote(sentence: str) -> str:
    """Return the words that say what was adopted, without what it was set against or who voted for that.

    >>> subject_of_vote("Framlegget frå Sp vart vedteke mot røystene til rådmannen sitt framlegg")
    'Framlegget frå Sp'
    """
    verb = ADOPTS.search(sentence)
    if verb is None:
        return sentence
    before = sentence[: verb.start()]
    helper = list(_HELPER.finditer(before))
    if (which := _WHICH.search(before)) and (named := references(before[: which.start()])):
        return named[-1].text  # "set against proposal 1, which was adopted"
    if not helper:
        return before.strip() or sentence
    between = before[helper[-1].end() :]
    is_behind = _PROPOSAL_NAME.search(between) is not None and not re.search(r"\bmot\b", between)
    return (between if is_behind else before[: helper[-1].start()]).strip() or sentence


_THE_LATTER = re.compile(r"\b(?:det|den)\s+sist(?:e|nevnte|nemnde)\b|\bsistn(?:evnte|emnde)\b", re.IGNORECASE)
_THE_FORMER = re.compile(
    r"\b(?:det|den)\s+f(?:ø|y)rst(?:e|nevnte|nemnde)\b|\bf(?:ø|y)rstn(?:evnte|emnde)\b", re.IGNORECASE
)


def meant_by_place(sentence: str) -> Reference | None:
    """Return the proposal that "the latter" or "the former" of a sentence means; None where it says neither.

    >>> meant_by_place("Ved røysting mellom innstillinga og framlegget frå Sp vart det siste vedteke").text
    'framlegget frå Sp'
    """
    latter, former = _THE_LATTER.search(sentence), _THE_FORMER.search(sentence)
    if (latter is None) == (former is None):
        return None
    word = latter or former
    named = references(sentence[: word.start()]) if word else []
    return None if len(named) < 2 else named[-1] if latter else named[-2]


def sentence_around(text: str, place: int) -> str:
    """Return the line or sentence that holds a place: who put a proposal forward often stands behind the pointer."""
    start = max(text.rfind(stop, 0, place) for stop in ("\n", ". ")) + 1
    ends = [end for stop in ("\n", ". ") if (end := text.find(stop, place)) >= 0]
    return text[start : min(ends, default=len(text))].strip()


def sentences_of_vote(text: str) -> list[str]:
    """Return the sentences of a stretch of protocol; a line is one, unless the sentence goes on in the next."""
    joined = re.sub(r"(?<![.:!?])\n(?=[a-zæøå(])", " ", text)
    told = (sentence.strip() for sentence in SENTENCE_ENDS.split(joined))
    return [piece for sentence in told if sentence for piece in bounded(sentence, LONGEST_VOTE)]


def without_votes(text: str) -> str:
    """Return a proposal's text without the sentences behind it that tell how the vote on it went."""
    kept: list[str] = []
    for line in text.split("\n"):
        told = [s for s in SENTENCE_ENDS.split(line) if not _TELLS_VOTE.search(s) and not _NARRATES.search(s)]
        kept.append(" ".join(told))
    return "\n".join(kept).strip()
