"""The columns of the open data: name, type, title, explanation and edition, in one list for every format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tasks.reporting.municipality_rows import MunicipalityRow
from tasks.reporting.words import word

Cell = str | int | None


class Edition(StrEnum):
    """Who a column is for; internal ones never leave the house."""

    BOTH = "both"
    INTERNAL = "internal"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the open data. ``type`` is the data package's: string or integer."""

    name: str
    type: str
    title: str
    read: Callable[[MunicipalityRow], Cell]
    description: str
    edition: Edition = Edition.BOTH


TEXT, COUNT, OURS = "string", "integer", Edition.INTERNAL
_NO = "Tom: ikke kjent eller ikke aktuelt. 0: kommunen har sagt nei."

# fmt: off
_FIELDS = (
    Field("kommunenummer", TEXT, "Kommunenummer", lambda r: r.number, "Fire sifre, med innledende null."),
    Field("kommune", TEXT, "Kommune", lambda r: r.name,
          "Kommunens navn; fylket står i parentes der to har samme navn."),
    Field("fylkesnummer", TEXT, "Fylkesnummer", lambda r: r.county_number, "To sifre."),
    Field("fylke", TEXT, "Fylke", lambda r: r.county, "Fylket kommunen ligger i dette året."),
    Field("imdi_region", TEXT, "IMDi-region", lambda r: r.office, "Regionkontoret som anmoder kommunen."),
    Field("status", TEXT, "Status", lambda r: r.public_state,
          "Hvor kommunen står den dagen uttrekket gjelder."),
    Field("anmodet_opprinnelig", COUNT, "Anmodet opprinnelig", lambda r: r.requested_original,
          "Personer kommunen først ble anmodet om. Tom: ikke anmodet."),
    Field("anmodet", COUNT, "Anmodet", lambda r: r.requested,
          "Personer kommunen er anmodet om nå, etter justeringer. Tom: ikke anmodet."),
    Field("vedtatt", COUNT, "Vedtatt", lambda r: r.decided, f"Personer i bekreftet vedtak. {_NO}"),
    Field("differanse", COUNT, "Vedtatt minus anmodet", lambda r: r.difference,
          "Vedtatt minus opprinnelig anmodet. Tom: ikke noe bekreftet vedtak."),
    Field("bosatt", COUNT, "Bosatt", lambda r: r.settled_public,
          "Personer registrert bosatt hittil. Tom: ikke kjent, eller holdt tilbake (se bosatt_merke).",
          Edition.PUBLIC),
    Field("bosatt_merke", TEXT, "Bosatt, merke", lambda r: r.settled_mark,
          "Kolon: færre enn fem personer, tallet er holdt tilbake.", Edition.PUBLIC),
    Field("bosatt", COUNT, "Bosatt", lambda r: r.settled,
          "Personer registrert bosatt hittil. Tom: ikke kjent.", OURS),
    Field("overfort_inn", COUNT, "Overført fra året før", lambda r: r.carried_in,
          "Av de bosatte: søkt ut året før og bosatt etter nyttår. Teller på dette årets vedtak.", OURS),
    Field("gjenstar", COUNT, "Gjenstår", lambda r: r.remaining, "Vedtatt, men ikke bosatt ennå.", OURS),
    Field("anmodet_em", COUNT, "Anmodet, EM", lambda r: r.requested_em,
          "Enslige mindreårige i anmodningen. Tom: ikke kjent.", OURS),
    Field("vedtatt_em", COUNT, "Vedtatt, EM", lambda r: r.decided_em,
          f"Enslige mindreårige i vedtaket. {_NO}", OURS),
    Field("registrert", COUNT, "Registrert", lambda r: r.registered, f"Tallet i IMDinett. {_NO}", OURS),
    Field("kopi", COUNT, "Skriftlig kopi", lambda r: r.copy, f"Tallet i skriftlig kopi. {_NO}", OURS),
    Field("intern_status", TEXT, "Intern status", lambda r: word(r.state), "Status i oppfølgingen.", OURS),
    Field("funn", TEXT, "Funn", lambda r: r.finding,
          "Hva sammenligningen av registrering og kopi viser.", OURS),
    Field("mangler", TEXT, "Mangler", lambda r: r.missing, "Det kommunen ennå skylder.", OURS),
    Field("begrunnelse", TEXT, "Begrunnelse", lambda r: r.reason,
          "Hvorfor kommunen har tallet sitt, eller ikke anmodes.", OURS),
    Field("purringer", COUNT, "Purringer", lambda r: r.reminded, "Purringer sendt.", OURS),
    Field("apne_saker", COUNT, "Åpne saker", lambda r: r.open_cases, "Saker en person må lukke.", OURS),
)
# fmt: on


def fields(*, public: bool) -> tuple[Field, ...]:
    """Return the columns of an edition: the public one has no EM figures and nothing of open cases."""
    other = Edition.INTERNAL if public else Edition.PUBLIC
    return tuple(field for field in _FIELDS if field.edition is not other)
