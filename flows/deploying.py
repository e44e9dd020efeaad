"""Brings what lies in `deployments/` to a Prefect server, in one process: the work pool, all deployments, the automations.

The process is started while the server still is: Prefect and every flow are imported by the time that it answers.
"""

from __future__ import annotations

import importlib
import os
import shlex
import subprocess
import sys
import threading
from pathlib import Path

from tasks.core.model.errors import AnmodningError, StopAndMend

POOL = "anmodning"
ROOT = Path(__file__).parent.parent
PREFECT_FILE = ROOT / "deployments" / "prefect.yaml"
NOW = "now\n"


def begin(environment: dict[str, str]) -> subprocess.Popen[str]:
    """Return the process that will bring everything once ``finish`` says so; it ends when this process does."""
    return subprocess.Popen(
        [sys.executable, "-m", "flows.deploying"],
        env=environment,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(bringing: subprocess.Popen[str]) -> None:
    """Return when everything is on the server, which must answer by now; repeating it all changes nothing.

    :raises StopAndMend: Prefect refuses them; the message is Prefect's own.
    """
    told, _ = bringing.communicate(NOW)
    if bringing.returncode:
        message = f"Prefect did not take what lies in {PREFECT_FILE.parent}: mend what it says and start again\n{told.strip()}"
        raise StopAndMend(message)


def stop(bringing: subprocess.Popen[str]) -> None:
    """Return when the process has ended, whether it was asked to bring anything or not: the next start repeats it all."""
    bringing.kill()
    with bringing:  # closes its pipes and waits
        pass


def make_pool(name: str) -> None:
    """Make the pool, or change only how its runs are started: what a person set there (a pause, a limit) stays.

    A run is Prefect's engine itself. Without a command the worker starts a first process, importing all of Prefect, that
    looks for code to fetch and then becomes the engine; and that one leaves the group by which `serve` ends its runs.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
    from prefect.exceptions import ObjectNotFound
    from prefect.workers.process import ProcessWorker

    template = ProcessWorker.get_default_base_job_template()
    template["variables"]["properties"]["command"]["default"] = shlex.join(
        [sys.executable, "-m", "prefect.engine"]
    )
    with get_client(sync_client=True) as client:
        try:
            client.read_work_pool(name)
        except ObjectNotFound:
            made = WorkPoolCreate(name=name, type=ProcessWorker.type, base_job_template=template)
            client.create_work_pool(made)
        else:
            client.update_work_pool(name, WorkPoolUpdate(base_job_template=template))


def make_deployments(file: Path) -> None:
    """Run Prefect's own `prefect deploy --all`. Raises SystemExit with a code where it refuses."""
    from prefect.cli import app

    sys.argv = ["prefect", "--no-prompt", "deploy", "--prefect-file", str(file), "--all"]
    try:
        app()
    except SystemExit as ended:
        if ended.code:
            raise


def _import_all() -> None:
    """Import what the work needs, while the server is not there yet."""
    importlib.import_module("prefect.cli.deploy")
    importlib.import_module("prefect.workers.process")
    import yaml

    for one in yaml.safe_load(PREFECT_FILE.read_text(encoding="utf-8"))["deployments"]:
        importlib.import_module(one["entrypoint"].rpartition(".")[0])


def main() -> None:
    """Import, wait to be told that the server answers, and bring everything; end at once when nobody will say so."""
    now = threading.Event()

    def listen() -> None:
        # No buffer: a lock held at the end is a fatal error of Python's.
        told = os.read(sys.stdin.fileno(), len(NOW))
        if told.decode() != NOW:
            os._exit(1)
        now.set()

    threading.Thread(target=listen, daemon=True).start()
    _import_all()
    from flows.automations import apply

    now.wait()
    make_pool(POOL)
    make_deployments(PREFECT_FILE)
    try:
        apply()
    except AnmodningError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
