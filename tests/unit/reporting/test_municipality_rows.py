from dataclasses import replace

import pytest
from unit.reporting.view_builder import (
    a_full_view,
    a_position,
    a_request,
    a_small_view,
    a_status,
    an_empty_view,
)

from tasks.core.model.errors import StopAndMend
from tasks.core.model.position import PositionState
from tasks.core.model.request import RequestKind
from tasks.core.model.settlement import Progress
from tasks.reporting.municipality_rows import PublicState, municipality_rows, public_state


@pytest.mark.parametrize(
    ("state", "decided", "shown"),
    [
        (PositionState.NOT_ASKED, None, PublicState.NOT_ASKED),
        (PositionState.PLANNED, None, PublicState.AWAITING),
        (PositionState.SENT, None, PublicState.AWAITING),
        (PositionState.RECEIVED, None, PublicState.AWAITING),
        (PositionState.REGISTERED_ONLY, None, PublicState.AWAITING),
        (PositionState.COPY_ONLY, None, PublicState.AWAITING),
        (PositionState.IN_DISPUTE, None, PublicState.AWAITING),
        (PositionState.NEVER_ANSWERED, None, PublicState.AWAITING),
        (PositionState.COMPLETE, 15, PublicState.DECIDED),
        (PositionState.DECLINED, 0, PublicState.DECLINED),
    ],
)
def test_the_public_sees_no_open_case_in_a_state(state, decided, shown):
    assert public_state(a_position(state=state, decided=decided)) is shown


@pytest.mark.parametrize(
    ("settled", "shown", "mark"), [(None, None, ""), (0, None, ":"), (4, None, ":"), (5, 5, ""), (12, 12, "")]
)
def test_settled_below_five_is_held_back(settled, shown, mark):
    progress = () if settled is None else (Progress(2020, "9901", 15, settled, 0, 0, 15 - settled),)
    row = municipality_rows(a_small_view(progress=progress))[0]
    assert (row.settled, row.settled_public, row.settled_mark) == (settled, shown, mark)


def test_not_known_is_none_and_a_no_is_zero():
    silent = municipality_rows(a_small_view())[0]
    assert (silent.decided, silent.difference, silent.registered) == (None, None, None)
    no = a_position(state=PositionState.DECLINED, decided=0)
    assert municipality_rows(a_small_view(status=a_status(no)))[0].difference == -15


def test_not_asked_has_no_request():
    row = municipality_rows(an_empty_view())[0]
    assert (row.requested, row.requested_original, row.requested_em) == (None, None, None)


def test_the_difference_is_against_the_request_the_vedtak_answered():
    view = a_small_view(
        status=a_status(a_position(state=PositionState.COMPLETE, decided=15)),
        requests=(a_request(count=15), a_request(count=10, kind=RequestKind.ADJUSTED, revision=2)),
    )
    row = municipality_rows(view)[0]
    assert (row.requested_original, row.requested, row.difference) == (15, 10, 0)


def test_rows_come_in_number_order_whatever_the_register_s():
    view = a_full_view()
    turned = replace(view, municipalities=view.municipalities[::-1])
    assert [r.number for r in municipality_rows(turned)] == sorted(m.number for m in view.municipalities)


def test_a_table_that_does_not_foot_is_not_given_out():
    view = a_full_view()
    view.progress_of.popitem()  # as if the building of rows had lost one
    with pytest.raises(StopAndMend, match="column settled"):
        municipality_rows(view)
