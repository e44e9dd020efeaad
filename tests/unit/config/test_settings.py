"""Settings need nothing to start, refuse what would be unsafe, and never show a secret."""

from datetime import date
from pathlib import Path

import pytest

from config.settings import Channel, describe, read_settings
from tasks.core.model.errors import BadInput


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch, tmp_path):
    import os

    for name in list(os.environ):
        if name.upper().startswith("ANMODNING_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_nothing_must_be_set_to_start(tmp_path):
    settings = read_settings()
    assert settings.home == tmp_path / ".anmodning"
    assert settings.database_url == f"sqlite:///{tmp_path}/.anmodning/anmodning.sqlite"
    assert settings.channel is Channel.FOLDER
    assert (settings.lookup_wait_seconds, settings.send_timeout_seconds, settings.most_resends) == (
        600,
        960,
        3,
    )
    assert (settings.today, settings.trusted_authserv, settings.language) == (None, "", "nb")


def test_reading_creates_nothing(tmp_path):
    read_settings()
    assert list(tmp_path.iterdir()) == []


def test_the_database_lies_in_home_unless_it_is_set(monkeypatch, tmp_path):
    monkeypatch.setenv("ANMODNING_HOME", "sted")
    assert read_settings().database_url == f"sqlite:///{tmp_path}/sted/anmodning.sqlite"
    monkeypatch.setenv("ANMODNING_DATABASE_URL", "postgresql+psycopg://imdi:hemmelig@db/anmodning")
    assert read_settings().database_url == "postgresql+psycopg://imdi:hemmelig@db/anmodning"


def test_the_environment_wins_over_the_file(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text(
        "ANMODNING_CHANNEL=svarut\nANMODNING_MOST_RESENDS=5\nOTHER=1\n", encoding="utf-8"
    )
    monkeypatch.setenv("ANMODNING_CHANNEL", "eformidling")
    settings = read_settings()
    assert (settings.channel, settings.most_resends) == (Channel.EFORMIDLING, 5)
    origins = {line.name: line.origin for line in describe(settings)}
    assert origins["ANMODNING_CHANNEL"] == "environment"
    assert origins["ANMODNING_MOST_RESENDS"] == ".env"
    assert origins["ANMODNING_HOME"] == "default"


def test_an_empty_variable_is_an_unset_one(monkeypatch):
    monkeypatch.setenv("ANMODNING_FORECAST_URL", "")
    monkeypatch.setenv("ANMODNING_TODAY", "")
    assert (read_settings().forecast_url, read_settings().today) == (None, None)


SECRETS = {
    "ANMODNING_MAILBOX_PASSWORD": "hemmelig",
    "ANMODNING_OAUTH_SECRET": "hemmelig",
    "ANMODNING_SVARUT_INTEGRATION_PASSWORD": "hemmelig",
    "ANMODNING_EFORMIDLING_PASSWORD": "hemmelig",
    "ANMODNING_ALERT_URLS": "mailto://imdi:hemmelig@imdi.no",
    "ANMODNING_DATABASE_URL": "postgresql+psycopg://imdi:hemmelig@db/anmodning",
    "ANMODNING_SMTP_URL": "smtps://imdi:hemmelig@mail.imdi.no",
    "ANMODNING_FORECAST_URL": "https://imdi:hemmelig@prognose.example/f.csv",
    "ANMODNING_MAILBOX_PASWORD": "hemmelig",
}


def test_no_secret_is_shown_and_a_misspelt_variable_is(monkeypatch):
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    lines = describe(settings)
    assert "hemmelig" not in repr(lines)
    assert "hemmelig" not in repr(settings.mailbox_password)
    shown = {line.name: line for line in lines}
    assert shown["ANMODNING_DATABASE_URL"].value == "postgresql+psycopg://imdi:***@db/anmodning"
    assert shown["ANMODNING_MAILBOX_PASWORD"].meaning == "no such setting: check the spelling"
    assert all(line.meaning for line in lines)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FORECAST_URL", "prognoser/2019-10.csv"),
        ("FORECAST_URL", "/srv/prognose.csv"),
        ("FORECAST_URL", "file:///srv/prognose.csv"),
        ("FORECAST_URL", "https://prognose.example/f.csv"),
        ("FORECAST_URL", "http://127.0.0.1:8000/f.csv"),
        ("FORECAST_URL", "http://[::1]:8000/f.csv"),
        ("REGISTRATIONS_URL", "http://localhost/e.csv"),
        ("MAILBOX_URL", "maildir:/srv/post"),
        ("MAILBOX_URL", "imaps://post@imap.imdi.no/INBOX"),
        ("MAILBOX_URL", "imap://post@127.0.0.1:1143/INBOX"),
        ("SVARUT_URL", "https://svarut.ks.no/api"),
        ("SVARUT_URL", "http://127.0.0.1:9999/api"),
        ("EFORMIDLING_URL", "http://integrasjonspunkt:9093"),
        ("SMTP_URL", "smtp://127.0.0.1:2525"),
        ("DATABASE_URL", "sqlite:////srv/a.sqlite"),
        ("TODAY", "2019-12-01"),
        ("MOST_RESENDS", "0"),
    ],
)
def test_what_is_allowed_is_kept(monkeypatch, name, value):
    monkeypatch.setenv(f"ANMODNING_{name}", value)
    assert str(getattr(read_settings(), name.lower())) == value


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("FORECAST_URL", "http://prognose.example/f.csv", "http: is allowed on this machine only"),
        ("FORECAST_URL", "HTTP://prognose.example/f.csv", "http: is allowed on this machine only"),
        ("FORECAST_URL", "http://localhost.evil.example/f.csv", "http: is allowed on this machine only"),
        ("FORECAST_URL", "http://127.0.0.1@evil.example/f.csv", "http: is allowed on this machine only"),
        ("FORECAST_URL", "ftp://prognose.example/f.csv", "ftp: cannot be read"),
        ("REGISTRATIONS_URL", "http://imdinett.example/e.csv", "http: is allowed on this machine only"),
        ("MAILBOX_URL", "imap://post@imap.imdi.no/INBOX", "imap: is allowed on this machine only"),
        ("MAILBOX_URL", "pop3://post@imdi.no", "give maildir:PATH"),
        ("MAILBOX_URL", "imaps://post:hemmelig@imdi.no/INBOX", "ANMODNING_MAILBOX_PASSWORD"),
        ("SVARUT_URL", "http://svarut.ks.no/api", "http: is allowed on this machine only"),
        ("SVARUT_URL", "https://svarut.ks.no/api/v3", "ends in /api"),
        ("MASKINPORTEN_URL", "maskinporten.no", "begins with https://"),
        ("SMTP_URL", "mail.imdi.no", "give smtps://"),
        ("DATABASE_URL", "mysql://imdi:hemmelig@db/a", "give sqlite:///FILE"),
        ("CHANNEL", "fax", "write one of 'folder', 'svarut' or 'eformidling'"),
        ("LANGUAGE", "sv", "write one of"),
        ("MOST_RESENDS", "-1", "write 0 or more"),
        ("LOOKUP_WAIT_SECONDS", "0", "write 1 or more"),
        ("SEND_TIMEOUT_SECONDS", "lenge", "'lenge' is not a whole number"),
        ("TODAY", "20191220", "'20191220' is not a day"),
        ("TODAY", "2019-13-01", "is not a day"),
        ("TODAY", "20.12.2019", "write it as 2019-12-20"),
    ],
)
def test_what_is_unsafe_or_meaningless_is_refused_by_name(monkeypatch, name, value, message):
    monkeypatch.setenv(f"ANMODNING_{name}", value)
    with pytest.raises(BadInput) as refused:
        read_settings()
    assert refused.value.faults[0].place == f"ANMODNING_{name}"
    assert message in str(refused.value)
    assert "hemmelig" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None


