"""A ZIP with more entries than anybody needs is refused before it is listed, whoever opens it."""

from __future__ import annotations

import io
import zipfile

import pytest

from tasks.consultation.workbook_file import open_workbook
from tasks.core.model.errors import BadInput
from tasks.core.tables.rows import read_rows
from tasks.core.tables.zips import MOST_ENTRIES, open_zip
from tasks.replies.extract import docx_text
from tasks.replies.kinds import Kind, sniff


def _zip_of(entries: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
        for number in range(entries - 1):
            archive.writestr(str(number), b"")
    return made.getvalue()


@pytest.fixture(scope="module")
def crowded():
    return _zip_of(MOST_ENTRIES + 1)


def test_as_many_entries_as_are_allowed_are_listed():
    with open_zip(_zip_of(MOST_ENTRIES)) as archive:
        assert len(archive.namelist()) == MOST_ENTRIES


def test_one_entry_more_is_refused_and_the_error_says_how_many(crowded):
    with pytest.raises(zipfile.BadZipFile, match=f"{MOST_ENTRIES + 1} entries"):
        open_zip(crowded)


def test_it_is_no_word_document_no_table_and_no_workbook_of_ks(crowded):
    assert sniff(crowded) is Kind.ZIP
    assert docx_text(crowded).problem == "BROKEN_DOCX"
    with pytest.raises(BadInput, match="workbook is broken"):
        read_rows(crowded, "eksport.xlsx")
    with pytest.raises(BadInput, match=r"not an \.xlsx workbook"):
        open_workbook(crowded, "svar.xlsx")
