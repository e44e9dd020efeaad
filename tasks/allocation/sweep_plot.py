"""A sweep as a picture: one line a municipality, its number against the need; plain SVG, no library."""

from __future__ import annotations

from math import log10

from tasks.allocation.sweep import Sweep

WIDTH, HEIGHT, MARGIN = 960, 600, 60
TICKS = 6
NAMESPACE = "http://www.w3.org/2000/svg"
HIGHLIGHT = "#1f4e79"
LINE = "#8aa4bd"


def as_svg(sweep: Sweep, labels: dict[str, str] | None = None, mark_need: int | None = None) -> str:
    """Return the sweep as an SVG text: need from left to right, number upwards on a logarithmic scale.

    :param labels: municipality number -> name, for the tooltips; the number itself where it is missing.
    :param mark_need: a need to mark with a vertical line.
    """
    highest = sweep.lowest + len(sweep.changes)
    points = {number: [(sweep.lowest, count)] for number, count in sweep.start.items()}
    for change in sweep.changes:
        points[change.number] += [(change.need, change.before), (change.need, change.after)]
    largest = max((line[-1][1] for line in points.values()), default=1)
    smallest = min((line[0][1] for line in points.values() if line[0][1]), default=1)

    def x(need: int) -> float:
        return MARGIN + (need - sweep.lowest) * (WIDTH - 2 * MARGIN) / max(1, highest - sweep.lowest)

    def y(count: int) -> float:
        span = log10(max(largest, smallest + 1) / smallest)
        return HEIGHT - MARGIN - log10(max(count, smallest) / smallest) * (HEIGHT - 2 * MARGIN) / span

    parts = [
        f'<svg xmlns="{NAMESPACE}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif">',
        f"<title>Anmodning per kommune ved behov fra {sweep.lowest} til {highest}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for step in range(TICKS):
        need = sweep.lowest + (highest - sweep.lowest) * step // (TICKS - 1)
        parts.append(_text(x(need), HEIGHT - MARGIN + 20, f"{need}", "middle"))
        count = round(smallest * (largest / smallest) ** (step / (TICKS - 1)))
        parts.append(_text(MARGIN - 8, y(count) + 4, f"{count}", "end"))
        parts.append(_line(MARGIN, y(count), WIDTH - MARGIN, y(count), "#e4e4e4"))
    parts.append(_text(WIDTH / 2, HEIGHT - 15, "Behov (personer)", "middle"))
    parts.append(_text(MARGIN, MARGIN - 20, "Anmodning (personer, logaritmisk)", "start"))
    for number, line in sorted(points.items()):
        end = [*line, (highest, line[-1][1])]
        path = " ".join(f"{x(need):.1f},{y(count):.1f}" for need, count in end)
        name = _escaped((labels or {}).get(number, number))
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{LINE}"><title>{name}: '
            f"{line[0][1]}-{line[-1][1]}</title></polyline>"
        )
    if mark_need is not None and sweep.lowest <= mark_need <= highest:
        parts.append(_line(x(mark_need), MARGIN, x(mark_need), HEIGHT - MARGIN, HIGHLIGHT))
        parts.append(_text(x(mark_need), MARGIN - 6, f"{mark_need}", "middle"))
    return "\n".join([*parts, "</svg>", ""])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="12">{_escaped(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"/>'
