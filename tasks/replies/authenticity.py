"""How sure we are that a message comes from the municipality it speaks for: graded A to D, with reasons.

A: it came inside a channel that authenticates organisations. B: DMARC passed for the municipality's own
domain,
said by our own receiver. C: weak, a person looks. D: failed, quarantine. (INTERFACES, e-mail intake.)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tasks.core.model.municipality import Municipality, Register
from tasks.core.model.vedtak import DocumentFlag, Grade
from tasks.replies.authentication_results import AuthenticationResults, trusted_results
from tasks.replies.mail import ParsedMail

CHANNEL_SOURCES = frozenset({"svarinn", "eformidling"})
PRIVATE_DOMAINS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "hotmail.no",
        "outlook.com",
        "live.no",
        "live.com",
        "online.no",
        "yahoo.com",
        "yahoo.no",
        "icloud.com",
        "me.com",
        "msn.com",
        "getmail.no",
        "broadpark.no",
        "lyse.net",
        "proton.me",
        "protonmail.com",
    ]
)

AUTH_FAILED = "AUTH_FAILED"
AUTH_WEAK = "AUTH_WEAK"
AUTH_NOT_TRUSTED = "AUTH_NOT_TRUSTED"
SEVERAL_SENDERS = "SEVERAL_SENDERS"
LOOKALIKE_DOMAIN = "LOOKALIKE_DOMAIN"
PRIVATE_DOMAIN = "PRIVATE_DOMAIN"
UNKNOWN_DOMAIN = "UNKNOWN_DOMAIN"
UNKNOWN_ORGANISATION = "UNKNOWN_ORGANISATION"


@dataclass(frozen=True, slots=True)
class Authenticity:
    """The grade, whose domain the sender's is (None: nobody's in the register) and why."""

    grade: Grade
    number: str | None
    flags: tuple[DocumentFlag, ...]
    reasons: tuple[str, ...]


def grade_sender(mail: ParsedMail, register: Register, *, source: str, trusted_authserv: str) -> Authenticity:
    """Return the grade of a message. Which municipality it *speaks for* is decided elsewhere (matching)."""
    if source in CHANNEL_SOURCES:
        return _of_channel(mail.sender_organisation, register)
    domain = domain_of(mail.sender)
    owner = domain_owner(domain, register)
    number = owner.number if owner else None
    foreign = () if owner else (DocumentFlag.SENDER_DOMAIN,)
    if mail.from_count != 1 or not domain:
        return Authenticity(Grade.FAILED, None, (DocumentFlag.SENDER_DOMAIN,), (SEVERAL_SENDERS, AUTH_FAILED))
    if owner is None and is_lookalike(domain, register):
        return Authenticity(Grade.FAILED, None, foreign, (LOOKALIKE_DOMAIN, AUTH_FAILED))
    results = trusted_results(mail.authentication, trusted_authserv)
    if results is None:
        return Authenticity(Grade.WEAK, number, foreign, (AUTH_NOT_TRUSTED, *_foreign_reason(domain, owner)))
    if has_failed(results):
        return Authenticity(Grade.FAILED, number, foreign, (AUTH_FAILED,))
    if owner is None:
        return Authenticity(Grade.WEAK, None, foreign, _foreign_reason(domain, owner))
    if results.result("dmarc") == "pass" and is_aligned(results, domain):
        return Authenticity(Grade.ALIGNED, number, (), ())
    return Authenticity(Grade.WEAK, number, (), (AUTH_WEAK,))


def _of_channel(organisation: str, register: Register) -> Authenticity:
    """Return the grade of a message whose sender the channel itself vouches for."""
    found = [m.number for m in register.municipalities if m.organisation_number == organisation]
    if found:
        return Authenticity(Grade.CHANNEL, found[0], (), ())
    return Authenticity(Grade.CHANNEL, None, (DocumentFlag.SENDER_DOMAIN,), (UNKNOWN_ORGANISATION,))


def _foreign_reason(domain: str, owner: Municipality | None) -> tuple[str, ...]:
    if owner is not None:
        return ()
    return (PRIVATE_DOMAIN,) if domain in PRIVATE_DOMAINS else (UNKNOWN_DOMAIN,)


def has_failed(results: AuthenticationResults) -> bool:
    """Return whether our receiver says the sender is not who it says.

    DMARC or composite failure; or, where the domain publishes no DMARC, a hard SPF failure without a DKIM
    pass.
    """
    dmarc = results.result("dmarc")
    if dmarc == "fail" or results.result("compauth") == "fail":
        return True
    return dmarc != "pass" and results.result("spf") == "fail" and results.result("dkim") != "pass"


def is_aligned(results: AuthenticationResults, domain: str) -> bool:
    """Return whether DMARC's verdict is about the very domain in From."""
    return results.properties.get("dmarc:header.from", "").rstrip(".") == domain


def domain_of(address: str) -> str:
    """Return the domain of an address, lower case, with international names in their ASCII form.

    >>> domain_of("Post@Ørland.kommune.no")
    'xn--rland-uua.kommune.no'
    """
    domain = address.rpartition("@")[2].casefold().rstrip(".")
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def domain_owner(domain: str, register: Register) -> Municipality | None:
    """Return the municipality whose domain this is, or a sub-domain of; None for everyone else's."""
    owners = _owners(register)
    labels = domain.split(".")
    for start in range(len(labels) - 1):
        found = owners.get(".".join(labels[start:]))
        if found is not None:
            return found
    return None


@lru_cache(maxsize=4)
def _owners(register: Register) -> dict[str, Municipality]:
    return {municipality.email_domain.casefold(): municipality for municipality in register.municipalities}


def is_lookalike(domain: str, register: Register) -> bool:
    """Return whether a foreign domain is made to be read as a municipality's.

    One letter away from a real one, digits for letters, "rn" for "m", or the real one worked into another
    domain.
    An international name with "kommune" in it is foreign to the register and treated the same. The former
    domain
    of a municipality that merged is one letter from its neighbours' by accident and no look-alike.
    """
    if domain.startswith("xn--") and "kommune" in domain:
        return True
    if domain in {f"{domain_label(change.old_name)}.kommune.no" for change in register.changes}:
        return False
    plain = domain.translate(str.maketrans("0135", "oles")).replace("rn", "m")
    squeezed = plain.replace("-", "").replace(".", "")
    for municipality in register.municipalities:
        real = municipality.email_domain.casefold()
        if not any(word in real for word in ("kommune", "herad", "suohkan")):
            continue  # "ha.no" is too short to tell an imitation from a stranger
        stem = real.removesuffix(".no").replace("-", "").replace(".", "")
        if squeezed.startswith(stem) or _one_apart(domain, real) or _one_apart(plain, real):
            return True
    return False


def domain_label(name: str) -> str:
    """Return a municipality's name as its domain writes it.

    >>> domain_label("Nord-Østerdal")
    'nord-osterdal'
    """
    spelled = name.casefold().translate(
        str.maketrans({"æ": "a", "ø": "o", "å": "a", "á": "a", "š": "s", " ": "-"})
    )
    return "".join(character for character in spelled if character.isalnum() or character == "-")


def _one_apart(one: str, other: str) -> bool:
    """Return whether two names differ by at most one insertion, deletion, change or swap of neighbours."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest_one, rest_other = one[start:], other[start:]
    swapped = (
        len(one) == len(other) and rest_one[:2] == rest_other[:2][::-1] and rest_one[2:] == rest_other[2:]
    )
    return (
        swapped or rest_one[1:] == rest_other[1:] or rest_one[1:] == rest_other or rest_one == rest_other[1:]
    )
