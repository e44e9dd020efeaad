"""One fingerprint of everything a round is computed from: the same inputs in any order give the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import cast

from pydantic import BaseModel


def sha256_of(**inputs: object) -> str:
    """Return the SHA-256 of the inputs as canonical JSON: keys sorted, members of sets in one order.

    >>> sha256_of(a={"x": 1, "y": Decimal("1.50")}) == sha256_of(a={"y": Decimal("1.5"), "x": 1})
    True
    """
    return hashlib.sha256(canonical(inputs).encode()).hexdigest()


def canonical(value: object) -> str:
    """Return the value as JSON that is the same for equal values."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _plain(value: object) -> object:
    if isinstance(value, Decimal | Fraction):
        return str(Fraction(value))
    if isinstance(value, BaseModel):
        return _plain(value.model_dump())
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return _plain_members(value)


def _plain_members(value: object) -> object:
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value)
        return {str(key): _plain(item) for key, item in pairs.items()}
    if isinstance(value, (set, frozenset)):
        members = cast("set[object]", value)
        return sorted((_plain(item) for item in members), key=canonical)
    if isinstance(value, (list, tuple)):
        items = cast("list[object]", value)
        return [_plain(item) for item in items]
    return value