def test_all_faults_come_at_once(monkeypatch):
    monkeypatch.setenv("ANMODNING_CHANNEL", "fax")
    monkeypatch.setenv("ANMODNING_MOST_RESENDS", "x")
    monkeypatch.setenv("ANMODNING_FORECAST_URL", "http://a.example/f.csv")
    with pytest.raises(BadInput) as refused:
        read_settings()
    assert len(refused.value.faults) == 3


@pytest.mark.parametrize(
    ("name", "address", "allowed"),
    [
        ("SVARUT_URL", "https://svarut.ks.no/api", False),
        ("SVARUT_URL", "https://SVARUT.ks.no/api", False),
        ("SVARUT_URL", "https://test.svarut.ks.no/api", True),
        ("SVARUT_URL", "http://127.0.0.1:9999/api", True),
        ("MASKINPORTEN_URL", "https://maskinporten.no/token", False),
        ("MASKINPORTEN_URL", "https://test.maskinporten.no/token", True),
        ("EFORMIDLING_URL", "http://integrasjonspunkt:9093", False),
    ],
)
def test_a_fixed_day_is_refused_with_a_production_host(monkeypatch, name, address, allowed):
    monkeypatch.setenv("ANMODNING_TODAY", "2019-12-01")
    monkeypatch.setenv(f"ANMODNING_{name}", address)
    if allowed:
        assert read_settings().today == date(2019, 12, 1)
        return
    with pytest.raises(BadInput, match="TODAY is set while"):
        read_settings()


def test_a_relative_home_stays_where_it_was_when_the_program_moves_on(monkeypatch, tmp_path):
    settings = read_settings()
    monkeypatch.chdir("/")
    assert settings.home == Path(tmp_path) / ".anmodning"
