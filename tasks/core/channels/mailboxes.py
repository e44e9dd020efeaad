"""The mailbox that the settings name, opened."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from imap_tools.mailbox import BaseMailBox

from config.settings import Settings
from tasks.core.channels.imap import ImapMailbox
from tasks.core.channels.mailbox import Mailbox
from tasks.core.channels.maildir import Maildir
from tasks.core.channels.microsoft import mailbox_token
from tasks.core.model.errors import StopAndMend

MAILDIR = "maildir:"


@contextmanager
def open_mailboxes(settings: Settings) -> Generator[tuple[Mailbox, ...]]:
    """Yield every place replies arrive in; none where nothing is set."""
    boxes: list[Mailbox] = []
    url = settings.mailbox_url
    try:
        if url and url.startswith(MAILDIR):
            boxes.append(Maildir(Path(url.removeprefix(MAILDIR))))
        elif url:
            boxes.append(ImapMailbox(url, _sign_in(settings)))
        yield tuple(boxes)
    finally:
        for box in boxes:
            box.close()


def _sign_in(settings: Settings) -> Callable[[BaseMailBox, str], object]:
    """Return how the mailbox is entered: with a token where an application is named, else with the password.

    :raises StopAndMend: neither is set.
    """
    tenant, client, secret = settings.oauth_tenant, settings.oauth_client, settings.oauth_secret
    password = settings.mailbox_password
    if tenant and client and secret is not None:
        hidden = secret.get_secret_value()
        return lambda box, user: box.xoauth2(user, mailbox_token(tenant, client, hidden), initial_folder=None)
    if password is None:
        raise StopAndMend("set ANMODNING_MAILBOX_PASSWORD, or ANMODNING_OAUTH_TENANT, _CLIENT and _SECRET")
    return lambda box, user: box.login(user, password.get_secret_value(), initial_folder=None)
