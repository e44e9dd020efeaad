"""The mailbox that the settings name, opened."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from imap_tools.mailbox import BaseMailBox

from config.settings import Settings
from tasks.core.channels.eformidling_inbox import EformidlingInbox
from tasks.core.channels.imap import ImapMailbox
from tasks.core.channels.mailbox import Mailbox
from tasks.core.channels.maildir import Maildir
from tasks.core.channels.microsoft import mailbox_token
from tasks.core.channels.svarinn import SvarInn
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
        boxes += _channels(settings)
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


def _channels(settings: Settings) -> list[Mailbox]:
    """Return the channels that municipalities may answer in, as far as they are set.

    :raises StopAndMend: an address is set without the secrets that go with it.
    """
    boxes: list[Mailbox] = []
    if settings.svarinn_url:
        user, password = settings.svarinn_user, settings.svarinn_password
        key, certificate = settings.svarinn_key_file, settings.svarinn_certificate_file
        if not user or password is None or key is None or certificate is None:
            names = "USER, _PASSWORD, _KEY_FILE and _CERTIFICATE_FILE"
            raise StopAndMend(f"ANMODNING_SVARINN_URL is set: set ANMODNING_SVARINN_{names} too")
        secret = password.get_secret_value()
        boxes.append(SvarInn(settings.svarinn_url, user, secret, key_file=key, certificate_file=certificate))
    if settings.eformidling_url and settings.eformidling_user and settings.eformidling_password is not None:
        secret = settings.eformidling_password.get_secret_value()
        boxes.append(EformidlingInbox(settings.eformidling_url, settings.eformidling_user, secret))
    return boxes
