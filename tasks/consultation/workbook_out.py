"""Writes a round as a workbook for KS: the numbers locked, a few columns open for remarks."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from tasks.consultation import sheet as s
from tasks.consultation.about_page import write_about
from tasks.consultation.formats import Formats
from tasks.core.model.allocation import Round
from tasks.core.model.municipality import Municipality

WIDTHS = (17, 24, 22, 13, 12, 12, 12, 60, 13, 14, 11, 14, 44, 22)  # characters, one per column
HEADING_HEIGHT = 34  # points: two lines


def write_workbook(
    round_: Round,
    municipalities: Mapping[str, Municipality],
    previous_requests: Mapping[str, int | None],
    *,
    round_id: int,
    sentences: Mapping[str, str],
    made_on: date,
) -> bytes:
    """Return the workbook (.xlsx) with every municipality of the round; the same input gives the same bytes.

    ``sentences`` are the reasons in nb by number, ``previous_requests`` last year's numbers (persons; None or
    absent where unknown), ``made_on`` the day written in the workbook and into the file's properties.
    """
    rows = s.locked_rows(round_, municipalities, previous_requests, sentences)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    title = f"Fordeling {round_.year}, runde {round_id}, til samråd med KS"
    created = datetime.combine(made_on, time())
    book.set_properties({"title": title, "author": "IMDi", "created": created})
    formats = Formats(book)
    page = book.add_worksheet(s.ALLOCATION_SHEET)
    _write_rows(page, rows, formats)
    _write_sums(page, rows, formats)
    _validate(page, rows, round_.need.total)
    _set_up(page, title, len(rows))
    write_about(book.add_worksheet(s.ABOUT_SHEET), round_, round_id, rows, made_on, formats)
    book.close()
    return out.getvalue()


def _write_rows(page: Worksheet, rows: Sequence[s.LockedRow], formats: Formats) -> None:
    for column, heading in enumerate(s.HEADINGS):
        is_answer = heading in s.REMARK_HEADINGS
        page.write_string(0, column, heading, formats.answer_heading if is_answer else formats.heading)
    answers = [formats.answer, formats.answer_persons, formats.answer_number, formats.answer, formats.answer]
    for line, row in enumerate(rows, start=s.HEADING_ROW):
        page.write_string(line, 0, row.number, formats.text)
        page.write_string(line, 1, row.municipality, formats.text)
        page.write_string(line, 2, row.county, formats.text)
        for column, persons in enumerate((row.count, row.em, row.em_under_15), start=3):
            page.write_number(line, column, persons, formats.persons)
        page.write_number(line, 6, row.weight, formats.weight)
        page.write_string(line, 7, row.reason, formats.wrapped)
        if row.previous is None:
            page.write_blank(line, 8, None, formats.persons)
        else:
            page.write_number(line, 8, row.previous, formats.persons)
        for column, cell_format in enumerate(answers, start=len(s.LOCKED_HEADINGS)):
            page.write_blank(line, column, None, cell_format)


def _write_sums(page: Worksheet, rows: Sequence[s.LockedRow], formats: Formats) -> None:
    """Write the sum row: formulas that sum, with the sums in them for readers that do not calculate."""
    last = len(rows) + s.HEADING_ROW
    sums = (
        sum(row.count for row in rows),
        sum(row.em for row in rows),
        sum(row.em_under_15 for row in rows),
        sum(row.previous or 0 for row in rows),
    )
    for column in range(len(s.LOCKED_HEADINGS)):
        page.write_blank(last, column, None, formats.sum_text)
    page.write_string(last, 0, s.SUM_LABEL, formats.sum_text)
    for heading, value in zip(s.SUMMED_HEADINGS, sums, strict=True):
        column = s.HEADINGS.index(heading)
        letter = xl_col_to_name(column)
        page.write_formula(last, column, f"=SUM({letter}2:{letter}{last})", formats.sum, value)


def _validate(page: Worksheet, rows: Sequence[s.LockedRow], need: int) -> None:
    """Let the open columns take only what the reader takes; the list of words opens in the cell."""
    last = len(rows)
    kind, count, other = (s.HEADINGS.index(name) for name in (s.REMARK_TYPE, s.REMARK_COUNT, s.REMARK_OTHER))
    page.data_validation(
        1,
        kind,
        last,
        kind,
        {
            "validate": "list",
            "source": list(s.REMARK_WORDS),
            "error_title": "Ukjent type",
            "error_message": "Velg en av typene i listen.",
        },
    )
    page.data_validation(
        1,
        count,
        last,
        count,
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": need,
            "error_title": "Antall",
            "error_message": f"Skriv et helt antall personer fra 0 til {need}.",
        },
    )
    page.data_validation(
        1,
        other,
        last,
        other,
        {
            "validate": "list",
            "source": f"=$A$2:$A${last + 1}",
            "error_title": "Kommunenummer",
            "error_message": "Velg et kommunenummer fra kolonne A. Brukes bare sammen med «flytt».",
        },
    )


def _set_up(page: Worksheet, title: str, count: int) -> None:
    """Set widths, freezing, filter, protection (no password) and printing."""
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    page.set_row(0, HEADING_HEIGHT)
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, count, len(s.HEADINGS) - 1)
    page.ignore_errors({"number_stored_as_text": f"A2:A{count + 1}"})
    page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header(f"&L{title}")
    page.set_footer("&LIkke for publisering: EM-tall&RSide &P av &N")
