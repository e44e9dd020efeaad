"""The scheduler lives: with a wrong SQLAlchemy everything else works, and no scheduled run is ever made."""

from __future__ import annotations

import time

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.schedules import CronSchedule
from prefect.deployments.runner import EntrypointType

PATIENCE_SECONDS = 90  # the scheduler looks around once a minute, and soon after a deployment is made


@flow
def every_morning() -> None:
    """Do nothing: only its schedule is looked at."""


def test_a_cron_deployment_gets_scheduled_runs(prefect_server):
    """Runs are made by the server alone: no worker, no client asks for them."""
    schedule = CronSchedule(cron="0 7 * * *", timezone="Europe/Oslo")
    deployment = every_morning.to_deployment(
        "scheduler lives", schedule=schedule, entrypoint_type=EntrypointType.MODULE_PATH
    )
    deployment_id = deployment.apply()
    wanted = DeploymentFilter(id=DeploymentFilterId(any_=[deployment_id]))
    with get_client(sync_client=True) as client:
        end = time.monotonic() + PATIENCE_SECONDS
        while not (runs := client.read_flow_runs(deployment_filter=wanted)) and time.monotonic() < end:
            time.sleep(0.5)
    assert runs, f"no scheduled run within {PATIENCE_SECONDS} s: see {prefect_server.log_file}"
    first = min(run.expected_start_time for run in runs)
    assert {run.state.type for run in runs} == {StateType.SCHEDULED}
    assert first.astimezone(schedule_zone(schedule)).hour == 7


def schedule_zone(schedule):
    """Return the zone the schedule is read in."""
    from zoneinfo import ZoneInfo

    return ZoneInfo(schedule.timezone)
