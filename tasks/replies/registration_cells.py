"""The columns of an IMDinett export: their many headers, and what a cell of each kind means."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum

from tasks.core.model.vedtak import RegistrationStatus
from tasks.core.tables.cells import count_with_em


class Column(StrEnum):
    """A column by its name in the agreed export; everything else is kept out of the result."""

    YEAR = "aar"
    NUMBER = "kommunenummer"
    NAME = "kommunenavn"
    COUNT = "vedtak_totalt"
    EM = "vedtak_em"
    STATUS = "vedtak_status"
    DECIDED_ON = "vedtaksdato"
    CASE_NO = "saksnummer"
    EXTRA = "ekstra_kapasitet_totalt"
    EXTRA_EM = "ekstra_kapasitet_em"
    COUNCIL_DATE = "forventet_behandlingsdato"
    RESERVATION = "forbehold_tekst"
    REGISTERED_AT = "registrert_tidspunkt"
    CHANGED_AT = "sist_endret"
    VERSION = "versjon"


REQUIRED = (Column.NUMBER, Column.COUNT)

# Headers as exports, spreadsheets and people write them, bokmål and nynorsk, spelled as `plain_header`
# leaves them.
ALIASES: dict[Column, tuple[str, ...]] = {
    Column.YEAR: ("aar", "år", "bosettingsår", "busetjingsår", "busettingsår", "year"),
    Column.NUMBER: ("kommunenummer", "kommunenr", "knr", "komnr", "kommnr", "kommunekode", "number"),
    Column.NAME: ("kommunenavn", "kommunenamn", "kommune", "navn", "namn"),
    Column.COUNT: (
        "vedtaktotalt",
        "vedtak",
        "vedtakstall",
        "vedtakstal",
        "registrertvedtak",
        "vedtakomboetting",
        "vedtakombosetting",
        "vedtakombusetjing",
        "vedtakheravem",
        "vedtakderavem",
        "vedtattantall",
        "vedtekental",
        "vedtakantall",
        "vedtaktotal",
        "antallvedtatt",
        "talvedteke",
        "vedtattotalt",
    ),
    Column.EM: (
        "vedtakem",
        "heravem",
        "hvoravem",
        "deravem",
        "avdesseem",
        "vedtakemå",
        "em",
        "enslige mindreårige",
        "enligemindreårige",
        "ensligemindreårige",
        "einslegemindreårige",
        "vedtakensligemindreårige",
        "vedtakeinslegemindreårige",
    ),
    Column.STATUS: ("vedtakstatus", "status", "vedtaksstatus"),
    Column.DECIDED_ON: ("vedtaksdato", "vedtakdato", "datoforvedtak", "vedtattdato", "vedteken", "vedtatt"),
    Column.CASE_NO: ("saksnummer", "saksnr", "sak", "politisksaksnummer"),
    Column.EXTRA: (
        "ekstrakapasitettotalt",
        "ekstrakapasitet",
        "tilleggskapasitet",
        "kanbosetteflere",
        "kanbusetjefleire",
        "meirkapasitet",
    ),
    Column.EXTRA_EM: ("ekstrakapasitetem", "ekstrakapasitetheravem", "tilleggskapasitetem"),
    Column.COUNCIL_DATE: (
        "forventetbehandlingsdato",
        "forventethandsamingsdato",
        "ventahandsamingsdato",
        "behandlingsdato",
        "handsamingsdato",
        "nårbehandlessaken",
        "forventetbehandling",
    ),
    Column.RESERVATION: (
        "forbeholdtekst",
        "forbehold",
        "atterhald",
        "atterhaldtekst",
        "merknad",
        "reservasjon",
        "reservasjoner",
    ),
    Column.REGISTERED_AT: (
        "registrerttidspunkt",
        "registrert",
        "registrertdato",
        "tidspunkt",
    ),
    Column.CHANGED_AT: ("sistendret", "sistendra", "endret", "endra"),
    Column.VERSION: ("versjon", "versjonsnummer", "version"),
}

STATUS_WORDS: dict[str, RegistrationStatus] = {
    "": RegistrationStatus.NOT_REGISTERED,
    "ikkeregistrert": RegistrationStatus.NOT_REGISTERED,
    "ikkjeregistrert": RegistrationStatus.NOT_REGISTERED,
    "vedtatt": RegistrationStatus.DECIDED,
    "vedteke": RegistrationStatus.DECIDED,
    "vedteken": RegistrationStatus.DECIDED,
    "registrert": RegistrationStatus.DECIDED,
    "avslag": RegistrationStatus.DECLINED,
    "avslått": RegistrationStatus.DECLINED,
    "avslege": RegistrationStatus.DECLINED,
    "nei": RegistrationStatus.DECLINED,
    "utsatt": RegistrationStatus.POSTPONED,
    "utsett": RegistrationStatus.POSTPONED,
    "trukket": RegistrationStatus.WITHDRAWN,
    "trekt": RegistrationStatus.WITHDRAWN,
}


def plain_header(header: str) -> str:
    """Return a header without case, spaces and signs, so that spellings meet.

    >>> plain_header(" Vedtak (herav EM) ")
    'vedtakheravem'
    """
    return re.sub(r"[^0-9a-zæøåáü]", "", header.casefold().replace("antal ", "antall "))


def column_of(header: str) -> Column | None:
    """Return the column a header names, None for one that is not ours."""
    plain = plain_header(header)
    return next(
        (column for column, names in ALIASES.items() if plain in names or plain == plain_header(column)), None
    )


def read_count(cell: str) -> tuple[int | None, int | None, str]:
    """Return total, EM and mark of a cell: "469 (41)" is 469 of which 41 EM, empty is no number, 0 is 0.

    >>> read_count("469 (41)"), read_count(""), read_count("0"), read_count(":")
    ((469, 41, ''), (None, None, ''), (0, None, ''), (None, None, ':'))

    :raises BadInput: text that is no number, or EM above the total.
    """
    found = count_with_em(cell)
    return found.count, found.em, found.mark


def read_day(cell: str) -> date | None:
    """Return the day of a cell, None when empty.

    >>> read_day("12.12.2019") == read_day("2019-12-12") == read_day("2019-12-12 00:00:00")
    True

    :raises ValueError: anything else.
    """
    moment = read_moment(cell)
    return moment.date() if moment else None


def read_moment(cell: str) -> datetime | None:
    """Return the moment of a cell, None when empty; a day alone is its midnight. Zones are kept where
    written.
    """
    text = cell.strip()
    if not text:
        return None
    if match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?", text):
        day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the export writes local time
    return datetime.fromisoformat(text)


def read_status(cell: str) -> RegistrationStatus:
    """Return the status a cell names in either written standard.

    :raises ValueError: a word that is none.
    """
    found = STATUS_WORDS.get(plain_header(cell))
    if found is None:
        raise ValueError(f"{cell!r} is no status (ikke_registrert, vedtatt, avslag, utsatt, trukket)")
    return found
