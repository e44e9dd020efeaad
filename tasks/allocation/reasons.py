"""The reason for every municipality's number, read off the bounds that bind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tasks.allocation.asked_set import AskedSet, Standing
from tasks.allocation.basis import Basis
from tasks.allocation.units import Group
from tasks.allocation.weights import Weights, as_decimal
from tasks.core.model.allocation import Allocation, ReasonCode


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a bound on a municipality is there; ``text`` is stored with the round ("floor:10", "max:15 KS")."""

    reason: ReasonCode
    text: str


@dataclass(frozen=True, slots=True)
class Causes:
    """The causes of the bounds of a round, by municipality; ``forced`` (a fix or a swap) go first."""

    lower: Mapping[str, Cause]
    upper: Mapping[str, Cause]
    forced: Mapping[str, Cause] = field(default_factory=dict[str, Cause])


def rows_of(
    weights: Weights, asked: AskedSet, em: Mapping[str, tuple[int, int]], basis: Basis, causes: Causes
) -> tuple[Allocation, ...]:
    """Return a row with number and reason for every municipality, by number."""
    answers = _Answers(basis, causes)
    nexts = basis.next_totals()
    rows: list[Allocation] = []
    for number, standing in sorted(asked.standings.items()):
        reason, bound = answers.of(number) if standing.asked else (_why_not(standing), "")
        up, down = nexts.get(number, (None, None))
        persons, under_15 = em.get(number, (0, 0))
        row = Allocation(
            number=number,
            asked=standing.asked,
            count=answers.counts.get(number, 0),
            em=persons,
            em_under_15=under_15,
            reason=reason,
            weight=weights.weight.get(number, Fraction(0)),
            share=standing.share if standing.asked else Fraction(0),
            next_up=up,
            next_down=down,
            contributions=weights.contributions.get(number, ()),
            set_reason=_door_facts(standing),
            bound=bound,
        )
        rows.append(row)
    return tuple(rows)


def _why_not(standing: Standing) -> ReasonCode:
    return standing.reason or ReasonCode.NOT_ASKED_PRIORITY


def _door_facts(standing: Standing) -> str:
    """Return how a municipality stood at the door, as data: ``wording`` puts it into sentences."""
    facts = standing.forced or ("asked" if standing.asked else "left out")
    small = " small" if standing.is_small else ""
    return (
        f"{facts}; share={as_decimal(standing.share, 2)} threshold={as_decimal(standing.threshold, 2)}{small}"
    )


class _Answers:
    """The numbers of a basis beside what they would be without its bounds."""

    def __init__(self, basis: Basis, causes: Causes) -> None:
        self.counts = basis.counts()
        self._free = basis.without_floors().counts()
        queued = basis.without_swaps()
        self._queued = queued.counts()
        self._national = queued.without_regions().counts() if basis.groups else self._queued
        self._units = {unit.key: unit for unit in basis.units}
        self._groups = {group.key: group for group in basis.groups}
        self._held = dict.fromkeys(self._groups, 0)
        for unit in basis.units:
            if unit.group in self._held:
                self._held[unit.group] += self.counts[unit.key] - basis.moved.get(unit.key, 0)
        self._causes = causes

    def of(self, number: str) -> tuple[ReasonCode, str]:
        """Return the reason of an asked municipality and the bound behind it, empty for its plain share."""
        unit, count = self._units[number], self.counts[number]
        cause = self._causes.forced.get(number)
        if cause is None and count == unit.least and (not unit.weight or self._free[number] < count):
            cause = self._causes.lower.get(number)
        if cause is None and count == unit.most:
            cause = self._causes.upper.get(number)
        group = self._groups.get(unit.group or "")
        if cause is None and group is not None:
            cause = self._regional(group, self._queued[number] - self._national[number])
        return (ReasonCode.SHARE, "") if cause is None else (cause.reason, cause.text)

    def _regional(self, group: Group, gained: int) -> Cause | None:
        held = self._held[group.key]
        if gained > 0 and held == group.least:
            return Cause(ReasonCode.REGION_MINIMUM, f"county {group.key} min:{group.least}")
        if gained < 0 and held == group.most:
            return Cause(ReasonCode.REGION_MAXIMUM, f"county {group.key} max:{group.most}")
        return None
