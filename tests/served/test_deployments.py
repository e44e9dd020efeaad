"""`serve` brings everything in prefect.yaml to its server, with forms an operator can fill in; automations follow."""

from __future__ import annotations

import shlex
import sys
import time

import pytest
import yaml
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolUpdate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterDeploymentId,
)
from prefect.events import emit_event
from prefect.states import Crashed

from flows.automations import apply
from flows.deploying import POOL, PREFECT_FILE, make_pool
from flows.events import FORECAST_MOVED, LETTERS_STUCK
from flows.local_server import LocalServer

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

PATIENCE_SECONDS = 90
DECIDING = {"by", "role", "reason"}
STAGES = {  # what an operator's year is made of -> the deployment that does it, and the fields of its form
    "pull forecasts": ("prognosevakt", {"year", "as_of"}),
    "allocate": ("fordel", {"year", "as_of", "need", "indicators_file", "profile"}),
    "consult": ("lukk-samråd", {"year", "as_of"} | DECIDING),
    "approve letters": ("godkjenn-brev", {"year", "as_of", "plan_sha256", "decision"} | DECIDING),
    "issue": ("utsted-brev", {"year", "as_of"}),
    "watch replies": ("daglig", {"year", "as_of"}),
    "reconcile": ("avstem", {"year", "as_of"}),
    "resolve case": ("lukk-sak", {"year", "as_of", "case_id", "resolution"} | DECIDING),
    "extend deadline": ("gi-utsatt-frist", {"year", "as_of", "number", "until"} | DECIDING),
    "override": ("overstyr", {"year", "as_of", "number", "what", "persons", "em"} | DECIDING),
    "withdraw": ("trekk-justering", {"year", "as_of"} | DECIDING),
    "carry-over": ("overføring", {"year", "as_of"}),
    "report": ("rapport", {"year", "as_of"}),
}


@pytest.fixture(scope="module")
def deployed(served):
    """Every deployment that `serve` brought to its server, by name; this process talks to that server."""
    server = LocalServer(served.home / "prefect", port=int(served.dashboard.rpartition(":")[2]))
    with server.in_use():
        with get_client(sync_client=True) as client:
            found = client.read_deployments(
                deployment_filter=DeploymentFilter(tags=DeploymentFilterTags(any_=["anmodning", "varsel"])),
                limit=200,
            )
        yield {one.name: one for one in found}


@pytest.fixture
def nobody_works(deployed):
    """Keep `serve`'s worker from the runs that a test makes, and leave none of them to it."""
    with get_client(sync_client=True) as client:
        client.update_work_pool(POOL, WorkPoolUpdate(is_paused=True))
        yield client
        for run in _runs_of(client, *deployed.values()):
            client.delete_flow_run(run.id)
        client.update_work_pool(POOL, WorkPoolUpdate(is_paused=False))


@pytest.fixture(scope="module")
def written():
    """What the file says, by name."""
    return {
        one["name"]: one for one in yaml.safe_load(PREFECT_FILE.read_text(encoding="utf-8"))["deployments"]
    }


def test_every_deployment_of_the_file_is_on_the_server(deployed, written):
    assert set(written) == set(deployed)


def test_each_says_what_it_does_and_every_run_of_it_matters(deployed):
    for name, one in deployed.items():
        assert one.description, name
        assert one.tags, name
        if "year" in one.parameter_openapi_schema["properties"]:
            assert one.parameters["year"] == 2020, name
        assert one.entrypoint.startswith("flows."), name
        assert one.concurrency_options.collision_strategy.value == "ENQUEUE", name
        assert one.global_concurrency_limit.limit == 1, name


@pytest.mark.parametrize(("name", "fields"), STAGES.values(), ids=STAGES)
def test_the_operators_year_has_a_deployment_for_each_stage(deployed, name, fields):
    assert set(deployed[name].parameter_openapi_schema["properties"]) == fields


def test_every_field_of_every_form_has_a_help_text(deployed):
    without = [
        (one.name, field)
        for one in deployed.values()
        for field, shape in one.parameter_openapi_schema["properties"].items()
        if not shape.get("description")
    ]
    assert without == []


def test_what_can_only_be_one_of_a_few_is_chosen_from_a_list(deployed):
    for name, kind, choices in (
        ("lukk-sak", "Closing", 5),
        ("overstyr", "Overridden", 4),
        ("endre-kommune", "Changed", 3),
        ("utboks-avgjørelse", "Verb", 8),
    ):
        assert len(deployed[name].parameter_openapi_schema["definitions"][kind]["enum"]) == choices, name
    decision = deployed["godkjenn-brev"].parameter_openapi_schema["properties"]["decision"]
    assert decision["enum"] == ["approved", "refused", "withdrawn"]


