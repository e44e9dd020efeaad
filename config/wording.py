"""Puts plain English on pydantic's faults, so that whoever edits a file or a setting knows what to write."""

from __future__ import annotations

import reprlib
from typing import TYPE_CHECKING

from tasks.core.model.errors import Fault

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

WHOLE_NUMBER = "write a whole number without quotes"
DAY = "write a day as 2019-12-20, without quotes"

# pydantic's type of error -> what is wrong, what to do; {input} is the value found, the rest is its context
PLAIN: dict[str, tuple[str, str]] = {
    "missing": ("is missing", "add it; another year's file shows how"),
    "extra_forbidden": ("is not a key this program knows", "correct the spelling or remove it"),
    "int_type": ("{input} is not a whole number", WHOLE_NUMBER),
    "int_parsing": ("{input} is not a whole number", WHOLE_NUMBER),
    "int_from_float": ("{input} is not a whole number", WHOLE_NUMBER),
    "bool_type": ("{input} is neither true nor false", "write true or false without quotes"),
    "string_type": ("{input} is not text", "write it in quotes"),
    "string_too_short": ("is empty", "fill it in"),
    "string_pattern_mismatch": (
        "{input} does not have the right form",
        "check the spelling (form: {pattern})",
    ),
    "date_type": ("{input} is not a day", DAY),
    "date_parsing": ("{input} is not a day", DAY),
    "date_from_datetime_parsing": ("{input} is not a day", DAY),
    "date_from_datetime_inexact": ("{input} is a moment, not a day", DAY),
    "decimal_type": ("{input} is not a decimal number", 'write it as text with a point, "99.6"'),
    "decimal_parsing": ("{input} is not a decimal number", 'write it as text with a point, "99.6"'),
    "enum": ("{input} is not one of the choices", "write one of {expected}"),
    "literal_error": ("{input} is not one of the choices", "write one of {expected}"),
    "tuple_type": ("{input} is not a list", "write it in square brackets"),
    "dict_type": ("{input} is not a table", "write it as a table of its own"),
    "model_type": ("{input} is not a table", "write it as a table of its own"),
    "model_attributes_type": ("{input} is not a table", "write it as a table of its own"),
    "greater_than_equal": ("{input} is too small", "write {ge} or more"),
    "greater_than": ("{input} is too small", "write more than {gt}"),
    "less_than_equal": ("{input} is too large", "write {le} or less"),
    "less_than": ("{input} is too large", "write less than {lt}"),
}

OWN_WORDS = ("{error}", "correct the value")  # a rule of our own says it itself


def plain_fault(error: ErrorDetails, place: str) -> Fault:
    """Return pydantic's error at ``place`` in words of ours."""
    context = {"input": reprlib.repr(error["input"]), **error.get("ctx", {})}
    context.setdefault("error", error["msg"])
    what, action = PLAIN.get(error["type"], OWN_WORDS)
    return Fault(place, what.format_map(context), action.format_map(context))


def dotted(location: tuple[int | str, ...]) -> str:
    """Return pydantic's location as the key in a file, list items counted from 1.

    >>> dotted(("reminders", "days_before", 1))
    'reminders.days_before[2]'
    """
    key = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in location)
    return key.removeprefix(".")
