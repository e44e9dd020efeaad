"""The report site of a year: plain pages that need no network and no JavaScript, open data beside them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from config.settings import InterfaceLanguage
from tasks.reporting import wording
from tasks.reporting.dossier import Dossier
from tasks.reporting.english_html import page_in_english
from tasks.reporting.municipality_rows import MunicipalityRow, municipality_rows
from tasks.reporting.open_data import open_data
from tasks.reporting.open_data_fields import fields
from tasks.reporting.page_parts import common_parts, parts_of
from tasks.reporting.words import word
from tasks.reporting.year_view import YearView

PUBLIC_PAGES = ("index", "kommuner", "metode", "apne-data")
INTERNAL_PAGES = (*PUBLIC_PAGES, "saker")


def write_report(
    view: YearView,
    *,
    public: bool,
    dossiers: Mapping[str, Dossier] | None = None,
    kept: Collection[str] = (),
    language: InterfaceLanguage = InterfaceLanguage.NB,
) -> dict[str, bytes]:
    """Return every file of the report by its path below the report's folder; writing them is the caller's.

    The public edition has no EM figures, no open cases and no settled figure below five. The internal one has a
    page for each of the ``dossiers`` (by municipality number), and its table leads there and to the pages of
    ``kept`` that are written already. Pages are in the ``language`` of the operators, data files always as they
    are. The same view and dossiers give the same bytes.

    :raises StopAndMend: a table does not add up; nothing is returned then.
    """
    rows = municipality_rows(view)
    environment = _environment()
    script = environment.get_template("table.js").render()
    shared = {**common_parts(view, rows, public=public), "fields": fields(public=public)}
    shared |= {"script": script, "script_hash": _hash(script)}
    told: Mapping[str, Dossier] = {} if public or dossiers is None else dossiers
    linked = () if public else (*told, *kept)
    shared["page_of"] = municipality_pages(linked)
    files = open_data(view, rows, public=public)
    for page in PUBLIC_PAGES if public else INTERNAL_PAGES:
        files[f"{page}.html"] = _page(environment, page, view, rows, shared)
    for number, dossier in told.items():
        files[municipality_page_name(number)] = _municipality_page(view.year, dossier)
    if language is InterfaceLanguage.EN:
        pages = (name for name in files if name.endswith(".html"))
        files |= {name: page_in_english(files[name].decode("utf-8")).encode("utf-8") for name in pages}
    return dict(sorted(files.items()))


def municipality_page_name(number: str) -> str:
    """Return the name of a municipality's page."""
    return f"kommune-{number}.html"


def municipality_pages(numbers: Iterable[str]) -> dict[str, str]:
    """Return the name of each municipality's page by number."""
    return {number: municipality_page_name(number) for number in numbers}


def _municipality_page(year: int, dossier: Dossier) -> bytes:
    """Return one municipality's page; it names no day of writing, so that it changes only when something happened."""
    environment = _environment()
    shown: dict[str, object] = {"year": year, "dossier": dossier, "public": False, "page": "kommune"}
    policy = _hash("")  # no script on this page
    return environment.get_template("kommune.html.j2").render(**shown, script_hash=policy).encode("utf-8")


def _page(
    environment: Environment,
    page: str,
    view: YearView,
    rows: tuple[MunicipalityRow, ...],
    shared: dict[str, object],
) -> bytes:
    parts = parts_of(page, view, rows, public=bool(shared["public"]))
    return environment.get_template(f"{page}.html.j2").render(**shared, **parts, page=page).encode("utf-8")


@cache
def _environment() -> Environment:
    """Return the templates; each is compiled once a process."""
    environment = Environment(
        loader=PackageLoader("tasks.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        persons=wording.persons,
        percent=wording.percent,
        signed=wording.signed,
        short_day=wording.short_day,
        long_day=wording.long_day,
        word=word,
    )
    return environment


def _hash(script: str) -> str:
    """Return the hash a browser demands of the one script it may run (Content-Security-Policy)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
