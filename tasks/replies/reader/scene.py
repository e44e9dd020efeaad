"""What every rule about reservations may look at."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.replies.reader.amounts import Amounts
from tasks.replies.reader.mentions import Mention, Role
from tasks.replies.reader.units import Unit


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule may look at: the adopted sentences, the amounts, the year, and how many EM were asked
    for.
    """

    sentences: tuple[str, ...]
    amounts: Amounts
    year: int | None
    requested_em: int | None


def is_decided(mention: Mention, scene: Scene) -> bool:
    """Return whether a number of persons is what was decided, or the request that was agreed to."""
    if mention.unit not in {Unit.PERSONS, Unit.BARE}:
        return False
    if mention.role is Role.REQUESTED:
        return mention is scene.amounts.total
    return mention.role in {Role.TOTAL, Role.ADDED}


def is_ours(mention: Mention, scene: Scene) -> bool:
    """Return whether a number is (part of) the decision: not an earlier one, nor the one asked for."""
    if mention.role is Role.FAMILIES:
        return True
    return is_decided(mention, scene) or (mention.role is Role.REQUESTED and mention is scene.amounts.total)
