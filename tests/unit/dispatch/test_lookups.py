"""What is done with a letter nobody knows the fate of: a table of cases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tasks.core.channels.protocol import Hit
from tasks.core.model.dispatch import DispatchState
from tasks.dispatch.lookups import Patience, Verdict, judge

PENDING = Hit("p", DispatchState.SUBMITTED, is_pending=True)
FAILED, REJECTED = Hit("f", DispatchState.UNKNOWN), Hit("r", DispatchState.REJECTED)
RULES = Patience(timedelta(minutes=10), most_resends=3)


@pytest.mark.parametrize(
    ("title", "found", "lookups", "attempts", "final", "verdict"),
    [
        ("found once: taken", (Hit("a"),), 1, 1, False, Verdict.ADOPT),
        ("found late: still taken", (Hit("a"),), 3, 4, False, Verdict.ADOPT),
        ("found twice: stop, a person", (Hit("a"), Hit("b")), 1, 1, False, Verdict.STOP_BATCH),
        ("not found at first: the server may be slow", (), 1, 1, False, Verdict.WAIT),
        ("not found three times: resend", (), 3, 1, False, Verdict.RESEND),
        ("a channel that knows for certain: resend at once", (), 1, 1, True, Verdict.RESEND),
        ("resent as often as allowed: stop", (), 3, 4, False, Verdict.STOP),
        ("the last allowed resend", (), 3, 3, False, Verdict.RESEND),
        ("the only attempt failed: nothing to wait for", (FAILED,), 1, 1, False, Verdict.RESEND),
        ("one failed, one is not seen yet: wait", (FAILED,), 1, 2, False, Verdict.WAIT),
        (
            "a failed attempt beside a taken one is no second hit",
            (FAILED, Hit("a")),
            1,
            2,
            False,
            Verdict.ADOPT,
        ),
        ("rejected: a person", (REJECTED,), 1, 1, False, Verdict.REJECT),
        ("rejected before it was mended, then lost: wait", (REJECTED,), 1, 2, False, Verdict.WAIT),
        ("created and perhaps in a queue: wait", (PENDING,), 2, 1, False, Verdict.WAIT),
        ("created and never sent on: a person", (PENDING,), 3, 1, False, Verdict.ASK),
        ("created, after many attempts: a person still", (PENDING,), 9, 9, False, Verdict.ASK),
        ("every attempt failed: stop", (FAILED,) * 4, 1, 4, False, Verdict.STOP),
    ],
)
def test_judge(title, found, lookups, attempts, final, verdict):
    assert judge(found, lookups=lookups, attempts=attempts, final=final, patience=RULES)[0] is verdict, title
