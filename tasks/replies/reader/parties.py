"""Who put a proposal forward: parties by their names and short names, in one spelling each."""

from __future__ import annotations

import re
from functools import lru_cache

_LONG = {
    "arbeiderpartiet": "ap",
    "arbeidarpartiet": "ap",
    "høyre": "h",
    "høgre": "h",
    "senterpartiet": "sp",
    "framstegspartiet": "frp",
    "fremskrittspartiet": "frp",
    "venstre": "v",
    "kristelig": "krf",
    "kristeleg": "krf",
    "rødt": "r",
    "raudt": "r",
    "sosialistisk": "sv",
    "miljøpartiet": "mdg",
    "pensjonistpartiet": "pp",
}
_LONG_NAME = re.compile(rf"\b(?:{'|'.join(_LONG)})", re.IGNORECASE)
_SHORT_NAMES = (
    re.compile(r"\b(AP|Ap|SV|Sv|SP|Sp|FRP|FrP|Frp|KRF|KrF|Krf|MDG|PP|Pp|INP)s?\b"),
    re.compile(r"(?:(?<=[(/ ,])|^)(?:H|V|R)s?(?=[)/ ,.:]|$)"),
    re.compile(r"(?<=\()[A-ZÆØÅ][A-Za-zÆØÅæøå]{1,4}(?=\))"),
    re.compile(r"\b([A-ZÆØÅ]{2,4})s?\s+(?:sitt\s+)?(?:forslag|framlegg)"),
    re.compile(r"\b([A-ZÆØÅ][\w-]{2,20}list)(?=a|en|as|ens)"),
)


@lru_cache(maxsize=2048)
def party_names(text: str) -> frozenset[str]:
    """Return the parties named in a heading or a vote, in one spelling each.

    >>> sorted(party_names("Forslag fra Høyre, Bygdelista og FrP"))
    ['bygdelist', 'frp', 'h']
    """
    found = {_LONG[name.group().casefold()] for name in _LONG_NAME.finditer(text)}
    for pattern in _SHORT_NAMES:
        found |= {
            name.casefold().removesuffix("s") if len(name) == 2 else name.casefold()
            for name in pattern.findall(text)
        }
    return frozenset(found)
