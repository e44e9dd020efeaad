"""Typst: a letter's content to PDF/A-2a + PDF/UA-1 bytes, the same bytes for the same content and templates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from tasks.core.model.errors import BadInput, StopAndMend
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Language
from tasks.letters.content import LetterContent
from tasks.letters.document import Document
from tasks.letters.texts import TEXTS_FOLDER, KindText, read_text
from tasks.letters.wording import worded

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


class Renderer:
    """One Typst compiler with the layout and fonts loaded, used for letter after letter. Not shared by threads."""

    def __init__(self, folder: Path = TEXTS_FOLDER) -> None:
        """Load layout and fonts from ``folder``; texts are read when a letter first needs them."""
        self._folder = folder
        self._texts: dict[tuple[LetterKind, Language], KindText] = {}
        self._compiler = typst.Compiler(
            input=folder / "template" / "letter.typ",
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
                format="pdf",
                sys_inputs={"letter": document.to_json()},
                pdf_standards=STANDARDS,
                timestamp=datetime.combine(content.dated, time(12), UTC),
            )
        except typst.TypstError as error:
            raise StopAndMend(
                f"{content.file_name}: Typst refuses the layout: {error.message} - mend config/letters/template"
            ) from error
        if not isinstance(pdf, bytes):
            raise StopAndMend(f"{content.file_name}: Typst gave no PDF - check the typst version")
        return RenderedLetter(content, document, pdf, self.template_version)

    def _text(self, kind: LetterKind, language: Language) -> KindText:
        if (kind, language) not in self._texts:
            self._texts[kind, language] = read_text(kind, language, self._folder)
        return self._texts[kind, language]


def render_all(contents: Iterable[LetterContent], folder: Path = TEXTS_FOLDER) -> Iterator[RenderedLetter]:
    """Yield every letter rendered, in order, by one compiler."""
    renderer = Renderer(folder)
    for content in contents:
        yield renderer.render(content)


def template_version(folder: Path = TEXTS_FOLDER) -> str:
    """Return the hash of everything besides the content that a PDF depends on: texts, layout, fonts, compiler.

    :raises BadInput: the folder is not there.
    """
    if not folder.is_dir():
        raise BadInput.one(str(folder), "the folder of letter texts is missing", "restore config/letters")
    version = hashlib.sha256(f"typst {typst.__version__}".encode())
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".toml", ".typ", ".otf", ".ttf"}):
        version.update(f"\n{path.relative_to(folder).as_posix()} ".encode())
        version.update(hashlib.sha256(path.read_bytes()).hexdigest().encode())
    return version.hexdigest()[:16]
