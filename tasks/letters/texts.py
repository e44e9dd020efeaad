"""Reads the texts of config/letters: one file per kind and language, checked when read.

No other language and no other kind ever stands in for a text that is missing.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from config.cycle.figures import Table
from config.wording import dotted, plain_fault
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Language
from tasks.letters.facts import CONDITIONS, MUST_SAY, NUMBERS, PLACEHOLDERS
from tasks.letters.phrases import placeholders
from tasks.letters.templates import TEXTS_FOLDER
from tasks.letters.text_parts import FORMS, KindText, LetterText, Part, SharedText

SHARED = "shared"

_Read = TypeVar("_Read", bound=Table)


def read_text(kind: LetterKind, language: Language, folder: Path = TEXTS_FOLDER) -> KindText:
    """Return the checked text of ``kind`` in ``language``.

    :raises BadInput: the file, or the shared one of its language, is missing or faulty; all faults at once.
    """
    shared = _shared(folder / language / f"{SHARED}.toml")
    path = folder / language / f"{kind}.toml"
    place = _place(path)
    text = _as(LetterText, _toml(path), place)
    faults = [*_placeholder_faults(f"{place}, subject", text.subject), *_faults(place, text.part, shared)]
    if faults:
        raise BadInput(faults)
    found = KindText(subject=text.subject, parts=tuple(_taken_in(text.part, shared)), labels=shared.labels)
    said = {name for text in found.texts() for name, _ in placeholders(text)}
    if lacking := sorted(MUST_SAY[kind] - said):
        raise BadInput(
            Fault(place, f"{{{name}}} is not said", "put it where the letter says it") for name in lacking
        )
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


def _toml(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise BadInput.one(_place(path), "this text is missing", "write it: letters of this kind wait for it")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput.one(_place(path), f"cannot be read as TOML: {error}", "correct the file") from None


def _as(shape: type[_Read], raw: dict[str, Any], place: str) -> _Read:
    """Return ``raw`` in its shape. By way of JSON: strict pydantic takes a list for a tuple from JSON only."""
    try:
        return shape.model_validate_json(json.dumps(raw, default=str))
    except ValidationError as refused:
        errors = refused.errors(include_url=False)
        raise BadInput(plain_fault(e, f"{place}: {dotted(e['loc'])}") for e in errors) from None


def _shared(path: Path) -> SharedText:
    raw = _toml(path)
    labels = raw.pop("labels", {})
    shared = _as(SharedText, {"labels": labels, "passages": raw}, _place(path))
    nothing = shared.model_copy(update={"passages": {}})  # a passage takes in no other passage
    faults = [
        f
        for name, parts in shared.passages.items()
        for f in _faults(f"{_place(path)} {name}", parts, nothing)
    ]
    if faults:
        raise BadInput(faults)
    return shared


def _faults(place: str, parts: tuple[Part, ...], shared: SharedText) -> Iterator[Fault]:
    """Yield what is wrong in parts: not one form each, unknown condition, passage or placeholder."""
    for position, part in enumerate(parts, 1):
        here = f"{place}, part {position}"
        if len(part.forms) != 1:
            yield Fault(
                here, f"it has {len(part.forms)} of {', '.join(FORMS)}", "give it exactly one of them"
            )
            continue
        for condition in part.conditions:
            if condition.removeprefix("not ") not in CONDITIONS:
                yield Fault(
                    here, f"when {condition!r} is not known", f"write one of {', '.join(sorted(CONDITIONS))}"
                )
        if part.use is not None and part.use not in shared.passages:
            yield Fault(
                here, f"passage {part.use!r} is not shared text", "write it there or correct the name"
            )
        if part.table not in (None, "criteria"):
            yield Fault(here, f"table {part.table!r} is not known", 'write "criteria"')
        for text in (part.own_text, part.footnote or ""):
            yield from _placeholder_faults(here, text)


def _placeholder_faults(place: str, text: str) -> Iterator[Fault]:
    try:
        found = list(placeholders(text))
    except ValueError as error:
        yield Fault(
            place, f"a brace is out of place: {error}", "write a placeholder as {count}, a brace as {{"
        )
        return
    for name, words in found:
        if name not in PLACEHOLDERS:
            yield Fault(place, f"{{{name}}} is not known", f"write one of {', '.join(sorted(PLACEHOLDERS))}")
        elif words and (name not in NUMBERS or words.count("|") != 1):
            yield Fault(
                place, f"{{{name}:{words}}} cannot be filled", "write a number as {count:singular|plural}"
            )


def _taken_in(parts: tuple[Part, ...], shared: SharedText) -> Iterator[Part]:
    """Yield the parts with shared passages in place, under the conditions of both."""
    for part in parts:
        if part.use is None:
            yield part
            continue
        for inner in shared.passages[part.use]:
            both = ", ".join(filter(None, (part.when, inner.when)))
            yield inner.model_copy(update={"when": both})
