"""Which municipalities a Norwegian text names: Sámi and Kven names, genitives, two Våler."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tasks.core.model.municipality import Register

# What follows a name when the municipality itself is meant, not a valley or a surname.
_MUNICIPALITY = (
    r"(?:kommune(?:n|ns|s)?|kommunestyre\w*|herad\w*|formannskap\w*|formannsskap\w*|suohkan|gïelte)"
)
_QUALIFIED_NAME = re.compile(r"(?P<name>.+?) \((?P<qualifier>.+)\)")
LETTERS = 2  # 700 names tried one by one at every word take a third of the time of reading a vedtak
DUAL_NAME_SEPARATOR = " - "


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text names a municipality: ``numbers`` are all it can mean, ascending.

    ``is_called_municipality``: "kommune", "kommunestyre" or the like follows, so that "Stad" or "Time" is no
    ordinary word. ``is_old_name``: a name that no municipality of the year bears any more.
    """

    numbers: tuple[str, ...]
    start: int
    end: int
    is_called_municipality: bool
    is_old_name: bool


def municipalities_named(text: str, register: Register) -> tuple[Mention, ...]:
    """Return every mention in order. A county beside it ("Våler (Innlandet)", "Herøy i Nordland") decides.

    Names in small letters count only where "kommune" or the like follows them; the longest name wins.
    """
    index = _index(register)
    mentions: list[Mention] = []
    for match in index.pattern.finditer(text):
        name = _plain(match["name"])
        called = match["called"] is not None
        if not called and not match["name"][0].isupper():
            continue
        qualified = index.numbers.get((name, _plain(match["qualifier"] or "")))
        plain = index.numbers.get((name, ""))
        numbers = qualified or plain
        if numbers is None:  # a name that never stands without its county, as the lost "Nes (Buskerud)"
            numbers = tuple(
                sorted({n for (known, _), found in index.numbers.items() if known == name for n in found})
            )
        mentions.append(Mention(numbers, match.start(), match.end("name"), called, name not in index.current))
    return tuple(mentions)


@dataclass(frozen=True, slots=True)
class _Index:
    """Names of one register: plain name and plain qualifier ("" without one) to numbers."""

    numbers: dict[tuple[str, str], tuple[str, ...]]
    current: frozenset[str]
    pattern: re.Pattern[str]


@lru_cache(maxsize=4)
def _index(register: Register) -> _Index:
    current: dict[tuple[str, str], set[str]] = {}
    for municipality in register.municipalities:
        for name in (municipality.name, municipality.display_name, *municipality.other_names):
            _add(current, name, (municipality.number,))
    older: dict[tuple[str, str], set[str]] = {}
    valid = register.by_number()
    for change in register.changes:
        _add(older, change.old_name, register.successors(change.old_number))
        if change.new_number in valid:  # spellings of Statistics Norway beside those of Kartverket
            _add(current, change.new_name, (change.new_number,))
    names_now = frozenset(name for name, _ in current)
    # A name in use means its municipality of today, unless a county that is gone says which one is meant.
    kept = {key: found for key, found in older.items() if found and (key[1] or key[0] not in names_now)}
    numbers = {key: tuple(sorted(found)) for key, found in (kept | current).items()}
    return _Index(numbers, names_now, _pattern(numbers))


def _add(names: dict[tuple[str, str], set[str]], name: str, numbers: Iterable[str]) -> None:
    """Enter a name as published: "Våler (Viken)" with its county, "Snåase - Snåsa" as the two it holds."""
    found = _QUALIFIED_NAME.fullmatch(name)
    qualifier = _plain(found["qualifier"]) if found else ""
    for part in (found["name"] if found else name).split(DUAL_NAME_SEPARATOR):
        names.setdefault((_plain(part), qualifier), set()).update(numbers)


def _pattern(numbers: dict[tuple[str, str], tuple[str, ...]]) -> re.Pattern[str]:
    names = _alternatives({name for name, _ in numbers})
    qualifiers = _alternatives({qualifier for _, qualifier in numbers if qualifier})
    return re.compile(
        rf"(?<![\w-])(?P<name>{names})(?:s|['’])?(?!-?\w)"
        rf"(?=(?:\s+\({qualifiers}\))?(?P<called>\s+{_MUNICIPALITY}\b)?)"
        rf"(?=(?:\s+{_MUNICIPALITY})?(?:,?\s*\(?|,?\s+i\s+)(?P<qualifier>{qualifiers})\b|)",
        re.IGNORECASE,
    )


def _alternatives(names: Iterable[str], shared: int = 0) -> str:
    """Return the names as one group, the longest first; sorted into their first two letters to be told apart soon."""
    if shared == LETTERS:
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        return "(?:" + "|".join(_escaped(name[shared:]) for name in longest_first) + ")"
    of_letter: dict[str, list[str]] = {}
    for name in names:
        of_letter.setdefault(name[shared : shared + 1], []).append(name)
    # A name that ends here is a beginning of the others: it comes last.
    letters = sorted(of_letter, key=lambda letter: (not letter, letter))
    return (
        "(?:"
        + "|".join(
            _escaped(one) + (_alternatives(of_letter[one], shared + 1) if one else "") for one in letters
        )
        + ")"
    )


def _escaped(name: str) -> str:
    return re.escape(name).replace(r"\ ", r"\s+")


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
