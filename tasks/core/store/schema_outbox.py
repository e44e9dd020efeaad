"""The tables of the outbox: dispatches, what happened to them, and what the channels said."""

from __future__ import annotations

import sqlalchemy as sa

from tasks.core.store.schema_parts import day, id_column, metadata, text

dispatch = sa.Table(
    "dispatch",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("letter_ref", sa.Text, sa.ForeignKey("letter.letter_ref"), nullable=False, index=True),
    text("channel"),
    text("state"),
    text("copy"),  # empty: the letter itself; "ks": the copy to KS; "kopi-1": sent once more on request
    sa.Column("held", sa.Boolean, nullable=False),
    text("hold_reason"),
    text("external_id", nullable=True),
    sa.Column("attempts", sa.Integer, nullable=False),
    text("lease_owner", nullable=True),
    text("lease_until", nullable=True),
    text("next_attempt_at", nullable=True),
    text("polled_at", nullable=True),
    sa.Column("lookups", sa.Integer, nullable=False),
    text("submitted_at", nullable=True),
    text("last_error"),
    sa.UniqueConstraint("letter_ref", "channel", "copy"),
)

dispatch_event = sa.Table(
    "dispatch_event",
    metadata,
    id_column(),
    sa.Column("key", sa.Text, sa.ForeignKey("dispatch.key"), nullable=False, index=True),
    text("at"),
    day("known_on"),
    text("from_state"),
    text("to_state"),
    text("source"),
    text("raw_status"),
    text("detail"),
    text("previous_sha256"),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.UniqueConstraint("key", "previous_sha256"),  # one successor each: the chain cannot fork
)

receipt = sa.Table(
    "receipt",
    metadata,
    id_column(),
    sa.Column("key", sa.Text, sa.ForeignKey("dispatch.key"), nullable=False),
    text("external_id"),
    text("raw_status"),
    text("happened_at"),
    day("known_on"),
    sa.UniqueConstraint("key", "external_id", "raw_status", "happened_at"),
)
