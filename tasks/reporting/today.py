"""What needs a person today, the most urgent first: decisions that hold up the year, open cases, stuck letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tasks.core.model.dispatch import STUCK_STATES, Dispatch, DispatchState
from tasks.core.model.reconciliation import Case, Severity
from tasks.reporting.wording import many, persons, with_em
from tasks.reporting.words import word
from tasks.reporting.year_view import RoundVersion, WaitingLetters, YearView

_URGENCY = (Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.NONE)


@dataclass(frozen=True, slots=True)
class TodayItem:
    """One thing a person must do. ``places``: what the municipality was asked for; ``numbers``: what the sides say."""

    severity: Severity
    number: str
    municipality: str
    what: str
    action: str
    due: date | None
    is_overdue: bool
    places: int
    case_id: int | None = None
    numbers: str = ""


def today(view: YearView) -> tuple[TodayItem, ...]:
    """Return everything that waits for a person, by severity, then due day, then places at stake.

    Reminders are not here: they go out by themselves (see ``YearStatus.reminders_due``).
    """
    items = [_of_case(view, case) for case in view.open_cases]
    items += [_of_letters(view, batch) for batch in view.waiting_letters]
    if view.open_consultation is not None:
        items.append(_of_consultation(view.open_consultation))
    items += [_of_dispatch(view, d) for d in view.dispatches if _waits_for_a_person(d)]
    return tuple(
        sorted(items, key=lambda i: (_URGENCY.index(i.severity), i.due or date.max, -i.places, i.number))
    )


def next_action(view: YearView) -> str:
    """Return the one line that says what to do now."""
    items = today(view)
    if items:
        first = f"{items[0].municipality} – {items[0].action}"
        return f"{many(len(items), 'sak', 'saker')} trenger en person; først: {first}"
    reminders = len(view.status.reminders_due)
    if reminders:
        return f"{many(reminders, 'purring', 'purringer')} går ut ved neste kjøring"
    return "Ingenting trenger en person i dag"


def held_back(view: YearView) -> str:
    """Return the line that says what is kept back for want of a setting, empty if nothing is."""
    copies = view.copies_held
    return (
        f"Holdes igjen: {many(copies, 'kopi', 'kopier')} til KS, ANMODNING_SMTP_URL er ikke satt."
        if copies
        else ""
    )


def _of_case(view: YearView, case: Case) -> TodayItem:
    return TodayItem(
        severity=case.severity,
        number=case.number,
        municipality=_name(view, case.number),
        what=word(case.cause),
        action=word(case.next_action),
        numbers=numbers_of(case),
        due=case.due,
        is_overdue=case.due < view.as_of,
        places=case.requested,
        case_id=case.id,
    )


def numbers_of(case: Case) -> str:
    """Return what each side says where they differ, with EM where EM does; else nothing."""
    if case.registered is None or case.copy is None:
        return ""
    if case.em_differs:
        sides = with_em(case.registered, case.registered_em), with_em(case.copy, case.copy_em)
    elif case.registered != case.copy:
        sides = persons(case.registered), persons(case.copy)
    else:
        return ""
    return f"IMDinett {sides[0]}, kopi {sides[1]}"


def _of_letters(view: YearView, batch: WaitingLetters) -> TodayItem:
    return TodayItem(
        severity=Severity.HIGH,
        number="",
        municipality=f"{many(batch.letters, 'brev', 'brev')} venter",
        what=f"Kontrollsum {batch.plan_sha256[:12]}",
        action="Godkjenn eller avvis brevene",
        due=None,
        is_overdue=False,
        places=sum(r.count for r in view.current_of.values()) or view.need.total,
    )


def _of_consultation(put: RoundVersion) -> TodayItem:
    return TodayItem(
        severity=Severity.HIGH,
        number="",
        municipality=f"Runde {put.version} i samråd med KS",
        what="Brev kan ikke lages før samrådet er lukket",
        action="Legg inn svaret fra KS og lukk samrådet",
        due=None,
        is_overdue=False,
        places=put.round.need.total,
    )


def _waits_for_a_person(row: Dispatch) -> bool:
    return row.state in STUCK_STATES or (row.state is DispatchState.UNKNOWN and row.held)


def _of_dispatch(view: YearView, dispatch: Dispatch) -> TodayItem:
    request = view.current_of.get(dispatch.number)
    return TodayItem(
        severity=Severity.HIGH,
        number=dispatch.number,
        municipality=_name(view, dispatch.number),
        what=f"{word(dispatch.kind)}: {word(dispatch.state).lower()}",
        action="Send på nytt eller merk som håndtert",
        due=None,
        is_overdue=False,
        places=request.count if request else 0,
    )


def _name(view: YearView, number: str) -> str:
    known = view.municipality_of.get(number)
    return known.display_name if known else "Ukjent kommune"
