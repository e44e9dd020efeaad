"""The whole rehearsed year through the real flows on a real server, and what must hold at its end."""

from __future__ import annotations

import json
from datetime import date

import pytest


@pytest.fixture(scope="module")
def year(prefect_server, tmp_path_factory):
    """The season of 2020 with its summer, played once, and once more on the same home."""
    from flows.rehearsal_settings import rehearsal_settings

    home = tmp_path_factory.mktemp("year")
    with rehearsal_settings(home):
        from flows.season import last_day, rehearse
        from flows.summary import letters_and_dispatches, summary

        def play(*, with_revision: bool) -> dict[str, object]:
            before = letters_and_dispatches(2020)
            assert list(rehearse(2020, with_revision=with_revision))
            day = last_day(with_revision=with_revision)
            return summary(2020, before, day=day, seconds=0.0, own_seconds=0.0)

        first = play(with_revision=False)
        again = play(with_revision=False)
        summer = play(with_revision=True)
        yield {"home": home, "first": first, "again": again, "summer": summer}


def test_the_need_is_asked_for_to_the_last_person(year):
    first = year["first"]
    assert (first["need"], first["em"], first["em_under_15"]) == (5100, 140, 40)
    assert first["requested"] == first["need"]
    assert first["asked"] + first["not_asked"] == first["letters"] == 356
    assert 0 < first["letters_nynorsk"] < 356


def test_every_letter_left_once(year):
    first = year["first"]
    assert (first["new_letters"], first["dispatched"], first["new_dispatches"]) == (356, 356, 356)
    letters = list((year["home"] / "outbox" / "2020").glob("*/brev.pdf"))
    assert len(letters) >= 356
    references = [json.loads((p.parent / "metadata.json").read_text())["vaarReferanse"] for p in letters]
    assert len(set(references)) == len(references)


def test_a_second_run_on_the_same_home_sends_nothing(year):
    again = year["again"]
    assert (again["new_letters"], again["new_dispatches"]) == (0, 0)
    ignored = {"new_letters", "new_dispatches", "seconds", "own_seconds"}
    assert {k: v for k, v in again.items() if k not in ignored} == {
        k: v for k, v in year["first"].items() if k not in ignored
    }


def test_most_replies_agree_and_the_others_became_cases(year):
    first = year["first"]
    assert first["agree"] > 0.8 * first["asked"]
    assert first["cases"] >= 10
    assert first["reminders"] > 0
    assert first["carry_over"] > 0
    assert 0.8 < first["coverage_places"] < 1


def test_the_summer_adjusts_without_touching_the_original(year):
    from tasks.core.installation import open_installation
    from tasks.core.store import decisions, outbox, registrations, requests, rounds

    with open_installation() as here, here.store.begin() as tx:
        original = requests.original(tx, 2020)
        current = requests.current(tx, 2020)
        newest = rounds.latest(tx, 2020)
        declined = {n for n, r in registrations.latest(tx, 2020).items() if r.count == 0 and n in original}
        assert decisions.broken_links(tx) == []
        assert outbox.broken_links(tx, 2020) == ()
    assert sum(r.count for r in original.values()) == 5100
    assert sum(r.count for r in current.values()) == 3600
    assert newest is not None
    assert newest.round.need.total == 3600
    assert all(current[n].count <= original[n].count for n in original)
    # Nobody at 1-9; only who said no is not asked any more.
    assert {n for n, r in current.items() if r.count < 10} == {n for n, r in current.items() if r.count == 0}
    assert {n for n, r in current.items() if r.count == 0} == declined
    assert year["summer"]["requested"] == 5100


@pytest.mark.parametrize("day", [date(2019, 12, 6), date(2019, 12, 23)])
def test_a_past_day_is_answered_with_what_was_known_then(year, day):
    from flows.summary import status_row

    row = status_row(2020, day)
    assert row["as_of"] == day.isoformat()
    assert row["requested"] == 5100
    assert 0 < row["coverage_places"] < 1
    assert row == status_row(2020, day)


def test_the_report_lies_in_the_home_and_the_public_one_tells_less(year):
    pages = year["home"] / "rapport" / "2020"
    assert (pages / "intern" / "index.html").is_file()
    assert (pages / "offentlig" / "index.html").is_file()
    assert not (pages / "offentlig" / "saker.html").exists()
