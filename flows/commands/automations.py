"""`automations apply`: the automations kept as YAML, brought to the configured server."""

from __future__ import annotations

import os

import typer

from tasks.core.model.errors import BadInput

automations = typer.Typer(help="Prefect's automations, kept as files.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(automations, name="automations")


@automations.callback()
def of_server() -> None:
    """Keep `apply` a command of its own."""


@automations.command("apply")
def apply() -> None:
    """Make the server's automations what deployments/automations says; repeating it changes nothing."""
    if not os.environ.get("PREFECT_API_URL"):
        raise BadInput.one("PREFECT_API_URL", "is not set", "name the server that runs the deployments")
    from flows.automations import apply as bring

    for name, done in bring().items():
        print(f"{name}: {done}")
