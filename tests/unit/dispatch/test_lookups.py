"""What is done with a letter nobody knows the fate of: a table of cases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tasks.dispatch.lookups import Patience, Verdict, judge

RULES = Patience(timedelta(minutes=10), most_resends=3)


@pytest.mark.parametrize(
    ("title", "found", "lookups", "attempts", "final", "verdict"),
    [
        ("found once: taken", ("a",), 1, 1, False, Verdict.ADOPT),
        ("found late: still taken", ("a",), 3, 4, False, Verdict.ADOPT),
        ("found twice: stop, a person", ("a", "b"), 1, 1, False, Verdict.STOP),
        ("not found at first: the server may be slow", (), 1, 1, False, Verdict.WAIT),
        ("not found three times: resend", (), 3, 1, False, Verdict.RESEND),
        ("a channel that knows for certain: resend at once", (), 1, 1, True, Verdict.RESEND),
        ("resent as often as allowed: stop", (), 3, 4, False, Verdict.STOP),
        ("the last allowed resend", (), 3, 3, False, Verdict.RESEND),
    ],
)
def test_judge(title, found, lookups, attempts, final, verdict):
    assert judge(found, lookups=lookups, attempts=attempts, final=final, patience=RULES)[0] is verdict, title
