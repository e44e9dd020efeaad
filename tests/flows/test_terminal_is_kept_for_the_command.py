"""A command that is refused says so in its one line: what Prefect logs of it is for the dashboard."""

from __future__ import annotations

import io
import logging

import pytest
from prefect.logging.handlers import PrefectConsoleHandler
from rich.console import Console
from typer.testing import CliRunner

from flows.__main__ import app
from flows.terminal_log import OnlyTheUnexpected, only_the_unexpected
from tasks.core.model.errors import BadInput

WHO = ("--by", "Kari Nordmann", "--role", "rådgiver", "--reason", "Møte i januar", "--as-of", "2019-12-16")


@pytest.fixture
def terminal(monkeypatch):
    """What Prefect writes to the terminal of this process."""
    written = io.StringIO()
    for handler in logging.getLogger().handlers:
        if isinstance(handler, PrefectConsoleHandler):
            monkeypatch.setattr(handler, "console", Console(file=written))
    return written


def test_of_a_refused_decision_prefect_writes_nothing_to_the_terminal(prefect_server, tmp_path, terminal):
    environment = {"PREFECT_API_URL": prefect_server.api_url, "ANMODNING_HOME": str(tmp_path)}
    refused = CliRunner().invoke(
        app, ["extend", "2020", "5057", "--until", "2020-01-31", *WHO], env=environment
    )
    assert isinstance(refused.exception, BadInput)
    assert "5057" in str(refused.exception)
    assert terminal.getvalue() == ""


@pytest.mark.parametrize(
    ("command", "place"),
    [
        (("amend", "2020", "5057", "written_standard", ""), "value"),
        (("extend", "2020", "557", "--until", "2020-01-31"), "number"),
    ],
    ids=["an empty value", "a number of three digits"],
)
def test_what_a_form_does_not_take_is_refused_in_a_line_as_well(
    prefect_server, tmp_path, terminal, command, place
):
    environment = {"PREFECT_API_URL": prefect_server.api_url, "ANMODNING_HOME": str(tmp_path)}
    refused = CliRunner().invoke(app, [*command, *WHO], env=environment)
    assert isinstance(refused.exception, BadInput)
    assert str(refused.exception).startswith(f"{place}: String should")
    assert terminal.getvalue() == ""


def test_beside_a_command_the_terminal_is_as_prefect_has_it(terminal):
    with only_the_unexpected():
        logging.getLogger("prefect.flows").error("Finished in state Failed('x')")
    assert terminal.getvalue() == ""
    logging.getLogger("prefect.flows").error("Finished in state Failed('x')")
    assert "Finished" in terminal.getvalue()


def _record(level, text, problem=None):
    told = (type(problem), problem, None) if problem else None
    return logging.LogRecord("prefect.flow_runs", level, "", 1, text, None, told)


def test_what_nobody_expected_is_shown_with_its_trace():
    shown = OnlyTheUnexpected().filter
    assert shown(_record(logging.ERROR, "Encountered exception", ZeroDivisionError("x")))
    assert shown(_record(logging.WARNING, "varselet ble ikke tatt imot"))
    assert not shown(_record(logging.ERROR, "Encountered exception", BadInput.one("x", "y", "z")))
    assert not shown(_record(logging.ERROR, "Finished in state Failed('...')"))
    assert not shown(_record(logging.INFO, "Beginning flow run"))
