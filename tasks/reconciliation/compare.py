"""Registered number against written copy, for every asked municipality: one finding each, nothing guessed.

The number counts when both channels say it, without reservation, from a sender that can be trusted (the
request letter, "Svar på anmodningen"); everything else a person decides, with the quoted text at hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tasks.core.model.amendment import Amendment
from tasks.core.model.reconciliation import Case, Cause, Finding, Resolution, unmatched_number
from tasks.core.model.request import Request
from tasks.core.model.vedtak import Message, Registration
from tasks.reconciliation.causes import Pair, causes_of
from tasks.reconciliation.copies import LEFT_OUT, Copy, as_copy, copies_of
from tasks.reconciliation.overriding import causes_under, facts_under, overridden
from tasks.reconciliation.precedence import primary, severity_and_action
from tasks.reconciliation.registered import RegisteredSide, registered_side
from tasks.reconciliation.resolved import as_resolved, facts_of, holds
from tasks.reconciliation.standing import CopySide, copy_side, ks_has_copy, without_questioned
from tasks.reconciliation.wording import evidence_of, not_asked_reason, reason_of, unmatched_reason

Findings = tuple[Finding, ...]


def reconcile(  # noqa: PLR0913 - each is named where it is called
    requests: Mapping[str, Request],
    registrations: Mapping[str, Registration],
    messages: Sequence[Message],
    deadline: date,
    as_of: date,
    resolutions: Mapping[str, Case],
    *,
    year: int,
    own_deadlines: Mapping[str, date] | None = None,
    earlier: Mapping[str, Sequence[Registration]] | None = None,
    overrides: Mapping[str, Amendment] | None = None,
) -> Findings:
    """Return a finding for every asked municipality by number, then those nobody was asked about.

    :param requests: the request each municipality answers, by number (`store.requests.original`).
    :param registrations: the latest row of each municipality; a row without a number is nothing registered.
    :param messages: every stored message of the year as it stands, quarantined and unmatched ones too.
    :param deadline: the last whole day to reply, Europe/Oslo; ``own_deadlines`` holds extensions by number.
    :param earlier: the versions before the latest row of each municipality, by number.
    :param overrides: the entry of each municipality that says what counts on a person's word, by number.
    :param resolutions: the last case a person closed, by number (`resolved.standing_resolutions`).
    """
    of_number: dict[str | None, list[Message]] = defaultdict(list)
    for message in messages:
        of_number[message.number].append(message)
    asked: list[Finding] = []
    for n in sorted(requests):
        side = registered_side(registrations.get(n), (earlier or {}).get(n, ()))
        pair = _pair(requests[n], side, of_number[n], (own_deadlines or {}).get(n, deadline), year)
        asked.append(_finding(pair, resolutions.get(n), as_of, (overrides or {}).get(n)))
    others = (*_not_asked(requests, registrations, of_number, year), *_unmatched(of_number[None], year))
    return (*asked, *(_under(resolutions.get(f.number), f, as_of) for f in others))


def _pair(
    request: Request,
    registered: RegisteredSide,
    messages: Sequence[Message],
    deadline: date,
    year: int,
) -> Pair:
    side = copy_side(copies_of(messages, year=year, number=request.number))
    ks_copied = ks_has_copy(messages, side, request.number)
    return Pair(request, registered, side, ks_copied, deadline)


def _finding(pair: Pair, case: Case | None, as_of: date, entry: Amendment | None) -> Finding:
    found = causes_of(pair)
    plain_facts = facts_of(pair, found)
    facts, causes = facts_under(entry, plain_facts), causes_under(entry, plain_facts, found)
    finding = _decided_on(pair, causes, facts, case, as_of)
    return overridden(finding, entry, plain_facts, is_late=as_of > pair.deadline)


def _decided_on(pair: Pair, causes: tuple[Cause, ...], facts: str, case: Case | None, as_of: date) -> Finding:
    """Return the finding under what a person decided about the same facts, if anything."""
    if case is None or not holds(case, facts, as_of):
        return _plain(pair, causes, facts, as_of)
    if case.resolution is Resolution.NOT_A_DECISION:
        kept = replace(pair, copy=without_questioned(pair.copy))
        kept = replace(kept, ks_copied=pair.ks_copied if kept.copy.standing else None)
        return replace(_plain(kept, causes_of(kept), facts, as_of), resolution=case.resolution)
    return as_resolved(_plain(pair, causes, facts, as_of), case)


def _under(case: Case | None, finding: Finding, as_of: date) -> Finding:
    """Return the finding under the decision of a case, where one still stands."""
    return as_resolved(finding, case) if case is not None and holds(case, finding.facts, as_of) else finding


def _plain(pair: Pair, causes: tuple[Cause, ...], facts: str, as_of: date) -> Finding:
    """Return the finding of a pair as the rules see it."""
    request, registered, copy = pair.request, pair.registered, pair.copy
    cause = primary(causes)
    severity, action = severity_and_action(cause, is_after_deadline=as_of > pair.deadline)
    agreed = Cause.AGREE in causes
    return Finding(
        year=request.year,
        number=request.number,
        cause=cause,
        causes=causes,
        severity=severity,
        next_action=action,
        requested=request.count,
        requested_em=request.em,
        registered=registered.count,
        registered_em=registered.em,
        copy=copy.count,
        copy_em=copy.em if copy.count is not None else None,
        decided=registered.count if agreed else None,
        decided_em=pair.em if agreed else None,
        evidence=evidence_of(copy.all, registered.reservation),
        reason=reason_of(pair, cause),
        reservations=copy.standing.reservations if copy.standing else (),
        facts=facts,
        replied_on=pair.replied_on,
        council_date=registered.council_date,
        quote=copy.standing.question if copy.standing and copy.standing.is_trusted else "",
    )


def _not_asked(
    requests: Mapping[str, Request],
    registrations: Mapping[str, Registration],
    of_number: Mapping[str | None, Sequence[Message]],
    year: int,
) -> Iterable[Finding]:
    """Yield a finding per municipality that answered without being asked: kept for a supplementary round."""
    numbers = {n for n, row in registrations.items() if registered_side(row).is_there}
    numbers |= {
        n for n, own in of_number.items() if n is not None and any(m.state not in LEFT_OUT for m in own)
    }
    for number in sorted(numbers - requests.keys()):
        row = registered_side(registrations.get(number))
        side = copy_side(copies_of(of_number.get(number, ()), year=year, number=number))
        facts = f"registered={row.count}/{row.em} messages=" + ",".join(
            c.message.raw_sha256[:12] for c in side.all
        )
        finding = _unasked_finding(
            Cause.NOT_ASKED, number, side, facts, not_asked_reason(number, row.count), year
        )
        yield replace(finding, registered=row.count, registered_em=row.em)


def _unmatched(messages: Iterable[Message], year: int) -> Iterable[Finding]:
    """Yield a finding per message nobody could be found for, by checksum."""
    used = {m.raw_sha256: m for m in messages if m.state not in LEFT_OUT}
    for raw_sha256 in sorted(used):
        copy: Copy = as_copy(used[raw_sha256], year=year)
        number, reason = unmatched_number(raw_sha256), unmatched_reason(copy.message, copy.received_on)
        yield _unasked_finding(Cause.UNMATCHED, number, CopySide(copy), raw_sha256[:12], reason, year)


def _unasked_finding(
    cause: Cause, number: str, side: CopySide, facts: str, reason: str, year: int
) -> Finding:
    severity, action = severity_and_action(cause, is_after_deadline=False)
    return Finding(
        year=year,
        number=number,
        cause=cause,
        causes=(cause,),
        severity=severity,
        next_action=action,
        requested=0,
        requested_em=None,
        registered=None,
        registered_em=None,
        copy=side.count,
        copy_em=side.em if side.count is not None else None,
        decided=None,
        decided_em=None,
        evidence=evidence_of(side.all),
        reason=reason,
        reservations=side.standing.reservations if side.standing else (),
        facts=facts,
    )
