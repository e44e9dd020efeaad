"""How the cells of the workbook for KS look."""

from __future__ import annotations

import xlsxwriter
from xlsxwriter.format import Format

ANSWER_COLOUR = "#FFF7DB"
HEADING_COLOUR = "#DCE6EC"


class Formats:
    """The workbook's cell formats; everything is locked unless it says otherwise."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        top = {"valign": "top"}
        heading = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
        self.heading: Format = book.add_format({**heading, "bg_color": HEADING_COLOUR})
        self.answer_heading: Format = book.add_format({**heading, "bg_color": ANSWER_COLOUR})
        self.text: Format = book.add_format({**top, "num_format": "@"})
        self.wrapped: Format = book.add_format({**top, "num_format": "@", "text_wrap": True})
        self.persons: Format = book.add_format({**top, "num_format": "#,##0"})
        self.weight: Format = book.add_format({**top, "num_format": "#,##0.00"})
        self.sum_text: Format = book.add_format({"bold": True, "top": 1})
        self.sum: Format = book.add_format({"bold": True, "top": 1, "num_format": "#,##0"})
        answer = {**top, "locked": False, "bg_color": ANSWER_COLOUR, "border": 4, "border_color": "#C8C8C8"}
        self.answer: Format = book.add_format({**answer, "text_wrap": True})
        self.answer_persons: Format = book.add_format({**answer, "num_format": "0"})
        self.answer_number: Format = book.add_format({**answer, "num_format": "@"})  # keeps the zero of 0301
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.label: Format = book.add_format({"bold": True, **top})
