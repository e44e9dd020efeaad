"""Bars of decided against requested places, one per group, with the figures beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.reporting.charts.svg import add, as_text, canvas, write
from tasks.reporting.wording import persons

WIDTH, ROW, LEFT, RIGHT, TOP = 470.0, 29.0, 146.0, 108.0, 38.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One group: ``part`` of ``whole``, persons."""

    label: str
    part: int
    whole: int


def bar_chart(bars: Sequence[Bar], *, title: str, part: str, whole: str, name: str) -> str:
    """Return horizontal bars as SVG text: ``whole`` is the pale track, ``part`` the dark bar upon it."""
    height = TOP + ROW * len(bars) + 8
    told = "; ".join(f"{b.label}: {persons(b.part)} av {persons(b.whole)}" for b in bars)
    root = canvas(name, WIDTH, height, title=title, description=f"{part} av {whole.lower()}. {told}.")
    write(root, LEFT, 20, f"■ {part}", "firstfill strong")
    write(root, WIDTH - 8, 20, f"{part} / {whole.lower()}", "soft small end")
    most = max((max(bar.whole, bar.part) for bar in bars), default=0) or 1
    scale = (WIDTH - LEFT - RIGHT) / most
    for place, bar in enumerate(bars):
        y = TOP + ROW * place
        write(root, LEFT - 8, y + 14, bar.label, "ink end")
        add(
            root,
            "rect",
            {"class": "track", "x": LEFT, "y": y + 2, "width": bar.whole * scale, "height": 16, "rx": 2},
        )
        if bar.part:
            box: dict[str, str | float] = {"x": LEFT, "y": y + 5, "width": bar.part * scale, "height": 10}
            add(root, "rect", {"class": "firstfill", **box})
        write(root, WIDTH - 8, y + 14, f"{persons(bar.part)} / {persons(bar.whole)}", "ink end")
    return as_text(root)
