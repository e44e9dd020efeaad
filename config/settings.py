"""The installation's settings, from the environment and `.env`: read when asked for, never at import.

Nothing must be set to start. Names, meanings and bounds are the contract with whoever runs the program.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from config.addresses import (
    check_channel_address,
    check_database,
    check_mail_server,
    check_mailbox,
    check_source,
    check_svarut,
    is_production,
    without_password,
)
from config.rows import stamp_of
from config.wording import plain_fault
from tasks.core.model.errors import BadInput

PREFIX = "ANMODNING_"
ENV_FILE = ".env"
DATABASE_NAME = "anmodning.sqlite"
MASKED = "********"


class Channel(StrEnum):
    """How letters leave the house."""

    FOLDER = "folder"
    SVARUT = "svarut"
    EFORMIDLING = "eformidling"


class InterfaceLanguage(StrEnum):
    """The language operators are met in."""

    NB = "nb"
    NN = "nn"
    EN = "en"


def _iso_day(value: object) -> object:
    """Refuse a day in another form: pydantic would take 20191220 for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        message = f"{value!r} is not a day; write it as 2019-12-20"
        raise ValueError(message)
    return value


Source = Annotated[str, AfterValidator(check_source)]
ChannelAddress = Annotated[str, AfterValidator(check_channel_address)]
Seconds = Annotated[int, Field(ge=1)]


