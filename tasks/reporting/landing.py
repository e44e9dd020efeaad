"""Where the total will land, and who moves it most: the sentences of the terminal and the reports (bokmål)."""

from __future__ import annotations

from tasks.reporting.wording import many, persons
from tasks.reporting.year_view import YearView

MOST_NAMED = 5


def landing_lines(view: YearView) -> tuple[str, ...]:
    """Return the range in one line, and the municipalities it hangs on in the next; nothing before the letters."""
    status = view.status
    if not status.asked_positions:
        return ()
    range_, open_ones = status.landing, status.outstanding
    if not open_ones:
        return (f"Summen av vedtakene er {persons(range_.low)}.",)
    first = ", ".join(
        f"{view.municipality_of[p.number].display_name} {persons(p.requested)}"
        for p in open_ones[:MOST_NAMED]
    )
    rest = len(open_ones) - MOST_NAMED
    more = f" og {many(rest, 'kommune', 'kommuner')} til" if rest > 0 else ""
    where = many(range_.outstanding_municipalities, "kommune", "kommuner")
    lands = f"Summen av vedtakene lander mellom {persons(range_.low)} og {persons(range_.high)}"
    return (
        f"{lands}; {persons(range_.outstanding)} plasser i {where} er åpne.",
        f"Mest henger på: {first}{more}.",
    )
