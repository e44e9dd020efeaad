"""arkivmelding.xml (Noark 5, version 3.1) for one outgoing letter: fixed order of elements, codes as full words.

The schema itself is not part of this project; where its file is named (ARKIVMELDING_XSD) every message is checked.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from tasks.core.channels.protocol import Parcel, Refused
from tasks.core.model.dispatch import KEY_NAMESPACE
from tasks.core.model.errors import StopAndMend

NAMESPACE = "http://www.arkivverket.no/standarder/noark5/arkivmelding"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SYSTEM = "Anmodning"
OSLO = ZoneInfo("Europe/Oslo")

Content = Sequence[tuple[str, Any]]  # element names in the schema's order, each with text or its own content


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with the message: its name and its bytes."""

    name: str
    data: bytes


def arkivmelding(parcel: Parcel, file: Attachment, moment: datetime) -> bytes:
    """Return the message for a letter whose only document is ``file``; the same bytes for the same moment."""
    letter, receiver = parcel.letter, parcel.receiver
    dated = _moment(datetime.combine(letter.dated, time(12), OSLO))
    made_by = [("opprettetDato", dated), ("opprettetAv", SYSTEM)]
    document: Content = [
        ("versjonsnummer", "1"),
        ("variantformat", "Arkivformat"),
        *made_by,
        ("referanseDokumentfil", file.name),
    ]
    description: Content = [
        ("systemID", _guid(f"dokument|{parcel.dispatch.key}")),
        ("dokumenttype", "Brev"),
        ("dokumentstatus", "Dokumentet er ferdigstilt"),
        ("tittel", letter.title),
        *made_by,
        ("tilknyttetRegistreringSom", "Hoveddokument"),
        ("dokumentnummer", "1"),
        ("tilknyttetDato", dated),
        ("tilknyttetAv", SYSTEM),
        ("dokumentobjekt", document),
    ]
    own: Content = [
        ("vaarReferanse", letter.letter_ref),
        ("kommunenummer", letter.number),
        ("aar", str(letter.year)),
        ("sjekksumSha256", hashlib.sha256(file.data).hexdigest()),
        *([] if letter.count is None else [("antall", str(letter.count))]),
        *([] if letter.em is None else [("herav_em", str(letter.em))]),
    ]
    journal: Content = [
        ("systemID", _guid(f"journalpost|{letter.letter_ref}")),
        *made_by,
        ("arkivertDato", dated),
        ("arkivertAv", SYSTEM),
        ("referanseForelderMappe", _guid(f"sak|{letter.year}")),
        ("dokumentbeskrivelse", description),
        ("tittel", letter.title),
        ("offentligTittel", letter.title),
        ("virksomhetsspesifikkeMetadata", own),
        ("journalaar", str(letter.dated.year)),
        ("journalposttype", "Utgående dokument"),
        ("journalstatus", "Ekspedert"),
        ("journaldato", letter.dated.isoformat()),
        ("dokumentetsDato", letter.dated.isoformat()),
        ("sendtDato", _moment(moment)),
        *([] if letter.deadline is None else [("forfallsdato", letter.deadline.isoformat())]),
        ("korrespondansepart", _party("Mottaker", f"{receiver.name} kommune")),
    ]
    names: Any = {None: NAMESPACE, "xsi": XSI}
    root = etree.Element(f"{{{NAMESPACE}}}arkivmelding", nsmap=names)
    head = [
        ("system", SYSTEM),
        ("meldingId", parcel.dispatch.key),
        ("tidspunkt", _moment(moment)),
        ("antallFiler", "1"),
    ]
    _fill(root, [*head, ("registrering", journal)])
    root[-1].set(f"{{{XSI}}}type", "journalpost")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def check(message: bytes, schema: Path | None) -> None:
    """Pass a message that the schema takes; without a schema file every one passes.

    :raises Refused: the message breaks the schema; names the line and the rule.
    :raises StopAndMend: the schema cannot be read.
    """
    if schema is None:
        return
    try:
        compiled = etree.XMLSchema(etree.parse(str(schema)))
    except (OSError, etree.LxmlError) as problem:
        text = f"ANMODNING_ARKIVMELDING_XSD: {schema} cannot be read ({type(problem).__name__}): give arkivmelding.xsd, with metadatakatalog.xsd beside it"
        raise StopAndMend(text) from None
    document = etree.fromstring(message)
    if not compiled.validate(document):
        raise Refused(f"arkivmelding.xml breaks its schema: {str(compiled.error_log).splitlines()[0]}")


def _party(kind: str, name: str) -> Content:
    return [("korrespondanseparttype", kind), ("korrespondansepartNavn", name)]


def _fill(parent: Any, content: Content) -> None:
    for name, value in content:
        child: Any = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
        if isinstance(value, str):
            child.text = value
        else:
            _fill(child, value)


def _guid(name: str) -> str:
    return str(uuid.uuid5(KEY_NAMESPACE, name))


def _moment(moment: datetime) -> str:
    return moment.astimezone(OSLO).isoformat(timespec="seconds")


def manifest(files: Mapping[str, bytes]) -> bytes:
    r"""Return the checksums of files in the form that `sha256sum --check` reads.

    >>> manifest({"a.txt": b""}).decode()
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.txt\n'
    """
    return "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    ).encode()
