"""A run whose server or machine went away never keeps the next one waiting."""

from __future__ import annotations

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import StateType
from prefect.deployments.runner import EntrypointType
from prefect.states import Pending, Running

from flows.left_behind import WHY, close_left_behind

POOL = "of one worker that is gone"


@flow
def daily() -> None:
    """Do nothing: only its place is looked at."""


@pytest.fixture
def one_place():
    with get_client(sync_client=True) as client:
        client.create_work_pool(WorkPoolCreate(name=POOL, type="process"), overwrite=True)
        deployment = daily.to_deployment(
            "left behind", concurrency_limit=1, entrypoint_type=EntrypointType.MODULE_PATH
        )
        deployment.work_pool_name = POOL
        yield client, deployment.apply(image=None)


def _begin(client, deployment_id):
    run = client.create_flow_run_from_deployment(deployment_id)
    client.set_flow_run_state(run.id, Pending())
    return client.read_flow_run(run.id)


def test_what_a_gone_worker_left_running_is_closed_and_gives_its_place_to_the_next(one_place):
    client, deployment_id = one_place
    first = _begin(client, deployment_id)
    client.set_flow_run_state(first.id, Running())
    second = _begin(client, deployment_id)
    assert second.state.name == "AwaitingConcurrencySlot", "the place is taken"
    assert close_left_behind(POOL) == (first.name,)
    closed = client.read_flow_run(first.id).state
    assert (closed.type, closed.message) == (StateType.CRASHED, WHY)
    client.set_flow_run_state(second.id, Pending())
    assert client.read_flow_run(second.id).state.type is StateType.PENDING
    assert close_left_behind("of another worker") == ()
