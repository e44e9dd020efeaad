"""Who put a proposal forward: parties by their names and short names, in one spelling each."""

from __future__ import annotations

import re


def party_names(text: str) -> set[str]:
    """Return the parties named in a heading or a vote, in one spelling each.

    >>> sorted(party_names("Forslag fra Høyre og FrP"))
    ['frp', 'h']
    """
    long = {
        "arbeiderpartiet": "ap",
        "arbeidarpartiet": "ap",
        "høyre": "h",
        "høgre": "h",
        "senterpartiet": "sp",
        "framstegspartiet": "frp",
        "fremskrittspartiet": "frp",
        "venstre": "v",
        "krf": "krf",
        "kristelig": "krf",
        "kristeleg": "krf",
        "rødt": "r",
        "raudt": "r",
        "sosialistisk": "sv",
        "miljøpartiet": "mdg",
    }
    found = {short for name, short in long.items() if re.search(rf"\b{name}", text, re.IGNORECASE)}
    found |= {
        name.casefold()
        for name in re.findall(r"\b(AP|Ap|SV|SP|Sp|FRP|FrP|Frp|KRF|KrF|Krf|MDG|PP|INP)s?\b", text)
    }
    found |= {name.casefold() for name in re.findall(r"(?<=[(/ ,])(?:H|V|R)(?=[)/ ,.:]|$)", text)}
    found |= {name.casefold() for name in re.findall(r"(?<=\()[A-ZÆØÅ][A-Za-zÆØÅæøå]{1,4}(?=\))", text)}
    found |= {
        name.casefold()
        for name in re.findall(r"\b([A-ZÆØÅ]{2,4})s?\s+(?:sitt\s+)?(?:forslag|framlegg)", text)
    }
    return found
