"""Letters as commands print them, by the keys of the contract, and the batches that wait for a person."""

from __future__ import annotations

from collections.abc import Iterator

from config.cycle.reader import read_cycle
from config.register_reader import read_register
from tasks.core.installation import open_installation
from tasks.core.model.approval import BatchState, standing
from tasks.core.store import letters, outbox

# What a letter is called before it is in the outbox, by what was decided on its batch.
BEFORE_OUTBOX = {
    BatchState.WAITING: "PLANNED",
    BatchState.APPROVED: "PLANNED",
    BatchState.REFUSED: "CANCELLED",
    BatchState.WITHDRAWN: "CANCELLED",
}


def letter_rows(year: int) -> Iterator[dict[str, object]]:
    """Yield every letter of ``year`` with its state in the outbox and who approved it."""
    names, needed = read_register(year).by_number(), read_cycle(year).letters.approvers
    with open_installation() as here, here.store.begin() as tx:
        states = {row.letter_ref: row.state.value for row in outbox.of_year(tx, year)}
        for batch in letters.batches(tx, year):
            now = standing(letters.decisions_on(tx, batch.id), batch.plan_sha256, needed)
            for one in letters.of_batch(tx, batch.id):
                yield {
                    "year": year,
                    "number": one.number,
                    "municipality": names[one.number].display_name,
                    "kind": one.kind.value,
                    "revision": one.revision,
                    "language": one.language.value,
                    "count": one.count,
                    "em": one.em,
                    "state": states.get(one.letter_ref, BEFORE_OUTBOX[now.state]),
                    "pdf_sha256": one.pdf_sha256,
                    "approved_by": now.approved_by,
                }


def waiting_lines(year: int) -> Iterator[str]:
    """Yield a line for each batch that waits for a person: what to approve, and how many have."""
    needed = read_cycle(year).letters.approvers
    with open_installation() as here, here.store.begin() as tx:
        for batch in letters.batches(tx, year):
            now = standing(letters.decisions_on(tx, batch.id), batch.plan_sha256, needed)
            if now.state is BatchState.WAITING:
                count = len(letters.of_batch(tx, batch.id))
                given = f", godkjent av {len(now.approvals)} av {needed}" if now.approvals else ""
                yield f"venter: {batch.name}, {count} brev, laget av {batch.maker}{given}: --plan {batch.plan_sha256}"
