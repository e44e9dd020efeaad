"""Every table as it is today. The migrations lead here; a test compares the two.

``known_on`` is the day (Europe/Oslo) on which we came to know a fact: a question "as of" a day sees rows with
``known_on`` up to that day. Days are stored as dates, moments as UTC text with a fixed width, so both sort.
"""

from __future__ import annotations

import sqlalchemy as sa

from tasks.core.store.schema_outbox import dispatch, dispatch_event, receipt
from tasks.core.store.schema_parts import Id, metadata
from tasks.core.store.schema_parts import day as _day
from tasks.core.store.schema_parts import id_column as _id
from tasks.core.store.schema_parts import persons as _persons
from tasks.core.store.schema_parts import text as _text

OUTBOX = (dispatch, dispatch_event, receipt)  # in a module of their own, in the same metadata

decision = sa.Table(
    "decision",
    metadata,
    _id(),
    _text("at"),
    _day("known_on"),
    sa.Column("year", sa.Integer, nullable=False, index=True),
    _text("actor"),
    _text("role"),
    _text("action"),
    _text("subject"),
    _text("reason"),
    _text("before"),
    _text("after"),
    _text("previous_sha256"),
    sa.Column("sha256", sa.Text, nullable=False, unique=True),
)

received = sa.Table(
    "received",
    metadata,
    _id(),
    _text("kind"),
    _text("source"),
    _text("name"),
    _text("sha256"),
    sa.Column("size", sa.BigInteger, nullable=False),
    _text("etag"),
    _day("known_on"),
    sa.UniqueConstraint("kind", "source", "sha256"),
)

forecast = sa.Table(
    "forecast",
    metadata,
    _id(),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    _text("report"),
    _text("source"),
    _text("sha256"),
    _text("content"),
    _day("known_on"),
    sa.UniqueConstraint("year", "version"),
)

allocation_round = sa.Table(
    "allocation_round",
    metadata,
    _id(),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    _text("kind"),
    _persons("need_total"),
    _persons("need_em"),
    _persons("need_em_under_15"),
    _text("inputs_sha256"),
    _text("constraints"),
    _text("report"),
    _day("known_on"),
    sa.UniqueConstraint("year", "version"),
)

allocation = sa.Table(
    "allocation",
    metadata,
    sa.Column("round_id", Id, sa.ForeignKey("allocation_round.id"), primary_key=True),
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("asked", sa.Boolean, nullable=False),
    _persons("count"),
    _persons("em"),
    _persons("em_under_15"),
    _text("content"),
)

round_event = sa.Table(
    "round_event",
    metadata,
    _id(),
    sa.Column("round_id", Id, sa.ForeignKey("allocation_round.id"), nullable=False, index=True),
    _text("state"),
    _day("known_on"),
    _text("actor"),
    _text("reason"),
)

consultation_event = sa.Table(
    "consultation_event",
    metadata,
    _id(),
    sa.Column("round_id", Id, sa.ForeignKey("allocation_round.id"), nullable=False, index=True),
    _text("kind"),  # exported, imported
    _text("workbook_sha256"),
    _text("constraints"),
    _day("known_on"),
    sa.UniqueConstraint("round_id", "kind", "workbook_sha256"),
)

batch = sa.Table(
    "batch",
    metadata,
    _id(),
    sa.Column("year", sa.Integer, nullable=False),
    _text("name"),
    sa.Column("round_id", Id, sa.ForeignKey("allocation_round.id"), nullable=True),
    _text("maker"),
    _text("plan_sha256"),
    _day("known_on"),
    sa.UniqueConstraint("year", "plan_sha256"),
)

letter = sa.Table(
    "letter",
    metadata,
    sa.Column("letter_ref", sa.Text, primary_key=True),
    sa.Column("batch_id", Id, sa.ForeignKey("batch.id"), nullable=False, index=True),
    sa.Column("year", sa.Integer, nullable=False),
    _text("number"),
    _text("kind"),
    sa.Column("revision", sa.Integer, nullable=False),
    _text("language"),
    sa.Column("round_id", Id, sa.ForeignKey("allocation_round.id"), nullable=True),
    _persons("count", nullable=True),
    _persons("em", nullable=True),
    _persons("em_under_15", nullable=True),
    _day("deadline", nullable=True),
    _day("dated"),
    _text("title"),
    _text("text"),
    _text("inputs_sha256"),
    _text("pdf_sha256"),
    _text("template_version"),
    _day("known_on"),
    sa.UniqueConstraint("year", "number", "kind", "revision"),
)

