"""Brings the automations kept as YAML to the server: made once, changed where they differ, else left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import yaml
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.events.schemas.automations import AutomationCore
from prefect.exceptions import ObjectNotFound

from tasks.core.model.errors import BadInput, StopAndMend

FOLDER = Path(__file__).parent.parent / "deployments" / "automations"


def apply(folder: Path = FOLDER) -> dict[str, str]:
    """Make the server's automations what the files say and return what was done, by name.

    An automation that is in no file is not touched.

    :raises BadInput: a file that is no automation.
    :raises StopAndMend: a deployment that an action starts is not on the server.
    """
    with get_client(sync_client=True) as client:
        wanted = [_read(path, client) for path in sorted(folder.glob("*.yaml"))]
        return {one.name: _upsert(client, one) for one in wanted}


def _read(path: Path, client: SyncPrefectClient) -> AutomationCore:
    try:
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        data["actions"] = [_with_deployment_id(action, client, path.name) for action in data["actions"]]
        return AutomationCore.model_validate(data)
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as wrong:
        raise BadInput.one(path.name, f"not an automation ({wrong})", "compare it with the others") from wrong


def _with_deployment_id(action: dict[str, Any], client: SyncPrefectClient, file: str) -> dict[str, Any]:
    """Return the action with the deployment's id in place of its name."""
    name = action.get("deployment")
    if name is None:
        return action
    try:
        found = client.read_deployment_by_name(str(name))
    except ObjectNotFound:
        message = (
            f"{file}: the deployment {name} is not on the server - deploy deployments/prefect.yaml first"
        )
        raise StopAndMend(message) from None
    rest = {key: value for key, value in action.items() if key != "deployment"}
    return {**rest, "source": "selected", "deployment_id": str(found.id)}


def _upsert(client: SyncPrefectClient, wanted: AutomationCore) -> str:
    there = client.read_automations_by_name(wanted.name)
    if not there:
        client.create_automation(wanted)
        return "created"
    first, *more = there
    for one in more:  # two of a name would tell everything twice
        client.delete_automation(one.id)
    if _plain(first) == _plain(wanted) and not more:
        return "unchanged"
    client.update_automation(first.id, wanted)
    return "updated"


def _plain(automation: AutomationCore) -> dict[str, Any]:
    """Return what a file can say of an automation, without what the server adds."""
    whole = automation.model_dump(mode="json", include=set(AutomationCore.model_fields))
    return _without_ids(whole)


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        plain = cast("dict[str, Any]", value)
        return {key: _without_ids(part) for key, part in plain.items() if key != "id"}
    if isinstance(value, list):
        parts = [_without_ids(part) for part in cast("list[Any]", value)]
        # Prefect keeps expected and watched events as sets: their order differs from one reading to the next.
        return sorted(cast("list[str]", parts)) if all(isinstance(part, str) for part in parts) else parts
    return value
