"""The bodies that speak in a document: council, committees, administration, as they are written and marked."""

from __future__ import annotations

import re
from functools import lru_cache

COUNCIL = (
    r"(?:(?:kommunestyre|bystyre|herad?sstyre|kommunetinget)(?:ts?|)|(?:fellesnemnd|partnarnemnd)(?:as?|))"
)
COMMITTEE = (
    r"(?:formannskap(?:ets?)?|formannskapsmøte|\w*utval(?:g|gets?|ets?|)|\w*komit[eé](?:ens?|)"
    r"|\w*styret? for [\w ]+"
    r"|eldrerådets?|ungdomsrådets?|levekårsutvalget|driftsstyret)"
)
ADMINISTRATION = (
    r"(?:rådmann(?:ens?|s|)|kommunedirektør(?:ens?|s|)|administrasjon(?:ens?|s|)|byrådets?"
    r"|ordfører(?:ens?|s|)"
    r"|ordførar(?:ens?|s|)|kommunalsjef\w*|saksbehandler\w*|sakshandsamar\w*|fylkesrådmann\w*"
    r"|(?:administrasjons|sektor|enhets|virksomhets|etats|avdelings|tjeneste|teneste|kommunalområde)(?:sjef|leder|leiar)\w*|prosjektle(?:der|iar)(?:ens?|s|en)?|prosjektrådmann(?:ens?|s)?)"
)
_COUNCIL_MARK = re.compile(r"^(?:KOM|KST|KS|BYS|BST|HST|K)[- .]{0,3}(?:sak\s*)?\d{1,4}/\d{2,4}")
_COMMITTEE_MARK = re.compile(r"^(?:FOR|FSK|FS|FORM|F)[- .]{0,3}(?:sak\s*)?\d{1,4}/\d{2,4}")


def organ_of_mark(line: str) -> str:
    """Return the body a case mark at the start of a line stands for ("KST-102/19"), "" when it has none."""
    line = line.strip()
    if _COUNCIL_MARK.match(line):
        return "kommunestyret"
    return "formannskapet" if _COMMITTEE_MARK.match(line) else ""


@lru_cache(maxsize=1024)
def is_council(organ: str) -> bool:
    """Return whether the words name the council, which decides last."""
    return (
        re.search(
            r"kommunestyre|bystyre|herad?sstyre|kommuneting|fellesnemnd|partnarnemnd", organ, re.IGNORECASE
        )
        is not None
    )


@lru_cache(maxsize=1024)
def is_committee(organ: str) -> bool:
    """Return whether the words name a body below the council."""
    return (
        not is_council(organ)
        and re.search(r"formannskap|utval|komit|levekår", organ, re.IGNORECASE) is not None
    )
