"""Typst: a letter's content to PDF/A-2a + PDF/UA-1, the same bytes for the same content and templates."""

from __future__ import annotations

import hashlib
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from tasks.core.model.errors import BadInput, Fault, StopAndMend
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Language
from tasks.letters.content import LetterContent
from tasks.letters.document import Document
from tasks.letters.templates import TEXTS_FOLDER, template_version
from tasks.letters.text_parts import KindText
from tasks.letters.texts import read_text
from tasks.letters.wording import worded

LOOK_AHEAD = 16  # letters rendered before they are asked for
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]


@dataclass(frozen=True, slots=True)
class RenderedLetter:
    """A letter as a PDF, with the document it was made from and what is needed to make it again."""

    content: LetterContent
    document: Document
    pdf: bytes
    template_version: str

    @property
    def pdf_sha256(self) -> str:
        """Hash of the PDF's bytes."""
        return hashlib.sha256(self.pdf).hexdigest()


@dataclass(frozen=True, slots=True)
class BlockedLetter:
    """A letter that cannot be set, and why: its text is missing, or names what this letter does not have."""

    content: LetterContent
    faults: tuple[Fault, ...]


class Renderer:
    """One Typst compiler with layout and fonts loaded, used for letter after letter. Not shared by threads."""

    def __init__(self, folder: Path = TEXTS_FOLDER) -> None:
        """Load layout and fonts from ``folder``; texts are read when a letter first needs them."""
        self._folder = folder
        self._texts: dict[tuple[LetterKind, Language], KindText] = {}
        self._compiler = typst.Compiler(
            root=folder / "template",
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder / "fonts"]
            ),
        )
        self.template_version = template_version(folder)

    def render(self, content: LetterContent) -> RenderedLetter:
        """Return the letter as a PDF dated at noon UTC of its own day.

        :raises BadInput: the text of its kind and language is missing or faulty.
        :raises StopAndMend: Typst refuses the layout.
        """
        document = worded(content, self._text(content.kind, content.language))
        try:
            pdf = self._compiler.compile(
                input=_source(document),
                format="pdf",
                pdf_standards=STANDARDS,
                timestamp=datetime.combine(content.dated, time(12), UTC),
            )
        except typst.TypstError as error:
            raise StopAndMend(
                f"{content.file_name}: Typst refuses it: {error.message} - mend config/letters/template"
            ) from error
        if not isinstance(pdf, bytes):
            raise StopAndMend(f"{content.file_name}: Typst gave no PDF - check the typst version")
        return RenderedLetter(content, document, pdf, self.template_version)

    def _text(self, kind: LetterKind, language: Language) -> KindText:
        if (kind, language) not in self._texts:
            self._texts[kind, language] = read_text(kind, language, self._folder)
        return self._texts[kind, language]


def _source(document: Document) -> bytes:
    """Return the Typst source of one letter: the layout, called with the document as a string of JSON.

    Not by way of ``sys.inputs``: a change there makes Typst forget everything it has set before.
    """
    text = document.to_json().replace("\\", "\\\\").replace('"', '\\"')  # JSON holds no line break of its own
    return f'#import "letter.typ": show-letter\n#show-letter(json(bytes("{text}")))'.encode()


def render_all(
    contents: Iterable[LetterContent], folder: Path = TEXTS_FOLDER, workers: int = 2
) -> Iterator[RenderedLetter | BlockedLetter]:
    """Yield every letter rendered, in order, by ``workers`` threads: Typst works outside Python's lock.

    Some letters are rendered ahead while the caller checks the one before, never all: memory stays flat. A letter
    whose text is missing or does not fit is yielded as blocked; the others are not held up by it.
    """
    local = threading.local()

    def render(content: LetterContent) -> RenderedLetter | BlockedLetter:
        if not hasattr(local, "renderer"):
            local.renderer = Renderer(folder)
        renderer: Renderer = local.renderer
        try:
            return renderer.render(content)
        except BadInput as refused:
            return BlockedLetter(content, refused.faults)

    ahead: deque[Future[RenderedLetter | BlockedLetter]] = deque()
    with ThreadPoolExecutor(max_workers=workers, thread_name_prefix="typst") as threads:
        for content in contents:
            ahead.append(threads.submit(render, content))
            if len(ahead) > LOOK_AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
