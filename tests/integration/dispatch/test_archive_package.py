"""The archive package: complete, checkable, the same every time."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime

import pytest
from builders import ORLAND, ORSTA, REGISTER
from lxml import etree
from outbox_builders import PDF, a_box, a_parcel, add_ready_letters

from tasks.core.channels.arkivmelding import NAMESPACE, XSI, Attachment, arkivmelding, check
from tasks.core.channels.folder import FolderChannel
from tasks.core.channels.protocol import Refused
from tasks.core.model.errors import StopAndMend
from tasks.core.model.when import Decider
from tasks.core.store import decisions
from tasks.dispatch.archive import export
from tasks.dispatch.run import run

KARI = Decider("Kari", "arkivar", "avlevering")
# Noark 5 v3.1, in the schema's order; what we fill of it.
ORDER = {
    "registrering": [
        "systemID",
        "opprettetDato",
        "opprettetAv",
        "arkivertDato",
        "arkivertAv",
        "registreringsID",
        "referanseForelderMappe",
        "skjerming",
        "gradering",
        "dokumentbeskrivelse",
        "tittel",
        "offentligTittel",
        "beskrivelse",
        "noekkelord",
        "forfatter",
        "dokumentmedium",
        "oppbevaringssted",
        "virksomhetsspesifikkeMetadata",
        "merknad",
        "kryssreferanse",
        "journalaar",
        "journalsekvensnummer",
        "journalpostnummer",
        "journalposttype",
        "journalstatus",
        "journaldato",
        "dokumentetsDato",
        "mottattDato",
        "sendtDato",
        "forfallsdato",
        "offentlighetsvurdertDato",
        "antallVedlegg",
        "korrespondansepart",
        "avskrivning",
    ],
    "dokumentbeskrivelse": [
        "systemID",
        "dokumenttype",
        "dokumentstatus",
        "tittel",
        "beskrivelse",
        "forfatter",
        "opprettetDato",
        "opprettetAv",
        "dokumentmedium",
        "oppbevaringssted",
        "referanseArkivdel",
        "tilknyttetRegistreringSom",
        "dokumentnummer",
        "tilknyttetDato",
        "tilknyttetAv",
        "merknad",
        "skjerming",
        "gradering",
        "dokumentobjekt",
    ],
    "dokumentobjekt": [
        "versjonsnummer",
        "variantformat",
        "opprettetDato",
        "opprettetAv",
        "referanseDokumentfil",
    ],
    "korrespondansepart": ["korrespondanseparttype", "korrespondansepartNavn"],
}


@pytest.fixture
def sent(store, tmp_path):
    """Give an outbox whose two letters have left."""
    add_ready_letters(store, (ORLAND, ORSTA), "folder")
    box = a_box(store, FolderChannel(tmp_path / "outbox"), (ORLAND, ORSTA))
    run(box, 2020)
    return box


def a_message() -> bytes:
    return arkivmelding(a_parcel(), Attachment("brev.pdf", PDF), datetime(2019, 10, 24, 9, tzinfo=UTC))


def test_elements_stand_in_the_order_of_the_schema():
    root = etree.fromstring(a_message())
    for name, order in ORDER.items():
        for element in root.iter(f"{{{NAMESPACE}}}{name}"):
            names = [etree.QName(child).localname for child in element]
            assert names == sorted(names, key=order.index), name
    registration = root.find(f"{{{NAMESPACE}}}registrering")
    assert registration.get(f"{{{XSI}}}type") == "journalpost"


def test_the_message_says_what_the_letter_is():
    text = {etree.QName(e).localname: e.text for e in etree.fromstring(a_message()).iter()}
    assert (text["journalposttype"], text["journalstatus"]) == ("Utgående dokument", "Ekspedert")
    assert (text["forfallsdato"], text["dokumentetsDato"]) == ("2019-12-20", "2019-10-24")
    assert text["sendtDato"] == "2019-10-24T11:00:00+02:00"
    assert (text["korrespondansepartNavn"], text["antall"]) == ("Ørland kommune", "15")
    assert (text["referanseDokumentfil"], text["antallFiler"]) == ("brev.pdf", "1")


SCHEMA = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{NAMESPACE}">
<xs:element name="NAME"><xs:complexType><xs:sequence>
<xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/></xs:sequence></xs:complexType></xs:element>
</xs:schema>"""


def test_a_schema_is_obeyed_where_one_is_named(tmp_path):
    schema = tmp_path / "arkivmelding.xsd"
    schema.write_text(SCHEMA.replace("NAME", "arkivmelding"))
    check(a_message(), schema)
    schema.write_text(SCHEMA.replace("NAME", "noe_annet"))
    with pytest.raises(Refused, match="breaks its schema"):
        check(a_message(), schema)
    schema.write_text("ikke xml")
    with pytest.raises(StopAndMend, match="ANMODNING_ARKIVMELDING_XSD"):
        check(a_message(), schema)


def test_every_letter_gets_a_package_that_checks_itself(sent, tmp_path):
    folder = tmp_path / "arkiv"
    with sent.store.begin() as tx:
        assert export(tx, REGISTER, 2020, folder, sent.now(), schema=None, decider=KARI) == 2
        assert decisions.listed(tx, 2020)[-1]["action"] == "dispatch_export"
    places = sorted(folder.iterdir())
    assert len(places) == 2
    for place in places:
        assert {file.name for file in place.iterdir()} >= {
            "arkivmelding.xml",
            "grunnlag.json",
            "innhold.json",
        }
        if shutil.which("sha256sum"):
            subprocess.run(["sha256sum", "--check", "--quiet", "manifest.sha256"], cwd=place, check=True)
        basis = json.loads((place / "grunnlag.json").read_bytes())
        assert [one["name"] for one in basis["godkjenninger"]] == ["Kari"]
        assert basis["hendelser"][-1]["to_state"] == "ACCEPTED"
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    with sent.store.begin() as tx:
        export(tx, REGISTER, 2020, folder, sent.now(), schema=None, decider=KARI)
    assert {file: file.read_bytes() for file in before} == before
