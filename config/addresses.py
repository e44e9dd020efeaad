"""Which addresses a setting may hold: secrets and numbers that decide must not cross a network in clear."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

PRODUCTION_FREE = ("test.", "ver2.")  # KS' and Digdir's test hosts begin so


def is_loopback(host: str | None) -> bool:
    """Return whether ``host`` is this machine; asks no name server.

    >>> [is_loopback(host) for host in ("localhost", "127.0.0.1", "::1", "localhost.evil.no")]
    [True, True, True, False]
    """
    if host is None:
        return False
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_loopback_address(address: str) -> bool:
    """Return whether an address leads to this machine."""
    return is_loopback(_host(address))


def is_production(address: str) -> bool:
    """Return whether a channel at ``address`` reaches real recipients: neither this machine nor a test host.

    >>> is_production("https://svarut.ks.no/api"), is_production("https://test.svarut.ks.no/api")
    (True, False)
    """
    host = (urlsplit(address).hostname or "").lower()
    return not is_loopback(host) and not host.startswith(PRODUCTION_FREE)


def without_password(address: str) -> str:
    """Return ``address`` with any password in it masked, fit for people and logs.

    >>> without_password("postgresql+psycopg://imdi:hemmelig@db/anmodning")
    'postgresql+psycopg://imdi:***@db/anmodning'
    """
    return re.sub(r"(?<=//)([^:/@\s]*):\S*@", r"\1:***@", address)


def check_source(address: str) -> str:
    """Return the address of a file to read, or refuse it: path, file:, https:, http: on loopback only."""
    scheme = _scheme(address)
    if scheme == "http" and not is_loopback(_host(address)):
        message = "http: is allowed on this machine only; use https:"
        raise ValueError(message)
    if scheme not in ("", "file", "http", "https"):
        message = f"{scheme}: cannot be read; give a path, file: or https:"
        raise ValueError(message)
    return address


def check_mailbox(address: str) -> str:
    """Return the address of a mailbox, or refuse it: maildir:PATH, imaps:, imap: on loopback only."""
    scheme = _scheme(address)
    if scheme == "imap" and not is_loopback(_host(address)):
        message = "imap: is allowed on this machine only; use imaps:"
        raise ValueError(message)
    if scheme not in ("maildir", "imap", "imaps"):
        message = "give maildir:PATH or imaps://user@host/folder"
        raise ValueError(message)
    if urlsplit(address).password is not None:
        message = "the password does not belong in the address; put it in ANMODNING_MAILBOX_PASSWORD"
        raise ValueError(message)
    return address


def check_channel_address(address: str) -> str:
    """Return a sending service's address, or refuse it: https:, or http: (the integrasjonspunkt's own)."""
    if _scheme(address) not in ("http", "https") or not _host(address):
        message = "give an address that begins with https://"
        raise ValueError(message)
    return address.rstrip("/")


def check_svarut(address: str) -> str:
    """Return SvarUt's address, or refuse it: https: ending in /api; http: on loopback only."""
    address = check_channel_address(address)
    if _scheme(address) == "http" and not is_loopback(_host(address)):
        message = "http: is allowed on this machine only; use https:"
        raise ValueError(message)
    if not address.endswith("/api"):
        message = "SvarUt's address ends in /api; versions are added by the program"
        raise ValueError(message)
    return address


def check_mail_server(address: str) -> str:
    """Return the address of an outgoing mail server, or refuse it: smtp: or smtps:."""
    if _scheme(address) not in ("smtp", "smtps") or not _host(address):
        message = "give smtps://user:password@host or smtp://host"
        raise ValueError(message)
    return address


def check_database(address: str) -> str:
    """Return the database's address, or refuse it: SQLite or PostgreSQL by psycopg."""
    if not address.startswith(("sqlite:///", "postgresql+psycopg://")):
        message = "give sqlite:///FILE or postgresql+psycopg://user:password@host/name"
        raise ValueError(message)
    return address


def _scheme(address: str) -> str:
    """Return the scheme in small letters; a drive letter or a plain path has none."""
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):", address)
    return found[1].lower() if found else ""


def _host(address: str) -> str | None:
    return urlsplit(address).hostname
