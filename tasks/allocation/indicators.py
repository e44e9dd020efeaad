"""The figures the criteria are applied to: municipality number -> name relative to the cycle -> value."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

Indicators = Mapping[str, Mapping[str, Decimal | None]]  # None: unknown or suppressed, never 0
