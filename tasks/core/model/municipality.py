"""A municipality as it is on a day, and the look-up from a number in a text to the one it means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from tasks.core.model.errors import BadInput

NUMBER_PATTERN = re.compile(r"[0-9]{4}")


class WrittenStandard(StrEnum):
    """The written standard a municipality has decided for letters to it (mållova § 5, språklova § 11)."""

    BOKMAL = "bokmål"
    NYNORSK = "nynorsk"
    NEUTRAL = "nøytral"


class Language(StrEnum):
    """The language a text is written in; a neutral municipality gets one of the two by policy."""

    NB = "nb"
    NN = "nn"


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality within its valid dates. ``number`` is four digits as text ("0301")."""

    number: str
    name: str
    display_name: str
    county_number: str
    county: str
    written_standard: WrittenStandard
    organisation_number: str
    email_domain: str
    other_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a number that is not four digits."""
        if not NUMBER_PATTERN.fullmatch(self.number):
            raise BadInput.one(
                f"municipality {self.name}", f"number {self.number!r} is not four digits", "write it as text"
            )


class ChangeKind(StrEnum):
    """What happened to a municipality number at a turn of the year."""

    UNCHANGED = "unchanged"
    RENUMBERED = "renumbered"
    RENAMED = "renamed"
    RENUMBERED_RENAMED = "renumbered_renamed"
    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class MunicipalityChange:
    """One old number passing to one new one on a day; a merge or a split is several of these."""

    old_number: str
    old_name: str
    new_number: str
    new_name: str
    kind: ChangeKind
    valid_from: date


@dataclass(frozen=True, slots=True)
class Register:
    """The municipalities of one settlement year and the changes that led to them."""

    year: int
    municipalities: tuple[Municipality, ...]
    changes: tuple[MunicipalityChange, ...]

    def __post_init__(self) -> None:
        """Refuse a number that stands twice."""
        seen: set[str] = set()
        for municipality in self.municipalities:
            if municipality.number in seen:
                raise BadInput.one(
                    f"register {self.year}",
                    f"number {municipality.number} stands twice",
                    "remove one of the rows",
                )
            seen.add(municipality.number)

    def __hash__(self) -> int:
        """Return a hash of the sizes: look-ups keyed by a register must not hash 356 municipalities each time."""
        return hash((self.year, len(self.municipalities), len(self.changes)))

    def by_number(self) -> Mapping[str, Municipality]:
        """Return the municipalities keyed by number."""
        return _by_number(self)

    def successors(self, number: str) -> tuple[str, ...]:
        """Return the numbers of this register's year that an older number has become; empty if unknown.

        Follows changes over several years (1601 became 5001 in 2018) and splits (several answers).
        """
        valid = self.by_number().keys()
        found: set[str] = set()
        frontier, visited = {number}, set[str]()
        while frontier:
            current = frontier.pop()
            visited.add(current)
            onward = {c.new_number for c in self.changes if c.old_number == current} - visited
            if current in valid:
                found.add(current)
            frontier |= onward - frontier
        return tuple(sorted(found))

    def require(self, number: str, *, place: str) -> Municipality:
        """Return the municipality of ``number``, or refuse and name the number that followed it.

        :raises BadInput: unknown number, or one that went out of date before this year.
        """
        found = self.by_number().get(number)
        if found is not None:
            return found
        followers = self.successors(number)
        if followers:
            names = ", ".join(f"{n} {self.by_number()[n].display_name}" for n in followers)
            raise BadInput.one(
                place,
                f"municipality number {number} is out of date in {self.year}",
                f"use what followed it: {names}",
            )
        raise BadInput.one(
            place,
            f"municipality number {number!r} is not in the register of {self.year}",
            "check the number against Statistics Norway's list (Klass 131)",
        )


@lru_cache(maxsize=8)
def _by_number(register: Register) -> Mapping[str, Municipality]:
    return MappingProxyType({municipality.number: municipality for municipality in register.municipalities})


def named(municipalities: Iterable[Municipality], name: str) -> tuple[Municipality, ...]:
    """Return every municipality with this name in any of its languages; two Våler give two."""
    wanted = name.casefold()
    return tuple(
        m
        for m in municipalities
        if wanted in {m.name.casefold(), m.display_name.casefold(), *(o.casefold() for o in m.other_names)}
    )
