"""Numbers written in words, both ways, in bokmål and nynorsk and in the old way of counting (femogtyve)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from num2words import num2words

from tasks.core.model.municipality import Language

LARGEST = 99_999

# bokmål as num2words writes it -> other spellings of the same word, nynorsk and older forms
SPELLINGS: dict[str, tuple[str, ...]] = {
    "en": ("én", "ett", "ein", "éin", "eitt", "ei", "et", "eit"),
    "syv": ("sju",),
    "tjue": ("tyve",),
    "tretti": ("tredve", "tredive"),
    "førti": ("førr", "firti", "fyrti"),
    "seksten": ("sekstan",),
    "sytten": ("syttan",),
    "atten": ("attan",),
    "nitten": ("nittan",),
    "åtte": ("otte",),
}
ARTICLES = frozenset({"en", "ei", "et", "ein", "eit"})  # "en flyktning" says nothing about a number
NYNORSK = {"null": "null", "en": "ein", "syv": "sju"}
SPACE = r"[ \t\u00a0\u202f-]"


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number in words found in a text: its value and where it stands (``text[start:end]``)."""

    value: int
    start: int
    end: int


def number_from_words(text: str) -> int | None:
    """Return the number that ``text`` as a whole says in words, None if it says none; up to 99 999.

    >>> [number_from_words(words) for words in ("femten", "femogtyve", "to hundre og femti", "mange")]
    [15, 25, 250, None]
    >>> number_from_words("eitt hundre og sju")
    107
    """
    found = _pattern().fullmatch(text.strip().casefold())
    return _value(found) if found else None


def numbers_in_words(text: str) -> tuple[WordNumber, ...]:
    """Return every number in words in a running text, in order; bare articles (en, et, ein) are none.

    >>> numbers_in_words("Kommunen bosetter en gruppe på femten - inntil tyve - personer.")
    (WordNumber(value=15, start=31, end=37), WordNumber(value=20, start=47, end=51))
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # one letter in a thousand grows in small print; places must stay right
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    found: list[WordNumber] = []
    for match in _pattern().finditer(lowered):
        value = _value(match)
        if value is not None and match[0] not in ARTICLES:
            found.append(WordNumber(value, *match.span()))
    return tuple(found)


def number_in_words(number: int, language: Language) -> str:
    """Return ``number`` (0 to 99 999) in words, as a letter writes it.

    >>> number_in_words(27, Language.NB), number_in_words(27, Language.NN), number_in_words(121, Language.NN)
    ('tjuesju', 'tjuesju', 'eitt hundre og tjueein')
    """
    if not 0 <= number <= LARGEST:
        message = f"{number} is outside 0 to {LARGEST}"
        raise ValueError(message)
    words = str(num2words(number, lang="no")).replace("syv", "sju")
    one = "ett" if language is Language.NB else "eitt"
    words = re.sub(r"\ben (?=hundre|tusen)", f"{one} ", words)  # hundre and tusen are neuter
    return (
        re.sub(r"en$", "ein", words)
        if language is Language.NN and number % 10 == 1 and number != 11
        else words
    )


@cache
def _below_hundred() -> dict[str, int]:
    """Return every spelling of 0 to 99, one word each."""
    words: dict[str, int] = {}
    for value in range(100):
        canonical = str(num2words(value, lang="no"))
        words |= dict.fromkeys(_spellings(canonical), value)
    units = {word: value for word, value in words.items() if 1 <= value <= 9}
    tens = {word: value for word, value in words.items() if value in range(20, 100, 10)}
    for ten, tens_value in tens.items():
        for unit, units_value in units.items():
            words[f"{ten}{unit}"] = words[f"{unit}og{ten}"] = tens_value + units_value
    return words


def _spellings(canonical: str) -> tuple[str, ...]:
    return (canonical, *SPELLINGS.get(canonical, ()))


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a whole number in words; a space or hyphen may stand where words are joined."""
    words = _below_hundred()
    units = "|".join(sorted((w for w, v in words.items() if 1 <= v <= 9), key=len, reverse=True))
    tens = "|".join(sorted((w for w, v in words.items() if v in range(20, 100, 10)), key=len, reverse=True))
    plain = "|".join(sorted(words, key=len, reverse=True))
    below = f"(?:(?:{tens}){SPACE}(?:{units})|(?:{units}){SPACE}og{SPACE}(?:{tens})|{plain})"
    joint = f"(?:{SPACE}?og{SPACE}?|{SPACE})?"
    return re.compile(
        rf"(?<!\w)(?=\w)"
        rf"(?:(?P<thousands>{below})?{SPACE}?(?P<thousand>tusen){joint})?"
        rf"(?:(?P<hundreds>{units})?{SPACE}?(?P<hundred>hundre){joint})?"
        rf"(?P<below>{below})?(?<=\w)(?![\w])"
    )


def _value(match: re.Match[str]) -> int | None:
    """Return what the parts of a match add up to; None where no part was there."""
    if not match[0]:
        return None
    total = _part(match["below"], 0)
    if match["thousand"]:
        total += 1000 * _part(match["thousands"], 1)
    if match["hundred"]:
        total += 100 * _part(match["hundreds"], 1)
    return total


def _part(words: str | None, default: int) -> int:
    """Return the value of one word below a hundred, written together or apart."""
    if not words:
        return default
    together = re.sub(SPACE, "", words)
    return _below_hundred()[words if words in _below_hundred() else together]
