"""A changed need meets issued numbers: up continues the queue, down follows the policy, a jump chooses anew.

Weights are those of the round the numbers were issued from: a revision never re-derives them. Original and
adjusted requests stay separate facts, and vedtak stand: this only says what is asked for from now on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from config.cycle.allocation import AllocationPlan
from tasks.allocation.asked_set import AskedSet, choose_set, frozen_set
from tasks.allocation.basis import Basis
from tasks.allocation.bounds import Demands, county_groups
from tasks.allocation.digest import sha256_of
from tasks.allocation.downward import Progress, downward
from tasks.allocation.em_revision import revise_em
from tasks.allocation.reasons import Cause, Causes, rows_of
from tasks.allocation.report import cost, round_report
from tasks.allocation.stored import stored_weights
from tasks.allocation.units import Unit
from tasks.allocation.weights import Weights
from tasks.core.model.allocation import ReasonCode, Round, RoundKind
from tasks.core.model.municipality import Municipality
from tasks.core.model.need import Need
from tasks.core.model.request import Request


@dataclass(frozen=True, slots=True)
class Standing:
    """What has happened since the numbers were issued, by municipality number.

    ``protected``: persons already settled or referred, below which nothing falls. ``ceilings``: vedtak lower
    than the request; the shortfall continues down the queue. ``progress``: how far each has come (policy
    ``states``). ``willing``: municipalities not asked that want to settle, in order; they come first in a
    supplementary round.
    """

    protected: Mapping[str, int] = field(default_factory=dict[str, int])
    ceilings: Mapping[str, int] = field(default_factory=dict[str, int])
    progress: Mapping[str, Progress] = field(default_factory=dict[str, Progress])
    willing: Sequence[str] = ()


def revise_round(
    plan: AllocationPlan,
    previous: Round,
    issued: Mapping[str, Request],
    need: Need,
    municipalities: Sequence[Municipality],
    standing: Standing | None = None,
) -> Round:
    """Return the round of a changed need, computed from the issued numbers and ``previous``' frozen weights.

    Up: nobody falls. Down, policy ``scale``: everybody by one scale, never below the floor, EM or what is
    protected, never above what was issued. Another rise than the plan's jump: a new set, old numbers as
    floors.

    :raises BadInput: the need is below what cannot be reduced; the message names what holds it up.
    """
    now = standing or Standing()
    reasons = {row.number: row.reason for row in previous.allocations if not row.asked}
    weights = stored_weights(previous)
    county = {m.number: m.county_number for m in municipalities}
    held = {n: min(r.count, now.ceilings.get(n, r.count)) for n, r in issued.items()}
    em = revise_em(plan, need, issued, weights, county)
    if need.total < sum(held.values()):
        basis, causes = downward(plan, need, held, em, now.protected, now.progress)
        scales = dict.fromkeys(weights.weight, Fraction(0)) | {u.key: Fraction(u.weight) for u in basis.units}
        asked = frozen_set(held, scales, need.total, reasons)
        policy = str(plan.revision.downward)
    else:
        asked = _upward_set(plan, weights, need, held, now, county, reasons)
        basis, causes = _upward(plan, weights, need, asked, held, em, now, county)
        policy = "jump" if _is_jump(plan, need, held) else "continue"
    before = {number: request.count for number, request in issued.items()}
    supplementary = bool(now.willing) and need.total >= sum(before.values())
    return Round(
        year=need.year,
        kind=RoundKind.SUPPLEMENTARY if supplementary else RoundKind.REVISION,
        need=need,
        allocations=rows_of(weights, asked, em, basis, causes),
        inputs_sha256=sha256_of(
            plan=plan,
            previous=previous.inputs_sha256,
            issued=dict(issued),
            need=need,
            county=county,
            standing=now,
        ),
        report=round_report(
            plan, str(previous.report.get("profile", plan.default_profile)), weights, asked, basis
        )
        | {"revision": {"policy": policy, "issued": sum(before.values()), **cost(basis.counts(), before)}},
    )


def _is_jump(plan: AllocationPlan, need: Need, held: Mapping[str, int]) -> bool:
    return need.total * 100 > sum(held.values()) * (100 + plan.revision.jump_percent.value)


def _upward_set(
    plan: AllocationPlan,
    weights: Weights,
    need: Need,
    held: Mapping[str, int],
    now: Standing,
    county: Mapping[str, str],
    reasons: Mapping[str, ReasonCode],
) -> AskedSet:
    """Return those issued, the willing the rise has room for, and on a jump all who now reach the floor."""
    room = (need.total - sum(held.values())) // plan.floor.value
    willing = [n for n in now.willing if n in county and n not in held][:room]
    inside = [*held, *willing]
    if not _is_jump(plan, need, held):
        return frozen_set(inside, weights.weight, need.total, reasons)
    demands = Demands(frozenset(inside), frozenset(), dict(held), {}, {})
    return choose_set(plan, weights, {}, need.total, demands, county)


def _upward(
    plan: AllocationPlan,
    weights: Weights,
    need: Need,
    asked: AskedSet,
    held: Mapping[str, int],
    em: Mapping[str, tuple[int, int]],
    now: Standing,
    county: Mapping[str, str],
) -> tuple[Basis, Causes]:
    units: list[Unit] = []
    lower: dict[str, Cause] = {}
    upper: dict[str, Cause] = {}
    for number in asked.numbers:
        persons = em.get(number, (0, 0))[0]
        least, lower[number] = max(
            (held.get(number, 0), Cause(ReasonCode.ISSUED, f"issued:{held.get(number, 0)}")),
            (
                now.protected.get(number, 0),
                Cause(ReasonCode.PROTECTED, f"settled or referred:{now.protected.get(number, 0)}"),
            ),
            (0 if number in held else plan.floor.value, Cause(ReasonCode.FLOOR, f"floor:{plan.floor.value}")),
            (persons, Cause(ReasonCode.EM_FLOOR, f"em:{persons}")),
            key=lambda bound: bound[0],
        )
        most = now.ceilings.get(number)
        if most is not None:
            most = max(most, least)
            upper[number] = Cause(ReasonCode.CAP, f"vedtak:{most}")
        units.append(Unit(number, weights.weight.get(number, 0), least, most, county.get(number)))
    groups = county_groups(plan, weights, need.total, units)
    return Basis(tuple(units), groups, plan.method, need.total, {}, plan.floor.value), Causes(lower, upper)
