"""A table as received: a header, and rows of text that know where they stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tasks.core.model.errors import BadInput, Fault


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the source as a person sees it (the first line is 1) and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a source called ``name``; each as long as the header, blank ones left out."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def place(self, row: Row) -> str:
        """Return how a message names a row of this table."""
        return f"{self.name}, row {row.number}"

    def records(self) -> Iterator[tuple[Row, Mapping[str, str]]]:
        """Yield every row with its cells by column title; of two columns with one title the first counts."""
        for row in self.rows:
            pairs = zip(reversed(self.header), reversed(row.cells), strict=True)
            yield row, dict(pairs)

    def require(self, columns: Iterable[str]) -> None:
        """Pass if the header has every one of ``columns`` exactly once.

        :raises BadInput: every column that is missing or stands twice.
        """
        place = f"{self.name}, header"
        faults: list[Fault] = []
        for column in columns:
            times = self.header.count(column)
            if times == 0:
                has = ", ".join(self.header)
                faults.append(Fault(place, f"column {column} is missing (there are: {has})", "add it"))
            if times > 1:
                faults.append(Fault(place, f"column {column} stands {times} times", "keep one of them"))
        if faults:
            raise BadInput(faults)
