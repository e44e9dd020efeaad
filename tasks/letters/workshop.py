"""What letters are made with: the installation, the year, its municipalities, and the folder of texts."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.cycle import Cycle
from config.cycle.reader import read_cycle
from config.register_reader import read_register
from tasks.core.installation import Installation, open_installation
from tasks.core.model.municipality import Register
from tasks.core.store import amendments
from tasks.letters.templates import TEXTS_FOLDER


@dataclass(frozen=True, slots=True)
class Workshop:
    """Everything a step of the letters needs besides what it is asked to do."""

    here: Installation
    cycle: Cycle
    register: Register
    texts: Path = TEXTS_FOLDER

    @property
    def year(self) -> int:
        """The settlement year the letters are about."""
        return self.cycle.year


@contextmanager
def open_workshop(year: int, day: date) -> Generator[Workshop]:
    """Yield the workshop of ``year`` in the installation that the environment describes, as known on a day."""
    with open_installation() as here:
        with here.store.begin() as tx:
            register = amendments.register_on(tx, read_register(year), day)
        yield Workshop(here, read_cycle(year), register)
