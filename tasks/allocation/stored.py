"""What a later computation takes from a stored round: its frozen weights and sizes, nothing derived anew."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import cast

from tasks.allocation.weights import Weights
from tasks.core.model.allocation import Round


def sizes_as_data(weights: Weights) -> dict[str, list[str | None]]:
    """Return inhabitants and size of every municipality as JSON-able text, exact."""
    return {
        number: [
            None if (inhabitants := weights.inhabitants.get(number)) is None else f"{inhabitants:f}",
            None if own is None else str(own),
        ]
        for number, own in sorted(weights.size.items())
    }


def stored_weights(value: Round) -> Weights:
    """Return the weights a round was computed with; municipalities it did not know are not among them."""
    sizes = cast("dict[str, list[str | None]]", value.report.get("sizes", {}))
    pairs = {row.number: sizes.get(row.number, [None, None]) for row in value.allocations}
    return Weights(
        weight={row.number: row.weight for row in value.allocations},
        size={n: None if own is None else Fraction(own) for n, (_, own) in pairs.items()},
        inhabitants={n: None if own is None else Decimal(own) for n, (own, _) in pairs.items()},
        parts={
            row.number: {part.criterion: Fraction(part.contribution) for part in row.contributions}
            for row in value.allocations
        },
        contributions={row.number: row.contributions for row in value.allocations},
        absent=tuple(cast("list[str]", value.report.get("criteria_without_any_figure", []))),
        unknown=cast("dict[str, int]", value.report.get("municipalities_without_a_figure", {})),
    )
