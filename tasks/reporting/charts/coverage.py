"""Coverage over time against the deadline: one line for replies, one for places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from xml.etree import ElementTree as ET

from tasks.reporting.charts.svg import add, as_text, canvas, number, write
from tasks.reporting.wording import long_day, percent
from tasks.reporting.year_view import CoverageOn

WIDTH, HEIGHT = 470.0, 290.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 124.0, 34.0, 34.0


def coverage_chart(history: Sequence[CoverageOn], deadline: date, *, name: str = "dekning") -> str:
    """Return the line chart as SVG text; an empty history gives the axes and says so.

    Replies are a whole line, places a dashed one, both named at their end: colour carries nothing alone.
    """
    days = sorted(history, key=lambda row: row.on)
    root = canvas(name, WIDTH, HEIGHT, title="Dekning over tid", description=_description(days, deadline))
    first, last = _span(days, deadline)
    x = _scale(first, last)
    _grid(root, first, last, x)
    _deadline(root, x(deadline), deadline)
    if not days:
        write(root, LEFT + 8, HEIGHT - BOTTOM - 10, "Ingen svar ennå", "soft")
        return as_text(root)
    end_replies, end_places = _y(days[-1].coverage.replies), _y(days[-1].coverage.places)
    for style, values in (
        ("second", [row.coverage.places for row in days]),
        ("first", [row.coverage.replies for row in days]),
    ):
        points = " ".join(f"{number(x(row.on))},{number(_y(v))}" for row, v in zip(days, values, strict=True))
        add(root, "polyline", {"class": style, "points": points})
    low, high = sorted((end_replies, end_places))
    gap = max(0.0, 32 - (low * -1 + high)) / 2  # the two labels never overlap
    replies_first = end_replies <= end_places
    x_end = min(x(days[-1].on), WIDTH - RIGHT) + 8
    for label, share, y, style in (
        ("Svar", days[-1].coverage.replies, end_replies + (-gap if replies_first else gap), "firstfill"),
        ("Plasser", days[-1].coverage.places, end_places + (gap if replies_first else -gap), "secondfill"),
    ):
        write(root, x_end, y, f"{label} {percent(share)}", f"{style} strong")
    add(root, "circle", {"class": "firstfill", "cx": x(days[-1].on), "cy": end_replies, "r": 4})
    add(
        root,
        "rect",
        {"class": "secondfill", "x": x(days[-1].on) - 4, "y": end_places - 4, "width": 8, "height": 8},
    )
    return as_text(root)


def _span(days: Sequence[CoverageOn], deadline: date) -> tuple[date, date]:
    known = [row.on for row in days]
    first, last = min([*known, deadline]), max([*known, deadline])
    return (first, last) if first < last else (first - timedelta(days=7), last + timedelta(days=7))


def _scale(first: date, last: date) -> Callable[[date], float]:
    def x(day: date) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / (last - first).days

    return x


def _y(share: Fraction) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - float(share))


def _grid(root: ET.Element, first: date, last: date, x: Callable[[date], float]) -> None:
    for tenth in (0, 25, 50, 75, 100):
        y = _y(Fraction(tenth, 100))
        add(root, "line", {"class": "rule", "x1": LEFT, "x2": WIDTH - RIGHT, "y1": y, "y2": y})
        write(root, LEFT - 6, y + 4, f"{tenth} %", "soft small end")
    for step in range(4):
        day = first + timedelta(days=round((last - first).days * step / 3))
        write(root, x(day), HEIGHT - 12, f"{day.day}.{day.month}.", "soft small middle")


def _deadline(root: ET.Element, x: float, deadline: date) -> None:
    add(root, "line", {"class": "limit", "x1": x, "x2": x, "y1": TOP - 10, "y2": HEIGHT - BOTTOM})
    anchor = "end" if x > WIDTH / 2 else ""
    write(
        root,
        x + (-6 if anchor else 6),
        TOP - 14,
        f"Svarfrist {deadline.day}.{deadline.month}.",
        f"ink small {anchor}",
    )


def _description(days: Sequence[CoverageOn], deadline: date) -> str:
    if not days:
        return f"Ingen dekning er målt ennå. Svarfristen er {long_day(deadline)}."
    newest = days[-1]
    return (
        f"Fra {long_day(days[0].on)} til {long_day(newest.on)}. "
        f"Siste dag er {percent(newest.coverage.replies)} av svarene og {percent(newest.coverage.places)} "
        f"av plassene bekreftet. Svarfristen er {long_day(deadline)}."
    )
