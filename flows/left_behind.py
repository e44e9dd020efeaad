"""Runs that a machine or server which went away left as running: closed, or the next run waits for their place for ever.

Prefect holds the one place of a deployment for a run it was never told the end of, and forgets in a restart when that
place would have been given back.
"""

from __future__ import annotations

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed

BEGUN = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
WHY = (
    "Kjøringen ble borte sammen med Prefects tjener eller maskinen. Det som er lagret, er helt: kjør på nytt."
)


def close_left_behind(pool: str) -> tuple[str, ...]:
    """Close as crashed every run of ``pool`` that has begun; return their names. Call it while no worker works there.

    A closed run gives its place back and is told of as any other that stopped; repeating it changes nothing.
    """
    begun = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=BEGUN)))
    mine = WorkPoolFilter(name=WorkPoolFilterName(any_=[pool]))
    with get_client(sync_client=True) as client:
        left = client.read_flow_runs(flow_run_filter=begun, work_pool_filter=mine)
        for run in left:
            client.set_flow_run_state(run.id, Crashed(message=WHY))
    return tuple(run.name for run in left)
