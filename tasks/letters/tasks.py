"""Prefect's side of the letters: make and check a batch, take a person's decision on it, issue what is approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.cycle import Cycle
from config.cycle.reader import read_cycle
from config.register_reader import read_register
from tasks.core.installation import Installation, open_installation
from tasks.core.model.allocation import RoundKind, RoundState
from tasks.core.model.dispatch import DispatchState
from tasks.core.model.errors import StopAndMend
from tasks.core.model.letter import ASKING_KINDS, Letter, LetterKind
from tasks.core.model.position import ReminderDue
from tasks.core.model.reference import letter_reference
from tasks.core.model.request import Request, RequestKind
from tasks.core.model.when import Decider, When
from tasks.core.store import Transaction, decisions, letters, outbox, reminders, requests, rounds
from tasks.core.store.decisions import Decision
from tasks.core.store.letters import APPROVED, Approval, Batch
from tasks.core.store.outbox import Move
from tasks.core.store.rounds import StoredRound
from tasks.letters.batches import letters_of_round
from tasks.letters.compose import reminder_letter
from tasks.letters.content import LetterContent
from tasks.letters.render import RenderedLetter, render_all
from tasks.letters.verify import faults_in_batch, faults_in_letter

MAKER = "program"
REQUEST_KINDS = {
    LetterKind.REQUEST: RequestKind.ORIGINAL,
    LetterKind.ADJUSTED: RequestKind.ADJUSTED,
    LetterKind.SUPPLEMENTARY: RequestKind.SUPPLEMENTARY,
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch that waits for a decision: its hash is what a person approves."""

    batch_id: int
    plan_sha256: str
    letters: int
    is_new: bool


@task(name="prepare letters", cache_policy=NO_CACHE)
def prepare(year: int, when: When) -> Prepared | None:
    """Make, check and store the letters of the newest round if it is ready for letters and has none.

    :return: None when no round waits for letters.
    :raises StopAndMend: a letter does not say what the round says; nothing is stored.
    """
    cycle, register = read_cycle(year), read_register(year)
    with open_installation() as here:
        with here.store.begin() as tx:
            stored = rounds.latest(tx, year)
            issued = requests.current(tx, year)
            batches = letters.batches(tx, year)
        if stored is None or not _wants_letters(stored):
            return None
        if there := next((b for b in batches if b.round_id == stored.id), None):
            return Prepared(there.id, there.plan_sha256, 0, is_new=False)
        revision = 1 + sum(b.name == RoundKind.REVISION.value for b in batches)
        dated = cycle.calendar.letters_dated if stored.round.kind is not RoundKind.REVISION else when.day
        contents = letters_of_round(cycle, register, stored.round, issued, revision, max(dated, when.day))
        rendered = _rendered(contents, when)
        if found := faults_in_batch(rendered, stored.round, register):
            message = f"letters of {year}, round {stored.version}: " + "; ".join(
                str(fault) for fault in found
            )
            raise StopAndMend(message)
        batch, is_new = _store(here, year, stored.round.kind.value, rendered, stored.id, when)
        return Prepared(batch.id, batch.plan_sha256, len(rendered), is_new=is_new)


def _wants_letters(stored: StoredRound) -> bool:
    if stored.round.kind is RoundKind.REVISION:
        return stored.state is RoundState.DRAFT
    return stored.state is RoundState.CLOSED


def _rendered(contents: Sequence[LetterContent], when: When) -> list[RenderedLetter]:
    """Render every letter and read it back; the first that differs from its content stops the batch."""
    rendered: list[RenderedLetter] = []
    for one in render_all(contents):
        if found := faults_in_letter(one, when.day):
            message = "; ".join(str(fault) for fault in found)
            raise StopAndMend(message)
        rendered.append(one)
    return rendered


def _store(
    here: Installation,
    year: int,
    name: str,
    rendered: Sequence[RenderedLetter],
    round_id: int | None,
    when: When,
) -> tuple[Batch, bool]:
    folder = here.letter_folder / str(year) / name
    folder.mkdir(parents=True, exist_ok=True)
    for one in rendered:
        here.store.files.put(one.pdf)
        here.store.files.put(one.content.to_json().encode())
        (folder / one.content.file_name).write_bytes(one.pdf)
    records = [_record(one, round_id) for one in rendered]
    with here.store.begin() as tx:
        return letters.add_batch(tx, year, name, records, round_id=round_id, maker=MAKER, known_on=when.day)


def _record(one: RenderedLetter, round_id: int | None) -> Letter:
    content = one.content
    persons = content.persons
    return Letter(
        year=content.year,
        number=content.recipient.number,
        kind=content.kind,
        revision=int(content.revision),
        language=content.language,
        letter_ref=content.letter_ref,
        round_id=round_id,
        count=None if persons is None else persons.count,
        em=None if persons is None else persons.em,
        em_under_15=None if persons is None else persons.em_under_15,
        deadline=content.deadline,
        dated=content.dated,
        title=one.document.title,
        text="",
        inputs_sha256=content.inputs_sha256,
        pdf_sha256=one.pdf_sha256,
        template_version=one.template_version,
    )


