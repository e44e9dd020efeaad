"""Every verb of an operator is a command and a deployment with a Norwegian form; none has only one of them."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import pytest
import typer
import yaml

from flows.__main__ import app
from flows.dispatching import decide_on_dispatches
from tasks.core.model.dispatch import Verb

FILE = Path(__file__).resolve().parents[2] / "deployments" / "prefect.yaml"
DECISION = "utboks-avgjørelse"

# What an operator does, as he types it, and as he finds it among the deployments.
VERBS = {
    "plan": ("dispatch plan", "planlegg-utsending"),
    "prepare": ("letters prepare", "lag-brev"),
    "render": ("letters render", "sett-brev-på-nytt"),
    "preview": ("letters preview", "forhåndsvis-brev"),
    "approve": ("letters approve", "godkjenn-brev"),
    "issue": ("letters issue", "utsted-brev"),
    "send": ("dispatch run", "utboks"),
    "reconcile": ("dispatch reconcile", "avstem-utboks"),
    "export archive package": ("dispatch export", "arkivpakke"),
    "log of a letter": ("dispatch events", "brevlogg"),
    **{verb.value: (f"dispatch {verb.value}", DECISION) for verb in Verb},
}


def commands() -> set[str]:
    group = typer.main.get_command(app)
    return {f"{name} {verb}" for name, one in group.commands.items() for verb in getattr(one, "commands", {})}


def deployments() -> dict[str, dict]:
    return {one["name"]: one for one in yaml.safe_load(FILE.read_text(encoding="utf-8"))["deployments"]}


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_a_command_and_a_deployment(verb):
    command, name = VERBS[verb]
    assert command in commands()
    deployment = deployments()[name]
    assert deployment["description"]
    module, _, function = deployment["entrypoint"].rpartition(".")
    flow = getattr(importlib.import_module(module), function)
    assert inspect.getdoc(flow.fn), "the form says what it does"
    assert {"year", "as_of"} <= set(inspect.signature(flow.fn).parameters)


def test_the_form_of_a_decision_explains_every_verb_in_norwegian():
    described = decide_on_dispatches.parameters.properties["verb"]["description"]
    words = dict(part.split(": ", 1) for part in described.split("; "))
    assert set(words) == {verb.value for verb in Verb}
    assert all(words.values())
    assert decide_on_dispatches.parameters.definitions["Verb"]["enum"] == [verb.value for verb in Verb]


def test_the_issues_own_list_is_whole():
    asked = (
        "plan, render, preview, approve, release, hold, resume, cancel, supersede, retry, mark-handled, copy, "
        "export archive package, reconcile"
    )
    assert set(asked.split(", ")) <= set(VERBS)
