"""Prefect's side of the outbox: one pass over it, and the operator's verbs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.variables import Variable

from config.cycle.reader import read_cycle
from config.register_reader import read_register
from tasks.core.channels.protocol import Channel
from tasks.core.channels.smtp import MAIL
from tasks.core.installation import Installation, open_installation
from tasks.core.model.postal_address import PostalAddress
from tasks.core.model.when import Decider, When
from tasks.core.store import amendments, outbox
from tasks.dispatch.archive import export
from tasks.dispatch.box import LEASE, Outbox
from tasks.dispatch.channel_choice import channel_of, mail_channel_of
from tasks.dispatch.copies import NO_MAIL_SERVER, held_copies, is_waiting, owed_to_ks, plan_copies_to_ks
from tasks.dispatch.guards import Guards, Window
from tasks.dispatch.letter_log import Logged, own_log, whole_log
from tasks.dispatch.lookups import Patience
from tasks.dispatch.planning import Ahead, Basis, look_ahead, not_sent
from tasks.dispatch.reconcile import Difference, compare_with_channel
from tasks.dispatch.run import Pass, run
from tasks.dispatch.verbs import Done, Order, carry_out, released_plans

KILL_SWITCH = "anmodning_stop_sending"
LONGEST_LINGER = 30  # seconds a pass may wait for first letters and look-ups
SHOWN_PROBLEMS = 20


def _sending_is_stopped() -> bool:
    return str(Variable.get(KILL_SWITCH, default="")).lower() in {"1", "on", "true", "yes"}


def clock_of(when: When) -> Callable[[], datetime]:
    """Return a clock that goes on from the flow's moment."""
    begun = time.monotonic()
    return lambda: when.moment + timedelta(seconds=time.monotonic() - begun)


def box_of(
    here: Installation, year: int, when: When, channel: Channel, clock: Callable[[], datetime]
) -> Outbox:
    """Return what a pass of this installation works with."""
    settings = here.settings
    cycle, register = read_cycle(year), read_register(year)

    def office_of(number: str) -> str:
        found = cycle.office_of(number, register.require(number, place=f"dispatch {year}").county_number)
        return "" if found is None else found.key

    with here.store.begin() as tx:
        released = released_plans(tx, year)
    stopped: Callable[[], bool] = _sending_is_stopped  # asked before every letter
    if channel.is_local:
        at_start = _sending_is_stopped()  # a folder takes hundreds a second: once a pass is enough
        stopped = lambda: at_start  # noqa: E731
    return Outbox(
        here.store,
        channel,
        register,
        when.day,
        clock=clock,
        stopped=stopped,
        patience=Patience(timedelta(seconds=settings.lookup_wait_seconds), settings.most_resends),
        guards=Guards(
            window=Window() if channel.is_production else None,
            production_is_allowed=settings.allow_production,
            released=released,
            most_letters=settings.most_dispatches,
            approvers=cycle.letters.approvers,
        ),
        office_of=office_of,
        lease_length=max(LEASE, timedelta(seconds=settings.send_timeout_seconds + 240)),
        linger=0.0 if channel.is_local else LONGEST_LINGER,
    )


def channel_on(here: Installation, year: int, when: When, clock: Callable[[], datetime]) -> Channel:
    """Return the channel of the installation, with the addresses municipalities have on the day."""
    return channel_of(here, clock, _addresses(here, year, when))


def _addresses(here: Installation, year: int, when: When) -> dict[str, PostalAddress]:
    with here.store.begin() as tx:
        return amendments.addresses_on(tx, read_register(year), here.settings.addresses_file, when.day)


@task(name="run the outbox", cache_policy=NO_CACHE)
def run_outbox(year: int, when: When) -> Pass:
    """Send what is ready, look up what is unknown, take in receipts. Safe to repeat at any time."""
    clock = clock_of(when)
    with open_installation() as here:
        done = run(box_of(here, year, when, channel_on(here, year, when, clock), clock), year)
        mail = _send_mail(here, year, when, clock)
        done = replace(
            done, problems=done.problems + mail.problems, alarms=done.alarms + mail.alarms, held=mail.held
        )
    for line in done.held:
        get_run_logger().info(line)
    if done.problems:
        get_run_logger().warning("\n".join(done.problems[:SHOWN_PROBLEMS]))
    return done


def _send_mail(here: Installation, year: int, when: When, clock: Callable[[], datetime]) -> Pass:
    """Send the copies to KS, and letters that go as mail, where a mail server is set."""
    channel = mail_channel_of(here, read_cycle(year), clock, _addresses(here, year, when))
    if channel is None:
        with here.store.begin() as tx:
            rows = outbox.of_year(tx, year, copies=True)
        left = [row for row in rows if row.channel == MAIL and is_waiting(row)]
        why = f"{len(left)} brev skal gå som e-post, og {NO_MAIL_SERVER}: sett den, eller avbryt dem"
        held = held_copies(len(owed_to_ks(rows)))
        return Pass(0, 0, (why,) if left else (), held=(held,) if held else ())
    with here.store.begin() as tx:
        plan_copies_to_ks(tx, year, channel.name, when)
    return run(box_of(here, year, when, channel, clock), year)


@task(name="decide on sendings", cache_policy=NO_CACHE)
def decide_on_sendings(order: Order, when: When) -> Done:
    """Do what an operator decided about letters in the outbox, and keep it in the decision log."""
    with open_installation() as here, here.store.begin() as tx:
        return carry_out(tx, order, when, approvers=read_cycle(order.year).letters.approvers)


@task(name="reconcile the outbox", cache_policy=NO_CACHE)
def reconcile_outbox(year: int, when: When) -> tuple[Difference, ...]:
    """Compare every letter that was sent with what the channel holds; changes nothing."""
    clock = clock_of(when)
    with open_installation() as here:
        return compare_with_channel(
            box_of(here, year, when, channel_on(here, year, when, clock), clock), year
        )


@task(name="plan the outbox", cache_policy=NO_CACHE)
def plan_outbox(year: int, when: When) -> tuple[Ahead, ...]:
    """Return every letter that has not left: its channel, how the receiver gets it, and what is in the way.

    The channel is asked about each receiver (`svarut`, `eformidling`); nothing is sent or stored.
    """
    clock = clock_of(when)
    with open_installation() as here:
        cycle = read_cycle(year)
        mail = mail_channel_of(here, cycle, clock, _addresses(here, year, when))
        main = channel_on(here, year, when, clock)
        basis = Basis(read_register(year), main, mail, cycle.letters.approvers)
        with here.store.begin() as tx:
            unsent = not_sent(tx, basis, year)
        return look_ahead(unsent, basis)


@task(name="read the log of a letter", cache_policy=NO_CACHE)
def log_of_letter(year: int, letter: str, when: When) -> tuple[Logged, ...]:
    """Return what happened to the sendings of one letter (reference, key or number): our events and the channel's."""
    clock = clock_of(when)
    with open_installation() as here:
        channel = channel_on(here, year, when, clock)
        with here.store.begin() as tx:
            own = own_log(tx, year, letter)
        return whole_log(own, channel)


@task(name="export archive packages", cache_policy=NO_CACHE)
def export_packages(year: int, decider: Decider, when: When) -> Path:
    """Write the archive package of every letter that has left us and return the folder."""
    with open_installation() as here, here.store.begin() as tx:
        folder = here.home / "arkiv" / str(year)
        schema = here.settings.arkivmelding_xsd
        export(tx, read_register(year), year, folder, when, schema=schema, decider=decider)
        return folder
