"""The letters of a round put forward: made once, made anew when something they rest on has changed, never in part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks.core.model.allocation import RoundState
from tasks.core.model.approval import WITHDRAWN, BatchState, standing
from tasks.core.model.errors import Fault, StopAndMend
from tasks.core.model.letter import Letter
from tasks.core.model.request import Request
from tasks.core.model.when import Decider, When
from tasks.core.store import letters, requests, rounds
from tasks.core.store.letters import Batch
from tasks.core.store.rounds import StoredRound
from tasks.letters.batches import CHANGING, References, letters_of_round
from tasks.letters.content import LetterContent
from tasks.letters.deciding import record
from tasks.letters.making import PROGRAM, keep, made, show
from tasks.letters.templates import template_version
from tasks.letters.verify import faults_in_batch
from tasks.letters.workshop import Workshop

MOST_NAMED = 8  # faults named in one message; the rest are counted


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch that waits for a decision: its hash is what a person approves. ``blocked`` letters are not in it."""

    batch_id: int
    plan_sha256: str
    letters: int
    is_new: bool
    blocked: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Basis:
    """What the letters of a round are made from, and the batch made before, if any."""

    stored: StoredRound
    issued: dict[str, Request]
    letters: tuple[Letter, ...]
    batch: Batch | None
    state: BatchState | None
    in_batch: tuple[Letter, ...]
    before_batch: tuple[Letter, ...]


def prepare_round(shop: Workshop, when: When, maker: str = PROGRAM) -> Prepared | None:
    """Put forward the letters of the newest round if it is ready for them.

    What waits is put forward as it is, unless year file, register, texts or layout have changed since: then its
    approval is void and the letters are made anew. Refused letters are made anew by a person, or after a change.

    :return: None when no round waits for letters.
    :raises StopAndMend: letters cannot be made or do not say what the round says; nothing is stored.
    """
    basis = _basis(shop)
    if basis is None:
        return None
    if (batch := basis.batch) is not None:
        is_open = basis.state in (BatchState.WAITING, BatchState.APPROVED)
        is_same = _is_as_it_would_be_made(shop, basis)
        if is_same and is_open:
            show(shop, batch)
            return Prepared(batch.id, batch.plan_sha256, len(basis.in_batch), is_new=False)
        if is_same and maker == PROGRAM:
            return None
        if is_open:
            _make_void(shop, batch, when)
    return _make(shop, basis, when, maker)


def _basis(shop: Workshop) -> _Basis | None:
    year = shop.year
    with shop.here.store.begin() as tx:
        stored = rounds.latest(tx, year)
        if stored is None or not _wants_letters(stored):
            return None
        batches = letters.batches(tx, year)
        batch = next((b for b in reversed(batches) if b.round_id == stored.id), None)
        earlier = [b for b in batches if batch is not None and b.id < batch.id]
        state = batch and standing(
            letters.decisions_on(tx, batch.id), batch.plan_sha256, shop.cycle.letters.approvers
        )
        return _Basis(
            stored,
            requests.current(tx, year),
            letters.of_year(tx, year),
            batch,
            state.state if state else None,
            letters.of_batch(tx, batch.id) if batch else (),
            tuple(one for b in earlier for one in letters.of_batch(tx, b.id)),
        )


def _wants_letters(stored: StoredRound) -> bool:
    if stored.round.kind in CHANGING:
        return stored.state is RoundState.DRAFT
    return stored.state is RoundState.CLOSED


def _contents(
    shop: Workshop, basis: _Basis, before: Sequence[Letter], dated: date
) -> tuple[LetterContent, ...]:
    """Return the letters of the round with the references that follow those of ``before``."""
    cycle = shop.cycle
    references = References.after(cycle.letters.reference_prefix, cycle.year, before)
    return letters_of_round(cycle, shop.register, basis.stored.round, basis.issued, references, dated)


def _is_as_it_would_be_made(shop: Workshop, basis: _Basis) -> bool:
    """Return whether the letters of the batch, made today with their own references and day, would be the same."""
    if {one.template_version for one in basis.in_batch} - {
        template_version(shop.texts)
    } or not basis.in_batch:
        return False
    made_now = _contents(shop, basis, basis.before_batch, basis.in_batch[0].dated)
    return {(c.letter_ref, c.inputs_sha256) for c in made_now} == {
        (one.letter_ref, one.inputs_sha256) for one in basis.in_batch
    }


def _make(shop: Workshop, basis: _Basis, when: When, maker: str) -> Prepared:
    year, stored = shop.year, basis.stored
    changing = stored.round.kind in CHANGING
    dated = when.day if changing else max(shop.cycle.calendar.letters_dated, when.day)
    done = made(shop, _contents(shop, basis, basis.letters, dated), when.day)
    faults = done.blocked or faults_in_batch(done.letters, stored.round, shop.register, basis.issued)
    if faults:
        raise StopAndMend(named(f"letters of {year}, round {stored.version}: none is put forward", faults))
    batch, is_new = keep(
        *(shop, stored.round.kind.value, done.letters), round_id=stored.id, maker=maker, when=when
    )
    show(shop, batch)
    return Prepared(batch.id, batch.plan_sha256, len(done.letters), is_new=is_new)


def _make_void(shop: Workshop, batch: Batch, when: When) -> None:
    why = "Brevene er endret siden de ble lagt fram (årsfil, register, tekst eller oppsett): de lages på nytt"
    with shop.here.store.begin() as tx:
        record(tx, batch, WITHDRAWN, Decider(PROGRAM, "program", why), when)


def named(what: str, faults: Sequence[Fault]) -> str:
    """Return one message that names the first faults, a line each, and counts the rest."""
    lines = [what, *(str(fault) for fault in faults[:MOST_NAMED])]
    rest = len(faults) - MOST_NAMED
    return "\n".join([*lines, f"... and {rest} more"] if rest > 0 else lines)
