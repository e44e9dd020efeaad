"""A changed need meets issued numbers: up continues the queue, down follows the policy, a jump chooses anew.

Weights are those of the round the numbers were issued from: a revision never re-derives them. Original and
adjusted requests stay separate facts, and vedtak stand: this only says what is asked for from now on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from config.cycle.allocation import AllocationPlan
from tasks.allocation.asked_set import WILLING, AskedSet, frozen_set, marked
from tasks.allocation.basis import Basis
from tasks.allocation.digest import sha256_of
from tasks.allocation.downward import downward
from tasks.allocation.em_revision import revise_em
from tasks.allocation.reasons import Causes, rows_of
from tasks.allocation.report import cost, round_report
from tasks.allocation.standing import Standing
from tasks.allocation.stored import stored_weights, with_newcomers
from tasks.allocation.upward import EM, is_jump, lower_bounds, upper_bounds, upward, upward_set
from tasks.allocation.weights import Weights
from tasks.core.model.allocation import DECLINED, ReasonCode, Round, RoundKind
from tasks.core.model.municipality import Municipality
from tasks.core.model.need import Need
from tasks.core.model.request import Request


def revise_round(
    plan: AllocationPlan,
    previous: Round,
    issued: Mapping[str, Request],
    need: Need,
    municipalities: Sequence[Municipality],
    standing: Standing | None = None,
) -> Round:
    """Return the round of a changed need, computed from the issued numbers and ``previous``' frozen weights.

    Up: nobody falls, but to a lower vedtak: that is a ceiling, and its shortfall goes on to the others; the
    willing come in first. Down, policy ``scale``: everybody by one scale of what was asked, never below the
    floor, EM or what is protected, never above what was issued; a vedtak is no ceiling there (2020: Oslo was
    adjusted from 210 to 138 and had decided 137). A rise above the plan's jump: a new set, old numbers as
    floors. What was agreed with KS as a highest number still holds. Who decided 0 is not asked on.

    :raises BadInput: the need is below what cannot be reduced, or above what the ceilings leave room for; the
        message names what holds it.
    """
    now = standing or Standing()
    weights = stored_weights(previous)
    county = {m.number: m.county_number for m in municipalities}
    asking = {n: request for n, request in issued.items() if n not in now.declined}
    held = {n: min(r.count, now.ceilings.get(n, r.count)) for n, r in asking.items()}
    em = revise_em(plan, need, asking, weights, county, {})
    if need.total < sum(
        max(count, now.protected.get(n, 0), em.get(n, (0, 0))[0]) for n, count in held.items()
    ):
        policy = str(plan.revision.downward)
        asked_for = {n: request.count for n, request in asking.items()}
        asked, basis, causes = _down(plan, _left_out(previous, now), weights, need, asked_for, em, now)
    else:
        policy = "jump" if is_jump(plan, need, held) else "continue"
        em = revise_em(plan, need, asking, weights, county, now.ceilings)
        jumps = policy == "jump"
        weights = with_newcomers(weights, previous, county.keys() - held if jumps else now.willing)
        asked, basis, causes = _up(plan, previous, weights, need, held, em, now, county)
    asked = marked(marked(asked, now.declined, DECLINED), set(now.willing) - set(issued), WILLING)
    before = {number: request.count for number, request in issued.items()}
    profile = str(previous.report.get("profile", plan.default_profile))
    report = round_report(plan, profile, weights, asked, basis)
    report["revision"] = {"policy": policy, "issued": sum(before.values()), **cost(basis.counts(), before)}
    return Round(
        year=need.year,
        kind=RoundKind.SUPPLEMENTARY
        if set(asked.numbers) & set(now.willing) - set(held)
        else RoundKind.REVISION,
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
        constraints=previous.constraints,
        report=report,
    )


def _down(
    plan: AllocationPlan,
    left_out: Mapping[str, ReasonCode],
    weights: Weights,
    need: Need,
    held: Mapping[str, int],
    em: EM,
    now: Standing,
) -> tuple[AskedSet, Basis, Causes]:
    basis, causes = downward(plan, need, held, em, now.protected, now.progress)
    scales = dict.fromkeys(weights.weight, Fraction(0)) | {u.key: Fraction(u.weight) for u in basis.units}
    return frozen_set(held, scales, need.total, left_out), basis, causes


def _up(
    plan: AllocationPlan,
    previous: Round,
    weights: Weights,
    need: Need,
    held: Mapping[str, int],
    em: EM,
    now: Standing,
    county: Mapping[str, str],
) -> tuple[AskedSet, Basis, Causes]:
    asked = upward_set(plan, weights, need, held, now.willing, county, _left_out(previous, now))
    lower = lower_bounds(plan, asked.numbers, held, em, now)
    upper = upper_bounds(now, previous.constraints)
    basis, causes = upward(plan, weights, need, lower, upper, county)
    return asked, basis, causes


def _left_out(previous: Round, now: Standing) -> dict[str, ReasonCode]:
    """Return why the others are not asked: as before, or because the council has decided 0."""
    before = {row.number: row.reason for row in previous.allocations if not row.asked}
    return before | dict.fromkeys(now.declined, ReasonCode.NOT_ASKED_CONSTRAINT)
