"""Writes the workbook's second sheet: which round it is, that it adds up, and how to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from tasks.consultation import sheet as s
from tasks.consultation.formats import Formats
from tasks.core.model.allocation import Round

HOW_TO = (
    "Slik svarer dere",
    "Alle merknader føres i de fem siste kolonnene i arket «Fordeling», på raden til kommunen de gjelder.",
    "De andre feltene er låst. Ønsker dere et annet tall, skal det stå som merknad, ikke rettes i tallet.",
    "fast tall: kommunen skal ha nøyaktig dette antallet. minst / høyst: antallet er en nedre / øvre grense.",
    "ta ut: kommunen skal ikke anmodes. ta med: kommunen skal anmodes. Begge uten antall.",
    "flytt: så mange personer flyttes fra kommunen på raden til kommunenummeret i «Merknad: til kommune».",
    "fast tall står alene: en kommune med fast tall kan ikke også ha minst, høyst eller flytt, heller ikke som mottaker.",
    "Hver merknad må ha type, begrunnelse og hvem den kommer fra. Totalen for landet endres ikke.",
    "Enslige mindreårige (EM) er alltid med i anmodningen. EM-tall per kommune er ikke for publisering.",
)


def write_about(
    page: Worksheet,
    round_: Round,
    round_id: int,
    rows: Sequence[s.LockedRow],
    made_on: date,
    formats: Formats,
) -> None:
    """Write the facts of the round, the check of its sum and the way to answer."""
    letter, sum_row = xl_col_to_name(s.HEADINGS.index("Anmodning")), len(rows) + s.HEADING_ROW + 1
    total = f"{s.ALLOCATION_SHEET}!{letter}{sum_row}"
    facts: list[tuple[str, str | int]] = [
        ("År", round_.year),
        (s.ROUND_ID, round_id),
        ("Behov (personer)", round_.need.total),
        ("Av dette EM", round_.need.em),
        ("EM under 15", round_.need.em_under_15),
        ("Kommuner som anmodes", len(round_.asked)),
        ("Laget", f"{made_on:%d.%m.%Y}"),
        (s.ROUND_MARK, s.round_mark(round_, round_id)),
        (s.SHEET_MARK, s.sheet_mark(rows)),
    ]
    page.write_string(0, 0, "Samråd med KS om fordelingen", formats.title)
    for line, (label, value) in enumerate(facts, start=2):
        page.write_string(line, 0, label, formats.label)
        if isinstance(value, int):
            page.write_number(line, 1, value, formats.persons if value > 9999 else formats.text)
        else:
            page.write_string(line, 1, value, formats.text)
    line = len(facts) + 2
    page.write_string(line, 0, "Sum av anmodningene", formats.label)
    page.write_formula(line, 1, f"={total}", formats.persons, sum(row.count for row in rows))
    page.write_string(line + 1, 0, "Sum minus behov", formats.label)
    page.write_formula(line + 1, 1, f"={total}-B5", formats.persons, 0)
    for step, text in enumerate(HOW_TO, start=line + 3):
        page.write_string(step, 0, text, formats.label if text == HOW_TO[0] else None)
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 68)
    page.protect("", {"format_columns": True})
    page.set_paper(9)
    page.fit_to_pages(1, 0)
