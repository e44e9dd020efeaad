"""A letter set again from what was kept: the same bytes, whatever texts and layout have become since."""

from __future__ import annotations

import tempfile
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
    content = LetterContent.from_json(files.get(letter.inputs_sha256).decode())
    with tempfile.TemporaryDirectory() as folder:
        found = Renderer(unpack(files.get(letter.template_version), Path(folder))).render(content)
    if found.pdf_sha256 != letter.pdf_sha256:
        message = f"{letter.letter_ref} comes out otherwise than it was: the kept PDF {letter.pdf_sha256} is the letter"
        raise StopAndMend(message)
    return found
