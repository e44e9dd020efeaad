"""Finds remarks that cannot all be followed, before an allocation is tried. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tasks.core.model.allocation import Constraint, ConstraintKind, Round
from tasks.core.model.errors import BadInput, Fault

BOUNDS = (ConstraintKind.MIN, ConstraintKind.MAX)


def contradictions(constraints: Iterable[Constraint], round_: Round | None = None) -> tuple[Fault, ...]:
    """Return every group of remarks that contradict each other, by municipality; none if all can stand.

    A fixed number stands alone, nobody is both taken out and given a number, a minimum is not above a
    maximum, the same thing is not asked for twice. With ``round_``, a swap is also held against the round's
    numbers: both ends must be asked (or taken in), and there must be so many to move. Whether the bounds
    *together* fit the need is the allocation's question.
    """
    constraints = tuple(constraints)
    by_number: dict[str, list[Constraint]] = defaultdict(list)
    for constraint in constraints:
        by_number[constraint.number].append(constraint)
        if constraint.kind is ConstraintKind.SWAP and constraint.other_number is not None:
            by_number[constraint.other_number].append(constraint)
    faults: list[Fault] = []
    for number in sorted(by_number):
        faults += (_fault(number, what) for what in _about_one(number, by_number[number]))
    if round_ is not None:
        faults += _swaps_out_of_reach(constraints, round_)
    return tuple(faults)


def require_consistent(constraints: Iterable[Constraint], round_: Round | None = None) -> None:
    """Hold that the remarks can stand together.

    :raises BadInput: every contradiction at once.
    """
    if faults := contradictions(constraints, round_):
        raise BadInput(faults)


def _about_one(number: str, remarks: list[Constraint]) -> list[str]:
    """Return what is wrong with the remarks on one municipality, each as a phrase."""
    of: dict[ConstraintKind, list[Constraint]] = {kind: [] for kind in ConstraintKind}
    for remark in remarks:
        of[remark.kind].append(remark)
    found: list[str] = []
    found += [
        f"{_words(of[kind])}: the same kind of remark {len(of[kind])} times"
        for kind in (*BOUNDS, ConstraintKind.FIX, ConstraintKind.EXCLUDE, ConstraintKind.INCLUDE)
        if len(of[kind]) > 1
    ]
    fixed, excluded = of[ConstraintKind.FIX], of[ConstraintKind.EXCLUDE]
    bounds = [*of[ConstraintKind.MIN], *of[ConstraintKind.MAX]]
    swaps = of[ConstraintKind.SWAP]
    if fixed and (bounds or swaps):
        found.append(f"{_words([*fixed, *bounds, *swaps])}: a fixed number stands alone")
    given = [r for r in [*fixed, *of[ConstraintKind.MIN]] if r.persons]
    asks_for_some = [*given, *of[ConstraintKind.INCLUDE], *swaps]
    if excluded and asks_for_some:
        found.append(f"{_words([*excluded, *asks_for_some])}: taken out and given persons")
    included, none = (
        of[ConstraintKind.INCLUDE],
        [r for r in [*fixed, *of[ConstraintKind.MAX]] if r.persons == 0],
    )
    if included and none:
        found.append(f"{_words([*included, *none])}: taken in with 0 persons")
    lower = max((r.persons or 0 for r in of[ConstraintKind.MIN]), default=None)
    upper = min((r.persons or 0 for r in of[ConstraintKind.MAX]), default=None)
    if lower is not None and upper is not None and lower > upper:
        found.append(f"{_words(bounds)}: the minimum is above the maximum")
    if any(r.other_number == r.number == number for r in swaps):
        found.append(f"{_words(swaps)}: persons are moved to the same municipality")
    return found


def _swaps_out_of_reach(constraints: tuple[Constraint, ...], round_: Round) -> list[Fault]:
    rows = round_.by_number()
    included = {c.number for c in constraints if c.kind is ConstraintKind.INCLUDE}
    faults: list[Fault] = []
    moved: dict[str, int] = defaultdict(int)
    for swap in (c for c in constraints if c.kind is ConstraintKind.SWAP):
        moved[swap.number] += swap.persons or 0
        for number in (swap.number, swap.other_number or ""):
            row = rows.get(number)
            if row is None:
                faults.append(_fault(number, f"{_words([swap])}: not in the round"))
            elif not row.asked and number not in included:
                faults.append(_fault(number, f"{_words([swap])}: not asked in this round"))
    for number, persons in sorted(moved.items()):
        row = rows.get(number)
        if row is not None and row.asked and persons > row.count:
            faults.append(_fault(number, f"{persons} persons are moved away, the round gives it {row.count}"))
    return faults


def _words(remarks: Iterable[Constraint]) -> str:
    """Return the remarks as words with who asked: ``fix 15 (KS) and min 10 (KS)``."""
    shown = (f"{r.kind}{'' if r.persons is None else f' {r.persons}'} ({r.author})" for r in remarks)
    return " and ".join(dict.fromkeys(shown))


def _fault(number: str, what: str) -> Fault:
    return Fault(f"remarks on municipality {number}", what, "ask KS which one holds and keep only that")