def test_schedules_follow_the_clocks_of_oslo(deployed):
    schedules = {
        name: [slot.schedule for slot in one.schedules] for name, one in deployed.items() if one.schedules
    }
    assert {"daglig", "prognosevakt", "utboks", "varsle"} <= set(schedules)
    assert {slot.timezone for slots in schedules.values() for slot in slots} == {"Europe/Oslo"}
    assert schedules["daglig"][0].cron == "0 7 * * *"


def test_a_decision_asks_who_as_what_and_why_with_help_in_norwegian(deployed):
    decisions = [one for one in deployed.values() if "avgjørelse" in one.tags]
    assert len(decisions) >= 7
    for one in decisions:
        form = one.parameter_openapi_schema
        assert set(form["required"]) >= DECIDING, one.name
        for field in set(form["properties"]) - {"as_of", "year"}:
            assert form["properties"][field].get("description"), (one.name, field)
        for field in DECIDING:
            assert form["properties"][field]["minLength"] >= 2, (one.name, field)


def test_the_form_of_a_case_offers_what_a_person_may_decide(deployed):
    form = deployed["lukk-sak"].parameter_openapi_schema
    choices = form["definitions"]["Closing"]["enum"]
    assert choices == ["accept_registered", "accept_copy", "ask_municipality", "not_a_decision", "withdrawn"]
    assert "kommunen spørres" in form["properties"]["resolution"]["description"]


def test_the_form_of_an_extension_asks_for_a_day(deployed):
    form = deployed["gi-utsatt-frist"].parameter_openapi_schema["properties"]
    assert form["until"]["format"] == "date"
    assert form["number"]["pattern"] == "^[0-9]{4}$"
    assert "Kommunenummer" in form["number"]["description"]


def test_automations_are_made_once_mended_where_they_differ_and_else_left_alone(deployed):
    names = {"anmodning-varsle-stans", "anmodning-varsle-brev"}
    assert set(apply()) == names
    assert apply() == dict.fromkeys(names, "unchanged")
    with get_client(sync_client=True) as client:
        (one,) = client.read_automations_by_name("anmodning-varsle-stans")
        client.pause_automation(one.id)
        assert apply()["anmodning-varsle-stans"] == "updated"
        (again,) = client.read_automations_by_name("anmodning-varsle-stans")
    assert again.enabled
    assert again.id == one.id


def test_a_run_is_the_engine_itself_and_what_a_person_set_on_the_pool_stays(nobody_works):
    make_pool(POOL)
    pool = nobody_works.read_work_pool(POOL)
    assert pool.is_paused
    command = pool.base_job_template["variables"]["properties"]["command"]["default"]
    assert shlex.split(command) == [sys.executable, "-m", "prefect.engine"]


def _runs_of(client, *deployments):
    wanted = FlowRunFilter(deployment_id=FlowRunFilterDeploymentId(any_=[one.id for one in deployments]))
    return [run for run in client.read_flow_runs(flow_run_filter=wanted) if not run.auto_scheduled]


def _wait_for_a_run(client, deployment):
    end = time.monotonic() + PATIENCE_SECONDS
    while not (runs := _runs_of(client, deployment)) and time.monotonic() < end:
        time.sleep(0.5)
    assert runs, f"no run of {deployment.name} within {PATIENCE_SECONDS} s"
    return runs[0]


def test_a_run_that_crashes_starts_the_alert_about_it(deployed, nobody_works):
    run = nobody_works.create_flow_run_from_deployment(deployed["avstem"].id)
    nobody_works.set_flow_run_state(run.id, Crashed(message="the server was gone"), force=True)
    alert = _wait_for_a_run(nobody_works, deployed["varsle-stans"])
    assert alert.parameters["stage"] == "reconcile"
    assert alert.parameters["run"] == str(run.id)


def test_a_forecast_that_moves_the_need_starts_the_revision(deployed, nobody_works):
    resource = {"prefect.resource.id": "anmodning.year.2020", "prefect.resource.name": "anmodning 2020"}
    assert emit_event(FORECAST_MOVED, resource=resource, payload={"year": 2020}) is not None
    run = _wait_for_a_run(nobody_works, deployed["juster"])
    assert run.parameters == {"year": 2020}


def test_letters_that_are_stuck_start_the_alert_about_them(deployed, nobody_works):
    resource = {"prefect.resource.id": "anmodning.year.2020", "prefect.resource.name": "anmodning 2020"}
    assert emit_event(LETTERS_STUCK, resource=resource, payload={"year": 2020, "letters": 1}) is not None
    run = _wait_for_a_run(nobody_works, deployed["varsle"])
    assert run.parameters == {"year": 2020}
