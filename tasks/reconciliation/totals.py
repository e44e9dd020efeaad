"""Findings added up by county, office and nation, and footed: no table leaves with a person missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from tasks.core.model.errors import StopAndMend
from tasks.core.model.reconciliation import Finding


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over municipalities; persons unless the name says municipalities.

    ``decided`` counts trusted decisions only. ``requested_of_decided`` is what those municipalities were
    asked for; over ``requested`` it is the coverage in places. An unknown number adds nothing.
    """

    asked_municipalities: int = 0
    requested: int = 0
    registered_municipalities: int = 0
    registered: int = 0
    copy_municipalities: int = 0
    copy: int = 0
    agreeing_municipalities: int = 0
    decided_municipalities: int = 0
    decided: int = 0
    requested_of_decided: int = 0

    def __add__(self, other: Sums) -> Sums:
        """Return both groups together."""
        return Sums(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(Sums)})


@dataclass(frozen=True, slots=True)
class Totals:
    """The same municipalities grouped three ways; every grouping gives the nation."""

    nation: Sums
    by_county: Mapping[str, Sums]
    by_office: Mapping[str, Sums]


def sums_of(finding: Finding) -> Sums:
    """Return one municipality's figures as sums, so that any grouping is an addition."""
    is_decided = finding.decided is not None
    return Sums(
        asked_municipalities=1,
        requested=finding.requested,
        registered_municipalities=int(finding.registered is not None),
        registered=finding.registered or 0,
        copy_municipalities=int(finding.copy is not None),
        copy=finding.copy or 0,
        agreeing_municipalities=int(finding.is_agreement),
        decided_municipalities=int(is_decided),
        decided=finding.decided or 0,
        requested_of_decided=finding.requested if is_decided else 0,
    )


def totals(findings: Sequence[Finding], county_of: Mapping[str, str], office_of: Mapping[str, str]) -> Totals:
    """Return the sums of the asked municipalities by county, office and nation, already footed.

    :raises StopAndMend: a municipality has no county or office, or a grouping misses the nation.
    """
    asked = [f for f in findings if f.is_about_asked]
    result = Totals(
        nation=sum((sums_of(f) for f in asked), Sums()),
        by_county=_grouped(asked, county_of, "county"),
        by_office=_grouped(asked, office_of, "office"),
    )
    check_footing(result, asked)
    return result


def check_footing(result: Totals, rows: Iterable[Finding]) -> None:
    """Hold every column of every grouping against the rows it was made from.

    :raises StopAndMend: the first column that does not add up, with both figures.
    """
    of_rows = sum((sums_of(f) for f in rows), Sums())
    groupings = {"county": result.by_county, "office": result.by_office, "nation": {"": result.nation}}
    for name, groups in groupings.items():
        of_groups = sum(groups.values(), Sums())
        for column in (f.name for f in fields(Sums)):
            have, want = getattr(of_groups, column), getattr(of_rows, column)
            if have != want:
                message = (
                    f"reconciliation by {name}: {column} adds up to {have}, the municipalities to {want}; "
                    "do not publish the table, report this as a fault"
                )
                raise StopAndMend(message)


def _grouped(findings: Iterable[Finding], group_of: Mapping[str, str], what: str) -> dict[str, Sums]:
    groups: dict[str, Sums] = defaultdict(Sums)
    for finding in findings:
        group = group_of.get(finding.number)
        if group is None:
            message = (
                f"municipality {finding.number} has no {what} in {finding.year}: add it to the year file"
            )
            raise StopAndMend(message)
        groups[group] += sums_of(finding)
    return dict(sorted(groups.items()))
