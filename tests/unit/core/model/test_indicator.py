"""An indicator that breaks a rule cannot be built; organisation numbers carry their check digit."""

from datetime import date
from decimal import Decimal

import pytest

from tasks.core.model.errors import BadInput
from tasks.core.model.indicator import Indicator
from tasks.core.model.organisation import passes_modulus_11


@pytest.mark.parametrize(
    ("title", "change"),
    [
        ("no municipality number", {"number": "301"}),
        ("no name", {"name": ""}),
        ("no source", {"source": ""}),
        ("not a number", {"value": Decimal("NaN")}),
        ("infinite", {"value": Decimal("Infinity")}),
        ("below nothing", {"value": Decimal(-1)}),
    ],
)
def test_an_indicator_that_breaks_a_rule_cannot_be_built(title, change):
    right = {
        "number": "0301",
        "name": "population",
        "year": 2020,
        "value": Decimal(693494),
        "known_from": date(2020, 3, 1),
        "source": "SSB",
    }
    assert Indicator(**right).value == 693494
    with pytest.raises(BadInput):
        Indicator(**(right | change))


@pytest.mark.parametrize(
    ("title", "text", "passes"),
    [
        ("Oslo kommune", "958935420", True),
        ("one digit changed", "958935430", False),
        ("two digits changed places", "985935420", False),
        ("eight digits", "95893542", False),
        ("spaces", "958 935 420", False),
        ("other digits than 0-9", "٩٥٨٩٣٥٤٢٠", False),
        ("check digit 0", "100000008", True),
        ("remainder 10 never passes", "100000060", False),
    ],
)
def test_an_organisation_number_is_checked_by_its_last_digit(title, text, passes):
    assert passes_modulus_11(text) is passes, title
