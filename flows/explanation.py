"""Why one municipality has its number: from the round in force, else from one computed on the side. No Prefect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from config.cycle.reader import read_cycle
from config.register_reader import read_register
from config.settings import read_settings
from flows.trial import Stated, trial
from tasks.allocation.explanation import explain, figure
from tasks.allocation.wording import TABLE
from tasks.core.installation import open_installation
from tasks.core.store import rounds
from tasks.core.store.engine import is_new
from tasks.core.store.rounds import StoredRound

Answer = Mapping[str, object]


def explanation(year: int, number: str, language: str, day: date) -> Answer:
    """Return the explanation of a number as JSON-able data; ``round`` is None where no round is stored yet.

    :raises BadInput: the register does not know the municipality; the message names what followed it.
    """
    plan = read_cycle(year).allocation
    register = read_register(year)
    place = register.require(number, place="explain")
    names = {key: one.display_name for key, one in register.by_number().items()}
    stored = _in_force(year)
    value = trial(year, day, Stated()).round() if stored is None else stored.round
    found = explain(value.by_number()[place.number], value.need, plan, language, names)
    return {
        "year": year,
        "municipality": place.display_name,
        "need": value.need.total,
        "round": None if stored is None else stored.version,
        "state": None if stored is None else stored.state.value,
        **found,
    }


def table(found: Answer, language: str) -> Iterator[str]:
    """Yield the explanation for a terminal: the sentence, then a line for every criterion."""
    words, need = TABLE[language], figure(found["need"], language)
    if found["round"] is None:
        yield words["trial"].format(year=found["year"], need=need)
    else:
        yield words["round"].format(round=found["round"], need=need)
    yield f"{found['number']} {found['municipality']}: {found['sentence']}"
    for line in cast("Sequence[Mapping[str, object]]", found["criteria"]):
        figures = [line["value"], line["normalised"], line["weight"], line["contribution"]]
        told = [words["unknown"] if one is None else figure(one, language) for one in figures]
        note = f" ({line['note']})" if line["note"] else ""
        yield words["line"].format(line["title"], *told) + note
    if found["asked"]:
        weight, share = (figure(found[key], language) for key in ("weight", "share"))
        yield words["weight"].format(weight=weight, share=share)
    if found["bound"]:
        yield words["bound"].format(bound=found["bound"])


def _in_force(year: int) -> StoredRound | None:
    if is_new(read_settings().database_url):
        return None
    with open_installation() as here, here.store.begin() as tx:
        return rounds.in_force(tx, year)
