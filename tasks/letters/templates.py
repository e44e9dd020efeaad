"""Texts, layout and fonts as one file that is kept: a letter can be set again years after they were changed."""

from __future__ import annotations

import hashlib
import io
import zipfile
from importlib.metadata import version
from pathlib import Path

import config
from tasks.core.model.errors import BadInput, StopAndMend

TEXTS_FOLDER = Path(config.__file__).parent / "letters"
COMPILER = (
    "typst-version"  # the entry that names the compiler: the one thing of a letter that is not in the bundle
)
_KEPT = frozenset({".toml", ".typ", ".otf", ".ttf"})
_SAME_DAY = (1980, 1, 1, 0, 0, 0)


def bundle(folder: Path = TEXTS_FOLDER) -> bytes:
    """Return all that a PDF depends on besides its content, as a ZIP: the same files give the same bytes.

    :raises BadInput: the folder is not there.
    """
    if not folder.is_dir():
        raise BadInput.one(str(folder), "the folder of letter texts is missing", "restore config/letters")
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.suffix in _KEPT
    }
    files[COMPILER] = version("typst").encode()
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _SAME_DAY), files[name])
    return into.getvalue()


def template_version(folder: Path = TEXTS_FOLDER) -> str:
    """Return the SHA-256 of the bundle: any change of a text, the layout, a font or the compiler gives another."""
    return hashlib.sha256(bundle(folder)).hexdigest()


def unpack(kept: bytes, folder: Path) -> Path:
    """Write a bundle out below ``folder`` and return it.

    :raises StopAndMend: it was made for another version of Typst, which may set the same text otherwise.
    """
    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        wanted, here = archive.read(COMPILER).decode(), version("typst")
        if wanted != here:
            message = f"these letters were set with typst {wanted}, here is {here}: install typst=={wanted}"
            raise StopAndMend(message)
        archive.extractall(folder)
    return folder
