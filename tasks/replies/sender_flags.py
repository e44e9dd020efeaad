"""The flags a sender raises beside a reading: a private or foreign address, or another municipality's."""

from __future__ import annotations

from dataclasses import replace

from tasks.core.model.municipality import Municipality
from tasks.core.model.vedtak import DocumentFlag, VedtakReading


def with_sender_flags(reading: VedtakReading, sender: str, owner: Municipality | None) -> VedtakReading:
    """Return the reading with SENDER_DOMAIN or SENDER_MISMATCH where the address does not fit the text."""
    if not sender or owner is None:
        flag = DocumentFlag.SENDER_DOMAIN
    elif reading.municipality_number not in {None, owner.number}:
        flag = DocumentFlag.SENDER_MISMATCH
    else:
        return reading
    return replace(
        reading,
        flags=tuple(dict.fromkeys([*reading.flags, flag])),
        reasons=tuple(dict.fromkeys([*reading.reasons, flag.value])),
        needs_person=True,
    )
