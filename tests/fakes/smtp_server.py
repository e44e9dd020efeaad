"""A real mail server on loopback that keeps what it is given."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller


class Mailbox:
    """Keeps what it is given; ``answers`` are given instead of 250, one per mail."""

    def __init__(self) -> None:
        self.mails: list[email.message.EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.answers: list[str] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd's name
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if not answer.startswith(("4", "5")):
            self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
            self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        return answer.removeprefix("taken ")


class OnAnyPort(Controller):
    """Asks its server whether it is up by the port it got, not by the 0 it was given."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def serve() -> Iterator[Mailbox]:
    """Give a running server; ``url`` is where it listens."""
    handler = Mailbox()
    controller = OnAnyPort(handler, hostname="127.0.0.1", port=0, server_hostname="mail.example")
    controller.start()
    handler.url = f"smtp://127.0.0.1:{controller.port}"
    try:
        yield handler
    finally:
        controller.stop()
