"""What an operator may do with letters in the outbox. Each verb says what it changed and what it left alone, and why."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tasks.core.model.approval import BatchState, person, standing
from tasks.core.model.dispatch import LEFT_US_STATES, TRANSITIONS, Dispatch, DispatchState, Verb
from tasks.core.model.errors import StopAndMend
from tasks.core.model.when import Decider, When
from tasks.core.store import Transaction, decisions, letters, outbox, outbox_leases
from tasks.core.store.decisions import Decision
from tasks.core.store.letters import Batch
from tasks.core.store.outbox import Move

_S = DispatchState
_NOT_SENT = frozenset({_S.PLANNED, _S.READY, _S.CLAIMED})
_ENDED_BADLY = frozenset({_S.REJECTED, _S.UNDELIVERED, _S.FAILED_FINAL})
_STOPPABLE = _NOT_SENT | _ENDED_BADLY | {_S.UNKNOWN}
ACTION = "dispatch_{}"


NAMES_ITS_LETTERS = frozenset({Verb.CANCEL, Verb.SUPERSEDE, Verb.MARK_HANDLED, Verb.COPY})


@dataclass(frozen=True, slots=True)
class Order:
    """What a person decided: the verb, the letters (key, reference or municipality number), who and why.

    ``evidence`` says how a letter handled by hand reached its receiver; ``plan_sha256`` names a released batch.
    """

    year: int
    verb: Verb
    letters: tuple[str, ...]
    decider: Decider
    evidence: str = ""
    plan_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The letters that were changed, and those left alone with the reason."""

    changed: tuple[str, ...]
    left_alone: tuple[str, ...]


def carry_out(tx: Transaction, order: Order, when: When, *, approvers: int = 1) -> Done:
    """Do what the order says to every letter it names, log it, and return what came of it.

    :param approvers: different persons who must have approved a batch that is released.
    :raises StopAndMend: a letter it names is not in the outbox, or something the verb needs is missing.
    """
    if order.verb is Verb.RELEASE:
        return _release(tx, order, when, approvers)
    rows = _named(tx, order)
    if order.verb is Verb.MARK_HANDLED and not order.evidence.strip():
        message = f"mark-handled {order.year}: say with --evidence how the letter reached the municipality"
        raise StopAndMend(message)
    act = _ACTS[order.verb]
    changed: list[Dispatch] = []
    left_alone: list[str] = []
    for row in rows:
        why = act(tx, row, order, when)
        if why:
            left_alone.append(f"{row.letter_ref}: {why}")
        else:
            changed.append(row)
    if changed:
        _log(tx, order, changed, when)
    return Done(tuple(row.letter_ref for row in changed), tuple(left_alone))


def released_plans(tx: Transaction, year: int) -> frozenset[str]:
    """Return the plan hashes of the batches released for production."""
    action = ACTION.format(Verb.RELEASE)
    return frozenset(e["subject"] for e in decisions.listed(tx, year) if e["action"] == action)


def _named(tx: Transaction, order: Order) -> Sequence[Dispatch]:
    if not order.letters:
        if order.verb in NAMES_ITS_LETTERS:
            message = f"{order.verb} {order.year}: name the letters with --letter (reference or municipality number)"
            raise StopAndMend(message)
        rows = outbox.of_year(tx, order.year, copies=True)
        return [row for row in rows if _concerns(order.verb, row)]
    rows = outbox.with_key_or_reference(tx, order.year, frozenset(order.letters))
    known = {word for row in rows for word in (row.key, row.letter_ref, row.number)}
    unknown = [word for word in order.letters if word not in known]
    if unknown:
        message = (
            f"not in the outbox of {order.year}: {', '.join(unknown)}; see `dispatch status {order.year}`"
        )
        raise StopAndMend(message)
    return [row for row in rows if not row.copy or row.key in order.letters]


def _concerns(verb: Verb, row: Dispatch) -> bool:
    """Return whether a verb said to the whole year means this letter."""
    if verb is Verb.RESUME:
        return row.held
    if verb is Verb.RETRY:
        return row.state in _ENDED_BADLY or (row.state is _S.UNKNOWN and row.held)
    return row.state in _STOPPABLE and not row.held


def _hold(tx: Transaction, row: Dispatch, order: Order, when: When) -> str:  # noqa: ARG001  one shape for all verbs
    if row.state not in _STOPPABLE:
        return f"har forlatt oss ({row.state})"
    outbox.hold(tx, [row.key], held=True, reason=f"{order.decider.name}: {order.decider.reason}")
    return ""


def _resume(tx: Transaction, row: Dispatch, order: Order, when: When) -> str:  # noqa: ARG001  one shape for all verbs
    if not row.held:
        return "holdes ikke"
    outbox.hold(tx, [row.key], held=False)
    return ""


def _ended(to_state: DispatchState) -> Callable[[Transaction, Dispatch, Order, When], str]:
    def act(tx: Transaction, row: Dispatch, order: Order, when: When) -> str:
        if to_state not in TRANSITIONS[row.state]:
            return f"er {row.state}: kanalen kan ikke kalle det tilbake, send et rettebrev"
        outbox.move(tx, row.key, _move(to_state, order), when)
        outbox.hold(tx, [row.key], held=False)
        return ""

    return act


