"""Prefect's side of settlement: referrals and settlements as reported, stored version by version."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.register_reader import read_register
from tasks.core.installation import open_installation
from tasks.core.model.when import When
from tasks.core.store import received, referrals
from tasks.settlement.reading import read_referrals


@task(name="pull referrals", cache_policy=NO_CACHE)
def pull_referrals(year: int, when: When) -> int:
    """Take in the files of referrals that are new, oldest first, each whole or not at all; return rows changed.

    :raises BadInput: every fault of a file; it is kept as received, no row of it is stored.
    """
    changed = 0
    with open_installation() as here:
        for path in sorted((here.inbox_folder / "søkt-ut").glob("*.csv")):
            data = path.read_bytes()
            with here.store.begin() as tx:
                sha256, _ = received.keep(
                    tx, "referrals", data, source="file", name=path.name, known_on=when.day
                )
                if referrals.has_read(tx, sha256):
                    continue
            rows = read_referrals(data, path.name, read_register(year))
            with here.store.begin() as tx:
                changed += referrals.add(tx, rows, source_sha256=sha256, known_on=when.day)
    return changed
