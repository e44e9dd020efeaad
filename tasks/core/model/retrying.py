"""When a step of a stage is worth repeating, in the form that a task's ``retry_condition_fn`` takes. No Prefect."""

from __future__ import annotations

from typing import Any, Protocol

from tasks.core.model.errors import may_pass


class Ended(Protocol):
    """How a step ended, as far as it matters here: its result, or the error that stopped it."""

    def result(self, *, raise_on_failure: bool = ...) -> Any:
        """Return the result, the error itself where it failed and is not to be raised."""
        ...


def worth_repeating(_task: object, _run: object, state: Ended) -> bool:
    """Return whether to try again: a refused file is refused at once, not three times."""
    return may_pass(state.result(raise_on_failure=False))
