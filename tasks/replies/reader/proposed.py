"""Whether a number is only what somebody proposed or what fell, and not what was adopted."""

from __future__ import annotations

import re

from tasks.replies.reader.mentions import Mention
from tasks.replies.reader.nouns import PROPOSAL, PROPOSAL_OR_ADVICE
from tasks.replies.reader.verbs import ADOPTED, WON

# "The proposal of 40 got 5 votes": a number somebody proposed, unless the sentence says that it was adopted.
_PROPOSED = re.compile(
    rf"\b\w*{PROPOSAL_OR_ADVICE}\w*\b"
    r"(?![^.;]*\b(?:vedtok|vedtar|vedtek|men|vedtatt|vedteke|og\s+bosetter"
    r"|slutta|sluttet)\b)[^.;:]{0,70}\b(?:om|på|var|lød|lydde)\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.(?:\d{2,4})?")
_ADVISED = re.compile(
    r"\b(?:innstil(?:te|ler|t|lar)|foresl(?:o|år|ått)|føresl(?:o|år|ege)|tilråd(?:de|er|d)|tilrår|anbefal(?:te|er|t)|ønska|ønsket|ønskte)\b"
    r"(?![^.;]*\b(?:vedtok|vedtar|vedtek|men|vedtatt|vedteke)\b)[^.;:]{0,70}$",
    re.IGNORECASE,
)
_PROPOSAL_WORD = re.compile(rf"\w*(?:{PROPOSAL_OR_ADVICE}|alternativ)\w*", re.IGNORECASE)
_WAS_ADOPTED = re.compile(
    rf"\b(?:{ADOPTED}|{WON}|flertall|fleirtal|vedtar|vedtok|vedtek|slutt[ae]r?\s+seg|sluttet\s+seg"
    r"|støtt\w+|godkjenner|innstilling\w*\s+(?:fra|frå)\s+\w+\s+og\s+bosetter)\b",
    re.IGNORECASE,
)
_FELL_HERE = re.compile(
    rf"(?:{PROPOSAL}|alternativ)\w*\b"
    r"[^.;]*\b(?:falt|fall|ikke\s+flertall|ikkje\s+fleirtal|ikke\s+vedtatt|ikkje\s+vedteke"
    r"|nedstemt|(?:fikk|fekk)\s+(?:\w+\s+)?\d+\s+(?:stemme|røyst))",
    re.IGNORECASE,
)


def is_proposed(mention: Mention, sentence: str) -> bool:
    """Return whether a number is what somebody proposed or a proposal that fell, and not what was adopted."""
    before = _DAY.sub(" ", sentence[: mention.numeral.start])
    if _ADVISED.search(before):
        return True
    named = list(_PROPOSAL_WORD.finditer(before))
    if not named:
        return False
    told = re.split(
        r",\s*men\b|;|\s(?:mens|medan)\s", before[named[-1].start() :] + sentence[mention.numeral.start :]
    )[0]
    if _FELL_HERE.search(told):
        return True
    return (
        bool(_PROPOSED.search(before))
        and not _WAS_ADOPTED.search(told)
        and not _WAS_ADOPTED.search(before[: named[-1].start()])
    )
