"""Registration against copy: a table of pairs, each with a title, and what the comparison must say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from builders import DEADLINE, a_registration, a_request
from unit.reconciliation.reconciliation_builder import (
    AFTER,
    BEFORE,
    COUNCIL,
    find,
    mail,
    saying,
    unaccepted,
    with_codes,
)

from tasks.core.model.reconciliation import Cause, NextAction, Severity
from tasks.core.model.vedtak import (
    DocumentFlag,
    Grade,
    MessageState,
    Outcome,
    RegistrationStatus,
    ReservationCode,
)
from tasks.reconciliation.compare import reconcile

ASKED_FOR_EM = a_request(count=20, em=5)
NOT_REGISTERED = a_registration(count=None, em=None, status=RegistrationStatus.NOT_REGISTERED)
QUESTION = mail(
    13,
    "f",
    state=MessageState.PERSON,
    reading=saying(
        None, outcome=Outcome.UNCLEAR, needs_person=True, reasons=("NO_VEDTAK_FOUND",), count_evidence=""
    ),
)
PAIRS = [
    # title, registration, messages, request, causes (primary first), decided
    ("both say 15", a_registration(), [mail()], None, [Cause.AGREE], 15),
    (
        "both say less than asked",
        a_registration(count=10),
        [mail(reading=saying(10, outcome=Outcome.PARTIAL))],
        None,
        [Cause.BELOW_REQUEST, Cause.AGREE],
        10,
    ),
    (
        "both say more than asked",
        a_registration(count=18),
        [mail(reading=saying(18))],
        None,
        [Cause.ABOVE_REQUEST, Cause.AGREE],
        18,
    ),
    (
        "registered 18, copy says 15",
        a_registration(count=18),
        [mail()],
        None,
        [Cause.NUMBER_DIFFERS],
        None,
    ),
    ("registered alone", a_registration(), [], None, [Cause.ONLY_REGISTERED], None),
    ("copy alone", None, [mail()], None, [Cause.ONLY_COPY], None),
    ("an empty row in the export is nothing", NOT_REGISTERED, [mail()], None, [Cause.ONLY_COPY], None),
    ("nothing from either side", NOT_REGISTERED, [], None, [Cause.NOTHING], None),
    (
        "0 in IMDinett and a no in the copy",
        a_registration(count=0),
        [mail(reading=saying(0, outcome=Outcome.DECLINED))],
        None,
        [Cause.DECLINED, Cause.AGREE],
        0,
    ),
    (
        "a no by status, without a number",
        a_registration(count=None, em=None, status=RegistrationStatus.DECLINED),
        [mail(reading=saying(0, outcome=Outcome.DECLINED))],
        None,
        [Cause.DECLINED, Cause.AGREE],
        0,
    ),
    (
        "a no in the copy, 15 in IMDinett",
        a_registration(),
        [mail(reading=saying(0, outcome=Outcome.DECLINED))],
        None,
        [Cause.NUMBER_DIFFERS],
        None,
    ),
    (
        "status avslag with a number contradicts itself",
        a_registration(status=RegistrationStatus.DECLINED),
        [mail()],
        None,
        [Cause.UNCLEAR],
        None,
    ),
    (
        "a withdrawn registration is no number",
        a_registration(status=RegistrationStatus.WITHDRAWN),
        [mail()],
        None,
        [Cause.ONLY_COPY],
        None,
    ),
    (
        "a suppressed cell is neither a number nor 0",
        a_registration(count=None, em=None, mark=":"),
        [mail()],
        None,
        [Cause.UNCLEAR],
        None,
    ),
    (
        "inntil 15",
        a_registration(),
        [mail(reading=with_codes(ReservationCode.UPTO))],
        None,
        [Cause.RESERVATION],
        None,
    ),
    (
        "a condition written in IMDinett",
        a_registration(reservation_text="Under forutsetning av boliger"),
        [mail()],
        None,
        [Cause.RESERVATION],
        None,
    ),
    (
        "'ingen forbehold' in IMDinett is none",
        a_registration(reservation_text="Ingen forbehold."),
        [mail()],
        None,
        [Cause.AGREE],
        15,
    ),
    (
        "points to the request without a number",
        a_registration(),
        [
            mail(
                state=MessageState.PERSON,
                reading=replace(with_codes(ReservationCode.BY_REFERENCE, count=None), implied_count=15),
            )
        ],
        None,
        [Cause.UNCLEAR],
        None,
    ),
    (
        "a supplement: 5 more than what",
        a_registration(),
        [
            mail(10, "a", reading=saying(10)),
            mail(13, "b", reading=with_codes(ReservationCode.SUPPLEMENT, count=5)),
        ],
        None,
        [Cause.UNCLEAR, Cause.NUMBER_DIFFERS],
        None,
    ),
    (
        "a later final vedtak replaces the first",
        a_registration(),
        [mail(10, "a", reading=saying(10)), mail(13, "b")],
        None,
        [Cause.AGREE, Cause.SUPERSEDED],
        15,
    ),
    (
        "two vedtak and nothing tells which came last",
        a_registration(),
        [mail(None, "a", reading=saying(10)), mail(13, "b")],
        None,
        [Cause.UNCLEAR],
        None,
    ),
    (
        "sent last, decided first",
        a_registration(),
        [
            mail(10, "a", reading=saying(10, decision_date=date(2019, 12, 9))),
            mail(13, "b", reading=saying(15, decision_date=date(2019, 11, 28))),
        ],
        None,
        [Cause.UNCLEAR],
        None,
    ),
    (
        "the same vedtak three times",
        a_registration(),
        [mail(10, "a"), mail(11, "b"), mail(12, "c", state=MessageState.DUPLICATE)],
        None,
        [Cause.AGREE],
        15,
    ),
    (
        "two decisions in one mail",
        a_registration(),
        [mail(reading=replace(saying(15), other_readings=(saying(10),)))],
        None,
        [Cause.UNCLEAR],
        None,
    ),
    (
        "last year's vedtak quoted beside this year's",
        a_registration(),
        [mail(reading=replace(saying(15), other_readings=(saying(20, year=2019),)))],
        None,
        [Cause.AGREE],
        15,
    ),
    (
        "only last year's vedtak",
        a_registration(),
        [mail(reading=saying(15, year=2019, flags=(DocumentFlag.WRONG_YEAR,), outcome=Outcome.UNCLEAR))],
        None,
        [Cause.WRONG_YEAR, Cause.ONLY_REGISTERED],
        None,
    ),
    (
        "the director's proposal",
        a_registration(),
        [mail(reading=saying(15, flags=(DocumentFlag.NOT_FINAL,), needs_person=True))],
        None,
        [Cause.NOT_FINAL, Cause.ONLY_REGISTERED],
        None,
    ),
    (
        "the proposal, and then the vedtak",
        a_registration(),
        [mail(10, "a", reading=saying(12, flags=(DocumentFlag.NOT_FINAL,))), mail(13, "b")],
        None,
        [Cause.AGREE],
        15,
    ),
    (
        "put off, and said so in both places",
        a_registration(count=None, em=None, status=RegistrationStatus.POSTPONED),
        [mail(reading=saying(None, outcome=Outcome.POSTPONED))],
        None,
        [Cause.POSTPONED, Cause.NOTHING],
        None,
    ),
    (
        "put off in the copy, a number in IMDinett",
        a_registration(),
        [mail(reading=saying(None, outcome=Outcome.POSTPONED))],
        None,
        [Cause.UNCLEAR, Cause.POSTPONED, Cause.ONLY_REGISTERED],
        None,
    ),
    (
        "an encrypted PDF",
        a_registration(),
        [mail(reading=None, state=MessageState.PERSON)],
        None,
        [Cause.UNREADABLE],
        None,
    ),
    (
        "held in quarantine whatever was read",
        a_registration(),
        [mail(state=MessageState.QUARANTINED)],
        None,
        [Cause.UNREADABLE],
        None,
    ),
    (
        "the cover was read, the scanned sheet was not",
        a_registration(),
        [
            mail(
                state=MessageState.PERSON,
                reading=saying(
                    None, outcome=Outcome.UNCLEAR, needs_person=True, reasons=("NO_VEDTAK_FOUND",)
                ),
                attachment_sha256=("ee" * 32,),
            )
        ],
        None,
        [Cause.UNREADABLE],
        None,
    ),
    (
        "a question, and nothing attached, is no copy",
        a_registration(),
        [QUESTION],
        None,
        [Cause.UNCLEAR, Cause.ONLY_REGISTERED],
        None,
    ),
    (
        "a question after both agreed takes nothing back",
        a_registration(),
        [mail(12, "a"), QUESTION],
        None,
        [Cause.UNCLEAR, Cause.AGREE],
        15,
    ),
    (
        "a question before the vedtak is overtaken",
        a_registration(),
        [QUESTION, mail(14, "b")],
        None,
        [Cause.AGREE],
        15,
    ),
    (
        "intake could not tie the mail to the municipality by two signs",
        a_registration(),
        [mail(state=MessageState.PERSON, reasons=("ONE_SIGN_ONLY",))],
        None,
        [Cause.UNCLEAR],
        None,
    ),
    (
        "a condition and a doubt about the text beside it",
        a_registration(),
        [
            mail(
                state=MessageState.PERSON,
                reading=with_codes(ReservationCode.UPTO),
                reasons=("RESERVATION_UPTO", "CONFLICTING_NUMBERS"),
            )
        ],
        None,
        [Cause.UNCLEAR, Cause.RESERVATION],
        None,
    ),
    (
        "a condition that the reader names is all there is to it",
        a_registration(),
        [
            mail(
                state=MessageState.PERSON,
                reading=with_codes(ReservationCode.UPTO),
                reasons=("RESERVATION_UPTO",),
            )
        ],
        None,
        [Cause.RESERVATION],
        None,
    ),
    (
        "the cover repeats the number in silence about EM and year",
        a_registration(count=20, em=5),
        [mail(reading=replace(saying(20, em_count=5), other_readings=(saying(20, year=None),)))],
        ASKED_FOR_EM,
        [Cause.AGREE],
        20,
    ),
    (
        "the reader asks for a person and cannot say why",
        a_registration(),
        [mail(state=MessageState.PERSON, reading=saying(15, needs_person=True, reasons=("TWO_NUMBERS",)))],
        None,
        [Cause.UNCLEAR],
        None,
    ),
    (
        "the reader asks for a person and gives no reason at all",
        a_registration(),
        [mail(state=MessageState.PERSON, reading=saying(15, needs_person=True))],
        None,
        [Cause.UNCLEAR],
        None,
    ),
    (
        "the director's proposal and the vedtak in one mail",
        a_registration(),
        [
            mail(
                reading=replace(
                    saying(12, flags=(DocumentFlag.NOT_FINAL,)), other_readings=(saying(15, flags=()),)
                )
            )
        ],
        None,
        [Cause.AGREE],
        15,
    ),
    (
        "a no in words, without a nought",
        a_registration(count=0),
        [mail(reading=saying(None, outcome=Outcome.DECLINED))],
        None,
        [Cause.DECLINED, Cause.AGREE],
        0,
    ),
    (
        "two vedtak in the same minute",
        a_registration(),
        [mail(13, "a", reading=saying(10)), mail(13, "b")],
        None,
        [Cause.UNCLEAR],
        None,
    ),
    (
        "what a person put aside as irrelevant tells KS nothing",
        a_registration(),
        [mail(12, "a", ks_copied=False), mail(13, "b", state=MessageState.IRRELEVANT)],
        None,
        [Cause.KS_NOT_COPIED, Cause.AGREE],
        15,
    ),
    (
        "from a private address",
        a_registration(),
        [unaccepted(reading=saying(15, flags=(DocumentFlag.SENDER_DOMAIN,)))],
        None,
        [Cause.SENDER_NOT_TRUSTED, Cause.ONLY_REGISTERED],
        None,
    ),
    (
        "from a look-alike domain: grade D, in quarantine",
        None,
        [unaccepted(grade=Grade.FAILED, state=MessageState.QUARANTINED)],
        None,
        [Cause.SENDER_NOT_TRUSTED, Cause.NOTHING],
        None,
    ),
    (
        "from another municipality's own domain",
        a_registration(),
        [unaccepted(grade=Grade.ALIGNED, reading=saying(15, flags=(DocumentFlag.SENDER_MISMATCH,)))],
        None,
        [Cause.SENDER_NOT_TRUSTED, Cause.ONLY_REGISTERED],
        None,
    ),
    (
        "a mismatch that only intake's reasons name",
        a_registration(),
        [unaccepted(grade=Grade.ALIGNED, reasons=("SENDER_MISMATCH",))],
        None,
        [Cause.SENDER_NOT_TRUSTED, Cause.ONLY_REGISTERED],
        None,
    ),
    (
        "a weak sender that a person released",
        a_registration(),
        [unaccepted(state=MessageState.ACCEPTED)],
        None,
        [Cause.AGREE],
        15,
    ),
    (
        "an imitation after both agreed is looked at and changes nothing",
        a_registration(),
        [mail(12, "a"), unaccepted(day=13, sha="b", reading=saying(20))],
        None,
        [Cause.SENDER_NOT_TRUSTED, Cause.AGREE],
        15,
    ),
    (
        "a private mail before the vedtak came from the municipality is overtaken",
        a_registration(),
        [unaccepted(day=12, sha="a", reading=saying(20)), mail(13, "b")],
        None,
        [Cause.AGREE],
        15,
    ),
    (
        "a private mail that repeats what both say",
        a_registration(),
        [mail(12, "a"), unaccepted(day=13, sha="b")],
        None,
        [Cause.AGREE],
        15,
    ),
    (
        "an unread later mail from the municipality may be a correction",
        a_registration(),
        [mail(12, "a"), mail(13, "b", reading=None, state=MessageState.PERSON)],
        None,
        [Cause.UNREADABLE],
        None,
    ),
    (
        "KS was not copied",
        a_registration(),
        [mail(ks_copied=False)],
        None,
        [Cause.KS_NOT_COPIED, Cause.AGREE],
        15,
    ),
    (
        "KS got it with a resend",
        a_registration(),
        [mail(12, "a", ks_copied=False), mail(13, "b", state=MessageState.DUPLICATE)],
        None,
        [Cause.AGREE],
        15,
    ),
    (
        "inside a channel there is no copy line",
        a_registration(),
        [mail(ks_copied=False, grade=Grade.CHANNEL, source="svarinn")],
        None,
        [Cause.AGREE],
        15,
    ),
    (
        "EM asked for and both say 5",
        a_registration(count=20, em=5),
        [mail(reading=saying(20, em_count=5))],
        ASKED_FOR_EM,
        [Cause.AGREE],
        20,
    ),
    (
        "EM asked for, the copy is silent about it",
        a_registration(count=20, em=5),
        [mail(reading=saying(20))],
        ASKED_FOR_EM,
        [Cause.EM_DIFFERS],
        None,
    ),
    (
        "EM asked for, registered without",
        a_registration(count=20, em=None),
        [mail(reading=saying(20, em_count=5))],
        ASKED_FOR_EM,
        [Cause.EM_DIFFERS],
        None,
    ),
    (
        "EM 5 against 3",
        a_registration(count=20, em=5),
        [mail(reading=saying(20, em_count=3))],
        ASKED_FOR_EM,
        [Cause.EM_DIFFERS],
        None,
    ),
    (
        "fewer EM than asked, in both",
        a_registration(count=20, em=3),
        [mail(reading=saying(20, em_count=3, outcome=Outcome.PARTIAL))],
        ASKED_FOR_EM,
        [Cause.BELOW_REQUEST, Cause.AGREE],
        20,
    ),
    (
        "a no needs no EM",
        a_registration(count=0, em=0),
        [mail(reading=saying(0, outcome=Outcome.DECLINED))],
        ASKED_FOR_EM,
        [Cause.DECLINED, Cause.AGREE],
        0,
    ),
    (
        "a later mail repeats the total and leaves EM out",
        a_registration(count=20, em=5),
        [mail(10, "a", reading=saying(20, em_count=5)), mail(13, "b", reading=saying(20))],
        ASKED_FOR_EM,
        [Cause.AGREE],
        20,
    ),
    (
        "another municipality's vedtak in this one's mail",
        a_registration(),
        [mail(reading=saying(15, municipality_number="1520"))],
        None,
        [Cause.UNCLEAR],
        None,
    ),
]


@pytest.mark.parametrize(
    ("registration", "messages", "request_", "causes", "decided"),
    [pytest.param(*row[1:], id=row[0]) for row in PAIRS],
)
def test_pair(registration, messages, request_, causes, decided):
    finding = find(registration, messages, request=request_)
    assert list(finding.causes) == causes
    assert finding.cause is causes[0]
    assert finding.decided == decided


@pytest.mark.parametrize(
    ("registration", "messages", "before", "after"),
    [
        (None, [], NextAction.WAIT, NextAction.CONTACT_MANAGEMENT),
        (a_registration(), [], NextAction.REMIND, NextAction.ASK_FOR_COPY),
        (None, [mail()], NextAction.REMIND, NextAction.ASK_FOR_REGISTRATION),
    ],
    ids=["nothing", "only registered", "only copy"],
)
def test_what_is_not_there_yet_is_waited_for_until_the_deadline(registration, messages, before, after):
    on_the_last_day = find(registration, messages, as_of=DEADLINE)
    assert on_the_last_day.next_action is before
    assert on_the_last_day.severity is Severity.LOW
    assert find(registration, messages, as_of=AFTER).next_action is after


@pytest.mark.parametrize(
    ("at", "is_late"),
    [
        (datetime(2019, 12, 20, 22, 59, tzinfo=UTC), False),  # 23:59 in Oslo
        (datetime(2019, 12, 20, 23, 0, tzinfo=UTC), True),  # midnight in Oslo: the 21st
        (datetime(2019, 12, 20, 23, 59), False),  # noqa: DTZ001 - IMDinett writes the clock on the wall
    ],
    ids=["last minute", "one minute after", "local time"],
)
def test_late_begins_at_midnight_in_oslo(at, is_late):
    finding = find(a_registration(registered_at=at), [mail()], as_of=AFTER)
    assert (Cause.LATE in finding.causes) is is_late
    assert finding.decided == 15, "a late answer counts"


def test_an_extension_moves_the_day_for_one_municipality():
    registration = a_registration(registered_at=datetime(2020, 1, 10, 9, 0, tzinfo=UTC))
    extended = {"5057": date(2020, 1, 15)}
    assert Cause.LATE in find(registration, [mail()], as_of=date(2020, 1, 11)).causes
    assert (
        Cause.LATE not in find(registration, [mail()], as_of=date(2020, 1, 11), own_deadlines=extended).causes
    )
    assert find(as_of=date(2020, 1, 11), own_deadlines=extended).next_action is NextAction.WAIT


def test_a_vedtak_older_than_an_adjusted_request_stands_and_is_not_called_too_high():
    adjusted = a_request(count=10, issued_on=date(2020, 6, 15))
    finding = find(a_registration(), [mail()], request=adjusted, as_of=date(2020, 7, 1))
    assert (finding.causes, finding.decided) == ((Cause.AGREE,), 15)


def test_the_reason_names_municipality_both_numbers_and_days():
    registration = a_registration(count=18, registered_at=COUNCIL)
    reason = find(registration, [mail()]).reason
    for part in ("5057", "18 (13.12.2019)", "15 (mottatt 13.12.2019)", "Anmodet om 15", "20.12.2019"):
        assert part in reason


def test_the_evidence_quotes_both_of_two_rivals():
    finding = find(a_registration(), [mail(None, "a", reading=saying(10)), mail(13, "b")])
    assert "«Kommunen bosetter 10 flyktninger.»" in finding.evidence
    assert "«Ørland kommune bosetter 15 flyktninger i 2020.»" in finding.evidence
    assert finding.copy is None, "neither is chosen"


def test_em_figures_stay_out_of_the_sentence():
    finding = find(
        a_registration(count=20, em=7), [mail(reading=saying(20, em_count=6))], request=ASKED_FOR_EM
    )
    assert finding.cause is Cause.EM_DIFFERS
    assert "7" not in finding.reason.replace("5057", "")
    assert (finding.registered_em, finding.copy_em) == (7, 6)


def test_a_long_hostile_quote_is_cut():
    finding = find(a_registration(), [mail(reading=saying(15, count_evidence="x" * 100_000))])
    assert len(finding.evidence) < 1_000


def test_an_unmatched_message_is_a_finding_of_its_own():
    stray = mail(sha="e", number=None, state=MessageState.PERSON)
    found = reconcile({"5057": a_request()}, {}, [stray], DEADLINE, BEFORE, {}, year=2020)
    assert [(f.number, f.cause) for f in found] == [
        ("5057", Cause.NOTHING),
        ("mail-eeeeeeeeeeee", Cause.UNMATCHED),
    ]


@pytest.mark.parametrize("state", [MessageState.IRRELEVANT, MessageState.DUPLICATE])
def test_a_message_put_aside_is_no_finding(state):
    stray = mail(sha="e", number=None, state=state)
    assert reconcile({}, {}, [stray], DEADLINE, BEFORE, {}, year=2020) == ()


def test_who_answers_without_being_asked_is_kept_in_sight():
    willing = a_registration(number="1520", count=12)
    empty = a_registration(number="1101", count=None, em=None, status=RegistrationStatus.NOT_REGISTERED)
    found = reconcile(
        {}, {"1520": willing, "1101": empty}, [mail(number="1520")], DEADLINE, BEFORE, {}, year=2020
    )
    assert [(f.number, f.cause, f.registered, f.decided) for f in found] == [
        ("1520", Cause.NOT_ASKED, 12, None)
    ]
