"""Moments as text: UTC, fixed width, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime


def to_text(moment: datetime) -> str:
    """Return ``moment`` in UTC as text; a moment without a time zone is refused.

    >>> to_text(datetime(2019, 12, 20, 23, 30, tzinfo=UTC))
    '2019-12-20T23:30:00.000000Z'
    """
    if moment.tzinfo is None:
        message = f"the moment {moment} has no time zone"
        raise ValueError(message)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_text(text: str) -> datetime:
    """Return the moment that :func:`to_text` wrote."""
    return datetime.fromisoformat(text)
