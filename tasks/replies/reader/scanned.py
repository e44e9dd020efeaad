"""Letters a scanner or a mail server lost, put back: digits inside words, å as a, ø as 0 or o, spaced-out lines.

Only words that cannot be another Norwegian word are mended ("mindrearige", never "vart"): a guess would be worse
than the fault.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise

# The beginnings of words that carry a reading; each is looked for with its letters lost, and put back whole.
_STEMS = (
    "mindreårig",
    "rådmann",
    "tilråding",
    "tilrådning",
    "samrøyst",
    "einrøyst",
    "røyster",
    "røysting",
    "røysta",
    "møtebok",
    "møtedato",
    "møteprotokoll",
    "møteutskrift",
    "særutskrift",
    "følgende",
    "følgjande",
    "føresetnad",
    "føresett",
    "føreset",
    "halvår",
    "årleg",
    "økonomi",
    "språk",
    "overføringsflyktning",
    "ordfører",
    "imøtekom",
    "imøtekjem",
    "kommunedirektør",
    "bosettingsområde",
    "husvære",
    "behandlingsmåte",
    "attåt",
    "gjenforeining",
    "føretrekk",
    "ønskjer",
    "ønsker",
    "ønske",
    "høgre",
    "høyre",
    "tjueåtte",
    "særskilt",
    "særskild",
    "særleg",
    "særlig",
    "nødvendig",
)
_LOSSES = (
    {"å": "a", "ø": "o", "æ": "a"},
    {"å": "a", "ø": "0", "æ": "ae"},
    {"å": "aa", "ø": "oe", "æ": "ae"},
    {"å": "\ufffd", "ø": "\ufffd", "æ": "\ufffd"},
    {"å": "å", "ø": "0", "æ": "æ"},
)
_VARIANTS = {stem.translate(str.maketrans(loss)): stem for stem in _STEMS for loss in _LOSSES}
_INSIDE_COMPOUNDS = {"mindreårig", "rådmann"}
_TO_SETTLE = re.compile(r"\ba(?=\s+(?:bosett|buset|ta\s+(?:i\s*)?mot|motta|im[oø]te|bes\b))", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w/.-])(?=[^\W\d_]{0,20}[01|])[A-Za-zÆØÅæøå01|]{4,30}(?![\w/])")
_DIGIT_BY_LETTER = re.compile(r"[01|](?:(?=[A-Za-zÆØÅæøå])|(?<=[A-Za-zÆØÅæøå].))")
_CAPITALS = re.compile(r"\b(?=[A-ZÆØÅl]{0,20}l)[A-ZÆØÅl]{4,30}\b")
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){4,60}[^\W\d_](?!\S)")
_SPLIT_WORD = re.compile(r"\b(fly) ?(kt) ?(ning\w*)", re.IGNORECASE)
_PARTED = re.compile(r" (?:kt|ning)", re.IGNORECASE)
# Words a scan parts in two ("innst illing"): none of them is two words of its own.
_WHOLE = frozenset(
    [
        "innstilling",
        "innstillinga",
        "innstillingen",
        "saksopplysninger",
        "saksopplysningar",
        "særutskrift",
        "utskrift",
        "rådmannens",
        "rådmannen",
        "kommunestyret",
        "kommunestyrets",
        "formannskapet",
        "bosetting",
        "bosetter",
        "bosette",
        "busetjing",
        "busetje",
        "flyktninger",
        "flyktningar",
        "personer",
        "personar",
        "mindreårige",
        "enstemmig",
        "samrøystes",
        "behandling",
        "handsaming",
        "votering",
        "tilråding",
        "kommune",
        "framlegg",
        "vedtatt",
        "vedteke",
    ]
)
_IN_PIECES = re.compile(
    r"(?<![\w-])(?:" + "|".join(" ?".join([*word]) for word in sorted(_WHOLE)) + r")(?![\w-])", re.IGNORECASE
)
_DATE_DIGIT = re.compile(
    r"[lIO|o](?:(?<=[\d.].)(?=[\d.])|(?<=\d\..)(?=\d)|(?<!\w[lI])(?<=[lI])(?=\d[./][\dlI]))"
)
_CASE_YEAR = re.compile(r"[lI](?=\d)(?:(?<=\d/.)(?=\d\b)|(?<![\w/].)(?=\d/\d{3,5}\b))")
_TEN = re.compile(
    r"(?<![\w])[lI|][O0o](?=\s+(?:nye\s+)?(?:flykt|person|ensl|einsl|røyst|stemm|menn))", re.IGNORECASE
)
_EIGHT_OR_FIVE = re.compile(r"(?P<tens>\d)(?P<unit>[SB])(?<!\w..)(?=\s+(?:nye\s+)?(?:flykt|person))")


def mended(text: str) -> str:
    """Return the text with the letters put back that scanning or a poor transfer lost; tabs and runs of blanks kept.

    >>> mended("M0tedato l2.l2.20l9: 5 enslige mindrearige, B0SETTlNG av f1yktninger")
    'Møtedato 12.12.2019: 5 enslige mindreårige, BOSETTING av flyktninger'
    """
    text = _SPACED.sub(lambda m: m.group().replace(" ", ""), text)
    text = _DATE_DIGIT.sub(_digit, text)
    text = _CASE_YEAR.sub("1", text)
    text = _TEN.sub("10", text)
    text = _EIGHT_OR_FIVE.sub(lambda m: m["tens"] + {"S": "5", "B": "8"}[m["unit"]], text)
    text = _with_stems(text)
    if _DIGIT_BY_LETTER.search(text):
        text = _WORD.sub(_letters, text)
    text = _CAPITALS.sub(lambda m: m.group().replace("l", "I") if _shouts(m.group()) else m.group(), text)
    if _PARTED.search(text):
        text = _SPLIT_WORD.sub(r"\1\2\3", text)
    if _has_pieces(text):
        text = _IN_PIECES.sub(lambda m: m.group().replace(" ", ""), text)
    return _TO_SETTLE.sub(lambda m: "å" if m.group().islower() else "Å", text)


def _has_pieces(text: str) -> bool:
    """Return whether two words beside each other are one that a scan has parted."""
    words = text.casefold().split()
    return any(one + other.rstrip(".,:;)") in _WHOLE for one, other in pairwise(words))


def _digit(match: re.Match[str]) -> str:
    return "0" if match.group() in "Oo" else "1"


def _with_stems(text: str) -> str:
    folded = text.casefold()
    for variant, stem in _VARIANTS.items():
        if variant not in folded or variant == stem:
            continue
        start = "" if stem in _INSIDE_COMPOUNDS else r"(?<!\w)"
        text = re.sub(start + re.escape(variant), partial(_as_written, stem), text, flags=re.IGNORECASE)
    return text


def _as_written(stem: str, match: re.Match[str]) -> str:
    """Return a stem in the capitals the broken word had."""
    found = match.group()
    if len(re.sub(r"[^A-ZÆØÅ]", "", found)) > 2:
        return stem.upper()
    return stem.capitalize() if found[0].isupper() else stem


def _letters(match: re.Match[str]) -> str:
    """Return a word with the digits inside it as the letters they look like; a code such as "F30" as it is."""
    word = match.group()
    letters = [c for c in word if c.isalpha()]
    if len(letters) < 3 or len(word) - len(letters) > 2 or word[0] in "01|" or word[-2:].isdigit():
        return word
    shouts = _shouts("".join(letters))
    word = word.replace("0", "O" if shouts else "o")
    return re.sub(r"[1|]", "I" if shouts else "l", word)


def _shouts(word: str) -> bool:
    return word.replace("l", "").isupper() and len(word.replace("l", "")) >= 3
