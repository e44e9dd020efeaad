"""Our reference: made for a letter, found again in a reply that quotes it.

``ANM-2020-5057-A1-77``: prefix, year, municipality, kind letter and revision, two check digits. The check
digits (ISO 7064 MOD 97-10, as in IBAN) cover everything before them, so a digit misread by OCR or mistyped gives
no reference instead of another municipality's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.core.model.errors import BadInput
from tasks.core.model.letter import LetterKind

# One letter per kind, never reused for another; none that OCR takes for a digit (no B, I, L, O, Q, S, Z).
KIND_LETTERS: dict[LetterKind, str] = {
    LetterKind.REQUEST: "A",
    LetterKind.INFORMATION: "F",
    LetterKind.ADJUSTED: "J",
    LetterKind.SUPPLEMENTARY: "T",
    LetterKind.WITHDRAWAL: "R",
    LetterKind.REMINDER: "P",
    LetterKind.CLARIFICATION: "K",
    LetterKind.CLOSING: "E",
}
_KINDS = {letter: kind for kind, letter in KIND_LETTERS.items()}
_PREFIX = re.compile(r"[A-Z]{2,8}")

# What OCR makes of digits; put right only where a digit must stand, and only if the check digits then fit.
_MISREAD = str.maketrans("OoQDIil|SsBZz", "0000111155822")
_DIGIT = r"[0-9OoQDIil|SsBZz]"
_DASH = r"\s{0,3}[-\u2010-\u2015\u2212\u00ad]\s{0,3}"
_LIKELY = re.compile(  # its rarest part: looked for first
    rf"[-\u2010-\u2015\u2212\u00ad]\s{{0,3}}{_DIGIT}{{4}}{_DASH}{_DIGIT}{{4}}"
)
_QUOTED = re.compile(
    rf"(?<![A-Za-z0-9])([A-Za-z]{{2,8}}){_DASH}({_DIGIT}{{4}}){_DASH}({_DIGIT}{{4}})"
    rf"{_DASH}([A-Za-z])\s?({_DIGIT}{{1,3}}){_DASH}({_DIGIT}{{2}})(?![A-Za-z0-9])"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference says: which letter of which municipality and year."""

    prefix: str
    year: int
    number: str
    kind: LetterKind
    revision: int

    def __str__(self) -> str:
        """Return the reference as it is printed."""
        return letter_reference(self.prefix, self.year, self.number, self.kind, self.revision)


def letter_reference(prefix: str, year: int, number: str, kind: LetterKind, revision: int) -> str:
    """Return the reference printed in a letter; another kind, revision or municipality gives another one.

    >>> letter_reference("ANM", 2020, "5057", LetterKind.REQUEST, 1)
    'ANM-2020-5057-A1-77'

    :raises BadInput: a prefix that is not 2-8 capital letters A-Z, or a number or revision out of shape.
    """
    right = _PREFIX.fullmatch(prefix) and re.fullmatch(r"[0-9]{4}", number)
    if not right or not 1000 <= year <= 9999 or not 1 <= revision <= 999:
        raise BadInput.one(
            f"letter reference for municipality {number}, {year}",
            f"prefix {prefix!r}, number {number!r}, revision {revision} make no reference",
            "use a prefix of 2-8 letters A-Z, a number of four digits and a revision of 1-999",
        )
    kind_and_revision = f"{KIND_LETTERS[kind]}{revision}"
    check = _check_digits(f"{prefix}{year}{number}{kind_and_revision}")
    return f"{prefix}-{year}-{number}-{kind_and_revision}-{check}"


def find_references(text: str) -> tuple[Reference, ...]:
    r"""Return every reference quoted in ``text``, each once, in order; only those whose check digits fit.

    Line breaks and spaces at the hyphens, dashes for hyphens, lower case and digits that OCR read as letters
    are put right; the letters themselves must have been read as they are.

    >>> [r.number for r in find_references("Deres ref.: anm\u20132O20-\n5057-Al-77 av 24.10.2019")]
    ['5057']
    >>> find_references("ANM-2020-5051-A1-77")
    ()
    """
    found: dict[Reference, None] = {}
    if _LIKELY.search(text) is None:
        return ()
    for match in _QUOTED.finditer(text):
        prefix, kind = match[1].upper(), _KINDS.get(match[4].upper())
        year, number, revision, check = (match[i].translate(_MISREAD) for i in (2, 3, 5, 6))
        body = f"{prefix}{year}{number}{match[4].upper()}{int(revision)}"
        if kind is None or check != _check_digits(body) or year < "1000" or int(revision) == 0:
            continue
        found[Reference(prefix, int(year), number, kind, int(revision))] = None
    return tuple(found)


def _check_digits(body: str) -> str:
    """Return the two MOD 97-10 digits that make ``body`` followed by them leave the remainder 1."""
    as_digits = "".join(str(int(character, 36)) for character in body)
    return f"{98 - int(as_digits + '00') % 97:02d}"
