"""One real Prefect server for all tests of flows."""

from __future__ import annotations

import pytest
from migrated_prefect import migrated_home

from flows.local_server import local_server


@pytest.fixture(scope="session", autouse=True)
def prefect_server(tmp_path_factory):
    """Run a whole Prefect server, scheduler and all, in a new home; every flow of the session talks to it."""
    home = migrated_home(tmp_path_factory.mktemp("prefect"), tmp_path_factory)
    with local_server(home, services=True) as server:
        yield server
