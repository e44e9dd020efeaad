"""How each state looks on the map: mark, colour and stripes, for the internal and the public edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tasks.core.model.position import PositionState
from tasks.reporting.charts.tile_map import Tile, TileStyle
from tasks.reporting.municipality_rows import MunicipalityRow, PublicState
from tasks.reporting.words import word

_EMPTY = "var(--chart-paper,#ffffff)"
_INK = "var(--chart-soft,#4d5866)"

# White ink on every fill has a contrast of at least 4.5 to 1 (a test holds it).
_LOOKS: Mapping[PositionState, tuple[str, str, str, bool]] = {
    PositionState.COMPLETE: ("✓", "#1d7048", "#ffffff", False),
    PositionState.DECLINED: ("0", "#5b3a8c", "#ffffff", False),
    PositionState.IN_DISPUTE: ("!", "#b3261e", "#ffffff", True),
    PositionState.REGISTERED_ONLY: ("R", "#0b5cad", "#ffffff", False),
    PositionState.COPY_ONLY: ("K", "#0f6a78", "#ffffff", False),
    PositionState.NEVER_ANSWERED: ("?", "#8a4500", "#ffffff", True),
    PositionState.RECEIVED: ("M", "#5f6b78", "#ffffff", False),
    PositionState.SENT: ("S", "#75670a", "#ffffff", False),
    PositionState.PLANNED: ("P", _EMPTY, _INK, False),
    PositionState.NOT_ASKED: ("·", _EMPTY, _INK, False),
}

STATE_STYLES: Mapping[str, TileStyle] = {
    state: TileStyle(word(state), *look) for state, look in _LOOKS.items()
}

PUBLIC_STYLES: Mapping[str, TileStyle] = {
    PublicState.DECIDED: TileStyle(PublicState.DECIDED.value, "✓", "#1d7048"),
    PublicState.DECLINED: TileStyle(PublicState.DECLINED.value, "0", "#5b3a8c"),
    PublicState.AWAITING: TileStyle(PublicState.AWAITING.value, "…", "#75670a"),
    PublicState.NOT_ASKED: TileStyle(PublicState.NOT_ASKED.value, "·", _EMPTY, _INK),
}


def tiles(rows: Sequence[MunicipalityRow], *, public: bool) -> tuple[Tile, ...]:
    """Return a tile per municipality in the state its edition shows."""
    return tuple(
        Tile(r.number, r.name, r.county_number, r.county, str(r.public_state if public else r.state))
        for r in rows
    )
