"""Opens what should be a ZIP (a workbook, a Word document), and tells what the standard library raises when it is none."""

from __future__ import annotations

import io
import zipfile

MOST_ENTRIES = 10_000  # a workbook has some dozens
_ENTRY = b"PK\x01\x02"  # what each entry of a ZIP's directory begins with

# NotImplementedError: a member that says it needs a later ZIP than `zipfile` reads; its directory cannot be listed.
NOT_A_ZIP = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Return the archive for reading.

    :raises BadZipFile: it is none, or has more entries than ``MOST_ENTRIES``: all of them are listed when it is opened,
        a million in a file of 60 MB, before anybody can count them. Errors of ``NOT_A_ZIP`` for other damage.
    """
    entries = data.count(_ENTRY)
    if entries > MOST_ENTRIES:
        message = f"up to {entries} entries, no more than {MOST_ENTRIES} are listed"
        raise zipfile.BadZipFile(message)
    return zipfile.ZipFile(io.BytesIO(data))
