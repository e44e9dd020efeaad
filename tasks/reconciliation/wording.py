"""The sentence an operator reads (bokmål): which municipality, both numbers, dates, and what is the matter.

EM figures are left out: sentences end in lists and logs, the figures stand in the finding's own fields.
"""

from __future__ import annotations

from datetime import date

from tasks.core.model.reconciliation import Case, Cause, Resolution
from tasks.core.model.vedtak import Message
from tasks.core.norwegian.dates import format_short
from tasks.reconciliation.causes import Pair
from tasks.reconciliation.copies import Copy

QUOTE_LENGTH = 300

_SENTENCES: dict[Cause, str] = {
    Cause.AGREE: "Registrert tall og skriftlig kopi stemmer overens, uten forbehold.",
    Cause.NUMBER_DIFFERS: "Registrert tall og skriftlig kopi er ulike.",
    Cause.EM_DIFFERS: "Tallet på enslige mindreårige er ulikt, eller mangler i registreringen eller kopien.",
    Cause.ONLY_REGISTERED: "Tallet er registrert, men skriftlig kopi av vedtaket mangler.",
    Cause.ONLY_COPY: "Skriftlig kopi er mottatt, men tallet er ikke registrert i IMDinett.",
    Cause.RESERVATION: "Vedtaket har forbehold, og det skal det ikke ha.",
    Cause.DECLINED: "Kommunen har vedtatt å ikke bosette.",
    Cause.LATE: "Svaret kom etter fristen.",
    Cause.NOTHING: "Verken registrering eller skriftlig kopi er mottatt.",
    Cause.BELOW_REQUEST: "Vedtaket er lavere enn anmodningen.",
    Cause.ABOVE_REQUEST: "Vedtaket er høyere enn anmodningen.",
    Cause.UNREADABLE: "Dokumentet lar seg ikke lese og må leses av en person.",
    Cause.SENDER_NOT_TRUSTED: "Avsenderen er ikke bekreftet som kommunen.",
    Cause.UNCLEAR: "Svaret er ikke entydig og må leses av en person.",
    Cause.WRONG_YEAR: "Kopien gjelder et annet år.",
    Cause.NOT_FINAL: "Kopien er et forslag og ikke et endelig vedtak.",
    Cause.POSTPONED: "Kommunen har utsatt saken.",
    Cause.KS_NOT_COPIED: "KS står ikke som kopimottaker.",
    Cause.SUPERSEDED: "Et tidligere tall fra kommunen er erstattet av det som står nå.",
    Cause.DUPLICATE_REGISTRATION: "To ulike tall er registrert samtidig; ingenting sier hvilket som gjelder.",
    Cause.MERGED_MUNICIPALITY: "Tallet står under nummeret til en kommune som er slått sammen eller har fått nytt nummer.",
    Cause.UNMATCHED: "Meldingen er ikke knyttet til noen kommune.",
    Cause.NOT_ASKED: "Kommunen er ikke anmodet, men har svart.",
}
_RESOLVED: dict[Resolution, str] = {
    Resolution.ACCEPT_REGISTERED: "Registrert tall er godtatt",
    Resolution.ACCEPT_COPY: "Tallet i kopien er godtatt",
    Resolution.ASK_MUNICIPALITY: "Kommunen er spurt",
    Resolution.NOT_A_DECISION: "Dokumentet er ikke regnet som vedtak",
    Resolution.WITHDRAWN: "Saken er trukket",
    Resolution.SETTLED_BY_FACTS: "Saken er løst av nye opplysninger",
    Resolution.OVERRIDDEN: "Svaret er overstyrt",
}


def reason_of(pair: Pair, cause: Cause) -> str:
    """Return the sentence for a municipality: what is the matter, both numbers, request and deadline."""
    return (
        f"Kommune {pair.request.number}: {_SENTENCES[cause]} "
        f"Registrert: {_registered(pair)}. Kopi: {_copy(pair)}. "
        f"Anmodet om {pair.request.count}, frist {_day(pair.deadline)}."
    )


def not_asked_reason(number: str, count: int | None) -> str:
    """Return the sentence for an answer nobody asked for."""
    told = "uten registrert tall" if count is None else f"registrert {count}"
    return f"Kommune {number}: {_SENTENCES[Cause.NOT_ASKED]} Status: {told}."


def unmatched_reason(message: Message, received_on: date | None) -> str:
    """Return the sentence for a message without municipality; the file says where to find it."""
    return f"{_SENTENCES[Cause.UNMATCHED]} Mottatt {_day(received_on)}, fil {message.file}."


def resolved_sentence(case: Case) -> str:
    """Return who decided what, and why."""
    assert case.resolution is not None, "only a closed case has a resolution"  # noqa: S101
    role = f", {case.resolved_role}" if case.resolved_role else ""
    when = f" {_day(case.resolved_on)}" if case.resolved_on else ""
    return f"{_RESOLVED[case.resolution]} av {case.resolved_by}{role}{when}: {case.resolved_reason}."


def evidence_of(copies: tuple[Copy, ...], registered_condition: str = "") -> str:
    """Return the quoted sentences of every copy the answer rests on, each with the day it came."""
    lines = [f"{_quoted(copy.quotes)} (mottatt {_day(copy.received_on)})" for copy in copies if copy.quotes]
    if registered_condition:
        lines.append(f"{_quoted((registered_condition,))} (registrert i IMDinett)")
    return "\n".join(lines)


def _day(day: date | None) -> str:
    return format_short(day) if day else "ukjent dag"


def _quoted(quotes: tuple[str, ...]) -> str:
    return " ".join(f"«{' '.join(q.split())[:QUOTE_LENGTH]}»" for q in quotes)


def _registered(pair: Pair) -> str:
    side = pair.registered
    if not side.is_there:
        later = f" (ventet behandlet {_day(side.council_date)})" if side.council_date else ""
        return f"ikke noe tall{later}"
    told = "skjult tall" if side.count is None else str(side.count)
    told += f" (under kommunenummer {side.older_number})" if side.older_number else ""
    told = " og ".join([told, *(str(count) for count in side.beside)])
    return f"{told} ({_day(side.on)})" if side.on else told


def _copy(pair: Pair) -> str:
    side = pair.copy
    if side.standing is None:
        return "ikke mottatt"
    if side.rivals:
        numbers = ["uten tall" if c.count is None else str(c.count) for c in (side.standing, *side.rivals)]
        return f"flere som ikke stemmer overens ({' og '.join(numbers)})"
    told = "uten entydig tall" if side.count is None else str(side.count)
    return f"{told} (mottatt {_day(side.standing.received_on)})"
