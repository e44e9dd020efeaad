"""The order of awards itself: keys sort as the exact priorities do, and what lies above a threshold is counted."""

from __future__ import annotations

from fractions import Fraction

import pytest

from config.cycle.allocation import DivisorMethod
from tasks.allocation.divisors import PRIORITY, PriorityKey, awards_above

WEIGHTS = (1, 2, 3, 7, 30, 31, 100, 101)
MOST = 40

# The square of w / d(x), so that Hill's needs no root; None stands before every number.
SQUARED = {
    DivisorMethod.SAINTE_LAGUE: lambda w, x: (Fraction(w) / (x + Fraction(1, 2))) ** 2,
    DivisorMethod.HILL: lambda w, x: Fraction(w * w, x * (x + 1)) if x else None,
    DivisorMethod.DHONDT: lambda w, x: Fraction(w, x + 1) ** 2,
    DivisorMethod.ADAMS: lambda w, x: Fraction(w, x) ** 2 if x else None,
}


def rank(method, weight, held):
    exact = SQUARED[method](weight, held)
    return (1, Fraction(weight)) if exact is None else (0, exact)


@pytest.mark.parametrize("method", DivisorMethod)
def test_keys_sort_as_the_priorities_do_equal_ones_included(method):
    key = PriorityKey(method, max(WEIGHTS), MOST)
    awards = [(rank(method, w, x), key(w, x)) for w in WEIGHTS for x in range(MOST)]
    for first, first_key in awards:
        for second, second_key in awards:
            assert (first < second, first == second) == (first_key < second_key, first_key == second_key)


@pytest.mark.parametrize("method", DivisorMethod)
def test_awards_above_a_threshold_are_counted_exactly(method):
    """At the thresholds that are priorities themselves, and between them; the measure is the method's own."""
    thresholds = {Fraction(*PRIORITY[method](w, x)) for w in (3, 7, 30) for x in range(1, 12)}
    thresholds |= {t * Fraction(999, 1000) for t in thresholds} | {
        t * Fraction(1001, 1000) for t in thresholds
    }
    for weight in (0, *WEIGHTS):
        for threshold in thresholds:
            numerator, denominator = threshold.numerator, threshold.denominator
            above = 0
            while weight and _is_above(PRIORITY[method](weight, above), threshold):
                above += 1
            assert awards_above(method, weight, numerator, denominator) == above, (weight, threshold)


def _is_above(priority, threshold):
    numerator, denominator = priority
    return denominator == 0 or Fraction(numerator, denominator) > threshold
