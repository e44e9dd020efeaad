"""The dashboard's texts for one year, in Norwegian: markdown, table rows and progress, as plain values.

The dashboard is internal: EM figures and open cases may stand here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tasks.core.model.dispatch import LEFT_US_STATES, RECEIVED_STATES, DispatchState
from tasks.core.model.forecast import ForecastCategory
from tasks.reporting.charts import Bar, coverage_chart, data_uri, tile_map
from tasks.reporting.markdown import cell, table
from tasks.reporting.measures import criterion_lines
from tasks.reporting.municipality_rows import municipality_rows
from tasks.reporting.page_parts import county_bars
from tasks.reporting.state_styles import STATE_STYLES, tiles
from tasks.reporting.today import TodayItem, held_back, next_action, today
from tasks.reporting.wording import days_to, long_day, many, percent, persons, short_day
from tasks.reporting.words import word
from tasks.reporting.year_sums import GroupSums, Sums, by_county, by_office, national
from tasks.reporting.year_view import YearView

Row = dict[str, str | int | None]
_NOT_COUNTED = frozenset({DispatchState.CANCELLED, DispatchState.SUPERSEDED})


def today_markdown(view: YearView) -> str:
    """Return what needs a person today, the most urgent first, and what goes by itself."""
    items = today(view)
    lines = ["## Dette trenger en person i dag", "", _day_line(view), ""]
    if items:
        # Five narrow columns: Prefect's page has room for 710 pixels of table on a screen of 1280.
        heads = ("Sak", "Kommune", "Hva det gjelder, og hva du gjør", "Frist", "Anmodet")
        rows = [
            (
                str(item.case_id or "–"),
                (item.municipality, item.number) if item.number else item.municipality,
                tuple(filter(None, (item.what, item.numbers, item.action))),
                _due(item),
                persons(item.places),
            )
            for item in items
        ]
        lines += table(heads, rows)
        lines += [
            "",
            "En sak avgjøres i skjemaet til en utrulling med merket «avgjørelse», med saksnummeret over.",
        ]
    else:
        lines.append("Ingenting trenger en person i dag.")
    reminders = view.status.reminders_due
    if reminders:
        lines += ["", f"Går av seg selv: {many(len(reminders), 'purring', 'purringer')} ved neste kjøring."]
    if held := held_back(view):
        lines += ["", held]
    return "\n".join(lines) + "\n"


def _due(item: TodayItem) -> tuple[str, str]:
    """Return the day with how much the item matters under it: in two lines the table keeps within the page."""
    day, severity = short_day(item.due), word(item.severity)
    return (f"**{day}**", f"{severity}, over fristen") if item.is_overdue else (day, severity)


def status_markdown(view: YearView) -> str:
    """Return the state of the year: figures, map, coverage against the deadline, tables of both groups."""
    total, coverage = national(view), view.status.coverage
    rows = municipality_rows(view)
    counties = by_county(view)
    bars = [Bar(group.name, group.sums.decided, group.sums.requested_original) for group in counties]
    lines = [
        f"## Anmodning {view.year}",
        "",
        _day_line(view),
        "",
        f"**Nå:** {cell(next_action(view))}",
        "",
        *table(("Tall", "Personer", "Kommuner"), _figures(view, total)),
        "",
        f"Dekning: {percent(coverage.replies)} av svarene og {percent(coverage.places)} av plassene.",
        "",
        f"![Kommunene etter fylke og status]({data_uri(tile_map(tiles(rows, public=False), STATE_STYLES))})",
        "",
        f"![Dekning over tid]({data_uri(coverage_chart(view.coverage_history, view.status.deadline))})",
        "",
        "### Etter IMDi-region",
        "",
        *_group_table("Region", by_office(view), total),
        "",
        "### Etter fylke",
        "",
        f"![Vedtatt og anmodet etter fylke]({data_uri(county_bars(bars))})",
        "",
        *_group_table("Fylke", counties, total),
    ]
    return "\n".join(lines) + "\n"


def history_markdown(view: YearView) -> str:
    """Return the forecasts and rounds of the year, oldest first, and the criteria with both their weights."""
    forecasts = [
        (
            str(version.version),
            version.forecast.report,
            short_day(version.known_on),
            *(
                persons(version.forecast.point(c))
                for c in (ForecastCategory.SETTLEMENT_NEED, ForecastCategory.EM)
            ),
        )
        for version in view.forecasts
    ]
    rounds = [
        (
            str(version.version),
            short_day(version.known_on),
            word(version.round.kind),
            word(version.state),
            persons(version.round.need.total),
            persons(version.round.need.em),
            persons(len(version.round.asked)),
        )
        for version in view.rounds
    ]
    criteria = [(c.name, c.stated, c.of_persons, c.of_differences) for c in criterion_lines(view)]
    lines = ["## Prognoser", ""]
    lines += table(("Versjon", "Rapport", "Kjent", "Behov", "EM"), forecasts) or [
        "Ingen prognose er hentet ennå."
    ]
    lines += ["", "## Fordelingsrunder", ""]
    heads = ("Runde", "Beregnet", "Grunn", "Status", "Behov", "EM", "Kommuner")
    lines += table(heads, rounds) or ["Ingen runde er beregnet ennå."]
    if criteria:
        heads = ("Kriterium", "Oppgitt vekt", "Del av plassene", "Del av forskjellene")
        lines += ["", "## Kriterier", "", *table(heads, criteria)]
    return "\n".join(lines) + "\n"


def letters_markdown(view: YearView, report_url: str = "") -> str:
    """Return the batches that wait for approval with the whole checksum the form asks for, and every sending's state.

    ``report_url`` is where the report is served: the preview of the letters is linked there.
    """
    lines = ["## Venter på godkjenning", ""]
    waiting = [(batch.name, persons(batch.letters), batch.plan_sha256) for batch in view.waiting_letters]
    lines += table(("Pakke", "Brev", "Kontrollsum (hele)"), waiting) or ["Ingen brev venter på godkjenning."]
    if waiting:
        told = "Les brevene i mappa «brev» før du godkjenner; kontrollsummen gjelder nøyaktig disse PDF-ene."
        lines += ["", told]
        if report_url:
            page = f"{report_url}/{view.year}/intern/forhandsvisning/index.html"
            lines += ["", f"[Forhåndsvisning: hver type og målform, kontaktark og endrede setninger]({page})"]
    counted = Counter((one.kind, one.state) for one in view.dispatches)
    sent = [(word(kind), word(state), persons(n)) for (kind, state), n in sorted(counted.items())]
    lines += ["", "## Sendinger", ""]
    lines += table(("Brevslag", "Status", "Antall"), sent) or ["Ingen brev er i utboksen ennå."]
    if held := held_back(view):
        lines += ["", held]
    return "\n".join(lines) + "\n"


def municipality_table(view: YearView) -> list[Row]:
    """Return a row per municipality for the dashboard; figures stay figures, None is an empty cell."""
    return [
        {
            "Nummer": row.number,
            "Kommune": row.name,
            "Fylke": row.county,
            "Region": row.office,
            "Status": word(row.state),
            "Anmodet": row.requested_original,
            **({"Justert": row.requested} if view.has_adjusted else {}),
            "EM": row.requested_em,
            "Registrert": row.registered,
            "Kopi": row.copy,
            "Vedtatt": row.decided,
            "Funn": row.finding,
            "Mangler": row.missing,
            "Gjør dette": row.next_action,
        }
        for row in municipality_rows(view)
    ]


def sending_progress(view: YearView) -> float:
    """Return how many percent of the letters have left us (0 to 100); 0 before any letter is planned."""
    counted = [d for d in view.dispatches if d.state not in _NOT_COUNTED]
    return 100 * sum(d.state in LEFT_US_STATES for d in counted) / len(counted) if counted else 0.0


def sending_description(view: YearView) -> str:
    """Return the line under the progress of sending."""
    counted = [d for d in view.dispatches if d.state not in _NOT_COUNTED]
    left = sum(d.state in LEFT_US_STATES for d in counted)
    received = sum(d.state in RECEIVED_STATES for d in counted)
    return f"Brev {view.year}: {persons(left)} av {persons(len(counted))} sendt, {persons(received)} mottatt"


def coverage_progress(view: YearView) -> float:
    """Return the coverage in places as percent (0 to 100)."""
    return float(100 * view.status.coverage.places)


def coverage_description(view: YearView) -> str:
    """Return the line under the progress of coverage."""
    total = national(view)
    return (
        f"Plasser {view.year}: {persons(total.decided)} vedtatt av {persons(total.requested_original)} "
        f"anmodet, {days_to(view.status.deadline, view.as_of)}"
    )


def _day_line(view: YearView) -> str:
    deadline = view.status.deadline
    return f"Per {long_day(view.as_of)}. Svarfrist {long_day(deadline)} ({days_to(deadline, view.as_of)})."


def _figures(view: YearView, total: Sums) -> list[tuple[str, str, str]]:
    lines = [
        ("Beregnet behov", persons(view.need.total), ""),
        ("Anmodet", persons(total.requested_original), persons(total.asked_municipalities)),
    ]
    if view.has_adjusted:
        lines.append(
            ("Anmodet etter justering", persons(total.requested), persons(total.asked_municipalities))
        )
    return [
        *lines,
        ("Av dette EM", persons(total.requested_em), ""),
        ("Registrert i IMDinett", "", persons(total.registered_municipalities)),
        ("Skriftlig kopi", "", persons(total.copy_municipalities)),
        ("Registrering og kopi er like", "", persons(total.agreeing_municipalities)),
        ("Bekreftet vedtak", persons(total.decided), persons(total.decided_municipalities)),
        ("Åpne saker", "", persons(len(view.open_cases))),
    ]


def _group_table(head: str, groups: Sequence[GroupSums], total: Sums) -> list[str]:
    heads = (head, "Anmodede kommuner", "Anmodet", "Bekreftede vedtak", "Vedtatt", "EM anmodet", "Åpne saker")
    named = [*((group.name, group.sums) for group in groups), ("Hele landet", total)]
    columns = ("asked_municipalities", "requested_original", "decided_municipalities", "decided")
    columns = (*columns, "requested_em", "open_cases")
    rows = [(name, *(persons(getattr(sums, column)) for column in columns)) for name, sums in named]
    return table(heads, rows)
