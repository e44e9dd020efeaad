"""A vedtak that only names the proposal it adopts: "Vedtak: Formannskapets innstilling.", with no verb beside it."""

from __future__ import annotations

import re

from tasks.replies.reader.headings import heading_of
from tasks.replies.reader.organs import ADMINISTRATION, COMMITTEE

_NAMES_PROPOSAL = re.compile(
    rf"^\W*(?:som\s+|etter\s+)?(?:(?:{ADMINISTRATION}|{COMMITTEE})(?:\s+(?:sin|sitt|si|sine))?\s+)?"
    r"(?:innstilling(?:en|a)?|tilråding(?:a|en)?|tilrådning(?:en|a)?|(?:forslag|framlegg)(?:et)?(?:\s+til\s+vedtak)?)"
    r"(?:\s+(?:fra|frå|til)\s+[\w ,/-]{1,50})?(?:\s*\([^)]{1,40}\))?\s*[.,]?\s*"
    r"(?:(?:enstemmig|samrøystes|einstemmig)(?:\s+(?:vedtatt|vedteke|vedteken))?\.?)?\s*$",
    re.IGNORECASE,
)


def only_names_proposal(line: str) -> bool:
    """Return whether a line names a proposal and says nothing else, so that it opens no section of its own.

    >>> only_names_proposal("Tilrådinga frå rådmannen.")
    True
    >>> only_names_proposal("Rådmannens innstilling: 10 flyktninger")
    False
    """
    return _NAMES_PROPOSAL.match(line) is not None


def pointer_of(text: str) -> re.Match[str] | None:
    """Return the first line of a text when it only names a proposal, None otherwise."""
    first = text.split("\n", 1)[0]
    return _NAMES_PROPOSAL.match(first)


def is_kept_whole(label_is_decision: bool, rest: str) -> bool:
    """Return whether what follows a label is its own text and no heading: "Vedtak: Innstillingen."."""
    inner = heading_of(rest)
    return label_is_decision and inner is not None and not inner.rest and only_names_proposal(rest)
