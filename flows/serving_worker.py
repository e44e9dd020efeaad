"""The worker of `serve`: Prefect's own, in a process that ends, with its runs, when the one that started it is gone."""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
import time

STOP_SECONDS = 15.0  # what a run gets to write down where it was


def _end_when_alone() -> None:
    """Return never: wait until the other end of standard input is closed, then end this process group."""
    while os.read(sys.stdin.fileno(), 1024):  # no buffer: a lock held at the end is a fatal error of Python's
        pass
    os.killpg(0, signal.SIGTERM)
    time.sleep(STOP_SECONDS)
    os.killpg(0, signal.SIGKILL)


def main(pool: str) -> None:
    """Work on the runs of ``pool`` until told to stop. The process must lead a process group of its own.

    It is the only worker of its server: what stands there as begun is of one that is gone, and is closed first.
    """
    threading.Thread(target=_end_when_alone, daemon=True).start()
    from flows.left_behind import close_left_behind

    for name in close_left_behind(pool):
        print(
            f"run {name} was left behind by a server or worker that went away: closed as crashed", flush=True
        )
    sys.argv = ["prefect", "worker", "start", "--pool", pool, "--type", "process"]
    runpy.run_module("prefect", run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1])
