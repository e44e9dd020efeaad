"""A person's decision on a case written down: the case's new version and a line in the decision log, together."""

from __future__ import annotations

from tasks.core.model.reconciliation import Case, Resolution
from tasks.core.model.when import Decider, When
from tasks.core.store import Transaction, cases, decisions
from tasks.core.store.decisions import Decision
from tasks.reconciliation.resolving import resolve


def close_case(tx: Transaction, case: Case, resolution: Resolution, decider: Decider, when: When) -> Case:
    """Close one case within a transaction, and write the decision into the log."""
    closed = resolve(case, resolution, decider, when.day)
    by = {"actor": closed.resolved_by, "role": closed.resolved_role, "reason": closed.resolved_reason}
    cases.record(tx, closed, "resolve", **by, known_on=when.day)
    entry = Decision(
        year=case.year,
        action=f"resolve_case_{resolution}",
        subject=f"case {case.id} municipality {case.number} {case.cause}",
        before=case.facts,
        **by,
    )
    decisions.append(tx, entry, at=when.moment, known_on=when.day)
    return closed
