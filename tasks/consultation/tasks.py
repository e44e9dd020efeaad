"""Prefect's side of the consultation: the workbook out to KS, the answered one in, the round closed by a person."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.register_reader import read_register
from tasks.consultation.workbook_in import read_workbook
from tasks.consultation.workbook_out import write_workbook
from tasks.core.installation import Installation, open_installation
from tasks.core.model.allocation import RoundState
from tasks.core.model.errors import StopAndMend
from tasks.core.model.when import Decider, When
from tasks.core.store import decisions, received, rounds
from tasks.core.store.decisions import Decision

ANSWERS = "svar"


def _year_folder(here: Installation, year: int) -> Path:
    return here.consultation_folder / str(year)


@task(name="export workbook for KS", cache_policy=NO_CACHE)
def export_workbook(
    year: int, previous_requests: Mapping[str, int | None], sentences: Mapping[str, str], when: When
) -> Path | None:
    """Write the newest round's workbook for KS and return its path; None when no round waits for it."""
    with open_installation() as here:
        with here.store.begin() as tx:
            stored = rounds.latest(tx, year)
        if stored is None or stored.state is not RoundState.DRAFT or stored.round.kind.value == "revision":
            return None
        data = write_workbook(
            stored.round,
            read_register(year).by_number(),
            previous_requests,
            round_id=stored.id,
            sentences=sentences,
            made_on=when.day,
        )
        path = _year_folder(here, year) / f"runde-{stored.version}.xlsx"
        (_year_folder(here, year) / ANSWERS).mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        with here.store.begin() as tx:
            sha256 = tx.files.put(data)
            if rounds.workbook_event(tx, stored.id, "exported", sha256, (), known_on=when.day):
                state = RoundState.IN_CONSULTATION
                rounds.move(
                    tx,
                    stored.id,
                    state,
                    known_on=when.day,
                    actor="program",
                    reason=f"sent to KS: {path.name}",
                )
        return path


@task(name="import answers from KS", cache_policy=NO_CACHE)
def import_answers(year: int, when: When) -> int:
    """Read answered workbooks that were not read before and return how many remarks they hold.

    :raises BadInput: every fault of a workbook; it is kept as received, no remark of it is stored.
    """
    count = 0
    with open_installation() as here:
        for path in sorted((_year_folder(here, year) / ANSWERS).glob("*.xlsx")):
            data = path.read_bytes()
            with here.store.begin() as tx:
                stored = rounds.latest(tx, year)
                if stored is None:
                    message = (
                        f"{path.name}: there is no round of {year} to answer; run `allocate {year}` first"
                    )
                    raise StopAndMend(message)
                sha256, first = received.keep(
                    tx, "consultation", data, source="KS", name=path.name, known_on=when.day
                )
                asked_about = [
                    r for r in rounds.history(tx, year) if rounds.last_workbook(tx, r.id, "exported")
                ]
                if not first and any(
                    rounds.last_workbook(tx, r.id, "imported") == sha256 for r in asked_about
                ):
                    continue
            remarks = read_workbook(
                data, asked_about[-1].round, asked_about[-1].id, read_register(year), path.name
            )
            with here.store.begin() as tx:
                rounds.workbook_event(tx, asked_about[-1].id, "imported", sha256, remarks, known_on=when.day)
            count += len(remarks)
    return count


@task(name="close the consultation", cache_policy=NO_CACHE)
def close_consultation(year: int, decider: Decider, when: When) -> int:
    """Close the newest round on a person's word and return its id: from now on letters may be made from it."""
    with open_installation() as here, here.store.begin() as tx:
        stored = rounds.latest(tx, year)
        if stored is None:
            message = f"there is no round of {year} to close: run `allocate {year}` first"
            raise StopAndMend(message)
        if stored.state is RoundState.CLOSED:
            return stored.id
        if stored.state not in (RoundState.DRAFT, RoundState.IN_CONSULTATION):
            message = (
                f"round {stored.version} of {year} is {stored.state.value}: only an open round can be closed"
            )
            raise StopAndMend(message)
        entry = Decision(
            year, decider.name, decider.role, "close_consultation", f"round {stored.version}", decider.reason
        )
        decisions.append(tx, entry, at=when.moment, known_on=when.day)
        rounds.move(
            tx, stored.id, RoundState.CLOSED, known_on=when.day, actor=decider.name, reason=decider.reason
        )
        return stored.id
