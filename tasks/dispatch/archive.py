"""The archive package of a letter: arkivmelding, the letter itself, what its number rests on, and checksums of all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from tasks.core.channels.arkivmelding import Attachment, arkivmelding, check, manifest
from tasks.core.channels.protocol import Parcel
from tasks.core.channels.svarut_parts import file_name
from tasks.core.model.dispatch import LEFT_US_STATES, Dispatch
from tasks.core.model.errors import StopAndMend
from tasks.core.model.municipality import Register
from tasks.core.model.when import Decider, When
from tasks.core.store import Transaction, decisions, letters, outbox, rounds
from tasks.core.store.decisions import Decision

MANIFEST = "manifest.sha256"


def export(
    tx: Transaction,
    register: Register,
    year: int,
    folder: Path,
    when: When,
    *,
    schema: Path | None,
    decider: Decider,
) -> int:
    """Write one package per letter that has left us, ``<folder>/<key>/``, log it, and return how many.

    The manifest is written last: a package without one is not finished. Written again, the same bytes come out.

    :raises StopAndMend: there is no room, or the folder cannot be written; nothing is logged then.
    """
    rows = [row for row in outbox.of_year(tx, year) if row.state in LEFT_US_STATES]
    for row in rows:
        _write(folder / row.key, package(tx, register, row, when, schema))
    entry = Decision(
        year, decider.name, decider.role, "dispatch_export", f"{len(rows)} packages", decider.reason
    )
    decisions.append(tx, entry, at=when.moment, known_on=when.day)
    return len(rows)


def _write(place: Path, files: Mapping[str, bytes]) -> None:
    try:
        place.mkdir(parents=True, exist_ok=True)
        (place / MANIFEST).unlink(missing_ok=True)  # while its files are written anew it is not finished
        for name, data in files.items():
            (place / name).write_bytes(data)
        (place / MANIFEST).write_bytes(manifest(files))
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        message = f"the archive package {place} cannot be written ({why}): make room and export again"
        raise StopAndMend(message) from problem


def package(
    tx: Transaction, register: Register, row: Dispatch, when: When, schema: Path | None
) -> dict[str, bytes]:
    """Return the files of one letter's package by name; the manifest is made of them."""
    letter = letters.get(tx, row.letter_ref)
    if letter is None:
        message = f"letter {row.letter_ref} is in the outbox but not in the store: restore the database"
        raise StopAndMend(message)
    receiver = register.require(row.number, place=f"letter {row.letter_ref}")
    parcel = Parcel(row, letter, receiver, tx.files.get(letter.pdf_sha256))
    pdf = Attachment(file_name(parcel), parcel.pdf)
    message = arkivmelding(parcel, pdf, row.submitted_at or when.moment)
    check(message, schema)
    basis = {
        "brev": {name: value for name, value in asdict(letter).items() if name != "text"},
        "hendelser": outbox.events_of(tx, row.key),
        "godkjenninger": _approvals(tx, row.batch_id),
        "fordeling": None if letter.round_id is None else _allocation(tx, letter.round_id, letter.number),
    }
    return {
        "arkivmelding.xml": message,
        pdf.name: pdf.data,
        "grunnlag.json": json.dumps(
            basis, ensure_ascii=False, indent=1, sort_keys=True, default=str
        ).encode(),
        "innhold.json": tx.files.get(letter.inputs_sha256),  # what the PDF was made from
    }


def _approvals(tx: Transaction, batch_id: int) -> list[dict[str, str]]:
    """Return every decision on the batch, oldest first: a second approver stands beside the first."""
    given = letters.decisions_on(tx, batch_id)
    return [{name: str(value) for name, value in asdict(one).items()} for one in given]


def _allocation(tx: Transaction, round_id: int, number: str) -> dict[str, object]:
    """Return how the number came about: the round, what it was computed from, and the municipality's own row."""
    stored = rounds.get(tx, round_id)
    row = next((row for row in stored.round.allocations if row.number == number), None)
    return {
        "runde": stored.version,
        "inputs_sha256": stored.round.inputs_sha256,
        "behov": asdict(stored.round.need),
        "rad": None if row is None else asdict(row),
    }
