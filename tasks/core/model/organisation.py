"""Organisation numbers of Enhetsregisteret: nine digits, the last one a check digit."""

from __future__ import annotations

import re

CHECK_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
NINE_DIGITS = re.compile(r"[0-9]{9}")


def passes_modulus_11(organisation_number: str) -> bool:
    """Return whether the last of the nine digits checks the other eight (Enhetsregisteret's rule).

    >>> passes_modulus_11("958935420"), passes_modulus_11("958935421"), passes_modulus_11("95893542")
    (True, False, False)
    """
    if not NINE_DIGITS.fullmatch(organisation_number):
        return False
    digits = [int(digit) for digit in organisation_number]
    weighted = sum(weight * digit for weight, digit in zip(CHECK_WEIGHTS, digits[:8], strict=True))
    return (11 - weighted % 11) % 11 == digits[8]  # a remainder of 10 is never a digit, so never passes
