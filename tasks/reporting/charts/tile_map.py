"""A schematic map: a tile per municipality, marked by its state, by county where the county lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from tasks.reporting.charts.svg import add, as_text, canvas, write
from tasks.reporting.wording import persons

TILE, GAP, ACROSS = 17.0, 2.0, 8
BLOCK_WIDTH = ACROSS * (TILE + GAP) + 14
HEADING, MARGIN = 22.0, 12.0

# Rows from north to south, west to east, for the counties of 2020 and of 2024; the first figure is the column
# the row starts in. A county that is in no row comes below the others.
_LAYOUT: tuple[tuple[int, tuple[str, ...]], ...] = (
    (1, ("18", "54", "55", "56")),
    (0, ("15", "50")),
    (0, ("46", "34", "03")),
    (0, ("11", "30", "33", "32")),
    (0, ("42", "38", "40", "39", "31")),
)


@dataclass(frozen=True, slots=True)
class TileStyle:
    """How a state looks: its word, the mark in the tile, fill and ink; ``is_hatched`` adds stripes."""

    word: str
    mark: str
    fill: str
    ink: str = "#ffffff"
    is_hatched: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """One municipality on the map. ``state`` is a key of the styles."""

    number: str
    name: str
    county_number: str
    county: str
    state: str


def tile_map(tiles: Sequence[Tile], styles: Mapping[str, TileStyle], *, name: str = "kart") -> str:
    """Return the map with its legend as SVG text; each tile carries a mark, so colour says nothing alone."""
    counted = Counter(tile.state for tile in tiles)
    used = [state for state in styles if counted[state]]
    blocks = _blocks(tiles)
    width = MARGIN + max((2, *(column for column, _, _ in blocks))) * BLOCK_WIDTH + BLOCK_WIDTH
    legend_top = max((y + HEADING + _rows(group) * (TILE + GAP) for _, y, group in blocks), default=0) + 16
    height = legend_top + 22 * ((len(used) + 1) // 2) + 4
    told = "; ".join(f"{styles[state].word}: {persons(counted[state])}" for state in used)
    root = canvas(name, width, height, title="Kommunene etter fylke og status", description=f"{told}.")
    _symbols(root, styles, used, name)
    for column, y, group in blocks:
        write(root, MARGIN + column * BLOCK_WIDTH, y + 14, group[0].county, "ink strong")
        for order, tile in enumerate(group):
            x, down = (
                MARGIN + column * BLOCK_WIDTH + order % ACROSS * (TILE + GAP),
                order // ACROSS * (TILE + GAP),
            )
            drawn = _tile(root, x, y + HEADING + down, name, used.index(tile.state))
            ET.SubElement(drawn, "title").text = f"{tile.name}: {styles[tile.state].word}"
    for place, state in enumerate(used):
        x, y = MARGIN + (place % 2) * (width - 2 * MARGIN) / 2, legend_top + (place // 2) * 22
        _tile(root, x, y, name, used.index(state))
        write(root, x + TILE + 7, y + 13, f"{styles[state].word} ({persons(counted[state])})", "ink")
    return as_text(root)


def _blocks(tiles: Sequence[Tile]) -> list[tuple[int, float, list[Tile]]]:
    """Return (column, y, tiles) per county; rows are as high as their largest county."""
    groups: dict[str, list[Tile]] = {}
    for tile in sorted(tiles, key=lambda t: t.number):
        groups.setdefault(tile.county_number, []).append(tile)
    placed = {county for _, counties in _LAYOUT for county in counties}
    rest = tuple(sorted(set(groups) - placed))
    rows = [*_LAYOUT, *((0, rest[i : i + 3]) for i in range(0, len(rest), 3))]
    blocks: list[tuple[int, float, list[Tile]]] = []
    y = MARGIN
    for start, counties in rows:
        present = [groups[county] for county in counties if county in groups]
        start_column = min(start, 3 - len(present)) if len(present) < 3 else 0
        blocks += [(start_column + place, y, group) for place, group in enumerate(present)]
        if present:
            y += HEADING + max(_rows(group) for group in present) * (TILE + GAP) + 10
    return blocks


def _rows(group: Sequence[Tile]) -> int:
    return -(-len(group) // ACROSS)


def _tile(root: ET.Element, x: float, y: float, name: str, look: int) -> ET.Element:
    return add(root, "use", {"href": f"#{name}-{look}", "x": x, "y": y})


def _symbols(root: ET.Element, styles: Mapping[str, TileStyle], used: Sequence[str], name: str) -> None:
    """Draw each look once; the tiles point to it."""
    parts = add(root, "defs", {})
    box: dict[str, str | float] = {"width": 5, "height": 5, "patternUnits": "userSpaceOnUse"}
    pattern = add(parts, "pattern", {"id": f"{name}-hatch", **box, "patternTransform": "rotate(45)"})
    add(pattern, "line", {"x1": 0, "x2": 0, "y1": 0, "y2": 5, "style": "stroke:#00000055;stroke-width:2"})
    square: dict[str, str | float] = {"x": 0.5, "y": 0.5, "width": TILE - 1, "height": TILE - 1, "rx": 2}
    for look, style in enumerate(styles[state] for state in used):
        group = add(parts, "g", {"id": f"{name}-{look}"})
        add(group, "rect", {**square, "style": f"fill:{style.fill};stroke:var(--chart-rule,#c9d0d8)"})
        if style.is_hatched:
            add(group, "rect", {**square, "style": f"fill:url(#{name}-hatch)"})
        write(group, TILE / 2, 13, style.mark, "small strong middle").set("style", f"fill:{style.ink}")
