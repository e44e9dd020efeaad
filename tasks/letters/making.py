"""Letters made: rendered, read back, and kept with all it takes to make them again. A batch is kept whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tasks.core.model.errors import Fault, StopAndMend
from tasks.core.model.letter import Letter
from tasks.core.model.when import When
from tasks.core.store import letters
from tasks.core.store.letters import Batch
from tasks.letters.content import LetterContent
from tasks.letters.preview import write_preview
from tasks.letters.render import BlockedLetter, RenderedLetter, render_all
from tasks.letters.templates import bundle
from tasks.letters.verify import faults_in_letter
from tasks.letters.workshop import Workshop

PROGRAM = "program"  # the maker of what the schedule makes


@dataclass(frozen=True, slots=True)
class Made:
    """Letters that may be put forward, and what keeps the others from it; each blocked letter is named."""

    letters: tuple[RenderedLetter, ...]
    blocked: tuple[Fault, ...]


def made(shop: Workshop, contents: Iterable[LetterContent], as_of: date) -> Made:
    """Render every letter and read it back; one that cannot be made or reads otherwise holds up only itself."""
    sound: list[RenderedLetter] = []
    blocked: list[Fault] = []
    for one in render_all(contents, shop.texts):
        if isinstance(one, BlockedLetter):
            who = f"{one.content.file_name} (to {one.content.recipient.number} {one.content.recipient.name})"
            blocked += (Fault(f"{who}, {f.place}", f.what, f.action) for f in one.faults)
        elif found := faults_in_letter(one, as_of):
            blocked += found
        else:
            sound.append(one)
    return Made(tuple(sound), tuple(blocked))


def keep(
    shop: Workshop,
    name: str,
    rendered: Sequence[RenderedLetter],
    *,
    round_id: int | None,
    maker: str,
    when: When,
) -> tuple[Batch, bool]:
    """Keep letters as one batch, with their inputs and templates, and a folder of PDFs for people to look at.

    :return: the batch, and whether it is new.
    :raises StopAndMend: the templates changed meanwhile, or there is no room: nothing of the batch is kept then.
    """
    here, year = shop.here, shop.year
    records = [_record(one, round_id) for one in rendered]
    try:
        if any(here.store.files.put(bundle(shop.texts)) != one.template_version for one in rendered[:1]):
            message = f"config/letters changed while the letters of {year} were made: make them again"
            raise StopAndMend(message)
        here.store.files.put_all(
            data for one in rendered for data in (one.pdf, one.content.to_json().encode())
        )
        _lay_out(here.letter_folder / str(year), f"{name}-{letters.plan_hash(records)[:8]}", rendered)
    except OSError as problem:
        message = (
            f"the letters of {year} ({name}) cannot be written: {problem.strerror or problem}"
            f" - make room in {here.home} and make them again; nothing of this batch is kept"
        )
        raise StopAndMend(message) from problem
    with here.store.begin() as tx:
        return letters.add_batch(tx, year, name, records, round_id=round_id, maker=maker, known_on=when.day)


def show(shop: Workshop, batch: Batch) -> None:
    """Lay the batch out for the person who decides.

    :raises StopAndMend: there is no room for it. The batch waits all the same; the next run lays it out.
    """
    try:
        write_preview(shop, batch)
    except OSError as problem:
        message = (
            f"the preview of batch {batch.id}, {batch.year}, cannot be written: {problem.strerror or problem}"
            f" - make room in {shop.here.home} and run `letters prepare {batch.year}`"
        )
        raise StopAndMend(message) from problem


def _lay_out(parent: Path, name: str, rendered: Sequence[RenderedLetter]) -> None:
    """Write the PDFs into a folder that is there whole or not at all."""
    target = parent / name
    if target.exists():
        return
    unfinished = parent / f".{name}.tmp"
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir(parents=True)
        for one in rendered:
            (unfinished / one.content.file_name).write_bytes(one.pdf)
        unfinished.rename(target)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _record(one: RenderedLetter, round_id: int | None) -> Letter:
    content, persons = one.content, one.content.persons
    return Letter(
        year=content.year,
        number=content.recipient.number,
        kind=content.kind,
        revision=content.revision,
        language=content.language,
        letter_ref=content.letter_ref,
        round_id=round_id,
        count=None if persons is None else persons.count,
        em=None if persons is None else persons.em,
        em_under_15=None if persons is None else persons.em_under_15,
        deadline=content.deadline,
        dated=content.dated,
        title=one.document.title,
        text=one.document.plain_text(),
        inputs_sha256=content.inputs_sha256,
        pdf_sha256=one.pdf_sha256,
        template_version=one.template_version,
    )
