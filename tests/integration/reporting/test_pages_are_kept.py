"""Pages that still stand are not made again, and nobody ever reads a stale one: the part made equals the whole."""

from __future__ import annotations

import os
import random
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import a_letter, a_message, a_reading, a_registration, a_request
from unit.reporting.view_builder import a_case

from flows.dossier import dossiers, stale_pages
from flows.picture import year_view
from tasks.core.installation import open_installation
from tasks.core.model.amendment import Amendment, AmendmentKind
from tasks.core.model.dispatch import DispatchState
from tasks.core.model.reconciliation import Cause
from tasks.core.model.when import When
from tasks.core.store import amendments, cases, decisions, letters, messages, outbox, registrations, requests
from tasks.core.store.decisions import Decision
from tasks.core.store.letters import Approval
from tasks.core.store.traces import traces
from tasks.reporting import kept_pages
from tasks.reporting.html_report import municipality_page_name, write_report
from tasks.reporting.tasks import publish_view

SENT = date(2019, 10, 24)
NUMBERS = ("5057", "1520", "0301")
SEEDS = (1, 2) if os.environ.get("ANMODNING_FUZZ") != "full" else range(1, 9)
STEPS = 8
KINDS = ("registration", "reading", "case", "amendment", "decision", "approval", "move")