class Settings(BaseSettings):
    """One installation as its environment describes it. Attribute names are the variables' without prefix."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, env_ignore_empty=True, extra="ignore", frozen=True
    )

    home: Annotated[Path, AfterValidator(Path.absolute)] = Field(
        default_factory=lambda: Path.cwd() / ".anmodning",
        description="folder that everything lies in",
    )
    database_url: Annotated[str, AfterValidator(check_database)] = Field(
        default_factory=lambda data: f"sqlite:///{data.get('home', Path.cwd()) / DATABASE_NAME}",
        description="the project's database: sqlite:///FILE or postgresql+psycopg://...",
    )
    forecast_url: Source | None = Field(
        default=None, description="where the forecast lies: path, file: or https:"
    )
    registrations_url: Source | None = Field(
        default=None, description="where the export of registered numbers lies: path, file: or https:"
    )
    registrations_scope: str | None = Field(
        default=None, description="scope in Maskinporten, where that export asks for a token"
    )
    mailbox_url: Annotated[str, AfterValidator(check_mailbox)] | None = Field(
        default=None, description="where written copies arrive: maildir:PATH or imaps://user@host/folder"
    )
    mailbox_password: SecretStr | None = Field(
        default=None, description="password of the mailbox, unless OAuth is used"
    )
    oauth_tenant: str | None = Field(default=None, description="Microsoft tenant of the mailbox")
    oauth_client: str | None = Field(default=None, description="application that may read the mailbox")
    oauth_secret: SecretStr | None = Field(default=None, description="the application's secret")
    trusted_authserv: str = Field(
        default="",
        description="mail server whose Authentication-Results count; empty: a person accepts every copy",
    )
    channel: Channel = Field(
        default=Channel.FOLDER, description="how letters leave: folder, svarut or eformidling"
    )
    svarut_url: Annotated[str, AfterValidator(check_svarut)] | None = Field(
        default=None, description="SvarUt's address, ending in /api"
    )
    svarut_account: str | None = Field(default=None, description="account (konto) letters are sent from")
    svarut_integration_id: str | None = Field(default=None, description="id of the Fiks integration")
    svarut_integration_password: SecretStr | None = Field(
        default=None, description="password of the Fiks integration"
    )
    svarinn_url: ChannelAddress | None = Field(
        default=None, description="where replies inside SvarUt are fetched: https://svarut.ks.no/tjenester"
    )
    svarinn_user: str | None = Field(default=None, description="user that fetches replies in SvarUt")
    svarinn_password: SecretStr | None = Field(default=None, description="that user's service password")
    svarinn_key_file: Path | None = Field(
        default=None, description="file with our private key: replies are encrypted to it"
    )
    svarinn_certificate_file: Path | None = Field(
        default=None, description="file with the certificate of that key, as SvarUt has it"
    )
    maskinporten_url: ChannelAddress | None = Field(default=None, description="Maskinporten's token endpoint")
    maskinporten_client_id: str | None = Field(default=None, description="client registered in Maskinporten")
    maskinporten_key_file: Path | None = Field(default=None, description="file with the client's private key")
    eformidling_url: ChannelAddress | None = Field(
        default=None, description="address of the integrasjonspunkt"
    )
    eformidling_user: str | None = Field(default=None, description="user of the integrasjonspunkt")
    eformidling_password: SecretStr | None = Field(
        default=None, description="password of the integrasjonspunkt"
    )
    lookup_wait_seconds: Seconds = Field(
        default=600, description="seconds between look-ups of a sending in UNKNOWN"
    )
    send_timeout_seconds: Seconds = Field(
        default=960, description="seconds to wait for an answer to a sending"
    )
    most_resends: Annotated[int, Field(ge=0)] = Field(
        default=3, description="resends of a letter before a person is asked"
    )
    most_dispatches: Annotated[int, Field(ge=1)] = Field(
        default=1000, description="letters in one batch at most; more are not sent"
    )
    allow_production: bool = Field(
        default=False, description="true where letters may go to production hosts (a released batch only)"
    )
    smtp_url: Annotated[str, AfterValidator(check_mail_server)] | None = Field(
        default=None,
        description="mail server for the copy to KS, clarifications and reminders: smtps://user:password@host",
    )
    alert_urls: SecretStr | None = Field(default=None, description="where alerts go (Apprise addresses)")
    addresses_file: Path | None = Field(
        default=None, description="postal addresses from Enhetsregisteret; missing blocks svarut only"
    )
    arkivmelding_xsd: Path | None = Field(
        default=None, description="schema archive messages are checked against"
    )
    report_url: str = Field(
        default="http://127.0.0.1:4280",
        description="where the report folder is served: the dashboard links there",
    )
    language: InterfaceLanguage = Field(
        default=InterfaceLanguage.NB, description="language for operators: nb, nn or en"
    )
    today: Annotated[dt.date, BeforeValidator(_iso_day)] | None = Field(
        default=None, description="a fixed day for rehearsal and tests; refused with a production host"
    )

    @model_validator(mode="after")
    def _no_fixed_day_in_production(self) -> Self:
        """Refuse TODAY where a channel's address is a production host."""
        if self.today is not None:
            addresses = (self.svarut_url, self.svarinn_url, self.maskinporten_url, self.eformidling_url)
            for address in addresses:
                if address is not None and is_production(address):
                    host = without_password(address)
                    message = f"TODAY is set while {host} is a production host; unset one of them"
                    raise ValueError(message)
        return self


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting as people are shown it: secrets and passwords in addresses masked."""

    name: str
    meaning: str
    value: str
    origin: str


def read_settings() -> Settings:
    """Return the settings as the environment and `.env` in the current folder have them now.

    :raises BadInput: every fault, each named by its variable; no secret and no password is repeated.
    """
    variables = tuple(sorted(item for item in os.environ.items() if item[0].upper().startswith(PREFIX)))
    return _read(Path.cwd(), variables, stamp_of(Path(ENV_FILE)))


@lru_cache(maxsize=4)
def _read(
    folder: Path, variables: tuple[tuple[str, str], ...], stamp: tuple[tuple[str, int, int], ...]
) -> Settings:
    """Read the settings once for as long as folder, environment and file stay as they are."""
    del folder, variables, stamp
    try:
        return Settings()
    except ValidationError as refused:
        errors = refused.errors(include_url=False)
    raise BadInput(plain_fault(error, _variable(error["loc"])) for error in errors)


def describe(settings: Settings) -> list[SettingLine]:
    """Return every setting with meaning, masked value and origin, and last the variables nobody knows."""
    in_file = {name.upper() for name in dotenv_values(ENV_FILE)}
    in_environment = {name.upper() for name in os.environ}
    lines: list[SettingLine] = []
    for key, field in Settings.model_fields.items():
        name = _variable((key,))
        origin = "environment" if name in in_environment else ENV_FILE if name in in_file else "default"
        lines.append(SettingLine(name, field.description or "", _shown(getattr(settings, key)), origin))
    known = {line.name for line in lines}
    for name in sorted((in_environment | in_file) - known):
        if name.startswith(PREFIX):
            origin = "environment" if name in in_environment else ENV_FILE
            lines.append(SettingLine(name, "no such setting: check the spelling", MASKED, origin))
    return lines


def _variable(location: tuple[int | str, ...]) -> str:
    return f"{PREFIX}{location[0]}".upper() if location else f"{PREFIX}*"


def _shown(value: object) -> str:
    if value is None:
        return ""
    return MASKED if isinstance(value, SecretStr) else without_password(str(value))
