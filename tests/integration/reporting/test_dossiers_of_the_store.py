"""A municipality's dossier from a real store: every version of every fact, as known on the day asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from builders import a_letter, a_message, a_registration, a_request
from unit.reporting.view_builder import a_case

from flows.picture import year_view
from tasks.core.installation import open_installation
from tasks.core.model.amendment import Amendment, AmendmentKind
from tasks.core.model.when import When
from tasks.core.store import amendments, cases, decisions, letters, messages, outbox, registrations, requests
from tasks.core.store.decisions import Decision
from tasks.reporting.stored import dossiers_on

SENT, ANSWERED, DECIDED = date(2019, 10, 24), date(2019, 12, 6), date(2019, 12, 16)


def _at(day):
    return When(datetime(day.year, day.month, day.day, 8, tzinfo=UTC), day)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Ørland was asked, registered 15, mailed, got a case, and a person closed it."""
    monkeypatch.setenv("ANMODNING_HOME", str(tmp_path))
    letter = a_letter()
    case = a_case("5057", opened=ANSWERED, evidence="sitat")
    with open_installation() as here, here.store.begin() as tx:
        requests.add(tx, [a_request(letter_ref=letter.letter_ref)], origin="issued", known_on=SENT)
        letters.add_batch(tx, 2020, "consulted", [letter], round_id=None, maker="program", known_on=SENT)
        outbox.plan(tx, [letter], "folder", _at(SENT))
        registrations.add(tx, [a_registration()], known_on=ANSWERED)
        first = messages.add(tx, 2020, a_message(), known_on=ANSWERED, actor="program")
        messages.add_version(tx, first, a_message(), known_on=DECIDED, actor="Kari", reason="Lest på nytt")
        opened = cases.record(
            tx, case, "open", actor="program", role="", reason="ulike tall", known_on=ANSWERED
        )
        cases.record(
            tx,
            replace(opened, evidence="nytt"),
            "resolve",
            actor="Kari",
            role="rådgiver",
            reason="ringt",
            known_on=DECIDED,
        )
        extended = Amendment(
            2020,
            "5057",
            AmendmentKind.EXTENSION,
            "2020-01-10",
            "Kari",
            "rådgiver",
            "sen behandling",
            ANSWERED,
        )
        amendments.add(tx, extended, at=_at(ANSWERED).moment)
        entry = Decision(
            2020, "Kari", "rådgiver", "resolve_case_accept_copy", "case 1 municipality 5057 x", "ringt"
        )
        decisions.append(tx, entry, at=_at(DECIDED).moment, known_on=DECIDED)
    return tmp_path


def _parts(day, number="5057"):
    view = year_view(2020, day)
    with open_installation() as here, here.store.begin() as tx:
        dossier = dossiers_on(tx, view, {})[number]
    return {part.key: part.rows for part in dossier.parts}


def test_everything_that_happened_is_in_it(home):
    parts = _parts(DECIDED)
    assert {key: len(rows) for key, rows in parts.items()} == {
        "purringer": 0, "endringer": 1, "anmodninger": 1, "brev": 1, "sendinger": 1, "registreringer": 1, "meldinger": 2, "saker": 2, "avgjorelser": 2,
    }  # fmt: skip
    assert parts["sendinger"][0][1] == "Planlagt"
    assert parts["meldinger"][1][-1] == "Kari: Lest på nytt"
    assert parts["saker"][1][-2:] == ("Kari, rådgiver", "ringt")
    assert parts["endringer"][0][2] == "10.01.2020"
    assert parts["avgjorelser"][1][3] == "Kari, rådgiver"


def test_a_past_day_knows_nothing_of_what_came_later(home):
    parts = _parts(ANSWERED)
    assert [len(parts[key]) for key in ("meldinger", "saker", "avgjorelser")] == [1, 1, 1]
    assert not _parts(date(2019, 10, 30))["registreringer"]


def test_nothing_of_it_is_in_another_s(home):
    assert all(rows == () for rows in _parts(DECIDED, "0301").values())


def test_a_letter_nobody_approved_says_so(home):
    assert _parts(DECIDED)["brev"][0][5] == "–"
