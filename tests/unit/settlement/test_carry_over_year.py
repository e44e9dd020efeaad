"""Which year's vedtak a settled person counts on, day by day around New Year."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.core.model.settlement import Progress, Referral
from tasks.settlement.carry_over import carried_over, long_waits, progress

LATE = date(2021, 2, 1)


def group(referred_on, settled_on=None, *, persons=5, em=0, number="5057", reference="S-1"):
    return Referral(reference, number, persons, em, referred_on, settled_on)


CASES = [
    # title, referred, settled, as of, (settled, carried in, carried out, pending) of 2020
    ("referred 2019, settled 2 January", date(2019, 11, 5), date(2020, 1, 2), LATE, (5, 5, 0, 0)),
    ("settled on New Year's Day", date(2019, 12, 31), date(2020, 1, 1), LATE, (5, 5, 0, 0)),
    ("settled on New Year's Eve counts in the old year", date(2019, 11, 5), date(2019, 12, 31), LATE, None),
    ("referred and settled in 2020", date(2020, 3, 1), date(2020, 4, 1), LATE, (5, 0, 0, 0)),
    ("referred 2020, settled 2021", date(2020, 12, 1), date(2021, 1, 5), LATE, (0, 0, 5, 0)),
    ("referred 2020, not settled yet", date(2020, 12, 1), None, LATE, (0, 0, 0, 5)),
    ("referred 2019, not settled yet", date(2019, 12, 1), None, date(2020, 2, 1), (0, 0, 0, 5)),
    ("settled later than anyone knows", date(2019, 12, 1), date(2020, 3, 1), date(2020, 2, 1), (0, 0, 0, 5)),
    ("referred later than anyone knows", date(2020, 3, 1), None, date(2020, 2, 1), None),
    ("known the same day", date(2019, 12, 1), date(2020, 3, 1), date(2020, 3, 1), (5, 5, 0, 0)),
    ("referred two years before, settled", date(2018, 12, 1), date(2020, 3, 1), LATE, (5, 0, 0, 0)),
    ("referred and settled in 2019", date(2019, 2, 1), date(2019, 3, 1), LATE, None),
]


@pytest.mark.parametrize(
    ("referred", "settled", "as_of", "counts"), [pytest.param(*row[1:], id=row[0]) for row in CASES]
)
def test_a_group_counts_where_the_letter_says(referred, settled, as_of, counts):
    rows = progress(2020, {}, [group(referred, settled)], as_of)
    if counts is None:
        assert rows == ()
        return
    (row,) = rows
    assert (row.settled, row.carried_in, row.carried_out, row.pending) == counts
    assert (row.vedtak, row.remaining) == (None, None), "no vedtak known is not 0"


def test_progress_is_held_against_the_vedtak():
    rows = progress(
        2020,
        {"5057": 15, "1520": None, "0301": 3},
        [
            group(date(2019, 11, 5), date(2020, 1, 2), persons=4),
            group(date(2020, 2, 1), date(2020, 3, 2), persons=2, reference="S-2"),
            group(date(2020, 2, 1), date(2020, 3, 2), number="0301", reference="S-3"),
        ],
        LATE,
    )
    assert rows == (
        Progress(2020, "0301", 3, 5, 0, 0, -2),
        Progress(2020, "1520", None, 0, 0, 0, None),
        Progress(2020, "5057", 15, 6, 4, 0, 9),
    )


def test_the_group_that_leaves_one_year_enters_the_next():
    over = group(date(2019, 11, 5), date(2020, 1, 2))
    (old,), (new,) = progress(2019, {}, [over], LATE), progress(2020, {}, [over], LATE)
    assert (old.settled, old.carried_out) == (0, 5)
    assert (new.settled, new.carried_in) == (5, 5)
    assert carried_over([over], 2020) == (over,)
    assert carried_over([over], 2019) == carried_over([over], 2021) == ()
    assert carried_over([over], 2020, as_of=date(2020, 1, 1)) == ()


def test_what_the_rule_does_not_cover_is_put_to_a_person():
    old = group(date(2018, 12, 1), date(2020, 3, 1), reference="S-9")
    waiting = group(date(2018, 6, 1), reference="S-8")
    usual = group(date(2019, 12, 1), date(2020, 1, 3))
    gone = group(date(2018, 6, 1), date(2019, 1, 3), reference="S-7")
    found = long_waits(2020, [old, usual, waiting, gone], LATE)
    assert [w.referral.reference for w in found] == ["S-8", "S-9"]
    assert "S-9, søkt ut til kommune 5057 i 2018, bosatt i 2020" in found[1].reason
