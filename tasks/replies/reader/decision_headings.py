"""A heading of the adopted text told by its words and not by its form: a word for the decision, and only words beside it
that say whose, when, where and how.
"""

from __future__ import annotations

import re

from tasks.replies.reader.introductions import PARTIES, SETTLES
from tasks.replies.reader.organs import ADMINISTRATION, COMMITTEE

_DECISION = re.compile(
    r"\b(?:slutt)?(?:vedtak(?:et|ets)?|vedtaksteksten?|orskurd(?:en)?|avgjerd[a]?|avgjørelse[n]?|avgjersle|beslutning(?:en)?)\b"
    r"|\b(?:vedtatt|vedteken|vedtekne|vedtatte)\s+tekst\b|\b(?:kommunestyre|bystyre|heradsstyre)\w*\s+(?:sin\s+)?konklusjon(?:en)?\b",
    re.IGNORECASE,
)
# Whose, when, where and how: nothing here says that the text is only proposed, or of another year.
_BESIDE = re.compile(
    r"(?:kommunestyre|bystyre|herad?sstyre|kommuneting|fellesnemnd|partnarnemnd)\w*|kommunens?|kommunalt|politisk|styre\w*"
    r"|formannskap\w*|\w*utval\w*|\w*komit\w*"
    r"|i|av|fra|frå|den|det|på|for|med|mot|til|og|ved|om|sin|sitt|si|sine|sak|saken|saka|saks?nr|nr|ps|ks|kst|møte|møtet|møtedato|dato"
    r"|endelig\w*|endeleg\w*|samla|samlet|enstemmig\w*|einstemmig\w*|énstemmig\w*|samrøystes|einrøystes|protokollert|protokollført\w*"
    r"|etter|avstemn?ing\w*|votering\w*|røysting\w*|behandling\w*|handsaming\w*|dette|sluttbehandling\w*|heile?t?|helhet|heilskap|ordlyd\w*|ordrett"
    r"|lyder|lyd|lydde|lød|er|ble|blei|vart|var|slik\w*|følgende|følgjande|som|følger|følgjer|fylgjer|gjengis|gjengitt|gjengitte"
    r"|fattet|fatta|gjort|gjorde|treft|truffet|har|vedtatt|vedteke|vedteken|vedtekne|vedtatte|tekst|tekste[nr]|konklusjon\w*"
    r"|fulltekst|utdrag|utskrift|særutskrift|stemmer|røyster|\d[\d./:-]*",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:er|ble|blei|vart|var|har|fattet|fatta|gjort|gjorde)\b", re.IGNORECASE)
_DECORATION = re.compile(r"^[\s\-–=~_*#|<>]{2,}(?P<inside>.*?[\w:)])[\s\-–=~_*#|<>]{2,}$")
_DAY = re.compile(r"\b\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}\b|\b\d{1,4}/\d{2,4}\b")
_YEAR = re.compile(r"\b20\d\d\b")
# "Rådmannen innstiller slik:", "Gruppeleder i Sp foreslår:": a proposal brought on by a verb.
_ADVISES = re.compile(
    rf"^(?:(?P<own>{ADMINISTRATION}|{COMMITTEE})|(?P<other>(?:[\w.]+\s+){{0,4}}?(?:{PARTIES}|representant\w*|repr\.|gruppeleder\w*|gruppeleiar\w*)))"
    r"(?:\s+(?:i|fra|frå|for)\s+[\w ,/&]{1,40}?)?\s+(?:foreslår|føreslår|foreslo|føreslo|innstiller|innstillar|innstilte|tilrår|tilrådde|anbefaler|anbefalte|rår\s+til)"
    r"\b[^:.]{0,80}:\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
MOST_WORDS = 12
MOST_WORDS_BARE = 6  # without a colon a longer line is a sentence


def undecorated(line: str) -> str:
    """Return a line without the rules and marks drawn on both sides of it.

    >>> undecorated("--- Vedtak ---")
    'Vedtak'
    """
    match = _DECORATION.match(line) if len(line) <= 120 else None
    return match["inside"] if match else line


def names_decision(line: str) -> tuple[str, str] | None:
    """Return the label of a line that heads the adopted text, and what stands behind its colon; None for other lines.

    >>> names_decision("Kommunestyret - endelig avgjørelse 12.12.2019:")
    ('Kommunestyret - endelig avgjørelse 12.12.2019', '')
    >>> names_decision("Vedtaket for 2018:") is None
    True
    >>> names_decision("Vedtaket var samrøystes.") is None
    True
    """
    label, colon, rest = line.partition(":")
    label, rest = label.strip(), rest.strip()
    if len(label) > 110 or _DECISION.search(label) is None or (rest and SETTLES.search(rest) is None):
        return None
    plain = _DAY.sub(" ", re.sub(r"\([^()]{0,60}\)", " ", label))
    words = re.findall(r"[\w.]+", plain)
    if not words or len(words) > MOST_WORDS or _YEAR.search(plain):
        return None
    if not all(_BESIDE.fullmatch(word.strip(".")) or _DECISION.fullmatch(word.strip(".")) for word in words):
        return None
    if colon:
        return label, rest
    is_heading = len(words) <= MOST_WORDS_BARE and not label.endswith(".") and _VERB.search(plain) is None
    return (label, "") if is_heading and label[:1].isupper() else None


def advises(line: str) -> tuple[bool, str, str] | None:
    """Return whether the administration or a committee advises in a line that brings on a proposal, who speaks, and
    what stands behind the colon; None for other lines.

    >>> advises("Rådmannen innstiller slik:")
    (True, 'Rådmannen', '')
    """
    match = _ADVISES.match(line) if ":" in line else None
    if match is None or (match["rest"] and SETTLES.search(match["rest"]) is None):
        return None
    return match["own"] is not None, match["own"] or match["other"], match["rest"]
