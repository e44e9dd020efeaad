"""Alerts travel outside the house: counts and shares, never a name, a quote or an EM figure."""

import re
from dataclasses import replace

from unit.reporting.view_builder import a_case, a_full_view, a_position, a_request, a_small_view, a_status

from tasks.core.model.dispatch import Dispatch, DispatchState
from tasks.core.model.letter import LetterKind
from tasks.core.model.reconciliation import Cause, Severity
from tasks.reporting.digest import daily_digest, failed_run


def test_the_digest_counts_what_waits():
    view = a_full_view()
    title, body = daily_digest(view)
    assert title == f"Anmodning 2020: {len(view.open_cases)} åpne saker"
    assert "3 dager over fristen" in body
    assert f"Haster: {sum(c.severity is Severity.HIGH for c in view.open_cases)}" in body
    assert "Brev som står fast" not in body


def test_nobody_is_named_and_no_em_is_told():
    case = a_case(cause=Cause.EM_DIFFERS, evidence="HEMMELIG", resolved_by="Kari")
    view = a_small_view(
        requests=(a_request(count=900, em=777),),
        status=a_status(a_position(requested=900, decided=900, decided_em=666)),
        cases=(case,),
    )
    title, body = daily_digest(replace(view, need=replace(view.need, total=900, em=777)))
    told = title + body
    for secret in ("777", "666", "HEMMELIG", "Kari", "Prøvevik", "9901", "mindreårige"):
        assert secret not in told
    assert not re.search(r"\bEM\b", told)


def test_stuck_letters_are_told():
    stuck = Dispatch(
        "k",
        "r",
        2020,
        "9901",
        LetterKind.REQUEST,
        "folder",
        DispatchState.REJECTED,
        False,
        None,
        1,
        None,
        "x",
    )
    assert "Brev som står fast: 1." in daily_digest(a_small_view(dispatches=(stuck,)))[1]


def test_a_failed_run_tells_where_to_look_and_not_why():
    title, body = failed_run(2020, "avstemming")
    assert title == "Anmodning 2020: avstemming stanset"
    assert "dashbordet" in body
