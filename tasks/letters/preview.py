"""Letters laid out for the person who decides: one of each kind and language, a contact sheet, and what is worded anew.

It lies in the internal report: ``rapport/<year>/intern/forhandsvisning/index.html``, one folder a batch beside it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from tasks.core.installation import Installation
from tasks.core.model.letter import Letter, LetterKind
from tasks.core.model.municipality import Language
from tasks.core.model.when import When
from tasks.core.norwegian.dates import format_short
from tasks.core.store import Transaction, letters
from tasks.core.store.letters import Batch
from tasks.letters.changed_sentences import Change, changed_sentences
from tasks.letters.sheets import draw_changes, draw_contact_sheet
from tasks.letters.workshop import Workshop

FOLDER = "forhandsvisning"
FACTS = "pakke.json"
REACH = "mottak.json"

KINDS = {
    LetterKind.REQUEST: "anmodning",
    LetterKind.INFORMATION: "orientering",
    LetterKind.ADJUSTED: "justert anmodning",
    LetterKind.SUPPLEMENTARY: "tilleggsanmodning",
    LetterKind.WITHDRAWAL: "justering trukket tilbake",
    LetterKind.REMINDER: "påminnelse",
    LetterKind.CLARIFICATION: "avklaring",
    LetterKind.CLOSING: "takk",
}
LANGUAGES = {Language.NB: "bokmål", Language.NN: "nynorsk"}
Row = dict[str, Any]


def preview_folder(here: Installation, year: int) -> Path:
    """Return the folder of the year's previews, inside its internal report."""
    return here.report_folder / str(year) / "intern" / FOLDER


def write_preview(shop: Workshop, batch: Batch) -> Path:
    """Write the preview of a batch whole or not at all, and the page that lists every batch; return that page.

    A preview that is there already stays as it is: a batch never changes.
    """
    root = preview_folder(shop.here, shop.year)
    target = root / f"{batch.id:04d}-{batch.name}"
    if not target.exists():
        unfinished = root / f".{target.name}.tmp"
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            unfinished.mkdir(parents=True)
            _fill(shop, batch, unfinished)
            unfinished.rename(target)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
    page = root / "index.html"
    unfinished_page = root / ".index.html.tmp"
    unfinished_page.write_text(_page(shop.year, root), encoding="utf-8")
    return unfinished_page.replace(page)


def show_again(shop: Workshop, when: When, reach: Sequence[tuple[str, str, int]] = ()) -> Path:
    """Lay out every batch that has no preview, write how letters would arrive if it is known, and return the page.

    :param reach: channel, way in nb, and how many letters.
    """
    root = preview_folder(shop.here, shop.year)
    root.mkdir(parents=True, exist_ok=True)
    if reach:
        rows = [{"channel": channel, "way": way, "letters": count} for channel, way, count in reach]
        facts = {"asked_on": format_short(when.day), "rows": rows}
        (root / REACH).write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
    with shop.here.store.begin() as tx:
        batches = letters.batches(tx, shop.year)
    page = root / "index.html"
    for batch in batches:
        page = write_preview(shop, batch)
    if not batches:
        page.write_text(_page(shop.year, root), encoding="utf-8")
    return page


def _fill(shop: Workshop, batch: Batch, folder: Path) -> None:
    with shop.here.store.begin() as tx:
        made = letters.of_batch(tx, batch.id)
        before = _last_of_each_kind(tx, batch)
    places = {m.number: m.display_name for m in shop.register.municipalities}
    rows = [_row(alike, places) for alike in _alike(made)]
    for row in rows:
        (folder / row["file"]).write_bytes(shop.here.store.files.get(row["pdf_sha256"]))
    kinds = ", ".join(dict.fromkeys(str(row["kind"]) for row in rows))
    title = f"Pakke {batch.id}: {kinds} {batch.year}"
    draw_contact_sheet(shop.texts, folder, title, rows)
    found = changed_sentences(before, made, (m.name for m in shop.register.municipalities))
    changes = [_as_row(change) for change in found]
    compared = bool({(o.kind, o.language) for o in before} & {(o.kind, o.language) for o in made})
    if compared:
        draw_changes(shop.texts, folder, f"{title}: endrede setninger", changes)
    facts: Row = {
        "title": title,
        "made_on": format_short(batch.known_on),
        "maker": batch.maker,
        "letters": len(made),
        "plan_sha256": batch.plan_sha256,
        "rows": rows,
        "compared": compared,
        "changes": changes,
    }
    (folder / FACTS).write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")


def _last_of_each_kind(tx: Transaction, batch: Batch) -> list[Letter]:
    """Return the letters of each kind and language as they were last made before the batch, this year or the year before."""
    newest: dict[tuple[LetterKind, Language], list[Letter]] = {}
    for year in (batch.year - 1, batch.year):
        for earlier in letters.batches(tx, year):
            if earlier.id < batch.id:
                of_kind: dict[tuple[LetterKind, Language], list[Letter]] = {}
                for one in letters.of_batch(tx, earlier.id):
                    of_kind.setdefault((one.kind, one.language), []).append(one)
                newest |= of_kind
    return [one for of_kind in newest.values() for one in of_kind]


def _alike(made: Sequence[Letter]) -> list[list[Letter]]:
    """Return the letters by kind, language and whether they ask for EM: what reads alike."""
    found: dict[tuple[int, str, bool], list[Letter]] = {}
    for one in made:
        found.setdefault((list(LetterKind).index(one.kind), one.language, bool(one.em)), []).append(one)
    return [found[key] for key in sorted(found)]


def _row(alike: Sequence[Letter], places: Mapping[str, str]) -> Row:
    sample = alike[0]
    return {
        "kind": KINDS[sample.kind] + (" med EM" if sample.em else ""),
        "language": LANGUAGES[sample.language],
        "letters": len(alike),
        "persons": sum(one.count or 0 for one in alike),
        "em": sum(one.em or 0 for one in alike),
        "municipality": places.get(sample.number, sample.number),
        "file": f"{sample.letter_ref}.pdf",
        "pdf_sha256": sample.pdf_sha256,
    }


def _as_row(change: Change) -> Row:
    return {
        "kind": KINDS[change.kind],
        "language": LANGUAGES[change.language],
        "is_new": change.is_new,
        "sentence": change.sentence,
    }


def _page(year: int, root: Path) -> str:
    """Return the page that shows every batch, the newest first."""
    folders = sorted((f for f in root.iterdir() if (f / FACTS).is_file()), reverse=True)
    batches = [{"folder": f.name, **json.loads((f / FACTS).read_text(encoding="utf-8"))} for f in folders]
    kept = root / REACH
    reach = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else None
    environment = Environment(
        loader=PackageLoader("tasks.letters", "preview"), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("index.html.j2").render(year=year, batches=batches, reach=reach)
