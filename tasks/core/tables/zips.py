"""What the standard library raises when bytes that should be a ZIP (a workbook, a Word document) are none."""

from __future__ import annotations

import zipfile

# NotImplementedError: a member that says it needs a later ZIP than `zipfile` reads; its directory cannot be listed.
NOT_A_ZIP = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError)
