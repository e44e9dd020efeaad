"""Reads `config/register/`: the municipalities of a year, the changes that led to them, and their indicators.

The files hold what Statistics Norway, IMDi, Enhetsregisteret and Kartverket publish, in this project's own
form; `sources.csv` beside them says unit, source and date of every column. Two conventions of
`indicators_YEAR.csv`:

- long form, one row per published figure: what is not published has no row, and is never 0;
- `known_from` is the first day a computation may use a row. Exact days of publication were not recorded, so:
  requests for year Y count as known on 1 November Y-1 (the figures of 2018 are the requests as raised later
  that year, the first ones were not found), settlements of Y on 1 March Y+1, the population of 1 January Y on
  1 March Y, immigrants of 1 January Y on 15 March Y.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from config.rows import Row, parse_day, read_values, stamp_of
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.indicator import Indicator
from tasks.core.model.municipality import (
    ChangeKind,
    Municipality,
    MunicipalityChange,
    Register,
    WrittenStandard,
)
from tasks.core.model.organisation import passes_modulus_11

REGISTER_FOLDER = Path(__file__).parent / "register"
NAME_SEPARATOR = "|"
MUNICIPALITY_COLUMNS = (
    "number",
    "name",
    "display_name",
    "county_number",
    "county",
    "written_standard",
    "organisation_number",
    "email_domain",
    "other_names",
)
CHANGE_COLUMNS = ("old_number", "old_name", "new_number", "new_name", "kind", "valid_from")
INDICATOR_COLUMNS = ("number", "indicator", "year", "value", "mark", "known_from", "source")


def read_register(year: int, folder: Path | None = None) -> Register:
    """Return the municipalities of ``year`` and every change up to its 1 January.

    :param folder: where the register's files lie; the package's own by default.
    :raises BadInput: every fault of both files, each with file and row.
    """
    folder = folder or REGISTER_FOLDER
    return _read_register(year, folder, stamp_of(*folder.glob("*.csv")))


@lru_cache(maxsize=8)
def _read_register(year: int, folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> Register:
    """Read the register once for as long as its files stay as they are."""
    del stamp
    faults: list[Fault] = []
    dated = read_values(folder / "changes.csv", CHANGE_COLUMNS, _change, faults)
    changes = tuple(change for _, change in dated if change.valid_from <= date(year, 1, 1))
    rows = read_values(folder / f"municipalities_{year}.csv", MUNICIPALITY_COLUMNS, _municipality, faults)
    faults += _register_faults(year, rows, changes)
    if faults:
        raise BadInput(faults)
    return Register(year, tuple(municipality for _, municipality in rows), changes)


def read_indicators(year: int, known_on: date, folder: Path | None = None) -> tuple[Indicator, ...]:
    """Return the indicators on the municipalities of ``year`` that were known on ``known_on``, in file order.

    :raises BadInput: every fault of the file, each with its row; for an out-of-date number what followed it.
    """
    folder = folder or REGISTER_FOLDER
    rows = _read_indicators(year, folder, stamp_of(*folder.glob("*.csv")))
    return tuple(row for row in rows if row.known_from <= known_on)


@lru_cache(maxsize=8)
def _read_indicators(
    year: int, folder: Path, stamp: tuple[tuple[str, int, int], ...]
) -> tuple[Indicator, ...]:
    """Read the indicators once for as long as the register's files stay as they are."""
    del stamp
    faults: list[Fault] = []
    register = read_register(year, folder)
    valid = register.by_number()
    rows = read_values(folder / f"indicators_{year}.csv", INDICATOR_COLUMNS, _indicator, faults)
    seen: set[tuple[str, str, int]] = set()
    for place, row in rows:
        if row.number not in valid:
            faults += _not_in_register(register, row.number, place)
        key = (row.number, row.name, row.year)
        if key in seen:
            what = f"{row.name} {row.year} of municipality {row.number} stands twice"
            faults.append(Fault(place, what, "remove one of the rows"))
        seen.add(key)
    if faults:
        raise BadInput(faults)
    return tuple(row for _, row in rows)


def _municipality(row: Row) -> Municipality:
    number = row["number"]
    if not passes_modulus_11(row["organisation_number"]):
        what = f"organisation number {row['organisation_number']!r} of {number} fails its check digit"
        raise BadInput.one(number, what, "look it up in Enhetsregisteret")
    if row["written_standard"] not in tuple(WrittenStandard):
        what = f"written standard {row['written_standard']!r} of municipality {number} is unknown"
        raise BadInput.one(number, what, f"write one of {', '.join(WrittenStandard)}")
    return Municipality(
        number=number,
        name=row["name"],
        display_name=row["display_name"],
        county_number=row["county_number"],
        county=row["county"],
        written_standard=WrittenStandard(row["written_standard"]),
        organisation_number=row["organisation_number"],
        email_domain=row["email_domain"],
        other_names=tuple(filter(None, row["other_names"].split(NAME_SEPARATOR))),
    )


def _change(row: Row) -> MunicipalityChange:
    if row["kind"] not in tuple(ChangeKind):
        raise BadInput.one(
            "kind", f"kind {row['kind']!r} is unknown", f"write one of {', '.join(ChangeKind)}"
        )
    return MunicipalityChange(
        old_number=row["old_number"],
        old_name=row["old_name"],
        new_number=row["new_number"],
        new_name=row["new_name"],
        kind=ChangeKind(row["kind"]),
        valid_from=parse_day(row["valid_from"], "valid_from"),
    )


def _indicator(row: Row) -> Indicator:
    try:
        value = Decimal(row["value"])
        year = int(row["year"])
    except (InvalidOperation, ValueError):
        what = f"value {row['value']!r} or year {row['year']!r} is not a number"
        raise BadInput.one("value", what, "leave the row out if the figure is not published") from None
    return Indicator(
        number=row["number"],
        name=row["indicator"],
        year=year,
        value=value,
        known_from=parse_day(row["known_from"], "known_from"),
        source=row["source"],
        mark=row["mark"],
    )


def _register_faults(
    year: int, rows: Sequence[tuple[str, Municipality]], changes: Sequence[MunicipalityChange]
) -> Iterable[Fault]:
    """Yield a number or organisation number that stands twice, and a number that had gone out of date."""
    gone = _out_of_date(changes)
    current = Register(
        year, tuple({m.number: m for _, m in rows if m.number not in gone}.values()), tuple(changes)
    )
    seen: set[str] = set()
    for place, municipality in rows:
        for kind, key in (
            ("number", municipality.number),
            ("organisation number", municipality.organisation_number),
        ):
            if key in seen:
                yield Fault(place, f"{kind} {key} stands twice", "remove or correct one of the rows")
            seen.add(key)
        if municipality.number in gone:
            yield from _not_in_register(current, municipality.number, place)


def _out_of_date(changes: Sequence[MunicipalityChange]) -> set[str]:
    """Return the numbers that a change left behind and that no later change took into use again."""
    gone: dict[str, date] = {}
    for change in changes:
        if change.old_number != change.new_number:
            gone[change.old_number] = max(change.valid_from, gone.get(change.old_number, date.min))
    return {
        number
        for number, since in gone.items()
        if not any(c.new_number == number and c.valid_from >= since for c in changes)
    }


def _not_in_register(register: Register, number: str, place: str) -> tuple[Fault, ...]:
    """Return why ``number`` is refused, naming what followed it where that is known."""
    try:
        register.require(number, place=place)
    except BadInput as refused:
        return refused.faults
    return ()
