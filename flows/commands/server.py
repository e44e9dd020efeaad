"""Commands that run a flow do it on the server that is configured, else on one of their own for as long as they run."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager

from config.settings import read_settings
from flows.gone_server import CLIENT_RETRIES, told_when_gone
from flows.local_server import LocalServer
from flows.terminal_log import only_the_unexpected
from tasks.core.model.errors import BadInput, Fault


@contextmanager
def prefect_server() -> Generator[None]:
    """Yield with Prefect's address set: the configured one, or that of a server started here and stopped after."""
    configured = os.environ.get("PREFECT_API_URL")
    if configured:
        os.environ.setdefault("PREFECT_CLIENT_MAX_RETRIES", str(CLIENT_RETRIES))
        with told_when_gone(configured), only_the_unexpected(), refused_in_lines():
            yield
        return
    server = LocalServer(read_settings().home / "prefect")
    try:
        server.start()
        server.wait_ready()
        with server.in_use(), only_the_unexpected(), refused_in_lines():
            yield
    finally:
        server.stop()


@contextmanager
def refused_in_lines() -> Generator[None]:
    """Say what the form of a flow refuses as every other bad input is said.

    :raises BadInput: a value that the form does not take; nothing was run.
    """
    try:
        yield
    except Exception as problem:
        from prefect.exceptions import ParameterTypeError

        if not isinstance(problem, ParameterTypeError):
            raise
        lines = str(problem).splitlines()
        told = [line.removeprefix(" - ").partition(": ") for line in lines[1:] or lines]
        raise BadInput(
            Fault(place, what, "see the command's --help, and write it anew") for place, _, what in told
        ) from None
