"""What the tables are made of: one metadata with named constraints, and the kinds of columns."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")  # SQLite numbers rows by itself for INTEGER only


def id_column() -> sa.Column[int]:
    """Return the column that numbers rows by itself."""
    return sa.Column("id", Id, primary_key=True, autoincrement=True)


def persons(name: str, *, nullable: bool = False) -> sa.Column[int]:
    """Return a column of persons."""
    return sa.Column(name, sa.Integer, nullable=nullable)


def text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    """Return a column of text."""
    return sa.Column(name, sa.Text, nullable=nullable)


def day(name: str, *, nullable: bool = False) -> sa.Column[date]:
    """Return a column of days."""
    return sa.Column(name, sa.Date, nullable=nullable)
