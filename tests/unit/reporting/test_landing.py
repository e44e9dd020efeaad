"""The sentences on where the total will land."""

from __future__ import annotations

from unit.reporting.view_builder import a_full_view, a_position, a_request, a_small_view, a_status

from tasks.core.model.position import PositionState
from tasks.reporting.landing import landing_lines


def test_the_range_and_who_moves_it_are_named():
    view = a_full_view()
    status = view.status
    first, second = landing_lines(view)
    largest = view.municipality_of[status.outstanding[0].number].display_name
    assert second.startswith(f"Mest henger på: {largest} ")
    assert str(status.landing.outstanding_municipalities) in first
    assert status.landing.high - status.landing.low == sum(p.requested for p in status.outstanding)


def test_with_everybody_decided_the_sum_stands():
    status = a_status(a_position(requested=15, decided=15, state=PositionState.COMPLETE))
    view = a_small_view(requests=(a_request(count=15),), status=status)
    assert landing_lines(view) == ("Summen av vedtakene er 15.",)
