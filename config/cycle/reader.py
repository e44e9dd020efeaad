"""Reads a year file whole: every fault at once, each with its place in the file."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from config.cycle.checks import Sections, crossing_faults
from config.cycle.year import Cycle
from config.register_reader import REGISTER_FOLDER, read_register
from config.rows import place_of, stamp_of
from config.wording import dotted, plain_fault
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.municipality import Register

CYCLES_FOLDER = Path(__file__).parent.parent / "cycles"


def read_cycle(year: int, folder: Path | None = None, *, register: Register | None = None) -> Cycle:
    """Return the settlement year as written in its file.

    :param folder: where the year files lie; the package's own by default.
    :param register: the municipalities of the year; read from `config/register/` by default.
    :raises BadInput: every fault of the file, each with its place, such as
        ``config/cycles/2020.toml: calendar.reply_deadline``.
    """
    file = _file(year, folder)
    if folder is None and register is None:
        return _read_installed(year, stamp_of(file, *REGISTER_FOLDER.glob("*.csv")))
    return _read(file, year, register)


@lru_cache(maxsize=8)
def _read_installed(year: int, stamp: tuple[tuple[str, int, int], ...]) -> Cycle:
    """Read the installed year file once for as long as it and the register stay as they are."""
    del stamp
    return _read(_file(year, None), year, None)


def _read(file: Path, year: int, register: Register | None) -> Cycle:
    place = place_of(file)
    data = _parsed(file)
    faults: list[Fault] = []
    sections = _sections(data, place, faults)
    if register is None:
        try:
            register = read_register(year)
        except BadInput as refused:
            faults += refused.faults
    faults += crossing_faults(sections, year, register, place)
    if faults:
        raise BadInput(faults)
    return Cycle(**sections)


def cycle_sha256(year: int, folder: Path | None = None) -> str:
    """Return the SHA-256 of the year file's bytes: the text a round says it was computed from."""
    return hashlib.sha256(_bytes(_file(year, folder))).hexdigest()


def years_on_file(folder: Path | None = None) -> tuple[int, ...]:
    """Return the years that have a file, ascending."""
    stems = (file.stem for file in (folder or CYCLES_FOLDER).glob("*.toml"))
    return tuple(sorted(int(stem) for stem in stems if stem.isdecimal()))


def _file(year: int, folder: Path | None) -> Path:
    return (folder or CYCLES_FOLDER) / f"{year}.toml"


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        years = years_on_file(file.parent)
        known = f"years on file: {', '.join(map(str, years))}" if years else "there is no year file yet"
        start = f"copy {years[-1]}.toml to {file.name}" if years else f"write {file.name}"
        action = (
            f"{start}, correct every figure, source and date, and add the year's register in config/register"
        )
        raise BadInput.one(place_of(file), f"the year has no file ({known})", action) from None


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_bytes(file).decode("utf-8"))
    except UnicodeDecodeError:
        raise BadInput.one(place_of(file), "the file is not UTF-8", "save it again as UTF-8") from None
    except tomllib.TOMLDecodeError as broken:
        raise BadInput.one(place_of(file), f"not TOML: {broken}", "correct that line") from broken


def _sections(data: dict[str, Any], place: str, faults: list[Fault]) -> Sections:
    """Return the parts of the year that are right in themselves; the others' faults go to ``faults``."""
    # By way of JSON: strict pydantic takes a list for a tuple, or text for an enum, from JSON only.
    texts = {key: json.dumps(value, default=_as_text) for key, value in data.items()}
    whole = "{" + ",".join(f"{json.dumps(key)}:{text}" for key, text in texts.items()) + "}"
    try:
        return dict(Cycle.model_validate_json(whole))
    except ValidationError as refused:
        errors = refused.errors(include_url=False)
    faults += (plain_fault(error, f"{place}: {dotted(error['loc'])}") for error in errors)
    faulty = {error["loc"][0] for error in errors}
    return {
        key: TypeAdapter[Any](field.rebuild_annotation()).validate_json(texts[key])
        for key, field in Cycle.model_fields.items()
        if key in texts and key not in faulty
    }


def _as_text(value: object) -> str:
    """Return a date of the TOML file as JSON carries it."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    message = f"a TOML value of type {type(value).__name__}"
    raise TypeError(message)
