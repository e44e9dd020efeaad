"""One message looked at and decided on by a person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import AsJson, AsOf, By, Number, Reason, Role, Year, day, print_json
from flows.commands.replies import replies
from flows.commands.server import prefect_server
from tasks.core.model.errors import BadInput
from tasks.core.model.vedtak import Outcome, ReservationCode

MessageId = Annotated[int, typer.Argument(help="The message's id, from `replies pull YEAR --json`", min=1)]
Count = Annotated[
    int | None, typer.Option("--count", help="Persons the council decided, EM inside; 0 is a no", min=0)
]
Em = Annotated[int | None, typer.Option("--em", help="Of which unaccompanied minors", min=0)]
AnOutcome = Annotated[
    str | None,
    typer.Option("--outcome", help=f"{', '.join(Outcome)}; it follows from the number if left out"),
]
Reservations = Annotated[
    str | None,
    typer.Option("--reservations", help="Codes parted by commas, or `none`; as read before if left out"),
]
Quote = Annotated[str, typer.Option("--quote", help="The sentence the number stands in")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program: they are ``replies``' own."""
    del app
    for name, command in (
        ("show", show),
        ("release", release),
        ("reject", reject),
        ("correct", correct),
        ("enter", enter),
    ):
        replies.command(name)(command)


def show(message_id: MessageId, as_json: AsJson = False) -> None:
    """Show one message: sender and grade, what was read with its evidence, every version."""
    from flows.messages import evidence_lines, evidence_row

    if as_json:
        print_json(evidence_row(message_id))
        return
    for line in evidence_lines(message_id):
        print(line)


def release(message_id: MessageId, by: By, role: Role, reason: Reason, as_of: AsOf = None) -> None:
    """Let a message count: its sender is the municipality it speaks for."""
    with prefect_server():
        from flows.reply_decisions import release as run

        print(run(message_id, by, role, reason, day(as_of)))


def reject(message_id: MessageId, by: By, role: Role, reason: Reason, as_of: AsOf = None) -> None:
    """Put a message aside: it counts for nothing and stays stored as received."""
    with prefect_server():
        from flows.reply_decisions import reject as run

        print(run(message_id, by, role, reason, day(as_of)))


def correct(
    message_id: MessageId,
    by: By,
    role: Role,
    reason: Reason,
    *,
    count: Count = None,
    em: Em = None,
    outcome: AnOutcome = None,
    reservations: Reservations = None,
    quote: Quote = "",
    number: Annotated[str | None, typer.Option("--number", help="Whose message it is")] = None,
    as_of: AsOf = None,
) -> None:
    """Replace a reading by what a person read; the old one stays."""
    with prefect_server():
        from flows.reply_decisions import correct as run

        line = run(
            message_id,
            by,
            role,
            reason,
            count=count,
            em=em,
            outcome=_outcome(outcome),
            reservations=_codes(reservations),
            quote=quote,
            number=number,
            as_of=day(as_of),
        )
    print(line)


def enter(
    year: Year,
    number: Number,
    document: Annotated[Path, typer.Option("--document", help="The reply as it came")],
    by: By,
    role: Role,
    reason: Reason,
    *,
    count: Count = None,
    em: Em = None,
    outcome: AnOutcome = None,
    reservations: Reservations = None,
    quote: Quote = "",
    ks_copied: Annotated[bool, typer.Option("--ks-copied", help="KS has a copy")] = False,
    as_of: AsOf = None,
) -> None:
    """Record a reply that came by paper or telephone, with its document."""
    with prefect_server():
        from flows.reply_decisions import enter as run

        entered = run(
            year,
            number,
            document.absolute(),
            by,
            role,
            reason,
            count=count,
            em=em,
            outcome=_outcome(outcome),
            reservations=_codes(reservations),
            quote=quote,
            ks_copied=ks_copied,
            as_of=day(as_of),
        )
    print(f"melding {entered} er ført")


def _outcome(text: str | None) -> Outcome | None:
    if text is None:
        return None
    if text not in set(Outcome):
        raise BadInput.one("--outcome", f"{text!r} is unknown", f"use one of {', '.join(Outcome)}")
    return Outcome(text)


def _codes(text: str | None) -> list[ReservationCode] | None:
    if text is None:
        return None
    if text.strip().casefold() == "none":
        return []
    codes = [code.strip().upper() for code in text.split(",")]
    unknown = [code for code in codes if code not in set(ReservationCode)]
    if unknown:
        raise BadInput.one(
            "--reservations", f"{', '.join(unknown)} is unknown", f"use {', '.join(ReservationCode)}"
        )
    return [ReservationCode(code) for code in codes]
