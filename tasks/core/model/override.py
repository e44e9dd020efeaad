"""What a person sets against what the program computed for one municipality: text of an amendment, and its meaning.

An override changes no request, registration or copy. It stands until it is lifted; one on an answer stands exactly as
long as the facts it was made on, like every other decision about an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LIFTED = "lifted"
DISPUTED = "disputed"
_DECIDED = re.compile(r"decided (?P<persons>\d+)(?: em (?P<em>\d+))?")
_ASKED = re.compile(r"requested (?P<persons>\d+)")
_FACTS = " | "


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts as a municipality's answer on a person's word.

    ``persons`` (``em`` of them, None where not said) is the number that counts, 0 a no; None: no number counts, the
    answer is in dispute. ``facts`` is the finding's, the text the override rests on.
    """

    persons: int | None
    em: int | None = None
    facts: str = ""

    @property
    def is_disputed(self) -> bool:
        """Whether a person takes the trust from what both channels say."""
        return self.persons is None


def standing_text(value: Standing) -> str:
    """Return the text that :func:`read_standing` reads.

    >>> standing_text(Standing(15, 2, "registered=15/2"))
    'decided 15 em 2 | registered=15/2'
    """
    em = "" if value.em is None else f" em {value.em}"
    told = DISPUTED if value.persons is None else f"decided {value.persons}{em}"
    return f"{told}{_FACTS}{value.facts}"


def read_standing(text: str) -> Standing | None:
    """Return what an entry says counts, None where it is lifted.

    :raises ValueError: another text, or more EM than persons.

    >>> read_standing("disputed | copy=15/0"), read_standing("lifted")
    (Standing(persons=None, em=None, facts='copy=15/0'), None)
    """
    told, _, facts = text.partition(_FACTS)
    if told == LIFTED:
        return None
    if told == DISPUTED:
        return Standing(None, None, facts)
    found = _DECIDED.fullmatch(told)
    if found is None:
        message = f"{text!r} is no override of an answer"
        raise ValueError(message)
    persons, em = int(found["persons"]), None if found["em"] is None else int(found["em"])
    if em is not None and em > persons:
        message = f"{em} EM of {persons} persons"
        raise ValueError(message)
    return Standing(persons, em, facts)


def requested_text(persons: int) -> str:
    """Return the text of an overridden number of a round."""
    return f"requested {persons}"


def read_requested(text: str) -> int | None:
    """Return the persons an entry fixes, None where it is lifted.

    :raises ValueError: another text.

    >>> read_requested(requested_text(25)), read_requested("lifted")
    (25, None)
    """
    if text == LIFTED:
        return None
    found = _ASKED.fullmatch(text)
    if found is None:
        message = f"{text!r} is no override of a number"
        raise ValueError(message)
    return int(found["persons"])
