"""The smallest parts of a year file: a strict table, and a figure that says where it comes from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]


class Table(BaseModel):
    """A table of the year file: frozen, and a key nobody knows is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Figure(Table):
    """A whole number that says its unit, its source and the date it was known."""

    value: int
    unit: Text
    source: Text
    date: date


class DecimalFigure(Table):
    """A decimal written as text in the year file ("99.6"), with unit, source and date."""

    value: Annotated[Decimal, Field(strict=False)]
    unit: Text
    source: Text
    date: date
