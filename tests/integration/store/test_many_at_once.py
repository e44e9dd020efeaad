"""What came in together is kept together: the same rows as one by one, and nothing twice."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from builders import a_message, a_reading

from tasks.core.store import Store, messages, received, schema

DAY = date(2019, 12, 10)


@pytest.fixture
def store(database_url, tmp_path):
    opened = Store.open(database_url, tmp_path / "files", upgrade=True)
    yield opened
    opened.close()


def mail(at):
    return a_message(raw_sha256=f"{at:064x}", file=f"new/{at}", reading=a_reading(count=10 + at))


def test_many_messages_are_stored_as_one_by_one(store):
    values = [mail(at) for at in range(5)]
    with store.begin() as tx:
        first = messages.add(tx, 2020, values[2], known_on=DAY, actor="program")
        ids = messages.add_all(tx, 2020, [*values, values[0]], known_on=DAY, actor="program")
    with store.begin() as tx:
        stored = messages.of_year(tx, 2020)
        assert messages.add_all(tx, 2020, values, known_on=DAY, actor="program") == ids[:5]
        assert messages.add_all(tx, 2020, [], known_on=DAY, actor="program") == []
    assert ids[2] == first
    assert ids[5] == ids[0]
    assert len(set(ids)) == len(stored) == 5
    found = {one.message.raw_sha256: (one.id, one.version, one.message, one.known_on) for one in stored}
    assert found == {v.raw_sha256: (at, 1, v, DAY) for v, at in zip(values, ids, strict=False)}
    assert [one.message for one in stored] == [values[2], values[0], values[1], *values[3:]]


def test_many_files_are_kept_as_one_by_one(store):
    with store.begin() as tx:
        sha256, _ = received.keep(tx, "mail", b"one", source="post", name="1", known_on=DAY)
        pieces = [("1", b"one"), ("2", b"two"), ("3", b"two"), ("4", b"four")]
        received.keep_all(tx, "mail", pieces, source="post", known_on=DAY)
        received.keep_all(tx, "mail", pieces, source="other", known_on=DAY)
        received.keep_all(tx, "mail", [], source="post", known_on=DAY)
    with store.begin() as tx:
        rows = tx.connection.execute(sa.select(schema.received).order_by(schema.received.c.id)).all()
        assert tx.files.get(sha256) == b"one"
    assert [(r.source, r.name, r.size) for r in rows] == [
        ("post", "1", 3), ("post", "2", 3), ("post", "4", 4),
        ("other", "1", 3), ("other", "2", 3), ("other", "4", 4),
    ]  # fmt: skip
