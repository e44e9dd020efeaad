"""What Prefect writes on a terminal beside a command: warnings, and faults of the program; not errors that say what to do.

The command prints those in one line. Prefect's dashboard keeps every line, with the trace.
"""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module

from tasks.core.model.errors import AnmodningError

_TOLD = ("Finished in state", "Parameter validation failed", "Validation of flow parameters failed")


class OnlyTheUnexpected(logging.Filter):
    """Lets through what a person at a terminal is not told anyway."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the record is shown: a warning, or an error that is none of ours."""
        problem = record.exc_info[1] if record.exc_info else None
        is_told = isinstance(problem, AnmodningError) or record.getMessage().startswith(_TOLD)
        return record.levelno >= logging.WARNING and not is_told


@contextmanager
def only_the_unexpected() -> Generator[None]:
    """Keep the terminal for the command within; what goes to the dashboard is as it was."""
    import_module("prefect.main")  # sets up Prefect's handlers, once a process
    from prefect.logging.handlers import PrefectConsoleHandler

    sieve = OnlyTheUnexpected()
    consoles = [one for one in logging.getLogger().handlers if isinstance(one, PrefectConsoleHandler)]
    for console in consoles:
        console.addFilter(sieve)
    try:
        yield
    finally:
        for console in consoles:
            console.removeFilter(sieve)
