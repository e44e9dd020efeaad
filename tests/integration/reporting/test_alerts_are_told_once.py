"""An alert goes out once over real HTTP, is tried again where it was not taken, and names nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from unit.reporting.view_builder import a_case, a_full_view

from config.settings import Settings
from tasks.core.installation import open_installation
from tasks.core.model.errors import TryAgain
from tasks.core.model.escalation import Escalation, EscalationLevel
from tasks.core.model.when import When
from tasks.reporting.digest import escalated, stuck_letters
from tasks.reporting.telling import addresses, tell_once

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
WHEN = When(datetime(2019, 12, 23, 7, 30, tzinfo=UTC), date(2019, 12, 23))


def an_installation(tmp_path, urls=None):
    return open_installation(Settings(home=tmp_path, alert_urls=urls))


def _text(keys):
    return "Anmodning 2020", f"nye: {len(keys)}"


@pytest.fixture
def receiver(httpserver):
    """A real receiver, and everything it got."""
    from werkzeug import Response

    got: list[str] = []

    def take(request):
        got.append(request.get_json()["message"])
        return Response("ok")

    httpserver.expect_request("/varsel", method="POST").respond_with_handler(take)
    return f"json://{httpserver.host}:{httpserver.port}/varsel", got


def test_what_was_told_is_not_told_again(receiver, tmp_path):
    url, got = receiver
    with an_installation(tmp_path, url) as here:
        assert tell_once(here, 2020, "stuck letter", ["a", "b"], _text, WHEN) == 2
        assert tell_once(here, 2020, "stuck letter", ["a", "b"], _text, WHEN) == 0
        assert tell_once(here, 2020, "stuck letter", ["a", "b", "c"], _text, WHEN) == 1
        assert tell_once(here, 2020, "digest", ["a"], _text, WHEN) == 1
    assert got == ["nye: 2", "nye: 1", "nye: 1"]


def test_what_was_not_taken_is_told_at_the_next_run(httpserver, tmp_path):
    httpserver.expect_ordered_request("/varsel").respond_with_data("nei", status=500)
    httpserver.expect_ordered_request("/varsel").respond_with_data("ok")
    url = f"json://{httpserver.host}:{httpserver.port}/varsel"
    with an_installation(tmp_path, url) as here:
        with pytest.raises(TryAgain):
            tell_once(here, 2020, "digest", ["2019-12-23"], _text, WHEN)
        assert tell_once(here, 2020, "digest", ["2019-12-23"], _text, WHEN) == 1


def test_without_an_address_nothing_counts_as_told(receiver, tmp_path):
    with an_installation(tmp_path) as here:
        assert addresses(here.settings) == ()
        assert tell_once(here, 2020, "digest", ["2019-12-23"], _text, WHEN) == 0
    with an_installation(tmp_path, receiver[0]) as here:
        assert tell_once(here, 2020, "digest", ["2019-12-23"], _text, WHEN) == 1


def test_an_escalation_says_how_many_where_and_for_whom_and_nothing_of_the_answer():
    case = a_case(evidence="HEMMELIG", registered=777)
    found = [
        Escalation(case, EscalationLevel.OFFICE, 3),
        Escalation(case, EscalationLevel.DIRECTOR, 9),
    ]
    title, body = escalated(2020, found, a_full_view().offices)
    assert title == "Anmodning 2020: 2 saker over fristen"
    assert body.splitlines()[0].startswith("Regionkontoret, ")
    assert body.splitlines()[1].startswith("Direktøren, ")
    assert "9 virkedager" in body
    assert not {"HEMMELIG", "777"} & set((title + body).split())
    assert case.number not in body


def test_stuck_letters_are_counted():
    assert stuck_letters(2020, 2)[0] == "Anmodning 2020: 2 brev står fast"
