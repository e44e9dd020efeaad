"""Settling what nobody knows: look a letter up, adopt it, wait, or send it again under the same key."""

from __future__ import annotations

from tasks.core.channels.protocol import Paused, Throttled, Uncertain
from tasks.core.model.alarm import AlarmKind
from tasks.core.model.dispatch import Dispatch, IllegalMove
from tasks.core.store import outbox, outbox_leases
from tasks.dispatch.box import Outbox, Progress
from tasks.dispatch.lookups import Verdict, alive_of, judge
from tasks.dispatch.sending import hold_batch, left, may_not_send, reject, send_one, shut_out

_FOR_A_PERSON = {
    Verdict.STOP: (
        AlarmKind.NEVER_TAKEN,
        "holdes til en person avgjør («dispatch retry» eller «mark-handled»)",
    ),
    Verdict.ASK: (
        AlarmKind.NOT_SENT_ON,
        "holdes, og sendes ikke en gang til: se i køen hos kanalen; er det slettet der, send med «dispatch retry»",
    ),
}


def settle_unknown(box: Outbox, year: int, progress: Progress) -> None:
    """Look up every letter in UNKNOWN whose turn it is and do what the answer says."""
    with box.store.begin() as tx:
        waiting = outbox_leases.unknown_due(tx, year, box.channel.name, box.clock())
    for seen, lookups in waiting:
        if progress.stop:
            return
        _settle(box, seen, lookups + 1, progress)


def _settle(box: Outbox, seen: Dispatch, lookups: int, progress: Progress) -> None:
    try:
        found = box.channel.find(seen.key)
    except Paused as problem:
        shut_out(box, problem, progress)
        return
    except Throttled as problem:
        progress.halt(f"{box.channel.name} ber oss vente: {problem}")
        return
    except Uncertain as problem:
        # No answer is not "nothing found": this look-up does not count.
        progress.say(f"{seen.letter_ref}: oppslaget fikk ikke svar: {problem}")
        progress.failed(box)
        return
    verdict, why = judge(
        found,
        lookups=lookups,
        attempts=seen.attempts,
        final=box.channel.lookup_is_final,
        patience=box.patience,
    )
    if seen.held and verdict not in (Verdict.ADOPT, Verdict.REJECT):
        with box.store.begin() as tx:  # a person decides about it; only what turns up after all is taken in
            outbox_leases.looked_up(
                tx, seen, lookups=lookups, next_at=box.clock() + box.patience.between_lookups
            )
        return
    if verdict is Verdict.RESEND:
        if not may_not_send(box, progress):
            send_one(box, seen, progress, looked_up=True)
        return
    try:
        if verdict is Verdict.ADOPT:
            with box.store.begin() as tx:
                left(tx, box, seen.key, alive_of(found)[0].external_id, why)
                outbox.hold(tx, [seen.key], held=False)
            progress.succeeded()
        elif verdict is Verdict.REJECT:
            reject(box, seen, why, progress)
        else:
            _wait(box, seen, lookups, verdict, why, progress)
    except IllegalMove:
        return  # another worker settled it


def _wait(box: Outbox, seen: Dispatch, lookups: int, verdict: Verdict, why: str, progress: Progress) -> None:
    with box.store.begin() as tx:
        outbox_leases.looked_up(tx, seen, lookups=lookups, next_at=box.clock() + box.patience.between_lookups)
        if verdict in _FOR_A_PERSON:
            kind, told = _FOR_A_PERSON[verdict]
            outbox.hold(tx, [seen.key], held=True, reason=why)
            progress.alarm(kind, seen.key)
            progress.say(f"{seen.letter_ref}: {why}; {told}")
        if verdict is Verdict.STOP_BATCH:
            progress.alarm(AlarmKind.FOUND_TWICE, seen.key)
            hold_batch(tx, box, seen, why, progress)
