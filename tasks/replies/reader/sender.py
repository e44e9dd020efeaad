"""Who sent a text that begins with a mail's own head: its domain, and what a foreign one says about the text."""

from __future__ import annotations

import re

from tasks.core.model.municipality import Municipality, Register
from tasks.core.model.vedtak import DocumentFlag
from tasks.replies.authenticity import domain_of, domain_owner
from tasks.replies.reader.place import Place

_FROM = re.compile(r"^\W*(?:fra|frå|from|avsender|avsendar)[^:\n]{0,25}:(?P<rest>.*)$", re.IGNORECASE)
_HEAD = re.compile(
    r"^\W*(?:til|to|sendt|sent|dato|date|emne|subject|tema|kopi|cc)\b[^:\n]{0,15}:", re.IGNORECASE
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@(?P<domain>[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})")
# Systems that carry municipalities' letters, and the addressee itself: they say nothing about who wrote.
_CARRIERS = ("ks.no", "altinn.no", "digdir.no", "imdi.no", "kommune.no", "herad.no", "suohkan.no")
FIRST_LINES = 4


def sender_domain(text: str) -> str:
    r"""Return the domain of the address in the text's own mail head; "" when it has no head or no address.

    >>> sender_domain("Fra: Arkiv <arkiv@skjervoy.kommune.no>\nSendt: 17.12.2019\nTil: post@imdi.no")
    'skjervoy.kommune.no'
    """
    lines = [line for line in text[:2000].split("\n") if line.strip()][: FIRST_LINES + 4]
    for index, line in enumerate(lines[:FIRST_LINES]):
        sent = _FROM.match(line)
        if sent is None or not any(_HEAD.match(other) for other in lines[max(0, index - 2) : index + 4]):
            continue
        address = _ADDRESS.search(sent["rest"])
        return domain_of(address.group()) if address else ""
    return ""


def sender_owner(text: str, register: Register) -> Municipality | None:
    """Return the municipality whose domain sent the text, None where nobody's did."""
    domain = sender_domain(text)
    return domain_owner(domain, register) if domain else None


def sender_flag(text: str, place: Place, register: Register) -> DocumentFlag | None:
    """Return the flag a private, foreign or other municipality's address in the mail's head raises."""
    domain = sender_domain(text)
    if not domain:
        return None
    owner = domain_owner(domain, register)
    if owner is None:
        carried = any(domain == known or domain.endswith("." + known) for known in _CARRIERS)
        return None if carried else DocumentFlag.SENDER_DOMAIN
    meant = {place.number} if place.number else set(place.candidates)
    return DocumentFlag.SENDER_MISMATCH if meant and owner.number not in meant else None
