"""Reads the texts of config/letters: one file per kind and language, checked when read, never another language's."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

import config
from config.cycle.figures import Table, Text
from config.wording import dotted, plain_fault
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Language
from tasks.letters.facts import CONDITIONS, MUST_SAY, NUMBERS, PLACEHOLDERS
from tasks.letters.phrases import placeholders

TEXTS_FOLDER = Path(config.__file__).parent / "letters"
SHARED = "shared"
_FORMS = ("heading", "text", "sentence", "key", "item", "annex", "table", "use")


class Part(Table):
    """One ``[[part]]``: exactly one form, shown ``when`` its conditions all hold (always, if it names none).

    ``when`` is names with commas between, each as it is or after "not". ``sentence`` is added to the paragraph before it; ``use`` takes in a passage of the shared file.
    """

    when: str = ""
    heading: Text | None = None
    text: Text | None = None
    sentence: Text | None = None
    key: Text | None = None
    item: Text | None = None
    annex: Text | None = None
    table: Text | None = None
    use: Text | None = None
    footnote: Text | None = None

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions that must all hold."""
        return tuple(part.strip() for part in self.when.split(",") if part.strip())

    @property
    def form(self) -> str:
        """Which of the forms this part is."""
        return next(form for form in _FORMS if getattr(self, form) is not None)

    @property
    def own_text(self) -> str:
        """The text of that form."""
        return str(getattr(self, self.form))


class LetterText(Table):
    """The text of one kind in one language: the subject line and the parts in order."""

    subject: Text
    part: tuple[Part, ...]


class Labels(Table):
    """The fixed words of the layout."""

    agency: Text
    our_reference: Text
    date: Text
    deadline: Text
    municipality_number: Text
    organisation_number: Text
    closing: Text
    on_behalf_of: Text
    approved: Text
    page: Text
    of: Text
    criterion: Text
    weight: Text
    source: Text
    part_of: Text


class SharedText(Table):
    """What several letters share: labels, and passages by name."""

    labels: Labels
    passages: dict[str, tuple[Part, ...]]


class KindText(Table):
    """A letter's text with the shared passages taken in: nothing left to look up."""

    subject: Text
    parts: tuple[Part, ...]
    labels: Labels


def read_text(kind: LetterKind, language: Language, folder: Path = TEXTS_FOLDER) -> KindText:
    """Return the checked text of ``kind`` in ``language``.

    :raises BadInput: the file is missing or faulty; all faults at once, each with its place. No other language
        and no other kind ever stands in for a text that is missing.
    """
    shared = _shared(folder / language / f"{SHARED}.toml")
    path = folder / language / f"{kind}.toml"
    raw = _toml(path)
    place = _place(path)
    parts = raw.get("part")
    if isinstance(parts, list):  # TOML has lists, frozen values have tuples
        raw["part"] = tuple(parts)
    try:
        text = LetterText.model_validate(raw)
    except ValidationError as error:
        raise BadInput(plain_fault(e, f"{place}: {dotted(e['loc'])}") for e in error.errors()) from None
    faults = [*_placeholder_faults(f"{place}, subject", text.subject), *_faults(place, text.part, shared)]
    if faults:
        raise BadInput(faults)
    found = KindText(subject=text.subject, parts=tuple(_taken_in(text.part, shared)), labels=shared.labels)
    said = {name for t in _all_texts(found) for name, _ in placeholders(t)}
    lacking = sorted(MUST_SAY[kind] - said)
    if lacking:
        raise BadInput(Fault(place, f"{{{name}}} is not said", "put it where the letter says it") for name in lacking)
    return found


def text_faults(folder: Path = TEXTS_FOLDER) -> tuple[Fault, ...]:
    """Return what is wrong in the texts of every kind and language: nothing, if every letter can be written."""
    faults: dict[Fault, None] = {}
    for language in Language:
        for kind in LetterKind:
            try:
                read_text(kind, language, folder)
            except BadInput as error:
                faults |= dict.fromkeys(error.faults)
    return tuple(faults)


def _place(path: Path) -> str:
    return f"letters/{path.parent.name}/{path.name}"


def _toml(path: Path) -> dict[str, object]:
    if not path.is_file():
        raise BadInput.one(_place(path), "this text is missing", "write it: letters of this kind wait for it")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput.one(_place(path), f"cannot be read as TOML: {error}", "correct the file") from None


def _shared(path: Path) -> SharedText:
    raw = _toml(path)
    labels = raw.pop("labels", None)
    passages = {name: tuple(parts) if isinstance(parts, list) else parts for name, parts in raw.items()}
    try:
        shared = SharedText.model_validate({"labels": labels, "passages": passages})
    except ValidationError as error:
        raise BadInput(plain_fault(e, f"{_place(path)}: {dotted(e['loc'])}") for e in error.errors()) from None
    nothing = shared.model_copy(update={"passages": {}})  # a passage takes in no other passage
    faults = [f for name, parts in shared.passages.items() for f in _faults(f"{_place(path)} {name}", parts, nothing)]
    if faults:
        raise BadInput(faults)
    return shared


def _faults(place: str, parts: tuple[Part, ...], shared: SharedText) -> Iterator[Fault]:
    """Yield what is wrong in parts: not one form each, unknown condition, passage, placeholder."""
    for position, part in enumerate(parts, 1):
        here = f"{place}, part {position}"
        forms = [form for form in _FORMS if getattr(part, form) is not None]
        if len(forms) != 1:
            yield Fault(here, f"it has {len(forms)} of {', '.join(_FORMS)}", "give it exactly one of them")
            continue
        for condition in part.conditions:
            if condition.removeprefix("not ") not in CONDITIONS:
                yield Fault(here, f"when {condition!r} is not known", f"write one of {', '.join(sorted(CONDITIONS))}")
        if part.use is not None and part.use not in shared.passages:
            yield Fault(here, f"passage {part.use!r} is not in the shared text", "write it there or correct the name")
        if part.table not in (None, "criteria"):
            yield Fault(here, f"table {part.table!r} is not known", 'write "criteria"')
        for text in (part.own_text, part.footnote or ""):
            yield from _placeholder_faults(here, text)


def _placeholder_faults(place: str, text: str) -> Iterator[Fault]:
    try:
        found = list(placeholders(text))
    except ValueError as error:
        yield Fault(place, f"a brace is out of place: {error}", "write a placeholder as {count}, a brace as {{")
        return
    for name, words in found:
        if name not in PLACEHOLDERS:
            yield Fault(place, f"{{{name}}} is not known", f"write one of {', '.join(sorted(PLACEHOLDERS))}")
        elif words and (name not in NUMBERS or words.count("|") != 1):
            yield Fault(place, f"{{{name}:{words}}} cannot be filled", "write {count:singular|plural} with a number")


def _taken_in(parts: tuple[Part, ...], shared: SharedText) -> Iterator[Part]:
    """Yield the parts with shared passages in place; a passage keeps the condition of the part that uses it."""
    for part in parts:
        if part.use is None:
            yield part
            continue
        for inner in shared.passages[part.use]:
            both = ", ".join(filter(None, (part.when, inner.when)))
            yield inner.model_copy(update={"when": both})


def _all_texts(text: KindText) -> Iterator[str]:
    yield text.subject
    for part in text.parts:
        yield part.own_text
        yield part.footnote or ""
