"""What every rule about reservations may look at."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.replies.reader.amounts import Amounts


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule may look at: the adopted sentences, the amounts, the year, and how many EM were asked
    for.
    """

    sentences: tuple[str, ...]
    amounts: Amounts
    year: int | None
    requested_em: int | None
