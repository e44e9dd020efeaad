"""Plays the receiving end of the folder channel: receipt files beside the letters, in SvarUt's words."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tasks.rehearsal.days import OSLO

METADATA = "metadata.json"

# Share of letters nobody opens within two days, so that SvarUt prints and posts them. Assumption.
PRINTED_PERCENT = 8


@dataclass(frozen=True, slots=True)
class PlannedReceipt:
    """One thing the channel will say about a letter."""

    status: str
    at: datetime


def plan_receipts(key: str, dated: date) -> tuple[PlannedReceipt, ...]:
    """Return what the channel will say about the letter ``key``, in order; the same for the same key.

    Most are read within two days; some are sent to print after two days and printed within five.
    """
    rng = random.Random(f"receipts|{key}")
    sent = datetime(dated.year, dated.month, dated.day, 9, rng.randrange(60), tzinfo=ZoneInfo(OSLO))
    if rng.randrange(100) < PRINTED_PERCENT:
        to_print = sent + timedelta(days=2, hours=1)
        printed = to_print + timedelta(days=rng.randrange(1, 4))
        return (
            PlannedReceipt("LEVERT_ALTINN", sent + timedelta(minutes=5)),
            PlannedReceipt("SENDT_PRINT", to_print),
            PlannedReceipt("PRINTET", printed),
        )
    read = sent + timedelta(days=rng.randrange(0, 3), minutes=rng.randrange(10, 300))
    return PlannedReceipt("KLAR_FOR_MOTTAK", sent + timedelta(minutes=5)), PlannedReceipt("LEST", read)


def drop_receipts(outbox: Path, as_of: date) -> tuple[str, ...]:
    """Return the receipt files now new in ``outbox/<year>/<key>/``: those due by ``as_of``.

    A letter's day is ``dokumentetsDato`` in its metadata.json; a folder without one is not a sent letter.
    Files that are there already are left alone.
    """
    written: list[str] = []
    for metadata in sorted(outbox.glob(f"*/*/{METADATA}")):
        folder = metadata.parent
        dated = date.fromisoformat(json.loads(metadata.read_bytes())["dokumentetsDato"])
        for turn, receipt in enumerate(plan_receipts(folder.name, dated), start=1):
            file = folder / f"kvittering-{turn}.json"
            if receipt.at.date() > as_of or file.exists():
                continue
            waiting = folder / f".{file.name}.tmp"
            waiting.write_text(json.dumps({"status": receipt.status, "tidspunkt": receipt.at.isoformat()}))
            waiting.replace(file)
            written.append(str(file.relative_to(outbox)))
    return tuple(written)
