"""The sheets of a preview as PDF and picture: all pages of the sample letters, and every changed sentence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from tasks.letters.read_back import pages_of

LAYOUTS = Path(__file__).parent / "preview"
SHARPNESS = 90.0  # dots per inch of a picture
NOTE = "Navn, tall, datoer og referanser er holdt utenfor sammenligningen."
NOTHING = "Ingen setning er endret siden de forrige brevene av samme type."
Row = Mapping[str, Any]


def draw_contact_sheet(texts: Path, folder: Path, title: str, rows: Sequence[Row]) -> None:
    """Draw every page of the sample letters in ``folder`` on one sheet: kontaktark.pdf and kontaktark.png."""
    shown = [
        {
            "title": f"{row['kind']}, {row['language']}: {row['municipality']}",
            "file": row["file"],
            "pages": len(pages_of((folder / row["file"]).read_bytes())),
        }
        for row in rows
    ]
    _draw(
        texts, folder, "contact_sheet.typ", ("sheet.json", {"title": title, "letters": shown}), "kontaktark"
    )


def draw_changes(texts: Path, folder: Path, title: str, changes: Sequence[Row]) -> None:
    """Draw every sentence that came or went, by kind and language: endringer.pdf and endringer.png."""
    groups: dict[str, list[Row]] = {}
    for change in changes:
        groups.setdefault(f"{change['kind']}, {change['language']}", []).append(change)
    shown = [{"title": name.capitalize(), "changes": found} for name, found in groups.items()]
    content = {"title": title, "note": NOTE if groups else f"{NOTHING} {NOTE}", "groups": shown}
    _draw(texts, folder, "changes.typ", ("changes.json", content), "endringer")


def _draw(texts: Path, folder: Path, layout: str, data: tuple[str, object], name: str) -> None:
    """Set a layout of ours with its data; both lie in the folder meanwhile, where Typst finds the letters."""
    source, file = folder / layout, folder / data[0]
    shutil.copyfile(LAYOUTS / layout, source)
    file.write_text(json.dumps(data[1], ensure_ascii=False), encoding="utf-8")
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[texts / "fonts"]
    )
    compiler = typst.Compiler(input=source, root=folder, font_paths=fonts)
    compiler.compile(output=folder / f"{name}.pdf", format="pdf")
    compiler.compile(output=folder / f"{name}.png", format="png", ppi=SHARPNESS)
    source.unlink()
    file.unlink()
