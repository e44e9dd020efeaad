"""The award queue beside other ways to the same numbers. Run with ``python -m tests.benchmarks.bench_allocation``
from the checkout, or ``python tests/benchmarks/bench_allocation.py`` with the checkout on PYTHONPATH.

Prints milliseconds of CPU (the best of some runs), the ratio to `apportion`, and whether the numbers are the same. PyPI's
``apportionment`` knows no bounds, so it is compared without floors; it is left out where it is not installed.
"""

from __future__ import annotations

import heapq
import importlib
import random
import resource
import time
from fractions import Fraction

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from config.cycle.allocation import DivisorMethod
from tasks.allocation.apportion import apportion, is_fair
from tasks.allocation.basis import Basis
from tasks.allocation.sweep import sweep
from tasks.allocation.units import Unit

FLOOR = 10
SOLVER_SECONDS = 60


def municipalities(count, seed=2020, floor=FLOOR):
    """Return units with weights spread as inhabitants^0.6 are."""
    rng = random.Random(seed)
    return [
        Unit(f"{n:05}", Fraction(round(rng.lognormvariate(8.6, 1.1) ** 0.6 * 10**6), 10**6), floor)
        for n in range(count)
    ]


def heap_of_fractions(units, total):
    """The plainest exact queue: a heap of Fractions, one award at a time."""
    held = {unit.key: unit.least for unit in units}
    weight = {unit.key: Fraction(unit.weight) for unit in units}
    heap = [(-weight[k] / (held[k] + Fraction(1, 2)), k) for k in held]
    heapq.heapify(heap)
    for _ in range(total - sum(held.values())):
        key = heap[0][1]
        held[key] += 1
        heapq.heapreplace(heap, (-weight[key] / (held[key] + Fraction(1, 2)), key))
    return held


def heap_of_floats(units, total):
    """The quickest plain queue: floats, so that what lies within their error is decided by luck."""
    held = {unit.key: unit.least for unit in units}
    weight = {unit.key: float(unit.weight) for unit in units}
    heap = [(-weight[k] / (held[k] + 0.5), k) for k in held]
    heapq.heapify(heap)
    for _ in range(total - sum(held.values())):
        key = heap[0][1]
        held[key] += 1
        heapq.heapreplace(heap, (-weight[key] / (held[key] + 0.5), key))
    return held


def by_milp(units, total):
    """HiGHS: a 0/1 variable an award near a unit's share, the sum of priorities at its largest.

    All awards of 356 units at once keep HiGHS busy for minutes, so those far below the share are taken as made.
    """
    share = total / float(sum(unit.weight for unit in units))
    low = [max(unit.least, int(0.9 * float(unit.weight) * share) - 3) for unit in units]
    awards = [
        (at, float(unit.weight) / (held + 0.5))
        for at, unit in enumerate(units)
        for held in range(low[at], int(1.1 * float(unit.weight) * share) + 3)
    ]
    missing = total - sum(low)
    solved = milp(
        -np.array([priority for _, priority in awards]),
        constraints=LinearConstraint(np.ones((1, len(awards))), missing, missing),
        integrality=np.ones(len(awards)),
        bounds=Bounds(0, 1),
        options={"presolve": False, "time_limit": SOLVER_SECONDS},
    )
    held = list(low)
    for (at, _), chosen in zip(awards, solved.x, strict=True):
        held[at] += round(chosen)
    return {unit.key: count for unit, count in zip(units, held, strict=True)}


def by_package(units, total):
    """PyPI apportionment, without bounds."""
    compute = importlib.import_module("apportionment.methods").compute
    counts = compute("saintelague", [float(unit.weight) for unit in units], total, verbose=False)
    return {unit.key: int(count) for unit, count in zip(units, counts, strict=True)}


def timed(function, *arguments, rounds=5):
    """Return the best time of some rounds and the last result; what fails is said instead of timed."""
    best, result = float("inf"), None
    for _ in range(rounds):
        start = time.process_time()
        try:
            result = function(*arguments)
        except Exception as failed:
            return None, f"{type(failed).__name__}: {failed}"
        best = min(best, time.process_time() - start)
    return best, result


def line(title, seconds, base, note):
    """Print one row of the table."""
    if seconds is None:
        print(f"  {title:<34} {'-':>11}  {'-':>8}  {note}")
    else:
        print(f"  {title:<34} {seconds * 1000:>8.1f} ms  {seconds / base:>7.1f}x  {note}")


def compare(title, units, total, others, rounds=5):
    """Print `apportion` beside the others on the same problem."""
    base, ours = timed(apportion, units, total, rounds=rounds)
    exact = is_fair(units, ours, DivisorMethod.SAINTE_LAGUE) and sum(ours.values()) == total
    print(f"\n{title}")
    line("apportion", base, base, f"exact certificate: {exact}")
    for name, function, times in others:
        seconds, theirs = timed(function, units, total, rounds=times)
        line(name, seconds, base, theirs if seconds is None else f"same numbers: {theirs == ours}")


def peak_memory():
    """Return the most memory this process has held so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    """Print the table of the README."""
    before = peak_memory()
    heap, solver = ("heap of Fractions", heap_of_fractions), ("SciPy HiGHS MILP", by_milp)
    floats = ("heap of floats (not exact)", heap_of_floats)
    package = ("PyPI apportionment (no bounds)", by_package)
    compare(
        "356 units, 5 100 persons, floor 10",
        municipalities(356),
        5100,
        [(*heap, 3), (*floats, 5), (*solver, 1)],
    )
    free = municipalities(356, floor=0)
    compare("356 units, 5 100 persons, no floor", free, 5100, [(*heap, 3), (*floats, 5), (*package, 1)])
    free = municipalities(20, floor=0)
    compare("20 units, 5 100 persons, no floor", free, 5100, [(*heap, 3), (*package, 1)])
    compare("35 600 units, 1 000 000 persons, floor 10", municipalities(35_600), 10**6, [(*floats, 1)], 3)
    compare("356 units, 1 000 000 000 persons", municipalities(356, floor=0), 10**9, [])
    basis = Basis(tuple(municipalities(356)), (), DivisorMethod.SAINTE_LAGUE, 5100, {}, FLOOR)
    seconds, swept = timed(sweep, basis, 3600, 8600)
    alone, _ = timed(lambda: [apportion(basis.units, need) for need in range(3600, 8601, 100)], rounds=1)
    print("\nsweep of 5 001 needs, 356 units")
    line("sweep", seconds, seconds, f"{len(swept.changes)} changes")
    line("each need alone", alone * 5001 / 51, seconds, "from 51 of them")
    print(
        f"\npeak memory of this process: {before:.0f} MB with everything imported, {peak_memory():.0f} MB now"
    )


if __name__ == "__main__":
    main()