def _when(day):
    return When(datetime(day.year, day.month, day.day, 8, tzinfo=UTC), day)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Three municipalities were asked; nothing has come."""
    monkeypatch.setenv("ANMODNING_HOME", str(tmp_path))
    made = [a_letter(number=n) for n in NUMBERS]
    with open_installation() as here, here.store.begin() as tx:
        asked = [a_request(number=one.number, letter_ref=one.letter_ref) for one in made]
        requests.add(tx, asked, origin="issued", known_on=SENT)
        letters.add_batch(tx, 2020, "first", made, round_id=None, maker="program", known_on=SENT)
        outbox.plan(tx, made, "folder", _when(SENT))
    return tmp_path


@pytest.fixture
def no_dashboard(monkeypatch):
    """Publish without a Prefect server: the pages are what is tested."""
    monkeypatch.setattr("tasks.reporting.tasks.publish", lambda *_args, **_named: ())


def _publish(day):
    """Write the report of a day as the daily run does, and return the pages that were made."""
    view = year_view(2020, day)
    pages = stale_pages(view)
    publish_view.fn(view, dossiers(view, pages.numbers), pages)
    return pages.numbers


def _written(home):
    folder = home / "rapport" / "2020" / "intern"
    return {path.name: path.read_bytes() for path in folder.glob("*.html")}


def _wholly(home, day):
    """Return what a run that knows of no earlier page writes."""
    (home / "rapport" / "2020" / "intern" / kept_pages.NOTE).unlink()
    assert len(_publish(day)) == 356
    return _written(home)


def _fresh(day):
    """Return the pages of those something may have happened to, made from the store and nothing else."""
    view = year_view(2020, day)
    files = write_report(view, public=False, dossiers=dossiers(view, NUMBERS))
    return {name: files[name] for name in map(municipality_page_name, NUMBERS)}


def _happens(rng, tx, day, kind=None):
    """Let one thing happen to one municipality, known on a day that may lie in the past."""
    number, known = rng.choice(NUMBERS), day - timedelta(days=rng.choice((0, 0, 3)))
    sha = f"{rng.getrandbits(256):064x}"
    kind = rng.randrange(len(KINDS)) if kind is None else kind
    if kind == 0:
        registrations.add(tx, [a_registration(number=number, count=rng.randrange(5, 30))], known_on=known)
    elif kind == 1:
        reading = a_reading(municipality_number=number, count=rng.randrange(5, 30))
        mail = a_message(number=number, raw_sha256=sha, message_id=f"<{sha}>", reading=reading)
        first = messages.add(tx, 2020, mail, known_on=known, actor="program")
        again = replace(mail, number=rng.choice((number, number, *NUMBERS)))
        messages.add_version(tx, first, again, known_on=known, actor="Kari", reason=f"lest {sha[:5]}")
    elif kind == 2:
        case = a_case(number, cause=rng.choice((Cause.NUMBER_DIFFERS, Cause.RESERVATION)), evidence=sha[:9])
        cases.record(tx, case, "open", actor="program", role="", reason="ulike tall", known_on=known)
    elif kind == 3:
        entry = Amendment(2020, number, AmendmentKind.CONTACT, f"{sha[:5]}@k.no", "K", "r", "ba", known)
        amendments.add(tx, entry, at=_when(known).moment)
    elif kind == 4:
        subject = f"case 1 municipality {number} x"
        decisions.append(
            tx, Decision(2020, "K", "r", "noted", subject, sha[:9]), at=_when(day).moment, known_on=known
        )
    elif kind == 5:
        (batch,) = letters.batches(tx, 2020)
        given = Approval(batch.id, batch.plan_sha256, "approved", sha[:5], "r", "ok", _when(day).moment)
        letters.record_decision(tx, given, known_on=known)
    else:
        row = next(r for r in outbox.of_year(tx, 2020) if r.number == number)
        with suppress(Exception):  # a move the outbox does not allow is no event
            outbox.move(tx, row.key, outbox.Move(DispatchState.READY, "K", detail=sha[:9]), _when(known))


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("kind", range(len(KINDS)), ids=KINDS)
def test_every_kind_of_row_is_in_the_trace_of_whom_it_is_about_from_its_day_on(kind):
    day = date(2019, 12, 2)
    with open_installation() as here, here.store.begin() as tx:
        before, past = traces(tx, 2020, day), traces(tx, 2020, SENT)
        _happens(random.Random(3), tx, day, kind)
        after = traces(tx, 2020, day)
        assert any(
            KINDS[kind] in part
            for n in NUMBERS
            for part in set(after[n].split("; ")) - set(before[n].split("; "))
        )
        assert traces(tx, 2020, SENT) == past


@pytest.mark.usefixtures("no_dashboard")
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_made_in_parts_is_what_is_made_at_once_whatever_happens(home, seed):
    rng = random.Random(seed)
    day = date(2019, 12, 2)
    assert len(_publish(day)) == 356
    made = 0
    for _ in range(STEPS):
        day += timedelta(days=rng.choice((-4, 0, 1, 1, 3, 10)))
        with open_installation() as here, here.store.begin() as tx:
            for _ in range(rng.randrange(4)):
                _happens(rng, tx, day)
        numbers = _publish(day)
        made += len(numbers)
        assert numbers <= set(NUMBERS), "nothing happened to the others"
        assert _fresh(day).items() <= _written(home).items()
    assert made
    assert _publish(day) == set()
    written = _written(home)
    assert written == _wholly(home, day)


@pytest.mark.usefixtures("no_dashboard")
def test_a_page_somebody_changed_or_removed_is_made_again_and_so_is_all_by_another_program(home, monkeypatch):
    _publish(SENT)
    folder = home / "rapport" / "2020" / "intern"
    whole = _written(home)
    (folder / municipality_page_name("5057")).write_bytes(b"feil")
    (folder / municipality_page_name("0301")).unlink()
    assert _publish(SENT) == {"5057", "0301"}
    assert _written(home) == whole
    (folder / kept_pages.NOTE).write_text("{")
    assert len(_publish(SENT)) == 356
    monkeypatch.setattr(kept_pages, "program_digest", lambda: "another")
    assert len(_publish(SENT)) == 356


def test_another_language_makes_every_page_anew_and_the_terminal_follows(home, no_dashboard, monkeypatch):
    from flows.dossier import dossier

    del no_dashboard
    day = date(2019, 12, 2)
    assert len(_publish(day)) == 356
    assert _publish(day) == frozenset()
    monkeypatch.setenv("ANMODNING_LANGUAGE", "en")
    assert len(_publish(day)) == 356
    page = _written(home)[municipality_page_name("5057")].decode("utf-8")
    assert '<html lang="en">' in page
    assert "Where the municipality stands" in page
    assert "Hvor kommunen står" not in page
    assert any("Letter received" in line or "Letter planned" in line for line in dossier(2020, "5057", day))
    assert _publish(day) == frozenset()
