"""Gives a written vedtak its form: PDF by Typst, PDF of a picture of the page, HTML or plain text."""

from __future__ import annotations

import html
import json
import tempfile
from dataclasses import asdict
from functools import cached_property
from pathlib import Path

import typst

from tasks.rehearsal.texts import VedtakDocument

TEMPLATE = Path(__file__).with_name("vedtak.typ")
SCAN_PPI = 130
SCAN_PAGE = b'#set document(date: none)\n#set page(margin: 0pt)\n#image("page.png", width: 100%)\n'


class Printer:
    """Prints with one reused compiler (7 ms a page); fonts are Typst's own."""

    @cached_property
    def _compiler(self) -> typst.Compiler:
        return typst.Compiler(TEMPLATE, ignore_system_fonts=True)

    def pdf(self, document: VedtakDocument) -> bytes:
        """Return the document as PDF with text; the same document gives the same bytes."""
        return self._compile(document, "pdf")

    def scanned_pdf(self, document: VedtakDocument) -> bytes:
        """Return a PDF whose only content is a picture of the page: no reader finds a character in it."""
        picture = self._compile(document, "png")
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "page.png").write_bytes(picture)
            page = Path(folder, "scan.typ")
            page.write_bytes(SCAN_PAGE)
            scanner = typst.Compiler(page, root=folder, ignore_system_fonts=True)
            return _only(scanner.compile(format="pdf"))

    def _compile(self, document: VedtakDocument, form: typst.OutputFormat) -> bytes:
        inputs = {"document": json.dumps(asdict(document), ensure_ascii=False)}
        return _only(self._compiler.compile(format=form, ppi=SCAN_PPI, sys_inputs=inputs))


def _only(result: bytes | list[bytes] | None) -> bytes:
    """Return the first page's picture, or the whole PDF."""
    pages = result if isinstance(result, list) else [result]
    if not pages or pages[0] is None:
        message = "Typst returned nothing for a rehearsal document"
        raise RuntimeError(message)
    return pages[0]


def as_text(document: VedtakDocument) -> str:
    """Return the document as plain text with blank lines between its parts."""
    parts = [document.title, "\n".join(document.head)]
    for section in document.sections:
        parts += [part for part in (section.heading, *section.paragraphs) if part]
    return "\n\n".join([*parts, document.foot]) + "\n"


def as_html(document: VedtakDocument) -> str:
    """Return the document as a whole HTML page."""
    body = [f"<h1>{html.escape(document.title)}</h1>"]
    body.append(f"<p>{'<br>'.join(html.escape(line) for line in document.head)}</p>")
    for section in document.sections:
        if section.heading:
            body.append(f"<h2>{html.escape(section.heading)}</h2>")
        body += [f"<p>{html.escape(paragraph)}</p>" for paragraph in section.paragraphs]
    body.append(f"<p><small>{html.escape(document.foot)}</small></p>")
    inner = "\n".join(body)
    title = html.escape(document.title)
    head = f'<!doctype html>\n<html lang="{document.language}"><head><title>{title}</title></head>'
    return f"{head}\n<body>\n{inner}\n</body></html>\n"
