"""An outbox with approved letters ready to leave, over any channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from builders import ORLAND, ORSTA, a_letter

from tasks.core.channels.protocol import Parcel
from tasks.core.channels.svarut import Account, SvarUtChannel
from tasks.core.model.approval import APPROVED, Approval
from tasks.core.model.dispatch import Dispatch, DispatchState, dispatch_key
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Register
from tasks.core.model.postal_address import PostalAddress
from tasks.core.model.when import When
from tasks.core.store import Store, letters, outbox
from tasks.core.store.outbox import Move
from tasks.dispatch.box import Outbox
from tasks.dispatch.lookups import Patience

NOW = datetime(2019, 10, 24, 9, tzinfo=UTC)
DAY = date(2019, 10, 24)
PDF = b"%PDF-1.7 ikke et ekte brev"
PLACEHOLDER = PostalAddress(("Postboks 1 (test)",), "0000", "STED", "NO")


KEY = dispatch_key(2020, "5057", LetterKind.REQUEST, 1, "svarut")


def a_parcel(**changes) -> Parcel:
    row = Dispatch(
        key=KEY,
        letter_ref="TEST-5057-request-1",
        year=2020,
        number="5057",
        kind=LetterKind.REQUEST,
        channel="svarut",
        state=DispatchState.SUBMITTING,
        held=False,
        external_id=None,
        attempts=1,
        submitted_at=None,
        last_error="",
        batch_id=7,
        copy=changes.pop("copy", ""),
    )
    return Parcel(row, a_letter(**changes), ORLAND, PDF)


class Clock:
    """A clock that a test sets, and that goes on when somebody sleeps."""

    def __init__(self, moment: datetime = NOW) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


def some_municipalities(count: int) -> tuple:
    """Return made-up municipalities in four counties, numbers and organisation numbers of their own."""
    return tuple(
        replace(
            ORLAND if n % 2 else ORSTA,
            number=f"{11 + n % 4}{n:02}" if n < 100 else f"{11 + n % 4 + 4 * (n // 100)}{n % 100:02}",
            organisation_number=f"9{n:08}",
            name=f"Prøve {n}",
        )
        for n in range(count)
    )


def add_ready_letters(store: Store, municipalities, channel: str, *, pdf: bytes = PDF) -> None:
    """Put an approved letter to each into the outbox, READY."""
    sha256 = store.files.put(pdf)
    inputs = store.files.put(b'{"prove": true}')
    made = [a_letter(number=m.number, pdf_sha256=sha256, inputs_sha256=inputs) for m in municipalities]
    with store.begin() as tx:
        batch, _ = letters.add_batch(tx, 2020, "request", made, round_id=None, maker="m", known_on=DAY)
        approve(tx, batch.id, batch.plan_sha256)
        outbox.plan(tx, made, channel, When(NOW, DAY))
        for row in outbox.of_year(tx, 2020):
            if row.state is DispatchState.PLANNED:
                outbox.move(tx, row.key, Move(DispatchState.READY, "operator"), When(NOW, DAY))


def approve(tx, batch_id: int, plan_sha256: str, decision: str = APPROVED, name: str = "Kari") -> None:
    value = Approval(batch_id, plan_sha256, decision, name, "leder", "lest", NOW)
    letters.record_decision(tx, value, known_on=DAY)


def svarut_channel(url: str, municipalities, *, tokens=None, clock=lambda: NOW, **changes) -> SvarUtChannel:
    addresses = {m.organisation_number: PLACEHOLDER for m in municipalities}
    account = Account(f"{url}/api", "konto-1", "integrasjon", "hemmelig")
    return SvarUtChannel(account, tokens, addresses, clock, send_seconds=5.0, **changes)


def a_box(store: Store, channel, municipalities, **changes) -> Outbox:
    clock = changes.pop("clock", None) or Clock()
    box = Outbox(
        store,
        channel,
        Register(2020, tuple(municipalities), ()),
        DAY,
        clock=clock,
        sleep=clock.sleep,
        patience=Patience(timedelta(minutes=10), 3),
    )
    return replace(box, **changes)


def states_of(store: Store) -> dict[str, DispatchState]:
    """Return the state of each letter by municipality number; the chain of events must hold."""
    with store.begin() as tx:
        assert outbox.broken_links(tx, 2020) == ()
        return {row.number: row.state for row in outbox.of_year(tx, 2020)}