@task(name="decide on letters", cache_policy=NO_CACHE)
def decide_on_batch(year: int, plan_sha256: str, decision: str, decider: Decider, when: When) -> int:
    """Record a person's decision on exactly the letters with this hash and return the batch's id.

    :raises StopAndMend: no such batch (any change gives another hash), or the approver made the letters.
    """
    with open_installation() as here, here.store.begin() as tx:
        batch = next((b for b in letters.batches(tx, year) if b.plan_sha256 == plan_sha256), None)
        if batch is None:
            message = (
                f"no letters of {year} have the hash {plan_sha256}: read it again in `letters status {year}`"
            )
            raise StopAndMend(message)
        if decider.name == batch.maker:
            message = f"{decider.name} made these letters of {year}: somebody else must approve them"
            raise StopAndMend(message)
        made = letters.of_batch(tx, batch.id)
        if letters.plan_hash(made) != plan_sha256:
            message = f"the letters of {year} have changed since they were put forward: prepare them again"
            raise StopAndMend(message)
        _decide(tx, batch, decision, decider, when)
        return batch.id


def _decide(tx: Transaction, batch: Batch, decision: str, decider: Decider, when: When) -> None:
    value = Approval(
        batch.id, batch.plan_sha256, decision, decider.name, decider.role, decider.reason, when.moment
    )
    letters.record_decision(tx, value, known_on=when.day)
    subject = f"batch {batch.id} {batch.name} {batch.plan_sha256}"
    entry = Decision(batch.year, decider.name, decider.role, f"letters_{decision}", subject, decider.reason)
    decisions.append(tx, entry, at=when.moment, known_on=when.day)


@task(name="issue letters", cache_policy=NO_CACHE)
def issue(year: int, when: When) -> int:
    """Issue every approved batch that is not issued yet: requests, round and outbox in one step. Return how many."""
    count = 0
    with open_installation() as here, here.store.begin() as tx:
        for batch in letters.batches(tx, year):
            approval = letters.decision_on(tx, batch.id)
            if batch.round_id is None or approval is None or approval.decision != APPROVED:
                continue
            if rounds.get(tx, batch.round_id).state in (RoundState.ISSUED, RoundState.WITHDRAWN):
                continue
            made = letters.of_batch(tx, batch.id)
            if approval.plan_sha256 != letters.plan_hash(made):
                message = (
                    f"the letters of batch {batch.id} are not the ones that were approved: prepare them again"
                )
                raise StopAndMend(message)
            requests.add(
                tx,
                [_request(one, when) for one in made if one.kind in ASKING_KINDS],
                origin=requests.ISSUED,
                known_on=when.day,
            )
            rounds.move(
                tx,
                batch.round_id,
                RoundState.ISSUED,
                known_on=when.day,
                actor=approval.name,
                reason=approval.reason,
            )
            _release(here, tx, made, when)
            count += 1
    return count


def _request(one: Letter, when: When) -> Request:
    if one.count is None or one.deadline is None:
        message = f"letter {one.letter_ref} asks for no number: it cannot be issued as a request"
        raise StopAndMend(message)
    return Request(
        year=one.year,
        number=one.number,
        kind=REQUEST_KINDS[one.kind],
        revision=one.revision,
        count=one.count,
        em=one.em,
        em_under_15=one.em_under_15,
        letter_ref=one.letter_ref,
        deadline=one.deadline,
        issued_on=when.day,
    )


def _release(here: Installation, tx: Transaction, made: Sequence[Letter], when: When) -> None:
    outbox.plan(tx, made, here.settings.channel, when)
    references = {one.letter_ref for one in made}
    for row in outbox.of_year(tx, made[0].year):
        if row.letter_ref in references and row.state is DispatchState.PLANNED:
            outbox.move(tx, row.key, Move(DispatchState.READY, "operator", detail="approved"), when)


@task(name="make reminders", cache_policy=NO_CACHE)
def make_reminders(year: int, due: Sequence[ReminderDue], when: When) -> int:
    """Write to those who still owe something and put the letters into the outbox; once per municipality and step.

    Reminders go out under the year file's standing approval: who, what and when is decided there.
    """
    if not due:
        return 0
    cycle = read_cycle(year)
    with open_installation() as here:
        with here.store.begin() as tx:
            asked = requests.original(tx, year)
            sent = reminders.sent(tx, year)
        fresh = [one for one in due if one.step not in sent.get(one.number, ())]
        contents = [
            _reminder(cycle, asked[one.number], one, len(sent.get(one.number, ())) + 1, when) for one in fresh
        ]
        rendered = _rendered(contents, when)
        records = [_record(one, None) for one in rendered]
        for one in rendered:
            here.store.files.put(one.pdf)
        if not records:
            return 0
        with here.store.begin() as tx:
            batch, _ = letters.add_batch(
                tx, year, f"reminder {when.day}", records, round_id=None, maker=MAKER, known_on=when.day
            )
            standing = Decider(f"Årsfila for {year} (stående godkjenning)", "policy", cycle.reminders.source)
            _decide(tx, batch, APPROVED, standing, when)
            for record, one in zip(records, fresh, strict=True):
                reminders.add(
                    tx,
                    year,
                    one.number,
                    one.step,
                    one.missing,
                    letter_ref=record.letter_ref,
                    known_on=when.day,
                )
            _release(here, tx, records, when)
        return len(records)


def _reminder(cycle: Cycle, request: Request, due: ReminderDue, revision: int, when: When) -> LetterContent:
    register = read_register(cycle.year)
    reference = letter_reference(
        cycle.letters.reference_prefix, cycle.year, request.number, LetterKind.REMINDER, revision
    )
    return reminder_letter(
        cycle,
        register,
        register.by_number()[request.number],
        request,
        missing=due.missing,
        letter_ref=reference,
        dated=when.day,
    )
