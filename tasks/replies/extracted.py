"""What came out of a file: its text, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

# Problems that mean the file may be hostile or cannot be opened: quarantine.
HOSTILE = frozenset(
    {
        "ENCRYPTED_PDF",
        "PDF_TOO_HEAVY",
        "ZIP_BOMB",
        "TOO_MUCH_TEXT",
        "TOO_MANY_PAGES",
        "ACTIVE_CONTENT",
        "ZIP_REFUSED",
        "PROGRAM_REFUSED",
        "ENCRYPTED_DOCX",
    }
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """Text of one file. ``problem`` names what kept it from being read whole; ``active``: it carries
    programs.

    ``recognised``: the text came from a picture by character recognition.
    """

    text: str
    pages: int | None = None
    problem: str | None = None
    active: bool = False
    recognised: bool = False
