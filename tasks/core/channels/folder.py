"""The `folder` channel: letters as files, receipts as files beside them. No network object is ever built.

``<folder>/<year>/<key>/`` holds ``brev.pdf``, ``forsendelse.multipart`` (the body SvarUt would be sent, byte for byte;
where no postal address is known it has none) and ``metadata.json``; the other side answers with ``kvittering-<n>.json``
(``{"status": <SvarUt's word>, "tidspunkt": <ISO moment>}``).
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tasks.core.channels.protocol import ChannelEvent, Hit, Parcel, Reach, Refused, Uncertain, Way
from tasks.core.channels.statuses import is_known, state_of
from tasks.core.channels.svarut_parts import PDF, file_name, multipart, rehearsed_forsendelse
from tasks.core.model.dispatch import Dispatch, Receipt
from tasks.core.model.municipality import Municipality
from tasks.core.model.postal_address import PostalAddress

LETTER = "brev.pdf"
PAYLOAD = "forsendelse.multipart"
METADATA = "metadata.json"
RECEIPTS = "kvittering-*.json"


@dataclass(frozen=True, slots=True)
class FolderChannel:
    """A folder that stands for the channel."""

    folder: Path
    addresses: Mapping[str, PostalAddress] = field(default_factory=dict[str, PostalAddress])
    name: str = "folder"
    accepts_at_once: bool = True
    lookup_is_final: bool = True
    is_local: bool = True
    is_production: bool = False

    def missing(self, receiver: Municipality) -> str:  # noqa: ARG002  a folder reaches everybody
        """Return nothing: a folder needs no address."""
        return ""

    def capabilities(self, receiver: Municipality) -> Reach:  # noqa: ARG002  a folder reaches everybody
        """Return the folder: nothing else is asked."""
        return Reach(Way.FOLDER, str(self.folder))

    def submit(self, parcel: Parcel) -> str:
        """Write letter and metadata; the metadata comes last, so a folder without it is not a sent letter.

        :raises Refused: SvarUt would refuse it.
        :raises Uncertain: there is no room, or the folder cannot be written; the letter is not there.
        """
        place = self._place(parcel.dispatch.year, parcel.dispatch.key)
        address = self.addresses.get(parcel.receiver.organisation_number)
        files = [(file_name(parcel), PDF, parcel.pdf)]
        payload, _ = multipart(
            parcel.dispatch.key, "forsendelse", rehearsed_forsendelse(parcel, address), files
        )
        metadata = json.dumps(_metadata(parcel), ensure_ascii=False, indent=1).encode()
        try:
            place.mkdir(parents=True, exist_ok=True)
            _write(place / LETTER, parcel.pdf)
            _write(place / PAYLOAD, payload)
            _write(place / METADATA, metadata)
        except OSError as problem:
            why = problem.strerror or type(problem).__name__
            raise Uncertain(
                f"{place} cannot be written ({why}): make room, then run the dispatch again"
            ) from None
        return parcel.dispatch.key

    def find(self, key: str) -> tuple[Hit, ...]:
        """Return the key itself if the folder holds the finished letter."""
        return tuple(Hit(key) for path in self.folder.glob(f"*/{key}/{METADATA}") if path.is_file())

    def poll(self, dispatches: Sequence[Dispatch]) -> tuple[Receipt, ...]:
        """Read the receipt files beside the letters, oldest first.

        :raises Refused: a receipt file is not what it should be; names the file.
        """
        receipts: list[Receipt] = []
        for dispatch in dispatches:
            place = self._place(dispatch.year, dispatch.key)
            if not place.is_dir():
                continue
            names = sorted(entry.name for entry in os.scandir(place) if entry.name.startswith("kvittering-"))
            receipts += [_receipt(dispatch.key, place / name) for name in names]
        return tuple(sorted(receipts, key=lambda receipt: receipt.happened_at))

    def events(self, dispatch: Dispatch) -> tuple[ChannelEvent, ...]:
        """Return the receipts beside the letter: a folder logs nothing else."""
        return tuple(ChannelEvent(one.happened_at, one.raw_status) for one in self.poll([dispatch]))

    def _place(self, year: int, key: str) -> Path:
        return self.folder / str(year) / key


def _metadata(parcel: Parcel) -> dict[str, object]:
    letter = parcel.letter
    return {
        "tittel": letter.title,
        "eksternReferanse": parcel.dispatch.key,
        "vaarReferanse": letter.letter_ref,
        "mottaker": {
            "navn": f"{parcel.receiver.name} kommune",
            "kommunenummer": parcel.receiver.number,
            "digitalId": parcel.receiver.organisation_number,
        },
        "dokumenter": [{"filnavn": LETTER, "mimeType": "application/pdf", "sha256": letter.pdf_sha256}],
        "dokumentetsDato": letter.dated.isoformat(),
        "spraak": letter.language.value,
    }


def _receipt(key: str, path: Path) -> Receipt:
    try:
        content = json.loads(path.read_bytes())
        status, happened = str(content["status"]), datetime.fromisoformat(content["tidspunkt"])
    except (OSError, ValueError, KeyError, TypeError) as problem:
        message = (
            f"receipt {path} cannot be read ({problem}): mend or remove the file, then run the dispatch again"
        )
        raise Refused(message) from problem
    if happened.tzinfo is None:
        message = f"receipt {path} gives a time without its zone: mend or remove the file, then run the dispatch again"
        raise Refused(message)
    return Receipt(key, state_of(status), status, happened, is_known=is_known(status))


def _write(path: Path, data: bytes) -> None:
    """Write atomically: a killed process leaves the old file or the new one, never half."""
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
