"""What SvarUt v3 takes: the documented fields with their lengths, and files that match the metadata."""

from __future__ import annotations

import re

ADDRESS = {"adresselinje1", "adresselinje2", "adresselinje3", "poststed", "postnummer", "landkode"}
FIELDS = {
    "tittel", "mottaker", "eksternReferanse", "korrelasjonsid", "avgivendeSystem", "avgivendeSystemAktor",
    "konteringskode", "forsendelsestype", "kunDigitalLevering", "kryptert", "sikkerhetsniva", "taushetsbelagtPost",
    "kanSvareViaEdialog", "svarPaForsendelseId", "svarSendesTil", "utskriftskonfigurasjon", "eksponertFor", "lenker",
    "dokumenter", "metadataFraAvleverendeSystem", "metadataForImport",
}  # fmt: skip
DOCUMENT = {
    "filnavn", "mimeType", "dokumentType", "skalEkskluderesFraUtskrift", "ekstraMetadata",
    "inneholderPersonsensitivInformasjon",
}  # fmt: skip
RECEIVER = {"navn", "digitalId", "adresse"}


def faults_in(metadata: dict, parts: list) -> list[str]:
    """Return what SvarUt would refuse, empty if nothing."""
    wrong = _unknown("", metadata, FIELDS)
    receiver = metadata.get("mottaker") or {}
    address = receiver.get("adresse") or {}
    wrong += _unknown("mottaker.", receiver, RECEIVER) + _unknown("mottaker.adresse.", address, ADDRESS)
    wrong += _length("tittel", metadata.get("tittel"), 1, 1000)
    wrong += _length("mottaker.navn", receiver.get("navn"), 1, 100)
    wrong += _length("adresselinje1", address.get("adresselinje1"), 1, 70)
    wrong += _length("poststed", address.get("poststed"), 1, 100)
    wrong += _length("postnummer", address.get("postnummer", ""), 0, 20)
    wrong += _length("eksternReferanse", metadata.get("eksternReferanse", ""), 0, 100)
    wrong += _length("korrelasjonsid", metadata.get("korrelasjonsid", ""), 0, 100)
    if not re.fullmatch(r"[0-9]{9}", str(receiver.get("digitalId"))):
        wrong.append("mottaker.digitalId")
    if metadata.get("kunDigitalLevering"):
        wrong.append("kunDigitalLevering: no letter of ours goes without print")
    return wrong + _documents(metadata.get("dokumenter") or [], parts)


def _documents(documents: list, parts: list) -> list[str]:
    if parts[0].name != "forsendelse" or parts[0].content_type != "application/json" or parts[0].filename:
        return ["the first part is not forsendelse as application/json"]
    names = [document.get("filnavn", "") for document in documents]
    if not names or [part.filename for part in parts[1:]] != names:
        return [f"files {[part.filename for part in parts[1:]]} are not the dokumenter {names}"]
    wrong = [f"filnavn {name}" for name in names if re.search(r'[*:"\\/<>|?]', name) or not name.isascii()]
    wrong += [fault for document in documents for fault in _unknown("dokumenter.", document, DOCUMENT)]
    if len({name.casefold() for name in names}) < len(names):
        wrong.append("filnavn twice")
    pairs = zip(documents, parts[1:], strict=True)
    return wrong + [f"{p.filename} is no PDF" for d, p in pairs if not p.data.startswith(b"%PDF")]


def _unknown(path: str, fields: dict, known: set[str]) -> list[str]:
    return [f"unknown field {path}{name}" for name in fields if name not in known]


def _length(name: str, value: object, least: int, most: int) -> list[str]:
    return [] if isinstance(value, str) and least <= len(value) <= most else [f"{name}: {value!r}"]