def _retry(tx: Transaction, row: Dispatch, order: Order, when: When) -> str:
    """Let a letter go again. One of unknown fate is looked up first, now or when the wait is over."""
    if row.state is _S.UNKNOWN and not row.held:
        outbox_leases.wait_until(tx, row.key, when.moment)
        return ""
    if row.state not in _ENDED_BADLY | {_S.UNKNOWN}:
        return f"er {row.state}: det er ingenting å prøve på nytt"
    outbox.move(tx, row.key, _move(_S.READY, order), when)
    outbox.hold(tx, [row.key], held=False)
    return ""


def _mark_handled(tx: Transaction, row: Dispatch, order: Order, when: When) -> str:
    if _S.HANDLED_MANUALLY not in TRANSITIONS[row.state]:
        return f"er {row.state}"
    outbox.move(tx, row.key, _move(_S.HANDLED_MANUALLY, order, order.evidence), when)
    outbox.hold(tx, [row.key], held=False)
    return ""


def _copy(tx: Transaction, row: Dispatch, order: Order, when: When) -> str:
    """Put a copy of a letter that has left us into the outbox, marked as one."""
    if row.copy or row.state not in LEFT_US_STATES:
        return f"er {row.state}: bare et brev som er sendt, kan sendes som kopi"
    letter = letters.get(tx, row.letter_ref)
    if letter is None:
        return "brevet finnes ikke i lageret"
    taken = {r.copy for r in outbox.with_key_or_reference(tx, order.year, frozenset({row.letter_ref}))}
    name = next(name for n in range(1, 100) if (name := f"kopi-{n}") not in taken)
    outbox.plan(tx, [letter], row.channel, when, copy=name)
    for made in outbox.with_key_or_reference(tx, order.year, frozenset({row.letter_ref})):
        if made.copy == name:
            outbox.move(tx, made.key, _move(_S.READY, order), when)
    return ""


def _release(tx: Transaction, order: Order, when: When, approvers: int) -> Done:
    """Release an approved batch for production hosts: the second key beside ANMODNING_ALLOW_PRODUCTION.

    Approved is what all decisions on it add up to, for exactly the letters as they are now, every byte read.
    """
    batch = next((b for b in letters.batches(tx, order.year) if b.plan_sha256 == order.plan_sha256), None)
    if batch is None or not _is_approved(tx, batch, approvers):
        message = (
            f"no approved letters of {order.year} have the hash {order.plan_sha256!r}: see `letters status`"
        )
        raise StopAndMend(message)
    if person(order.decider.name) == person(batch.maker):
        message = f"{order.decider.name} made these letters of {order.year}: somebody else must release them"
        raise StopAndMend(message)
    if batch.plan_sha256 in released_plans(tx, order.year):
        return Done((), (f"{batch.name}: er frigitt fra før",))
    decisions.append(tx, _entry(order, order.plan_sha256), at=when.moment, known_on=when.day)
    return Done((batch.name,), ())


def _is_approved(tx: Transaction, batch: Batch, approvers: int) -> bool:
    made = letters.of_batch(tx, batch.id)
    for one in made:
        tx.files.get(one.pdf_sha256)  # reads every byte and checks it
    now = standing(letters.decisions_on(tx, batch.id), letters.plan_hash(made), approvers)
    return now.state is BatchState.APPROVED


def _move(to_state: DispatchState, order: Order, detail: str = "") -> Move:
    who = f"{order.decider.name} ({order.decider.role}): {order.decider.reason}"
    return Move(to_state, "operator", detail=f"{who}; {detail}" if detail else who)


def _log(tx: Transaction, order: Order, changed: Sequence[Dispatch], when: When) -> None:
    before = {row.letter_ref: row.state.value for row in changed}
    after = {row.letter_ref: outbox.get(tx, row.key).state.value for row in changed}
    refs = [row.letter_ref for row in changed]
    subject = refs[0] if len(refs) == 1 else f"{len(refs)} letters"
    entry = _entry(order, subject, before, after)
    decisions.append(tx, entry, at=when.moment, known_on=when.day)


def _entry(
    order: Order, subject: str, before: dict[str, str] | None = None, after: dict[str, str] | None = None
) -> Decision:
    reason = f"{order.decider.reason}; {order.evidence}" if order.evidence else order.decider.reason
    return Decision(
        order.year,
        order.decider.name,
        order.decider.role,
        ACTION.format(order.verb),
        subject,
        reason,
        before=json.dumps(before, sort_keys=True) if before else "",
        after=json.dumps(after, sort_keys=True) if after else "",
    )


_ACTS = {
    Verb.HOLD: _hold,
    Verb.RESUME: _resume,
    Verb.CANCEL: _ended(_S.CANCELLED),
    Verb.SUPERSEDE: _ended(_S.SUPERSEDED),
    Verb.RETRY: _retry,
    Verb.MARK_HANDLED: _mark_handled,
    Verb.COPY: _copy,
}
