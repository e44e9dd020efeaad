"""Municipalities that offer to settle without being asked: in which order, and how many at most."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from config.cycle.allocation import AllocationPlan
from tasks.core.model.amendment import IS_NOT_WILLING, IS_WILLING, Amendment, AmendmentKind
from tasks.core.model.errors import BadInput
from tasks.core.model.request import Request


@dataclass(frozen=True, slots=True)
class Offers:
    """``numbers`` in the order they offered; ``most`` persons for those that named a highest number."""

    numbers: tuple[str, ...]
    most: Mapping[str, int]


def offers(entries: Iterable[Amendment], asked: Container[str]) -> Offers:
    """Return the offers that stand, oldest first; one taken back and made again counts from then on.

    :param entries: in the order they were entered; only those of the kind `WILLING` count.
    :param asked: who has a request: it answers that one, and an offer from before is overtaken by it.
    """
    standing: dict[str, str] = {}
    for one in entries:
        if one.kind is not AmendmentKind.WILLING or one.number in asked:
            continue
        if one.value == IS_NOT_WILLING:
            standing.pop(one.number, None)
        else:
            standing[one.number] = one.value  # a key that is there keeps its place
    most = {number: int(value) for number, value in standing.items() if value != IS_WILLING}
    return Offers(tuple(standing), most)


def check_offer(plan: AllocationPlan, asked: Request | None, persons: int | None, *, place: str) -> None:
    """Pass when a municipality without a request offers as many as the smallest request, or names no number.

    :raises BadInput: it has a request already, or offers fewer than anybody may be asked for.
    """
    if asked is not None:
        what = f"it is asked for {asked.count} already"
        raise BadInput.one(place, what, "what its council decides on that is registered as its vedtak")
    if persons is not None and persons < plan.floor.value:
        what = f"{persons} is below the smallest request {plan.floor.value}: it could not be asked for"
        raise BadInput.one(place, what, f"leave the number out, or enter {plan.floor.value} or more")
