"""Rows of the store as commands print them, by the keys of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from config.register_reader import read_register
from flows.messages import message_row
from tasks.core.installation import open_installation
from tasks.core.model.errors import BadInput
from tasks.core.model.reconciliation import Finding
from tasks.core.store import cases, messages, outbox
from tasks.dispatch.copies import held_copies, owed_to_ks
from tasks.reconciliation.footed import footed


def dispatch_rows(year: int) -> Iterator[dict[str, object]]:
    """Yield every row of the outbox of ``year``."""
    with open_installation() as here, here.store.begin() as tx:
        for row in outbox.of_year(tx, year, copies=True):
            yield {
                "key": row.key,
                "year": row.year,
                "number": row.number,
                "kind": row.kind.value,
                "channel": row.channel,
                "state": row.state.value,
                "held": row.held,
                "external_id": row.external_id,
                "attempts": row.attempts,
                "submitted_at": None if row.submitted_at is None else row.submitted_at.isoformat(),
                "last_error": row.last_error,
                "copy": row.copy,
                "hold_reason": row.hold_reason,
            }


def copies_held(year: int) -> str:
    """Return the line that says which copies to KS are not in the outbox because no mail server is set; or nothing."""
    with open_installation() as here, here.store.begin() as tx:
        if here.settings.smtp_url is not None:
            return ""
        return held_copies(len(owed_to_ks(outbox.of_year(tx, year, copies=True))))


def message_rows(year: int) -> Iterator[dict[str, object]]:
    """Yield every message of ``year`` as it stands now."""
    with open_installation() as here, here.store.begin() as tx:
        for stored in messages.of_year(tx, year):
            yield message_row(stored.id, year, stored.message)


def year_of_case(case_id: int) -> int:
    """Return the year a case belongs to.

    :raises BadInput: there is no such case.
    """
    with open_installation() as here, here.store.begin() as tx:
        case = cases.locked(tx, case_id)
    if case is None:
        raise BadInput.one(f"case {case_id}", "there is no such case", "see `cases YEAR`")
    return case.year


def reconciled_lines(year: int, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield what the comparison found in sums, held against its rows."""
    total = footed(year, findings).nation
    yield f"Anmodet: {total.requested} i {total.asked_municipalities} kommuner"
    yield f"Registrert: {total.registered} i {total.registered_municipalities}"
    yield f"Skriftlig kopi: {total.copy} i {total.copy_municipalities}"
    yield f"Stemmer overens: {total.agreeing_municipalities}"
    yield f"Bekreftet: {total.decided} i {total.decided_municipalities}"


def case_line(row: Mapping[str, object]) -> str:
    """Return a case in one line: where, what, both numbers with their unaccompanied minors, and what was written.

    >>> row = {"id": 7, "state": "open", "number": "4601", "municipality": "Bergen", "cause": "em_differs"}
    >>> case_line(row | {"registered": 150, "registered_em": 3, "copy": 150, "copy_em": None, "evidence": ""})
    '   7  open    4601  Bergen  em_differs  IMDinett 150 (EM 3), kopi 150 (EM –)'
    """
    spoken = row["registered_em"] is not None or row["copy_em"] is not None
    told = [
        ("–" if row[side] is None else str(row[side])) + (f" (EM {_known(row[em])})" if spoken else "")
        for side, em in (("registered", "registered_em"), ("copy", "copy_em"))
    ]
    evidence = f"  {row['evidence']}" if row["evidence"] else ""
    return (
        f"{row['id']!s:>4}  {row['state']!s:6}  {row['number']}  {row['municipality']}  {row['cause']}  "
        f"IMDinett {told[0]}, kopi {told[1]}{evidence}"
    )


def _known(figure: object) -> object:
    return "–" if figure is None else figure


def case_rows(year: int, as_of: date | None = None) -> Iterator[dict[str, object]]:
    """Yield every case of ``year`` as it stood on a day, now if none is given."""
    names = read_register(year).by_number()
    with open_installation() as here, here.store.begin() as tx:
        for one in cases.of_year(tx, year, known_on=as_of):
            known = names.get(one.number)
            yield {
                "id": one.id,
                "year": one.year,
                "number": one.number,
                "municipality": None if known is None else known.display_name,
                "cause": one.cause.value,
                "severity": one.severity.value,
                "opened": one.opened.isoformat(),
                "due": one.due.isoformat(),
                "state": one.state.value,
                "registered": one.registered,
                "registered_em": one.registered_em,
                "copy": one.copy,
                "copy_em": one.copy_em,
                "requested": one.requested,
                "evidence": one.evidence,
                "next_action": one.next_action.value,
            }
