"""Commands that run a flow do it on the server that is configured, else on one of their own for as long as they run."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager

from config.settings import read_settings
from flows.gone_server import CLIENT_RETRIES, told_when_gone
from flows.local_server import LocalServer
from flows.terminal_log import only_the_unexpected


@contextmanager
def prefect_server() -> Generator[None]:
    """Yield with Prefect's address set: the configured one, or that of a server started here and stopped after."""
    configured = os.environ.get("PREFECT_API_URL")
    if configured:
        os.environ.setdefault("PREFECT_CLIENT_MAX_RETRIES", str(CLIENT_RETRIES))
        with told_when_gone(configured), only_the_unexpected():
            yield
        return
    server = LocalServer(read_settings().home / "prefect")
    try:
        server.start()
        server.wait_ready()
        with server.in_use(), only_the_unexpected():
            yield
    finally:
        server.stop()
