"""The rehearsal: the whole cycle of a year, day by day, with KS, municipalities and the channel played."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.cycle.reader import read_cycle
from config.register_reader import read_indicators, read_register
from config.settings import read_settings
from flows.annual_cycle import annual_cycle
from flows.approvals import approve_letters, close
from flows.rehearsal_settings import PLAYED_UNTIL, played_until
from tasks.core.installation import open_installation
from tasks.core.store import letters, requests
from tasks.rehearsal.ks import answer_workbook
from tasks.rehearsal.mailbox_writer import Addresses
from tasks.rehearsal.play import Places, Season, play_day
from tasks.rehearsal.roles import APPROVER

SEED = 2020
FORECASTS = Path(__file__).parent.parent / "config" / "forecasts"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the rehearsal: what is published, whether KS and the approver act, in the order of the year."""

    on: date
    forecast: str | None = None
    ks_answers: bool = False
    approves: bool = False


AUTUMN = (
    Day(date(2019, 10, 15), forecast="2019-10.csv"),
    Day(date(2019, 10, 22), ks_answers=True),
    Day(date(2019, 10, 24), approves=True),
    Day(date(2019, 10, 30)),
    Day(date(2019, 12, 2)),
    Day(date(2019, 12, 6)),
    Day(date(2019, 12, 13)),
    Day(date(2019, 12, 17)),
    Day(date(2019, 12, 20)),
    Day(date(2019, 12, 23)),
    Day(date(2019, 12, 30)),
    Day(date(2020, 1, 6)),
    Day(date(2020, 1, 20)),
)
SUMMER = (
    Day(date(2020, 6, 15), forecast="2020-06.csv"),
    Day(date(2020, 6, 19), approves=True),
    Day(date(2020, 6, 29)),
)


def last_day(*, with_revision: bool) -> date:
    """Return the day the rehearsal ends on."""
    return (SUMMER if with_revision else AUTUMN)[-1].on


def rehearse(year: int, *, with_revision: bool) -> Iterator[str]:
    """Play the whole year and yield what happens, in nb: each day the outside world first, then the daily run."""
    home = read_settings().home
    for day in still_to_play(AUTUMN + (SUMMER if with_revision else ()), played_until(home)):
        for line in _outside(year, day):
            yield f"{day.on}  {line}"
        if day.approves:  # in the morning: the day's run issues what was approved
            yield f"{day.on}  {_approve(year, day.on)}"
        yield f"{day.on}  {annual_cycle(year, day.on)}"
        (home / PLAYED_UNTIL).write_text(day.on.isoformat())


def still_to_play(days: tuple[Day, ...], played: date | None) -> tuple[Day, ...]:
    """Return the days after the last one played to its end; the last of all is repeated, with nothing left to do.

    No other is: time does not run backwards, and a later day may have begun before the process was killed.
    """
    if played is None:
        return days
    return tuple(day for day in days if day.on > played or (day.on == played and day is days[-1]))


def _outside(year: int, day: Day) -> Iterator[str]:
    """Let the outside world act: the forecast is published, KS answers, municipalities reply."""
    home = read_settings().home
    if day.forecast is not None:
        target = home / "innboks" / "prognose.csv"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((FORECASTS / day.forecast).read_bytes())
        yield f"Beregningsgruppa legger fram prognosen {day.forecast}"
    if day.ks_answers:
        yield from _ks(year, day.on, home)
    cycle = read_cycle(year)
    with open_installation() as here, here.store.begin() as tx:
        asked = requests.original(tx, year)
        previous = _previous(year, day.on)
    season = Season(
        read_register(year),
        asked,
        previous,
        Addresses(cycle.contacts.imdi_email, cycle.contacts.ks_email),
        SEED,
    )
    inbox = home / "innboks"
    places = Places(home / "postkasse", inbox / "imdinett.csv", here.outbox_folder, inbox / "søkt-ut")
    yield from play_day(places, season, day.on)


def _previous(year: int, on: date) -> dict[str, int | None]:
    """Return what each municipality was asked for the year before, as far as it is known."""
    return {
        one.number: int(one.value)
        for one in read_indicators(year, on)
        if one.name == "requested" and one.year == year - 1
    }


def _ks(year: int, on: date, home: Path) -> Iterator[str]:
    """KS fills in the newest workbook, and the round is closed once its remarks are in."""
    folder = home / "samråd" / str(year)
    newest = max(folder.glob("runde-*.xlsx"))
    answer = folder / "svar" / newest.name
    if not answer.exists():
        answer.write_bytes(answer_workbook(newest.read_bytes()))
        yield f"KS svarer på {newest.name}"
    annual_cycle(year, on)
    name, role = APPROVER
    close(year, name, role, "KS har svart; merknadene er lagt inn (øving)", on)
    yield "Samrådet er lukket"


def _approve(year: int, on: date) -> str:
    """Approve every batch that waits, under the rehearsal's own name."""
    name, role = APPROVER
    with open_installation() as here, here.store.begin() as tx:
        waiting = [b for b in letters.batches(tx, year) if letters.decision_on(tx, b.id) is None]
    for batch in waiting:
        approve_letters(year, batch.plan_sha256, name, role, "Kontrollert mot runden (øving)", as_of=on)
    return f"{len(waiting)} pakke(r) brev godkjent av {name}"
