"""Writes the export of registered numbers as IMDinett might give it: every asked municipality, as of one day.

No public export format exists; the columns are the project's proposed interface. Empty means that nothing is
registered, 0 that the municipality said no, "469 (41)" a total and the EM in it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from tasks.core.model.vedtak import RegistrationStatus
from tasks.rehearsal.days import OSLO
from tasks.rehearsal.plans import MunicipalityPlan
from tasks.rehearsal.texts import case_numbers

COLUMNS = (
    "aar",
    "runde",
    "kommunenummer",
    "kommunenavn",
    "anmodning_totalt",
    "anmodning_em",
    "anmodning_em_under15",
    "vedtak_totalt",
    "vedtak_em",
    "vedtak_status",
    "vedtaksdato",
    "organ",
    "saksnummer",
    "ekstra_kapasitet_totalt",
    "ekstra_kapasitet_em",
    "forventet_behandlingsdato",
    "forbehold_tekst",
    "registrert_tidspunkt",
    "registrert_rolle",
    "sist_endret",
    "versjon",
    "uttrekk_tidspunkt",
    "uttrekk_id",
)
TAKEN_AT = time(23, 30)  # the export of a day is taken that evening


def export_csv(plans: Iterable[MunicipalityPlan], as_of: date) -> bytes:
    """Return the export as of a day: semicolons, UTF-8 with BOM; equal plans give equal bytes."""
    taken = datetime.combine(as_of, TAKEN_AT, tzinfo=ZoneInfo(OSLO))
    out = io.StringIO()
    writer: csv.DictWriter[str] = csv.DictWriter(out, COLUMNS, delimiter=";", restval="")
    writer.writeheader()
    for plan in sorted(plans, key=lambda p: p.number):
        writer.writerow(_asked(plan, taken) | _registered(plan, taken))
    return out.getvalue().encode("utf-8-sig")


def write_export(file: Path, plans: Iterable[MunicipalityPlan], as_of: date) -> int:
    """Return how many municipalities have a registration in the export that now lies in ``file``."""
    plans = tuple(plans)
    file.parent.mkdir(parents=True, exist_ok=True)
    waiting = file.with_name(f".{file.name}.tmp")
    waiting.write_bytes(export_csv(plans, as_of))
    waiting.replace(file)
    return sum(1 for p in plans if p.registration is not None and p.registration.at.date() <= as_of)


def _asked(plan: MunicipalityPlan, taken: datetime) -> dict[str, str | int]:
    return {
        "aar": plan.year,
        "runde": 1,
        "kommunenummer": plan.number,
        "kommunenavn": plan.name,
        "anmodning_totalt": plan.requested,
        "anmodning_em": "" if plan.requested_em is None else plan.requested_em,
        "vedtak_status": RegistrationStatus.NOT_REGISTERED,
        "uttrekk_tidspunkt": taken.isoformat(),
        "uttrekk_id": f"OVING-{plan.year}-{taken:%Y%m%d}",
    }


def _registered(plan: MunicipalityPlan, taken: datetime) -> dict[str, str | int]:
    entry = plan.registration
    if entry is None or entry.at > taken:
        return {}
    common = {
        "vedtak_status": entry.status,
        "registrert_tidspunkt": entry.at.isoformat(),
        "registrert_rolle": "kommuneadministrator",
        "sist_endret": entry.at.isoformat(),
        "versjon": 1,
    }
    if entry.status is RegistrationStatus.POSTPONED:
        return common | {"forventet_behandlingsdato": plan.council_on.isoformat()}
    with_em = bool(entry.em)
    return common | {
        "vedtak_totalt": f"{entry.count} ({entry.em})" if with_em else str(entry.count),
        "vedtak_em": "" if entry.em is None else entry.em,
        "vedtaksdato": plan.treated_on.isoformat(),
        "organ": "kommunestyret",
        "saksnummer": case_numbers(plan)[0],
    }
