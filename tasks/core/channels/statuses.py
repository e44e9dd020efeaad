"""SvarUt's words for where a letter is, and ours (the status enum of its API v2 and v3)."""

from __future__ import annotations

from tasks.core.model.dispatch import DispatchState

_STATES = {
    "MOTTATT": DispatchState.SUBMITTED,
    "AKSEPTERT": DispatchState.ACCEPTED,
    "AVVIST": DispatchState.REJECTED,
    "FEILET_UNDER_MOTTAK": DispatchState.UNKNOWN,
    "SENDT_ALTINN": DispatchState.IN_INBOX,
    "LEVERT_ALTINN": DispatchState.IN_INBOX,
    "VARSLET": DispatchState.IN_INBOX,
    "SENDT_DIGITALT": DispatchState.IN_INBOX,
    "SENDT_SDP": DispatchState.IN_INBOX,
    "LEVERT_SDP": DispatchState.IN_INBOX,
    "SENDT_NHN_MOTTAKER": DispatchState.IN_INBOX,
    "LEVERT_NHN_MOTTAKER": DispatchState.IN_INBOX,
    "LEST": DispatchState.READ,
    "SENDT_PRINT": DispatchState.PRINT_SENT,
    "PRINTET": DispatchState.PRINTED,
    "MANUELT_HANDTERT": DispatchState.HANDLED_MANUALLY,
    "KLAR_FOR_MOTTAK": DispatchState.WAITING_FETCH,
    "IKKE_LEVERT": DispatchState.UNDELIVERED,
}
_MOVE_NOTHING = frozenset({"SLETTET"})  # the files are deleted at KS; where the letter got to stands


def state_of(word: str) -> DispatchState | None:
    """Return our state for SvarUt's word, None for one that moves nothing (SLETTET) or that nobody knows.

    >>> state_of("PRINTET").value, state_of("NOE_NYTT")
    ('PRINTED', None)
    """
    return _STATES.get(word)


def is_known(word: str) -> bool:
    """Return whether SvarUt's documentation has this word; a new one keeps the state and is told to a person.

    >>> is_known("SLETTET"), is_known("NOE_NYTT")
    (True, False)
    """
    return word in _STATES or word in _MOVE_NOTHING
