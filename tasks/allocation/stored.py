"""What a later computation takes from a stored round: its frozen weights and sizes, nothing derived anew."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import cast

from tasks.allocation.weights import NOT_ASKED, UNKNOWN, Weights, as_decimal, rounded
from tasks.core.model.allocation import Contribution, Round


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


def with_newcomers(weights: Weights, value: Round, newcomers: Container[str]) -> Weights:
    """Return the weights when not being asked before no longer tells against the newcomers.

    A need far above the issued numbers has to reach new municipalities, and the willing come first: that they
    were outside last year's list counts as unknown, and the weight of that criterion goes to their other ones.
    """
    weight, parts, contributions = dict(weights.weight), dict(weights.parts), dict(weights.contributions)
    for row in value.allocations:
        told = sum(
            (Fraction(part.weight) for part in row.contributions if part.note != NOT_ASKED), Fraction(0)
        )
        if row.number not in newcomers or not told:
            continue
        contributions[row.number] = tuple(_untold(part, told) for part in row.contributions)
        parts[row.number] = {p.criterion: Fraction(p.contribution) for p in contributions[row.number]}
        weight[row.number] = rounded(sum(parts[row.number].values(), Fraction(0)))
    return replace(weights, weight=weight, parts=parts, contributions=contributions)


def _untold(part: Contribution, told: Fraction) -> Contribution:
    if part.note == NOT_ASKED:
        return replace(part, normalised=None, weight="0", contribution="0", note=UNKNOWN)
    weight, contribution = (as_decimal(Fraction(own) / told) for own in (part.weight, part.contribution))
    return replace(part, weight=weight, contribution=contribution)
