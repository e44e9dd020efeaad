"""The channel the settings name, built with what it needs; a setting that is missing is named, all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from config.addresses import is_loopback_address
from config.cycle import Cycle
from config.settings import Channel as Name
from config.settings import Settings
from tasks.core.channels.eformidling import EFormidlingChannel
from tasks.core.channels.folder import FolderChannel
from tasks.core.channels.http import session
from tasks.core.channels.maskinporten import Tokens, read_key
from tasks.core.channels.protocol import Channel
from tasks.core.channels.smtp import SmtpChannel
from tasks.core.channels.svarut import Account, SvarUtChannel
from tasks.core.installation import Installation
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.postal_address import PostalAddress

Clock = Callable[[], datetime]
Addresses = Mapping[str, PostalAddress]


def channel_of(here: Installation, clock: Clock, addresses: Addresses) -> Channel:
    """Return the channel letters leave by. For `folder` no network object is built.

    :param addresses: where municipalities are on the day, by organisation number.

    :raises BadInput: settings the channel needs are missing; names each of them.
    """
    settings = here.settings
    if settings.channel is Name.SVARUT:
        return _svarut(settings, clock, addresses)
    if settings.channel is Name.EFORMIDLING:
        return _eformidling(settings, clock)
    return FolderChannel(here.outbox_folder, addresses)


def mail_channel_of(
    here: Installation, cycle: Cycle, clock: Clock, addresses: Addresses
) -> SmtpChannel | None:
    """Return the channel for mail, None where no mail server is set."""
    url = here.settings.smtp_url
    if url is None:
        return None
    contacts = cycle.contacts
    return SmtpChannel(url, contacts.imdi_email, contacts.ks_email, addresses, clock)


def _svarut(settings: Settings, clock: Clock, addresses: Addresses) -> SvarUtChannel:
    url = settings.svarut_url or ""
    needed = {
        "ANMODNING_SVARUT_URL": url,
        "ANMODNING_SVARUT_ACCOUNT": settings.svarut_account,
        "ANMODNING_SVARUT_INTEGRATION_ID": settings.svarut_integration_id,
        "ANMODNING_SVARUT_INTEGRATION_PASSWORD": settings.svarut_integration_password,
    }
    maskinporten = {
        "ANMODNING_MASKINPORTEN_URL": settings.maskinporten_url,
        "ANMODNING_MASKINPORTEN_CLIENT_ID": settings.maskinporten_client_id,
        "ANMODNING_MASKINPORTEN_KEY_FILE": settings.maskinporten_key_file,
    }
    # A stand-in for SvarUt on this machine may do without tokens; SvarUt itself may not.
    if any(maskinporten.values()) or not is_loopback_address(url):
        needed |= maskinporten
    _require("svarut", needed)
    secret = settings.svarut_integration_password
    account = Account(
        url,
        settings.svarut_account or "",
        settings.svarut_integration_id or "",
        "" if secret is None else secret.get_secret_value(),
    )
    return SvarUtChannel(
        account,
        _tokens(settings, clock),
        addresses,
        clock,
        send_seconds=float(settings.send_timeout_seconds),
    )


def _eformidling(settings: Settings, clock: Clock) -> EFormidlingChannel:
    needed = {
        "ANMODNING_EFORMIDLING_URL": settings.eformidling_url,
        "ANMODNING_EFORMIDLING_USER": settings.eformidling_user,
        "ANMODNING_EFORMIDLING_PASSWORD": settings.eformidling_password,
    }
    _require("eformidling", needed)
    secret = settings.eformidling_password
    return EFormidlingChannel(
        settings.eformidling_url or "",
        settings.eformidling_user or "",
        "" if secret is None else secret.get_secret_value(),
        clock,
        settings.arkivmelding_xsd,
    )


def _tokens(settings: Settings, clock: Clock) -> Tokens | None:
    url, client, file = (
        settings.maskinporten_url,
        settings.maskinporten_client_id,
        settings.maskinporten_key_file,
    )
    if url is None or client is None or file is None:
        return None
    return Tokens(url, client, read_key(file), session(retries=0), clock)


def _require(channel: str, needed: Mapping[str, object]) -> None:
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise BadInput(
            Fault(name, f"the channel {channel} needs it", "set it, or use ANMODNING_CHANNEL=folder")
            for name in missing
        )
