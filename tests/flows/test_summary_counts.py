"""The year in figures: a letter refused and made anew is one letter."""

from __future__ import annotations

import pytest
from builders import a_letter
from outbox_builders import DAY, approve

from flows.summary import letters_and_dispatches
from tasks.core.installation import open_installation
from tasks.core.model.approval import REFUSED, WITHDRAWN
from tasks.core.store import letters


@pytest.mark.parametrize("ended", [REFUSED, WITHDRAWN])
def test_letters_refused_and_made_anew_are_counted_once(tmp_path, monkeypatch, ended):
    monkeypatch.setenv("ANMODNING_HOME", str(tmp_path))
    with open_installation() as here, here.store.begin() as tx:
        for revision in (1, 2):
            made = [
                a_letter(number=n, revision=revision, letter_ref=f"TEST-{n}-request-{revision}")
                for n in ("5057", "1520")
            ]
            batch, _ = letters.add_batch(
                tx, 2020, "first", made, round_id=None, maker="program", known_on=DAY
            )
            if revision == 1:
                approve(tx, batch.id, batch.plan_sha256, ended)
    assert letters_and_dispatches(2020) == (2, 0)
