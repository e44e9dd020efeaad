"""What a pass meets that somebody must hear of at once, told over real HTTP once, with nobody named in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from outbox_builders import DAY, NOW, add_ready_letters, some_municipalities
from werkzeug import Response

from tasks.core.installation import open_installation
from tasks.core.model.alarm import Alarm, AlarmKind
from tasks.core.model.dispatch import DispatchState as S
from tasks.core.model.when import When
from tasks.core.store import outbox
from tasks.core.store.outbox import Move
from tasks.dispatch.guards import Guards
from tasks.dispatch.run import run
from tasks.reporting.tasks import tell_of_outbox

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
WHEN = When(NOW, DAY)


def kinds(box, passes: int = 1) -> set[AlarmKind]:
    found: set[AlarmKind] = set()
    for _ in range(passes):
        found |= {one.kind for one in run(box, 2020).alarms}
        box.clock.moment += timedelta(minutes=11)
    return found


def test_a_quiet_pass_raises_nothing(sender):
    assert kinds(sender(4), 4) == set()


def test_a_letter_found_twice(fake, sender):
    fake.script = ["twice"]
    assert kinds(sender(1), 2) == {AlarmKind.FOUND_TWICE}


def test_a_letter_never_taken(fake, sender):
    fake.script = ["hang_up"] * 20
    assert AlarmKind.NEVER_TAKEN in kinds(sender(1), 20)


def test_a_first_letter_rejected(fake, sender):
    fake.script = ["rejected"]
    assert AlarmKind.BATCH_HELD in kinds(sender(8), 3)


def test_a_letter_nobody_fetches_for_more_than_two_working_days(fake, sender):
    fake.script = ["never_fetched"]
    box = sender(1)
    assert kinds(box, 4) == set()
    box.clock.moment += timedelta(days=4)
    assert kinds(replace(box, day=DAY + timedelta(days=4))) == set(), "Monday is the second working day"
    assert kinds(replace(box, day=DAY + timedelta(days=5))) == {AlarmKind.WAITING_FETCH}


def test_a_status_nobody_knows(fake, sender):
    fake.script = ["odd_status"]
    assert kinds(sender(1), 4) == {AlarmKind.UNKNOWN_WORD}


def test_too_many_failures_in_a_row(fake, sender):
    fake.script = ["json_500"] * 40
    box = sender(12, guards=Guards(failures_in_a_row=3))
    assert AlarmKind.TOO_MANY_FAILURES in kinds(box)


def test_the_channel_lets_nobody_in(fake, sender):
    fake.script = ["401"] * 4
    assert kinds(sender(1)) == {AlarmKind.SHUT_OUT}


def test_the_kill_switch_is_told_of_only_where_letters_wait(sender):
    box = sender(2)
    on = replace(box, stopped=lambda: True)
    assert kinds(on) == {AlarmKind.KILL_SWITCH}
    assert kinds(box, 3) == set()
    assert kinds(on) == set(), "everything has left"


@pytest.fixture
def receiver(httpserver, tmp_path, monkeypatch):
    """Everything a real receiver got; the installation of this test sends there."""
    got: list[str] = []

    def take(request):
        got.append(f"{request.get_json()['title']}\n{request.get_json()['message']}")
        return Response("ok")

    httpserver.expect_request("/varsel", method="POST").respond_with_handler(take)
    monkeypatch.setenv("ANMODNING_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ANMODNING_ALERT_URLS", f"json://{httpserver.host}:{httpserver.port}/varsel")
    return got


def test_each_alarm_is_told_once_with_nobody_and_no_figure_of_em_in_it(receiver):
    alarms = [Alarm(kind, f"nøkkel-5057-{kind}") for kind in AlarmKind]
    assert tell_of_outbox.fn(2020, alarms, WHEN) == len(AlarmKind)
    assert tell_of_outbox.fn(2020, alarms, WHEN) == 0
    assert len(receiver) == len(AlarmKind)
    text = "\n".join(receiver)
    assert "5057" not in text
    assert "EM" not in text
    assert "ligger mer enn én gang hos kanalen" in text
    assert "Nødbryteren er på" in text
    assert "mer enn to virkedager" in text
    more = [*alarms, Alarm(AlarmKind.FOUND_TWICE, "en til")]
    assert tell_of_outbox.fn(2020, more, WHEN) == 1


def test_rejected_letters_are_told_of_at_once_and_not_again_by_the_daily_alert(receiver):
    with open_installation() as here:
        municipalities = some_municipalities(2)
        add_ready_letters(here.store, municipalities, "svarut")
        with here.store.begin() as tx:
            for row in outbox.of_year(tx, 2020):
                for state in (S.CLAIMED, S.SUBMITTING, S.REJECTED):
                    outbox.move(tx, row.key, Move(state, "channel"), WHEN)
    assert tell_of_outbox.fn(2020, [], WHEN) == 2
    assert tell_of_outbox.fn(2020, [], WHEN) == 0
    assert receiver == ["Anmodning 2020: 2 brev står fast\n" + receiver[0].partition("\n")[2]]
