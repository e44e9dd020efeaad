"""What each page of the report shows, as values for its template; charts come as finished SVG."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from tasks.core.model.reconciliation import CaseState
from tasks.reporting.charts import Bar, bar_chart, coverage_chart, tile_map
from tasks.reporting.measures import constraint_lines, criterion_lines, measure_lines, missing_lines
from tasks.reporting.municipality_rows import MunicipalityRow, PublicState
from tasks.reporting.state_styles import PUBLIC_STYLES, STATE_STYLES, tiles
from tasks.reporting.today import held_back, today
from tasks.reporting.wording import days_to, with_em
from tasks.reporting.year_sums import by_county, by_office, by_state, national
from tasks.reporting.year_view import YearView

FIRST_ON_THE_LIST = 8


def common_parts(view: YearView, rows: Sequence[MunicipalityRow], *, public: bool) -> dict[str, object]:
    """Return what every page may use."""
    return {
        "view": view,
        "year": view.year,
        "public": public,
        "total": national(view),
        "settled_shown": sum((r.settled_public if public else r.settled) or 0 for r in rows),
        "has_settled": bool(view.progress),
        "deadline_words": days_to(view.status.deadline, view.as_of),
    }


def parts_of(
    page: str, view: YearView, rows: Sequence[MunicipalityRow], *, public: bool
) -> dict[str, object]:
    """Return what one page needs besides the common parts."""
    if page == "index":
        return _index(view, rows, public=public)
    if page == "kommuner":
        return {"rows": rows}
    if page == "metode":
        newest = view.newest_round
        return {
            "criteria": criterion_lines(view),
            "measures": measure_lines(view, public=public),
            "missing": missing_lines(view),
            "constraints": constraint_lines(view),
            "newest": newest,
        }
    if page == "saker":
        return {
            "items": today(view),
            "with_em": with_em,
            "closed": [case for case in view.cases if case.state is CaseState.CLOSED],
        }
    return {}


def _index(view: YearView, rows: Sequence[MunicipalityRow], *, public: bool) -> dict[str, object]:
    counties = by_county(view)
    styles = PUBLIC_STYLES if public else STATE_STYLES
    bars = [Bar(group.name, group.sums.decided, group.sums.requested_original) for group in counties]
    waiting = () if public else today(view)
    return {
        "counties": counties,
        "offices": by_office(view),
        "states": _state_counts(view, rows, public=public),
        "items": waiting[:FIRST_ON_THE_LIST],
        "held_back": held_back(view),
        "waiting": len(waiting),
        "chart_map": Markup(tile_map(tiles(rows, public=public), styles)),  # noqa: S704  our own SVG, escaped by ElementTree
        "chart_coverage": Markup(coverage_chart(view.coverage_history, view.status.deadline)),  # noqa: S704  see above
        "chart_counties": Markup(county_bars(bars)),  # noqa: S704  see above
    }


def county_bars(bars: Sequence[Bar]) -> str:
    """Return the bars of decided against requested persons by county."""
    return bar_chart(
        bars, title="Vedtatt og anmodet etter fylke", part="Vedtatt", whole="Anmodet", name="fylker"
    )


def _state_counts(
    view: YearView, rows: Sequence[MunicipalityRow], *, public: bool
) -> list[tuple[str, str, int]]:
    """Return (mark, word, municipalities) for each state of the edition that has any."""
    if public:
        counted = {state: sum(row.public_state is state for row in rows) for state in PublicState}
        return [(PUBLIC_STYLES[s].mark, s.value, n) for s, n in counted.items() if n]
    return [(STATE_STYLES[s].mark, STATE_STYLES[s].word, n) for s, n in by_state(view).items() if n]
