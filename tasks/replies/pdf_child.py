"""The program of the sandbox process: PDF bytes in, text out, inside hard limits on memory and processor
time.

Run by path with ``python -I``, so it imports nothing of this project. One request and one answer at a time:
eight bytes of length and the PDF in; eight bytes of length and JSON out. A hostile file kills this process
only.
"""

from __future__ import annotations

import ctypes
import io
import json
import re
import resource
import sys
from base64 import b64encode
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

import pypdfium2 as pdfium
from pypdfium2 import raw as bindings

raw = cast("Any", bindings)  # made from C headers: no types

MEMORY_BYTES = 1_500 * 1024 * 1024
CPU_SECONDS = 2
MOST_PAGES = 400
MOST_CHARACTERS = 2_000_000
MOST_PIXELS = 12_000_000  # A4 at 300 dots per inch is 8.7 million

MOST_STREAMS = 200_000

_STREAM = re.compile(rb">>\s*stream\r?\n")
_TEXT = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_NAMES = (
    rb"JavaScript|JS|Launch|ImportData|SubmitForm|RichMedia|Rendition|XFA|AA|EmbeddedFiles?|FileAttachment"
)
_ACTIVE = re.compile(rb"/(?:%s)(?=[\s/<>\[\]()%%])" % _NAMES)
_MAY_ACT = re.compile(rb"/(?:(?:%s|OpenAction|ObjStm)\b|[A-Za-z0-9]{0,30}#[0-9A-Fa-f]{2})" % _NAMES)
_OPENS = re.compile(rb"/OpenAction\s*(?:(?P<object>[0-9]{1,10}) [0-9]{1,5} R|<<)")
_KIND = re.compile(rb"/S\s*/(?P<kind>[A-Za-z]+)")


def read_text(content: bytes) -> dict[str, Any]:
    """Return the text of every page, the page count, and whether the file carries programs."""
    document = pdfium.PdfDocument(content)
    try:
        pages = len(document)
        texts: list[str] = []
        total = 0
        for index in range(min(pages, MOST_PAGES)):
            text = document[index].get_textpage().get_text_bounded()
            texts.append(text)
            total += len(text)
            if total > MOST_CHARACTERS:
                return {"problem": "TOO_MUCH_TEXT", "pages": pages}
        active = does_something(document, content)
        problem = "TOO_MANY_PAGES" if pages > MOST_PAGES else None
        return {"texts": texts, "pages": pages, "active": active, "problem": problem}
    finally:
        document.close()


def does_something(document: pdfium.PdfDocument, content: bytes) -> bool:
    """Return whether the file carries programs or files, or acts when it is opened.

    Looked for in the objects as PDFium writes them again: unpacked, names without escapes, and only those that
    can be reached. Texts and the inside of streams do not count, nor does opening at one of its own pages.
    """
    if not _MAY_ACT.search(content):
        return False  # not a trace of one, and nothing packed or escaped that could hide it
    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        return True
    if raw.FPDFDoc_GetAttachmentCount(document.raw) > 0:
        return True
    written = io.BytesIO()
    try:
        document.save(written)
    except pdfium.PdfiumError:
        written.write(content)
    objects = b"".join(_outside_streams(written.getvalue()))
    objects = _TEXT.sub(b"()", objects)
    return _ACTIVE.search(objects) is not None or _acts_when_opened(objects)


def _outside_streams(written: bytes) -> Iterator[bytes]:
    at = 0
    for _ in range(MOST_STREAMS):
        begins = _STREAM.search(written, at)
        if begins is None:
            break
        yield written[at : begins.start()]
        at = written.find(b"endstream", begins.end())
        if at < 0:
            return
    yield written[at:]


def _acts_when_opened(objects: bytes) -> bool:
    for found in _OPENS.finditer(objects):
        action = objects[found.end() : found.end() + 500]
        if found["object"]:
            place = re.search(rb"(?<![0-9])%s 0 obj\s*" % found["object"], objects)
            action = (
                b"" if place is None else objects[place.end() : place.end() + 500].partition(b"endobj")[0]
            )
            if not action.startswith(b"<<"):
                continue  # a place in the document
        if (kind := _KIND.search(action)) is None or kind["kind"] != b"GoTo":
            return True
    return False


def render_page(content: bytes, index: int) -> dict[str, Any]:
    """Return one page as a grey picture (PGM), small enough for the limits, for character recognition."""
    document = pdfium.PdfDocument(content)
    try:
        page = cast("Any", document[index])  # sizes and pictures have no types
        width, height = page.get_size()
        scale = min(220 / 72, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        rows = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
        picture = b"".join(rows[y * bitmap.stride :][: bitmap.width] for y in range(bitmap.height))
        head = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
        return {"picture": b64encode(head + picture).decode()}
    finally:
        document.close()


def answer(request: bytes) -> dict[str, Any]:
    """Return the answer to one request: four bytes of page number (all ones: text), then the PDF."""
    index = int.from_bytes(request[:4], "big")
    try:
        return read_text(request[4:]) if index == 0xFFFFFFFF else render_page(request[4:], index)
    except pdfium.PdfiumError as error:
        code: object = getattr(error, "err_code", None)
        locked = code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        return {"problem": "ENCRYPTED_PDF" if locked or "password" in str(error).casefold() else "BROKEN_PDF"}
    except MemoryError:
        return {"problem": "PDF_TOO_HEAVY"}
    except (ValueError, OSError, IndexError, OverflowError):
        return {"problem": "BROKEN_PDF"}


def limit_memory() -> None:
    """Bound the address space, forbid new files and core dumps."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def renew_cpu_limit() -> None:
    """Allow the next request its seconds: the limit counts from the process' start, so it moves ahead."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + CPU_SECONDS, resource.RLIM_INFINITY))


def read_exactly(stream: BinaryIO, size: int) -> bytes:
    """Return ``size`` bytes, fewer only at the end of the stream."""
    pieces: list[bytes] = []
    while size and (piece := stream.read(min(size, 1 << 20))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def serve() -> None:
    """Answer requests until the parent closes the pipe."""
    limit_memory()
    while len(head := read_exactly(sys.stdin.buffer, 8)) == 8:
        renew_cpu_limit()
        reply = json.dumps(answer(read_exactly(sys.stdin.buffer, int.from_bytes(head, "big")))).encode()
        sys.stdout.buffer.write(len(reply).to_bytes(8, "big") + reply)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    serve()