approval = sa.Table(
    "approval",
    metadata,
    _id(),
    sa.Column("batch_id", Id, sa.ForeignKey("batch.id"), nullable=False, index=True),
    _text("plan_sha256"),
    _text("decision"),
    _text("name"),
    _text("role"),
    _text("reason"),
    _text("at"),
    _day("known_on"),
)

request = sa.Table(
    "request",
    metadata,
    _id(),
    sa.Column("year", sa.Integer, nullable=False),
    _text("number"),
    _text("kind"),
    sa.Column("revision", sa.Integer, nullable=False),
    _persons("count"),
    _persons("em", nullable=True),
    _persons("em_under_15", nullable=True),
    _text("letter_ref"),
    _day("deadline"),
    _day("issued_on"),
    _text("origin"),  # issued here, or imported from a season sent by other means
    _day("known_on"),
    sa.UniqueConstraint("year", "number", "kind", "revision"),
)

registration = sa.Table(
    "registration",
    metadata,
    _id(),
    sa.Column("year", sa.Integer, nullable=False),
    _text("number"),
    _persons("count", nullable=True),
    _persons("em", nullable=True),
    _text("status"),
    _text("content"),
    _day("known_on"),
    sa.Index("ix_registration_year_number", "year", "number"),
)

message = sa.Table(
    "message",
    metadata,
    _id(),
    sa.Column("year", sa.Integer, nullable=False),
    _text("raw_sha256"),
    _text("file"),
    _text("source"),
    _text("message_id"),
    _day("known_on"),
    sa.UniqueConstraint("year", "raw_sha256"),
    sa.Index("ix_message_message_id", "message_id"),
)

message_version = sa.Table(
    "message_version",
    metadata,
    _id(),
    sa.Column("message_id", Id, sa.ForeignKey("message.id"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    _text("state"),
    _text("number", nullable=True),
    _text("content"),
    _text("actor"),
    _text("reason"),
    _day("known_on"),
    sa.UniqueConstraint("message_id", "version"),
)

case = sa.Table(
    "case_file",
    metadata,
    _id(),
    sa.Column("year", sa.Integer, nullable=False),
    _text("number"),
    _text("cause"),
    _day("opened_on"),
    sa.UniqueConstraint("year", "number", "cause"),
)

case_event = sa.Table(
    "case_event",
    metadata,
    _id(),
    sa.Column("case_id", Id, sa.ForeignKey("case_file.id"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    _text("kind"),
    _text("content"),
    _text("actor"),
    _text("role"),
    _text("reason"),
    _day("known_on"),
    sa.UniqueConstraint("case_id", "version"),
)

reminder = sa.Table(
    "reminder",
    metadata,
    _id(),
    sa.Column("year", sa.Integer, nullable=False),
    _text("number"),
    _text("step"),
    _text("missing"),
    sa.Column("letter_ref", sa.Text, sa.ForeignKey("letter.letter_ref"), nullable=False),
    _day("known_on"),
    sa.UniqueConstraint("year", "number", "step"),
)

referral = sa.Table(
    "referral",
    metadata,
    _id(),
    _text("reference"),
    _text("number"),
    _text("content"),
    _text("source_sha256"),
    _day("known_on"),
    sa.Index("ix_referral_reference", "reference"),
)

amendment = sa.Table(
    "amendment",
    metadata,
    _id(),
    sa.Column("year", sa.Integer, nullable=False),
    _text("number"),
    _text("kind"),
    _text("value"),
    _text("by"),
    _text("role"),
    _text("reason"),
    _day("known_on"),
    sa.Index("ix_amendment_year_number", "year", "number"),
)

notice = sa.Table(
    "notice",
    metadata,
    _id(),
    sa.Column("year", sa.Integer, nullable=False),
    _text("kind"),  # digest, escalation, stuck letter
    _text("key"),
    _text("at"),
    _day("known_on"),
    sa.UniqueConstraint("year", "kind", "key"),  # each is told once
)
