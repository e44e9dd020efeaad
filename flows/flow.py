"""Prefect's flow with what every flow of ours needs, whoever starts it: a command, `serve`'s worker or another's."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import prefect
from prefect.client.schemas.objects import FlowRun, State
from prefect.flows import Flow

from flows.gone_server import give_events_up_soon, say_when_gone

STARTED_BY_WORKER = "PREFECT__FLOW_RUN_ID"  # names the run that a worker's process is for

P = ParamSpec("P")
R = TypeVar("R")


def flow(*, name: str) -> Callable[[Callable[P, R]], Flow[P, R]]:
    """Make a function a flow that ends soon when the server goes away while it runs."""
    return prefect.flow(name=name, on_running=[bound_events])


def bound_events(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Bound the events of this process: a run that a worker started passes no code of ours before its flow."""
    del flow, flow_run, state
    give_events_up_soon()
    if STARTED_BY_WORKER in os.environ:
        atexit.register(say_when_gone, os.environ.get("PREFECT_API_URL", ""))
