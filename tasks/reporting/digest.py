"""The texts of alerts: counts and shares only, no names of persons, no quoted mail, no EM figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tasks.core.model.alarm import AlarmKind
from tasks.core.model.escalation import Escalation, EscalationLevel
from tasks.core.model.reconciliation import Cause, Severity
from tasks.reporting.today import STUCK_STATES
from tasks.reporting.wording import days_to, many, percent, persons, short_day
from tasks.reporting.words import word
from tasks.reporting.year_sums import national
from tasks.reporting.year_view import YearView

# An alert may travel through services outside the house: that a case is about EM stays inside it.
_UNNAMED = {Cause.EM_DIFFERS: word(Cause.NUMBER_DIFFERS)}


def daily_digest(view: YearView) -> tuple[str, str]:
    """Return title and body of the daily message: where the year stands and how much waits for a person."""
    total, waiting = national(view), view.open_cases
    overdue = sum(case.due < view.as_of for case in waiting)
    urgent = sum(case.severity is Severity.HIGH for case in waiting)
    causes = Counter(_UNNAMED.get(case.cause, word(case.cause)) for case in waiting)
    coverage = view.status.coverage
    decided, asked = persons(total.decided_municipalities), persons(total.asked_municipalities)
    lines = [
        f"Per {short_day(view.as_of)}: {days_to(view.status.deadline, view.as_of)}.",
        f"Bekreftede vedtak: {decided} av {asked} kommuner.",
        f"Dekning: {percent(coverage.replies)} av svarene, {percent(coverage.places)} av plassene.",
        f"Åpne saker: {persons(len(waiting))}. Haster: {persons(urgent)}. Over fristen: {persons(overdue)}.",
        *(f"  {text}: {persons(count)}" for text, count in causes.most_common()),
        f"Purringer som går ut: {persons(len(view.status.reminders_due))}.",
    ]
    stuck = sum(d.state in STUCK_STATES for d in view.dispatches)
    if stuck:
        lines.append(f"Brev som står fast: {persons(stuck)}.")
    lines.append("Detaljene står i dashbordet.")
    return f"Anmodning {view.year}: {many(len(waiting), 'åpen sak', 'åpne saker')}", "\n".join(lines)


def stuck_letters(year: int, count: int) -> tuple[str, str]:
    """Return title and body for letters that do not get on; whose they are is not in it."""
    letters = many(count, "brev står fast", "brev står fast")
    return (
        f"Anmodning {year}: {letters}",
        f"{letters.capitalize()} i utboksen for {year}. Send på nytt eller merk som håndtert; se dashbordet.",
    )


_OF_LETTERS = {
    AlarmKind.FOUND_TWICE: "ligger mer enn én gang hos kanalen; pakken holdes",
    AlarmKind.NEVER_TAKEN: "er sendt så mange ganger som tillatt, og ingen vet om det kom fram",
    AlarmKind.NOT_SENT_ON: "er opprettet hos kanalen, som ikke sier at det er sendt videre; se etter i køen der",
    AlarmKind.BATCH_HELD: "av de første ble avvist; resten av pakken holdes",
    AlarmKind.WAITING_FETCH: "har ventet mer enn to virkedager på at kommunen henter; ring, det skrives ikke ut",
    AlarmKind.UNKNOWN_WORD: "har fått en status programmet ikke kjenner; brevet står som det sto",
}
_OF_SENDING = {
    AlarmKind.TOO_MANY_FAILURES: "Sendingen stanset etter for mange feil på rad. Neste gjennomgang prøver igjen.",
    AlarmKind.SHUT_OUT: "Kanalen slipper oss ikke inn: nøkkel eller passord må rettes. Ingenting er tapt.",
    AlarmKind.KILL_SWITCH: "Nødbryteren er på: brev er klare, og ingenting sendes før den slås av.",
}


def outbox_alarm(year: int, kind: AlarmKind, count: int) -> tuple[str, str]:
    """Return title and body for what a pass over the outbox met; whose letters they are is not in it."""
    if kind in _OF_SENDING:
        return f"Anmodning {year}: sendingen står", f"{_OF_SENDING[kind]} Se dashbordet."
    letters = many(count, "brev", "brev")
    return f"Anmodning {year}: {letters} trenger en person", f"{letters} {_OF_LETTERS[kind]}. Se dashbordet."


def escalated(year: int, found: Sequence[Escalation], office_of: Mapping[str, str]) -> tuple[str, str]:
    """Return title and body for cases nobody closed in time: how many, at which office, for whom to act."""
    lines: list[str] = []
    for level in EscalationLevel:
        here = [one for one in found if one.level is level]
        counts = Counter(office_of.get(one.case.number, "Uten kontor") for one in here)
        lines += [
            f"{word(level)}, {office}: {many(count, 'sak', 'saker')}"
            for office, count in sorted(counts.items())
        ]
    title = f"Anmodning {year}: {many(len(found), 'sak', 'saker')} over fristen"
    longest = max((one.working_days for one in found), default=0)
    lines.append(f"Lengst over fristen: {many(longest, 'virkedag', 'virkedager')}. Se dashbordet.")
    return title, "\n".join(lines)


def failed_run(year: int, stage: str) -> tuple[str, str]:
    """Return title and body for a stage that stopped; the reason, which may quote a reply, is not in it."""
    return (
        f"Anmodning {year}: {stage} stanset",
        f"Kjøringen av «{stage}» for {year} stanset. Årsaken og hva som må gjøres, står i dashbordet.",
    )
