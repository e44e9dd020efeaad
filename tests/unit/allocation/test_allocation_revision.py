"""A changed need on issued numbers: who moves, who is protected, and what 2020 really looked like."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from config.cycle.allocation import DownwardPolicy
from tasks.allocation.compute import compute_round
from tasks.allocation.explanation import sentence
from tasks.allocation.revision import revise_round
from tasks.allocation.standing import Progress, Standing
from tasks.core.model.allocation import Constraint, ConstraintKind, ReasonCode, RoundKind
from tasks.core.model.errors import BadInput
from tasks.core.model.need import Need
from tasks.core.model.request import Request, RequestKind


def request(number, count, em=0, under_15=0):
    day = date(2019, 10, 24)
    return Request(2020, number, RequestKind.ORIGINAL, 1, count, em, under_15, "ref", date(2019, 12, 20), day)


def issued_from(value):
    return {row.number: request(row.number, row.count, row.em, row.em_under_15) for row in value.asked}


def need(total, em=0, under_15=0):
    return Need(2020, total, em, under_15)


@pytest.fixture
def issued(first_round):
    return issued_from(first_round)


@pytest.fixture
def revise(plan, first_round, municipalities):
    def revised(issued, to, standing=None, plan=plan, previous=first_round):
        return revise_round(plan, previous, issued, to, municipalities, standing)

    return revised


def test_2020_as_it_was(revise, requests_2020):
    """max(10, round(0.655 x original)) for 200 of 211: the other 11 stand higher, at what was already agreed."""
    scaled = {number: max(10, int(0.655 * old + 0.5)) for number, (old, _) in requests_2020.items()}
    higher = {n: new for n, (_, new) in requests_2020.items() if new != scaled[n]}
    assert len(higher) == 11
    issued = {number: request(number, old) for number, (old, _) in requests_2020.items()}
    total = sum(new for _, new in requests_2020.values())
    value = revise(issued, need(total), Standing(protected=higher))
    assert {row.number: row.count for row in value.asked} == {n: new for n, (_, new) in requests_2020.items()}


def test_down_goes_by_one_scale_and_stops_at_the_floor(revise, issued):
    value = revise(issued, need(3600, 100, 30))
    after = value.by_number()
    assert value.kind is RoundKind.REVISION
    assert all(10 <= after[n].count <= request.count for n, request in issued.items())
    fell = sorted((r.count, after[n].count) for n, r in issued.items() if after[n].count > 10)
    assert all(small[1] <= large[1] for small, large in itertools.pairwise(fell))
    assert {row.reason for row in value.asked} == {ReasonCode.SHARE, ReasonCode.FLOOR}
    assert value.report["revision"]["policy"] == "scale"
    assert value.report["revision"]["moved"] == 1500


def test_what_is_settled_or_referred_is_kept(revise, issued):
    oslo = issued["0301"].count
    value = revise(issued, need(3600, 100, 30), Standing(protected={"0301": oslo - 5, "5057": 3}))
    assert value.by_number()["0301"].count == oslo - 5
    assert value.by_number()["0301"].reason is ReasonCode.PROTECTED


@pytest.mark.parametrize("total", [5100, 5300, 3600, 9000])
def test_who_decided_to_settle_nobody_is_not_asked_on(revise, issued, total):
    """Its places, EM too, go to the others; it does not come back even where a jump chooses the set anew."""
    with_em = next(n for n, request in issued.items() if request.em and n != "0301")
    value = revise(issued, need(total, 140, 40), Standing(ceilings={with_em: 0}))
    row = value.by_number()[with_em]
    assert (row.count, row.em, row.asked, row.follows_vedtak) == (0, 0, False, True)
    assert sentence(row, value.need, "nb").startswith("Ikke anmodet videre: kommunestyret har vedtatt")
    assert len(value.asked) >= len(issued) - 1


def test_who_decided_nothing_but_has_people_keeps_them(revise, issued):
    value = revise(issued, need(5100, 140, 40), Standing(ceilings={"5057": 0}, protected={"5057": 12}))
    assert value.by_number()["5057"].count == 12


def test_more_settled_than_asked_for_counts_as_it_is(revise, issued):
    settled = issued["5057"].count + 4
    value = revise(issued, need(3600, 100, 30), Standing(protected={"5057": settled}))
    assert value.by_number()["5057"].count == settled


def test_below_what_cannot_be_reduced_it_names_what_holds(revise, issued):
    with pytest.raises(BadInput, match=r"below 2190.*0301 settled or referred:100"):
        revise(issued, need(2000), Standing(protected={"0301": 100}))


def test_em_falls_inside_its_own_subset(revise, issued):
    value = revise(issued, need(3600, 100, 30))
    before = {n for n, r in issued.items() if r.em}
    assert {row.number for row in value.asked if row.em} <= before
    assert all(row.em <= issued[row.number].em for row in value.asked)


def test_em_may_rise_while_the_total_falls(revise, issued):
    value = revise(issued, need(3600, 200, 60))
    assert all(row.em >= issued[row.number].em for row in value.asked)
    assert all(row.em_under_15 >= issued[row.number].em_under_15 for row in value.asked)


def test_em_appear_where_none_were_asked_for(revise, first_round):
    without = {n: replace(r, em=0, em_under_15=0) for n, r in issued_from(first_round).items()}
    assert sum(row.em for row in revise(without, need(5100, 50, 10)).asked) == 50


def test_em_fall_to_none(revise, issued):
    assert not any(row.em for row in revise(issued, need(5100)).asked)


def test_up_continues_the_queue_and_nobody_falls(
    revise, issued, plan, municipalities, indicators, first_round
):
    value = revise(issued, need(5600, 140, 40))
    assert all(row.count >= issued[row.number].count for row in value.asked)
    assert {row.number for row in value.asked} == set(issued)
    assert value.report["revision"]["policy"] == "continue"


def test_step_by_step_up_equals_one_step(revise, issued):
    halfway = revise(issued, need(5300, 140, 40))
    there = revise(issued_from(halfway), need(5600, 140, 40), previous=halfway)
    direct = revise(issued, need(5600, 140, 40))
    assert {r.number: r.count for r in there.asked} == {r.number: r.count for r in direct.asked}


def test_the_same_need_changes_nobody(revise, issued):
    value = revise(issued, need(5100, 140, 40))
    assert {row.number: row.count for row in value.asked} == {n: r.count for n, r in issued.items()}
    assert value.report["revision"]["moved"] == 0


def test_a_lower_vedtak_is_a_ceiling_and_the_shortfall_goes_on(revise, issued):
    lower = issued["0301"].count - 70
    value = revise(issued, need(5100, 140, 40), Standing(ceilings={"0301": lower}))
    oslo = value.by_number()["0301"]
    assert (oslo.count, oslo.reason, oslo.bound) == (lower, ReasonCode.CAP, f"vedtak:{lower}")
    assert [row.number for row in value.allocations if row.follows_vedtak] == ["0301"]
    risen = [row for row in value.asked if row.count > issued[row.number].count]
    assert sum(row.count - issued[row.number].count for row in risen) == 70
    assert all(row.count >= issued[row.number].count for row in value.asked if row.number != "0301")


def test_nobody_is_asked_above_a_lower_vedtak_when_the_need_rises(revise, issued):
    """EM too: the municipality has decided on persons, of whom they are a part. The others get what is left."""
    with_em = max((n for n, r in issued.items() if r.em), key=lambda n: issued[n].em)
    lower = {with_em: issued[with_em].em - 1, "0301": issued["0301"].count - 70}
    value = revise(issued, need(5600, 140, 40), Standing(ceilings=lower))
    rows = value.by_number()
    assert {n: rows[n].count for n in lower} == lower
    assert {rows[n].reason for n in lower} == {ReasonCode.CAP}
    assert rows[with_em].bound == f"vedtak:{lower[with_em]}"
    assert "kommunestyrets vedtak" in sentence(rows[with_em], value.need, "nb")
    assert sum(row.em for row in value.asked) == 140
    assert sum(row.count for row in value.asked) == 5600


def test_a_lower_vedtak_is_not_what_a_fall_is_measured_from(revise, issued):
    """In 2020 Oslo was adjusted from 210 to 138 and had decided 137: what was asked is scaled, the vedtak stands."""
    lower = {"0301": issued["0301"].count - 70}
    with_it, without = (
        revise(issued, need(3600, 100, 30), Standing(ceilings=c)).by_number() for c in (lower, {})
    )
    assert {n: r.count for n, r in with_it.items()} == {n: r.count for n, r in without.items()}


def test_ceilings_that_leave_no_room_are_refused_with_the_need_that_fits(revise, issued):
    decided = {n: max(1, r.count - 1) for n, r in issued.items()}
    with pytest.raises(BadInput, match=rf"lower the total to {sum(decided.values())}"):
        revise(issued, need(5600), Standing(ceilings=decided))


def test_an_offer_is_not_exceeded_and_names_itself(revise, issued):
    offered = Standing(willing=("3028",), offered={"3028": 10})
    row = revise(issued, need(7000, 140, 40), offered).by_number()["3028"]
    assert row.count == 10
    assert row.set_reason.startswith("willing")
    without = revise(issued, need(7000, 140, 40), Standing(willing=("3028",))).by_number()["3028"]
    assert without.count > 10, "the offer is what holds it"
    assert (row.reason, row.bound) == (ReasonCode.CAP, "offer:10")


def test_more_settled_than_asked_for_is_taken_from_the_others_when_the_need_stands(revise, issued):
    settled = issued["5057"].count + 4
    value = revise(issued, need(5100, 140, 40), Standing(protected={"5057": settled}))
    assert value.by_number()["5057"].count == settled
    assert sum(issued[row.number].count - row.count for row in value.asked if row.number != "5057") == 4


def test_a_highest_number_agreed_with_ks_still_holds(revise, first_round, issued):
    agreed = Constraint(ConstraintKind.MAX, "0301", "KS", "heard", issued["0301"].count)
    value = revise(issued, need(5600, 140, 40), previous=replace(first_round, constraints=(agreed,)))
    oslo = value.by_number()["0301"]
    assert (oslo.count, oslo.reason) == (issued["0301"].count, ReasonCode.CONSTRAINT)
    assert value.constraints == (agreed,)


def test_on_a_jump_the_table_of_newcomers_adds_up(revise, issued):
    row = revise(issued, need(9_000, 140, 40)).by_number()["3028"]
    assert [part.weight for part in row.contributions] == ["0", "1"]
    assert abs(sum(Fraction(part.contribution) for part in row.contributions) - row.weight) < Fraction(
        1, 10**5
    )


def test_a_jump_leaves_out_those_kept_out_by_a_remark(plan, revise, municipalities, indicators):
    kept_out = Constraint(ConstraintKind.EXCLUDE, "0301", "KS", "heard")
    first = compute_round(plan, need(5100, 140, 40), municipalities, indicators, [kept_out])
    value = revise(issued_from(first), need(9_000, 140, 40), previous=first)
    assert value.by_number()["0301"].reason is ReasonCode.NOT_ASKED_CONSTRAINT


def test_a_jump_chooses_a_new_set_with_old_numbers_as_floors(revise, issued):
    value = revise(issued, need(9_000, 140, 40))
    newcomers = {row.number for row in value.asked} - set(issued)
    assert len(newcomers) > 40
    assert "3028" in newcomers
    assert all(row.count >= issued[row.number].count for row in value.asked if row.number in issued)
    assert value.report["revision"]["policy"] == "jump"
    assert not [row for row in value.allocations if 1 <= row.count <= 9]


def test_the_willing_come_first_as_far_as_the_rise_has_room(revise, issued):
    value = revise(issued, need(5125, 140, 40), Standing(willing=("1135", "3028", "1525")))
    assert value.kind is RoundKind.SUPPLEMENTARY
    counts = [value.by_number()[n].count for n in ("1135", "3028", "1525")]
    assert counts == [10, 15, 0], (
        "the room is for two; what is above two floors goes by weight, to them first"
    )
    assert sum(row.count for row in value.asked if row.number in issued) == 5100


def test_the_willing_get_what_their_weight_gives_and_no_more(revise, issued):
    """That it was not asked last year does not tell against one that is willing; nor does it get all it offers."""
    row = revise(issued, need(5600, 140, 40), Standing(willing=("3028",))).by_number()["3028"]
    assert [part.weight for part in row.contributions] == ["0", "1"]
    assert row.reason is ReasonCode.SHARE
    assert abs(row.count - row.share) < 2


def test_by_states_the_unanswered_fall_first(revise, issued, plan):
    states = plan.model_copy(
        update={"revision": plan.revision.model_copy(update={"downward": DownwardPolicy.STATES})}
    )
    progress = dict.fromkeys(issued, Progress.DECIDED) | {"0301": Progress.UNANSWERED, "4601": Progress.BEGUN}
    value = revise(issued, need(5050, 140, 40), Standing(progress=progress), plan=states)
    changed = [row.number for row in value.asked if row.count != issued[row.number].count]
    assert changed == ["0301"]
    further = revise(issued, need(4000, 140, 40), Standing(progress=progress), plan=states).by_number()
    assert further["4601"].count == issued["4601"].count
    assert further["4601"].reason is ReasonCode.ISSUED
    assert further["5001"].count < issued["5001"].count
    with pytest.raises(BadInput, match="4601 issued"):
        revise(issued, need(2000), Standing(progress=progress), plan=states)


def test_those_not_asked_keep_their_reason(revise, issued, first_round):
    for to in (3600, 5100, 5600):
        value = revise(issued, need(to, 100, 30))
        assert {r.number: r.reason for r in value.allocations if not r.asked} == {
            r.number: r.reason for r in first_round.allocations if not r.asked
        }


def test_a_revision_can_be_revised_from_what_it_stores(revise, issued):
    down = revise(issued, need(3600, 100, 30))
    up = revise(issued_from(down), need(4200, 100, 30), previous=down)
    assert sum(row.count for row in up.asked) == 4200
    assert [row.weight for row in up.allocations] == [row.weight for row in down.allocations]


def test_replay_gives_the_same_fingerprint_and_another_standing_another(revise, issued):
    first = revise(issued, need(3600, 100, 30))
    assert revise(dict(reversed(issued.items())), need(3600, 100, 30)) == first
    other = revise(issued, need(3600, 100, 30), Standing(protected={"5057": 1}))
    assert other.inputs_sha256 != first.inputs_sha256


def test_issued_below_the_floor_stays_possible(revise, first_round):
    """A season taken over may hold a request of 8: it is not lifted by a fall."""
    issued = issued_from(first_round)
    issued["5057"] = request("5057", 8)
    assert revise(issued, need(3600, 100, 30)).by_number()["5057"].count == 8
