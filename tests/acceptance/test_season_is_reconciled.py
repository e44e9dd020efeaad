"""A rehearsed season, from the Maildir and the export to the findings: every planted difference found, none invented.

The rehearsal plants, intake reads, the comparison answers. What is expected stands in the table, by what was planted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from unit.rehearsal.rehearsal_builder import FACTS, a_season, requests, the_plans, the_register

from tasks.core.model.reconciliation import Case, CaseState, Cause, Finding
from tasks.reconciliation.cases import case_actions
from tasks.reconciliation.compare import reconcile
from tasks.rehearsal.behaviour import Behaviour
from tasks.rehearsal.mailbox_writer import Addresses
from tasks.rehearsal.play import Places, play_day
from tasks.rehearsal.roles import AUTHSERV
from tasks.rehearsal.season import planted
from tasks.replies.intake import take_in
from tasks.replies.known import KnownMessages
from tasks.replies.registrations import read_registrations

JANUARY = date(2020, 1, 17)
AGREE, LATE, KS = Cause.AGREE, Cause.LATE, Cause.KS_NOT_COPIED

# What was planted -> the primary causes that may name it, and whether the number is to be trusted.
EXPECTED: dict[Behaviour, tuple[set[Cause], bool]] = {
    Behaviour.AGREES: ({AGREE}, True),
    Behaviour.DUPLICATE: ({AGREE}, True),
    Behaviour.FEWER: ({Cause.BELOW_REQUEST}, True),
    Behaviour.MORE: ({Cause.ABOVE_REQUEST}, True),
    Behaviour.DECLINES: ({Cause.DECLINED}, True),
    Behaviour.LATE: ({LATE}, True),
    Behaviour.KS_NOT_COPIED: ({KS}, True),
    Behaviour.POSTPONES: ({Cause.POSTPONED}, False),
    Behaviour.SILENT: ({Cause.NOTHING}, False),
    Behaviour.RESERVATION: ({Cause.RESERVATION}, False),
    Behaviour.BY_REFERENCE: ({Cause.UNCLEAR}, False),
    Behaviour.NOT_FINAL: ({Cause.NOT_FINAL}, False),
    Behaviour.ONLY_REGISTERED: ({Cause.ONLY_REGISTERED}, False),
    Behaviour.ONLY_COPY: ({Cause.ONLY_COPY}, False),
    Behaviour.WITHOUT_EM: ({Cause.NUMBER_DIFFERS}, False),
    Behaviour.OTHER_NUMBER: ({Cause.NUMBER_DIFFERS}, False),
    Behaviour.EM_DIFFERS: ({Cause.EM_DIFFERS}, False),
    Behaviour.PRIVATE_SENDER: ({Cause.SENDER_NOT_TRUSTED}, False),
    Behaviour.FOREIGN_SENDER: ({Cause.SENDER_NOT_TRUSTED}, False),
    # With character recognition installed a scan is read, and a person confirms it.
    Behaviour.SCANNED: ({Cause.UNREADABLE, Cause.UNCLEAR}, False),
}


class Played(NamedTuple):
    findings: tuple[Finding, ...]
    registrations: dict
    messages: list


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("season")
    places = Places(folder / "mail", folder / "imdinett.csv", folder / "outbox", folder / "referrals")
    play_day(places, a_season(addresses=Addresses("post@imdi.no", "post@ks.no")), JANUARY)
    rows = read_registrations(
        places.registrations.read_bytes(),
        "imdinett.csv",
        register=the_register(),
        year=2020,
    )
    known, messages = KnownMessages(), []
    for file in sorted((places.mailbox / "new").iterdir()):
        message = take_in(
            file.read_bytes(),
            file.name,
            "maildir",
            register=the_register(),
            requests=requests(),
            year=2020,
            trusted_authserv=AUTHSERV,
            known=known,
        )
        known.remember(message)
        messages.append(message)
    registrations = {row.number: row for row in rows}
    return Played(compare(registrations, messages, JANUARY), registrations, messages)


def compare(registrations, messages, day):
    return reconcile(requests(), registrations, messages, FACTS.deadline, day, {}, year=2020)


def test_every_planted_difference_is_found_and_none_is_invented(played):
    hidden = planted(the_plans())
    wrong = []
    for finding in played.findings:
        behaviour = hidden.get(finding.number, Behaviour.AGREES)
        causes, is_decided = EXPECTED[behaviour]
        if finding.cause not in causes or (finding.decided is not None) is not is_decided:
            wrong.append((finding.number, behaviour.value, finding.causes, finding.decided, finding.reason))
    assert not wrong
    assert set(hidden.values()) == set(Behaviour) - {Behaviour.AGREES}, "the season plants every difference"
    assert len(played.findings) == len(requests()), "no message is left without its municipality"


def test_the_decided_numbers_are_what_the_councils_decided(played):
    plan_of = {p.number: p for p in the_plans()}
    for finding in played.findings:
        if finding.decided is not None:
            assert finding.decided == plan_of[finding.number].registration.count


def test_the_next_run_changes_no_case(played):
    cases: dict[int, Case] = {}
    for action in case_actions((), played.findings, JANUARY, FACTS.deadline):
        cases[len(cases) + 1] = replace(action.case, id=len(cases) + 1)
    assert case_actions(cases.values(), played.findings, JANUARY, FACTS.deadline) == ()
    tomorrow = date(2020, 1, 20)
    again = compare(played.registrations, played.messages, tomorrow)
    assert case_actions(cases.values(), again, tomorrow, FACTS.deadline) == ()
    assert all(case.state is CaseState.OPEN for case in cases.values())
    remarks = {Behaviour.AGREES, Behaviour.DUPLICATE, Behaviour.MORE, Behaviour.LATE, Behaviour.KS_NOT_COPIED}
    behaviours = Counter(planted(the_plans()).values())
    assert len(cases) == sum(count for behaviour, count in behaviours.items() if behaviour not in remarks)
