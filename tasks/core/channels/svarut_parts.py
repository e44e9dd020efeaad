"""What is sent to SvarUt (v3): the forsendelse as JSON and the multipart body, byte for byte the same every time.

Only documented fields, and never ``kunDigitalLevering``: that gives neither delivery guarantee nor feedback.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from urllib3.fields import RequestField
from urllib3.filepost import encode_multipart_formdata

from tasks.core.channels.protocol import Parcel, Refused
from tasks.core.model.postal_address import PostalAddress

SENDING_SYSTEM = "Anmodning"
PDF = "application/pdf"
LONGEST_TITLE = 1000
LONGEST_NAME = 100
MOST_BYTES = 350_000_000  # what SvarUt prints at most
LEGAL_NAME = re.compile(r"[A-Za-z0-9._-]{1,226}")


def forsendelse(parcel: Parcel, address: PostalAddress | None) -> dict[str, object]:
    """Return the metadata of one sending.

    :raises Refused: something in it would be refused by SvarUt; names municipality, year and what to do.
    """
    if address is None or not address.is_postal:
        where = f"{parcel.receiver.number} {parcel.receiver.display_name} ({parcel.letter.year})"
        raise Refused(f"{where}: no postal address: add it to ANMODNING_ADDRESSES_FILE")
    return rehearsed_forsendelse(parcel, address)


def rehearsed_forsendelse(parcel: Parcel, address: PostalAddress | None) -> dict[str, object]:
    """Return the metadata as they would be sent; a postal address nobody knows is left out, none is invented.

    :raises Refused: anything else in it would be refused by SvarUt.
    """
    letter, dispatch = parcel.letter, parcel.dispatch
    where = f"{parcel.receiver.number} {parcel.receiver.display_name} ({letter.year})"
    if not re.fullmatch(r"[0-9]{9}", parcel.receiver.organisation_number):
        raise Refused(f"{where}: organisation number is not nine digits: correct the register")
    title = f"KOPI: {letter.title}" if dispatch.copy else letter.title
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise Refused(f"{where}: the title has {len(title)} characters, SvarUt takes 1 to {LONGEST_TITLE}")
    if len(parcel.pdf) > MOST_BYTES:
        raise Refused(f"{where}: the letter is larger than SvarUt prints ({MOST_BYTES} bytes)")
    return {
        "tittel": title,
        "mottaker": {
            "navn": f"{parcel.receiver.name} kommune"[:LONGEST_NAME],
            "digitalId": parcel.receiver.organisation_number,
            **({"adresse": _address(address)} if address is not None and address.is_postal else {}),
        },
        "eksternReferanse": dispatch.key,
        "korrelasjonsid": f"anmodning-{letter.year}-{dispatch.batch_id}",
        "avgivendeSystem": SENDING_SYSTEM,
        "kunDigitalLevering": False,
        "kryptert": False,
        "taushetsbelagtPost": False,
        "utskriftskonfigurasjon": {"tosidig": True},
        "dokumenter": [
            {
                "filnavn": file_name(parcel),
                "mimeType": PDF,
                "skalEkskluderesFraUtskrift": False,
                "inneholderPersonsensitivInformasjon": False,
            }
        ],
    }


def _address(address: PostalAddress) -> dict[str, str]:
    lines = {f"adresselinje{n}": line for n, line in enumerate(address.lines, start=1)}
    place = {"postnummer": address.postcode, "poststed": address.place, "landkode": address.country}
    return lines | place


def file_name(parcel: Parcel) -> str:
    """Return the letter's file name: ASCII only, legal for SvarUt and eFormidling."""
    letter = parcel.letter
    return f"brev-{letter.year}-{letter.number}-{letter.kind.value}-{letter.revision}.pdf"


def multipart(
    key: str,
    first: str,
    metadata: object,
    files: Sequence[tuple[str, str, bytes]],
    titles: Sequence[str] = (),
) -> tuple[bytes, str]:
    """Return body and content type: part ``first`` is the metadata as JSON, then the files in their order.

    :param files: file name, media type and bytes of each.
    :param titles: the name of each file's part; without them all are called ``filer`` (SvarUt ignores it).
    :raises Refused: a file name that is not ASCII, illegal or there twice (case does not count).
    """
    names = [name.casefold() for name, _, _ in files]
    if len(set(names)) != len(names) or not all(LEGAL_NAME.fullmatch(name) for name, _, _ in files):
        raise Refused(
            f"file names {', '.join(name for name, _, _ in files)}: each one legal, in ASCII, and once"
        )
    plain = json.dumps(metadata, ensure_ascii=False, separators=(",", ":")).encode()
    fields = [_field(first, None, "application/json", plain)]
    named = zip(titles or ["filer"] * len(files), files, strict=True)
    fields += [_field(title, name, media_type, data) for title, (name, media_type, data) in named]
    return encode_multipart_formdata(fields, boundary=f"anmodning-{key}")


def _field(name: str, filename: str | None, media_type: str, data: bytes) -> RequestField:
    made = RequestField(name=name, data=data, filename=filename)
    made.make_multipart(content_type=media_type)
    return made
