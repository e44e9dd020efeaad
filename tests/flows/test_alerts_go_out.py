"""The alerts' flows on a real server reach a real receiver: digest, escalation, a run that stopped; each once."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_message, a_reading, a_registration, a_request
from werkzeug import Response

from flows.rehearsal_settings import rehearsal_settings
from tasks.core.installation import open_installation
from tasks.core.store import messages, registrations, requests

DAY, LATER = date(2019, 12, 16), date(2020, 1, 8)
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@pytest.fixture
def told(prefect_server, tmp_path, httpserver, monkeypatch):
    """Everything the receiver was told; one case has waited since before Christmas."""
    got: list[tuple[str, str]] = []

    def take(request):
        said = request.get_json()
        got.append((said["title"], said["message"]))
        return Response("ok")

    httpserver.expect_request("/varsel", method="POST").respond_with_handler(take)
    with rehearsal_settings(tmp_path):
        monkeypatch.setenv("ANMODNING_ALERT_URLS", f"json://{httpserver.host}:{httpserver.port}/varsel")
        with open_installation() as here, here.store.begin() as tx:
            asked = a_request(em=3)
            requests.add(tx, [asked], origin=requests.IMPORTED, known_on=date(2019, 10, 24))
            registrations.add(tx, [a_registration(count=18, em=3)], known_on=DAY)
            messages.add(tx, 2020, a_message(reading=a_reading(em_count=7)), known_on=DAY, actor="program")
        from flows.replies import reconcile

        reconcile(2020, DAY)
        yield got


def test_the_day_is_told_once_and_what_has_waited_too_long_goes_up(told):
    from flows.alerts import send_alerts

    assert send_alerts(2020, LATER) == 2
    assert send_alerts(2020, LATER) == 0, "each is told once"
    titles = [title for title, _ in told]
    assert titles == ["Anmodning 2020: 1 åpen sak", "Anmodning 2020: 1 sak over fristen"]
    text = "\n".join(body for _, body in told)
    assert "Direktøren" in text
    words = set(text.replace(".", " ").replace(":", " ").split())
    assert not {"Ørland", "5057", "EM", "enslige", "18", "7"} & words, "nobody and no EM figure is named"
    assert send_alerts(2020, date(2020, 1, 9)) == 1, "the next day has a digest of its own"


def test_a_run_that_stopped_is_told_of_once_by_its_id_and_without_why(told):
    from flows.alerts import alert_failed_run

    assert alert_failed_run(2020, "reconcile", "0b6b", LATER) == 1
    assert alert_failed_run(2020, "reconcile", "0b6b", LATER) == 0
    assert alert_failed_run(2020, "reconcile", "77aa", LATER) == 1
    assert len(told) == 2
    assert "reconcile" in told[0][0] + told[0][1]
