"""A referral that waited over two New Years is put to a person by the carry-over."""

from __future__ import annotations

from datetime import date

from flows.rehearsal_settings import rehearsal_settings
from flows.settlement import long_wait_lines
from tasks.core.installation import open_installation
from tasks.core.model.settlement import Referral
from tasks.core.store import referrals

KNOWN = date(2020, 1, 10)


def test_who_waited_over_two_new_years_is_named_from_the_day_it_was_known(tmp_path):
    rows = [
        Referral("S-1", "5057", 3, 0, date(2018, 11, 1), date(2020, 1, 8)),
        Referral("S-2", "5057", 2, 0, date(2019, 11, 1), date(2020, 1, 8)),
    ]
    with rehearsal_settings(tmp_path):
        with open_installation() as here, here.store.begin() as tx:
            referrals.add(tx, rows, source_sha256="ab" * 32, known_on=KNOWN)
        (line,) = long_wait_lines(2020, date(2020, 1, 20))
        assert line.startswith("S-1, søkt ut til kommune 5057 i 2018, bosatt i 2020")
        assert long_wait_lines(2020, date(2020, 1, 9)) == ()
