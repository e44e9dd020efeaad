"""How much of what was asked for has a trusted decision: in replies and in places, exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from tasks.core.model.position import Coverage, Position, PositionState
from tasks.core.model.reconciliation import Finding


def coverage(positions: Iterable[Position]) -> Coverage:
    """Return the shares of asked municipalities and of requested places with a trusted decision, exact.

    Of nobody asked, nothing is covered: both are 0.
    """
    asked = [p for p in positions if p.state is not PositionState.NOT_ASKED]
    decided = [p for p in asked if p.decided is not None]
    return Coverage(
        replies=_share(len(decided), len(asked)),
        places=_share(sum(p.requested for p in decided), sum(p.requested for p in asked)),
    )


def coverage_of(findings: Iterable[Finding]) -> Coverage:
    """Return the same shares from the findings alone: how a letter travelled changes no coverage."""
    asked = [f for f in findings if f.is_about_asked]
    decided = [f for f in asked if f.decided is not None]
    return Coverage(
        replies=_share(len(decided), len(asked)),
        places=_share(sum(f.requested for f in decided), sum(f.requested for f in asked)),
    )


def coverage_by(positions: Iterable[Position], group_of: Mapping[str, str]) -> dict[str, Coverage]:
    """Return the coverage of each group (office, county) with anybody asked, by name."""
    groups: dict[str, list[Position]] = {}
    for position in positions:
        if position.state is not PositionState.NOT_ASKED:
            groups.setdefault(group_of[position.number], []).append(position)
    return {group: coverage(groups[group]) for group in sorted(groups)}


def _share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)
