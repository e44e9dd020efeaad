"""Files and folders read as vedtak, one contract object per file: what the command ``read-vedtak`` prints."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.municipality import Register
from tasks.core.model.vedtak import VedtakReading
from tasks.replies.authenticity import domain_of, domain_owner
from tasks.replies.contents import contents_of
from tasks.replies.cover import cover_doubts
from tasks.replies.evidence import with_places
from tasks.replies.extract import Extractor
from tasks.replies.extracted import HOSTILE
from tasks.replies.kinds import Kind, sniff
from tasks.replies.mail import MOST_MAIL_BYTES, ParsedMail, decode_text, parse_mail
from tasks.replies.reader.contract import to_contract
from tasks.replies.reader.documents import Document, no_text, read_documents
from tasks.replies.reader.outcome import RequestContext
from tasks.replies.sender_flags import with_sender_flags

CONTEXT_COLUMNS = ("file", "year", "requested", "requested_em")


def read_paths(
    paths: Iterable[Path], register: Register, context: Mapping[str, RequestContext] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield one contract object per file; an unreadable one says why and needs a person.

    ``context`` is keyed by the file as it is named in the answer: as given, or relative to the folder given.

    :raises BadInput: a path that does not exist (before anything is yielded).
    """
    named = list(_files(list(paths)))
    with Extractor() as extractor:
        for name, path in named:
            row = (context or {}).get(name) or (context or {}).get(path.name)
            yield to_contract(_read(path, register, row, extractor), name)


def read_context(content: bytes, place: str) -> dict[str, RequestContext]:
    """Return the requests the files answer, keyed by file: ``file,year,requested,requested_em``.

    :raises BadInput: every faulty row, with its number.
    """
    text = decode_text(content)
    dialect = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    rows = csv.DictReader(io.StringIO(text), delimiter=dialect)
    missing = [name for name in CONTEXT_COLUMNS[:3] if name not in (rows.fieldnames or [])]
    if missing:
        raise BadInput.one(
            place, f"column {', '.join(missing)} is missing", f"write {','.join(CONTEXT_COLUMNS)}"
        )
    out: dict[str, RequestContext] = {}
    faults: list[Fault] = []
    for number, row in enumerate(rows, start=2):
        try:
            out[row["file"]] = RequestContext(
                int(row["year"]), _whole(row["requested"]), _whole(row.get("requested_em"))
            )
        except (ValueError, TypeError):
            faults.append(
                Fault(f"{place}, row {number}", "year and requested must be whole numbers", "correct the row")
            )
    if faults:
        raise BadInput(faults)
    return out


def _whole(cell: str | None) -> int | None:
    return int(cell) if cell and cell.strip() else None


def _files(paths: list[Path]) -> Iterator[tuple[str, Path]]:
    absent = [
        Fault(str(path), "no such file or folder", "check the path") for path in paths if not path.exists()
    ]
    if absent:
        raise BadInput(absent)
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
            yield from ((str(p.relative_to(path)), p) for p in inside)
        else:
            yield str(path), path


def _read(
    path: Path, register: Register, context: RequestContext | None, extractor: Extractor
) -> VedtakReading:
    try:
        if path.stat().st_size > MOST_MAIL_BYTES:
            return no_text(register, None, "TOO_LARGE")
        content = path.read_bytes()
    except OSError:
        return no_text(register, None, "FILE_NOT_READABLE")
    if sniff(content, path.name) is Kind.MAIL:
        return read_mail(parse_mail(content), register, context, extractor)
    found = extractor.extract(content, path.name)
    if not found.text.strip() or found.problem in HOSTILE:
        return no_text(register, None, found.problem or "NO_TEXT")
    documents = [Document(found.text, "", recognised=found.recognised)]
    reading = with_places(read_documents(documents, register, context), documents)
    return _with_problems(reading, (found.problem,) if found.problem else ())


def read_mail(
    mail: ParsedMail, register: Register, context: RequestContext | None, extractor: Extractor
) -> VedtakReading:
    """Return one reading for a mail and all it carries, with the flags its sender raises."""
    contents = contents_of(mail, extractor)
    owner = domain_owner(domain_of(mail.sender), register)
    hint = owner.number if owner else None
    problems = contents.problems
    if not contents.documents:
        return with_sender_flags(no_text(register, hint, *(problems or ("NO_TEXT",))), mail.sender, owner)
    reading = with_places(read_documents(contents.documents, register, context, hint), contents.documents)
    doubts = (*problems, *cover_doubts(contents.documents))
    return with_sender_flags(_with_problems(reading, doubts), mail.sender, owner)


def _with_problems(reading: VedtakReading, problems: tuple[str, ...]) -> VedtakReading:
    if not problems:
        return reading
    return replace(reading, needs_person=True, reasons=tuple(dict.fromkeys([*reading.reasons, *problems])))
