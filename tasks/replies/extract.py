"""Files turned into text: every kind a municipality sends, within limits, and never an exception."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import Self
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tasks.core.tables.zips import open_zip
from tasks.replies.extracted import Extracted
from tasks.replies.html_text import has_too_many_tags, html_text
from tasks.replies.kinds import Kind, sniff
from tasks.replies.mail import decode_text
from tasks.replies.ocr import MOST_PAGES, recognise
from tasks.replies.pdf_sandbox import PdfSandbox

MOST_TEXT_BYTES = 4 * 1024 * 1024
MOST_XML_BYTES = 8 * 1024 * 1024  # a hundred pages of Word have two or three
FEWEST_CHARACTERS = 25  # fewer on a whole document: a scan, not a text
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Extractor:
    """Reads files into text with one sandbox process; use as a context manager."""

    def __init__(self, sandbox: PdfSandbox | None = None, *, use_ocr: bool = True) -> None:
        self._sandbox = sandbox or PdfSandbox()
        self._use_ocr = use_ocr

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sandbox.close()

    def extract(self, content: bytes, name: str = "", charset: str = "") -> Extracted:  # noqa: PLR0911 - one per kind
        """Return the text of a file by what its bytes are; the problem is named when there is none."""
        match sniff(content, name):
            case Kind.PDF:
                return self._pdf(content)
            case Kind.DOCX:
                return docx_text(content)
            case Kind.HTML:
                if len(content) > MOST_TEXT_BYTES or has_too_many_tags(content):
                    return Extracted("", problem="TOO_MUCH_TEXT")
                return Extracted(html_text(content, charset))
            case Kind.TEXT | Kind.MAIL:
                problem = "TOO_MUCH_TEXT" if len(content) > MOST_TEXT_BYTES else None
                return Extracted(decode_text(content[:MOST_TEXT_BYTES], charset), problem=problem)
            case Kind.IMAGE:
                return self._image(content)
            case Kind.ZIP:
                return Extracted("", problem="ZIP_REFUSED")
            case Kind.PROGRAM:
                return Extracted("", problem="PROGRAM_REFUSED")
            case Kind.OLD_OFFICE:
                return Extracted(
                    "", problem="ENCRYPTED_DOCX" if b"E\0n\0c\0r\0y\0p\0t" in content else "OLD_FORMAT"
                )
            case _:
                return Extracted("", problem="UNKNOWN_FORMAT")

    def _pdf(self, content: bytes) -> Extracted:
        found = self._sandbox.read(content)
        if found.problem or found.active:
            return Extracted(found.text, found.pages, found.problem or "ACTIVE_CONTENT", found.active)
        if len("".join(found.text.split())) >= FEWEST_CHARACTERS:
            return found
        pages = found.pages or 0
        pictures = (self._sandbox.picture(content, page) for page in range(pages))
        text = recognise(pictures) if self._use_ocr else None
        return _recognised(text, found.pages)

    def _image(self, content: bytes) -> Extracted:
        return _recognised(recognise(iter([content])) if self._use_ocr else None, 1)


def _recognised(text: str | None, pages: int | None) -> Extracted:
    if text is None:
        return Extracted("", pages, "SCAN_NO_OCR")
    if len("".join(text.split())) < FEWEST_CHARACTERS:
        return Extracted(text, pages, "EMPTY_SCAN", recognised=True)
    problem = "SCAN_TOO_LONG" if (pages or 0) > MOST_PAGES else None  # the pages behind were not read
    return Extracted(text, pages, problem, recognised=True)


def docx_text(content: bytes) -> Extracted:
    """Return the paragraphs of a Word document, deleted text left out; macros and oversized parts are
    refused.

    The main part alone is read, within a size limit, with entities forbidden: a full Word reader would open
    every part of a hostile archive.
    """
    try:
        with open_zip(content) as archive:
            if any(name.endswith("vbaProject.bin") for name in archive.namelist()):
                return Extracted("", problem="ACTIVE_CONTENT", active=True)
            with archive.open("word/document.xml") as part:
                xml = part.read(MOST_XML_BYTES + 1)
        if len(xml) > MOST_XML_BYTES:
            return Extracted("", problem="ZIP_BOMB")
        root = fromstring(xml)
    except (DefusedXmlException, ParseError, ValueError, LookupError):
        return Extracted("", problem="BROKEN_DOCX")
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, zlib.error):
        return Extracted("", problem="BROKEN_DOCX")
    return Extracted("\n".join(_paragraphs(root)))


def _paragraphs(root: Element) -> Iterator[str]:
    """Yield the paragraphs in the order they begin, what stands in a text box inside one as a paragraph of its own.

    One walk with a stack of its own: hostile nesting costs neither Python's stack nor more than its length.
    """
    begun: list[list[str]] = []
    stack: list[tuple[Element, list[str]]] = [(root, [])]
    while stack:
        node, words = stack.pop()
        if node.tag == WORD + "p":
            begun.append([])
            words = begun[-1]
        elif node.tag == WORD + "t":
            words.append(node.text or "")
        elif node.tag == WORD + "tab":
            words.append("\t")
        elif node.tag in {WORD + "br", WORD + "cr"}:
            words.append("\n")
        stack.extend((child, words) for child in reversed(node))
    return ("".join(words) for words in begun)
