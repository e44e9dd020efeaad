"""A letter set again from what was kept: the same bytes, whatever texts and layout have become since."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from tasks.core.model.errors import StopAndMend
from tasks.core.model.letter import Letter
from tasks.core.store.files import FileStore
from tasks.letters.content import LetterContent
from tasks.letters.render import RenderedLetter, Renderer
from tasks.letters.templates import unpack


def set_again(letter: Letter, files: FileStore) -> RenderedLetter:
    """Return the letter rendered anew from its kept inputs and templates.

    :raises StopAndMend: something of it is gone or damaged, it needs another version of Typst, or the bytes are
        not those of the record.
    """
    return next(all_set_again([letter], files))


def all_set_again(letters: Sequence[Letter], files: FileStore) -> Iterator[RenderedLetter]:
    """Yield every letter rendered anew, those of one version of the templates together, with one renderer for them.

    :raises StopAndMend: as :func:`set_again`; names the first letter.
    """
    for version, alike in groupby(sorted(letters, key=_version), key=_version):
        with tempfile.TemporaryDirectory() as folder:
            renderer = Renderer(unpack(files.get(version), Path(folder)))
            yield from (_same(renderer, one, files) for one in alike)


def _version(letter: Letter) -> str:
    return letter.template_version


def _same(renderer: Renderer, letter: Letter, files: FileStore) -> RenderedLetter:
    found = renderer.render(LetterContent.from_json(files.get(letter.inputs_sha256).decode()))
    if found.pdf_sha256 != letter.pdf_sha256:
        message = f"{letter.letter_ref} comes out otherwise than it was: the kept PDF {letter.pdf_sha256} is the letter"
        raise StopAndMend(message)
    return found
