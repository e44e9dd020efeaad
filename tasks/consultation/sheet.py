"""What the workbook for KS holds: its columns, the words for remarks, the marks that say whose round it is.

The writer and the reader both stand on this module, so that they cannot drift apart. Pure.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from tasks.core.model.allocation import ConstraintKind, Round
from tasks.core.model.municipality import Municipality

ALLOCATION_SHEET = "Fordeling"
ABOUT_SHEET = "Om runden"
SUM_LABEL = "Sum"
HEADING_ROW = 1  # as a spreadsheet counts: the data begins in row 2

# The locked columns, in order; each belongs to the field of LockedRow in the same place.
LOCKED_HEADINGS = (
    "Kommunenummer",
    "Kommune",
    "Fylke",
    "Anmodning",
    "Av dette EM",
    "EM under 15",
    "Vekt",
    "Begrunnelse",
    "Anmodning i fjor",
)
SUMMED_HEADINGS = ("Anmodning", "Av dette EM", "EM under 15", "Anmodning i fjor")

REMARK_TYPE = "Merknad: type"
REMARK_COUNT = "Merknad: antall"
REMARK_OTHER = "Merknad: til kommune"
REMARK_REASON = "Merknad: begrunnelse"
REMARK_AUTHOR = "Merknad: av hvem"
REMARK_HEADINGS = (REMARK_TYPE, REMARK_COUNT, REMARK_OTHER, REMARK_REASON, REMARK_AUTHOR)
HEADINGS = LOCKED_HEADINGS + REMARK_HEADINGS

REMARK_WORDS: Mapping[str, ConstraintKind] = {
    "fast tall": ConstraintKind.FIX,
    "minst": ConstraintKind.MIN,
    "høyst": ConstraintKind.MAX,
    "ta ut": ConstraintKind.EXCLUDE,
    "ta med": ConstraintKind.INCLUDE,
    "flytt": ConstraintKind.SWAP,
}
NUMBERLESS = frozenset({ConstraintKind.EXCLUDE, ConstraintKind.INCLUDE})

ROUND_ID = "Runde"
ROUND_MARK = "Fingeravtrykk for runden"
SHEET_MARK = "Fingeravtrykk for låste felt"

# A spreadsheet takes a text that begins so for a formula, at the latest when the sheet is saved as CSV.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class LockedRow:
    """One municipality as KS sees it. ``previous`` None: last year's request is not known."""

    number: str
    municipality: str
    county: str
    count: int
    em: int
    em_under_15: int
    weight: float
    reason: str
    previous: int | None


def locked_rows(
    round_: Round,
    municipalities: Mapping[str, Municipality],
    previous_requests: Mapping[str, int | None],
    reasons: Mapping[str, str],
) -> tuple[LockedRow, ...]:
    """Return what the sheet shows of every municipality of the round, asked or not, by number."""
    return tuple(
        LockedRow(
            number=row.number,
            municipality=cell_text(municipalities[row.number].display_name),
            county=cell_text(municipalities[row.number].county),
            count=row.count,
            em=row.em,
            em_under_15=row.em_under_15,
            weight=rounded(float(row.weight)),
            reason=cell_text(reasons.get(row.number, "")),
            previous=previous_requests.get(row.number),
        )
        for row in sorted(round_.allocations, key=lambda row: row.number)
    )


def rounded(weight: float) -> float:
    """Return a weight with the six digits the sheet shows of it.

    >>> rounded(1234.56789)
    1234.57
    """
    return float(f"{weight:.6g}")


def cell_text(text: str) -> str:
    r"""Return text from outside as one line that no spreadsheet takes for a formula.

    >>> cell_text("=HYPERLINK(1)"), cell_text(" Våler\n(Østfold) ")
    ("'=HYPERLINK(1)", 'Våler (Østfold)')
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"'{line}" if line.startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS) else line


def round_mark(round_: Round, round_id: int) -> str:
    """Return a fingerprint of the round's numbers: another round, or another id, gives another one."""
    rows = [(r.number, r.asked, r.count, r.em, r.em_under_15) for r in round_.allocations]
    need = round_.need
    head = (
        round_id,
        round_.year,
        round_.kind.value,
        need.total,
        need.em,
        need.em_under_15,
        round_.inputs_sha256,
    )
    return _sha256([head, sorted(rows)])


def sheet_mark(rows: Sequence[LockedRow]) -> str:
    """Return a fingerprint of everything in the locked columns."""
    return _sha256(sorted(astuple(row) for row in rows))


def _sha256(plain: object) -> str:
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()
