"""Values as canonical JSON text and back, checked by their own types."""

from __future__ import annotations

import hashlib
import json
from functools import cache, lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dump(kind: Any, value: object) -> str:
    """Return ``value`` of type ``kind`` as JSON with sorted keys: equal values give equal text."""
    return canonical(_adapter(kind).dump_python(value, mode="json"))


@lru_cache(maxsize=4096)
def _loaded(kind: Any, text: str) -> Any:
    return _adapter(kind).validate_json(text)


def load(kind: type[T], text: str) -> T:
    """Return the value that :func:`dump` wrote; a text that breaks the type's rules raises.

    Values are frozen and texts are never changed, so the same text may give the same object.
    """
    value: T = _loaded(kind, text)
    return value


def fields_of(kind: Any, row: Any, /, **instead: object) -> dict[str, Any]:
    """Return the fields of the dataclass ``kind`` taken from a row of the same column names."""
    taken: dict[str, Any] = {
        name: getattr(row, name) for name in kind.__dataclass_fields__ if name not in instead
    }
    return taken | instead


def canonical(plain: object) -> str:
    """Return plain data as JSON text: sorted keys, no spaces, letters as they are."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256_of(text: str) -> str:
    """Return the SHA-256 of ``text`` in hex."""
    return hashlib.sha256(text.encode()).hexdigest()
