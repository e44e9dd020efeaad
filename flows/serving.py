"""`serve`: one machine's installation. Prefect's server, every deployment with its schedule, a worker, the reports."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path

from rich.console import Console

from config.settings import read_settings
from flows import deploying
from flows.deploying import POOL, ROOT
from flows.local_server import HOST, LocalServer
from flows.rehearsal_settings import played_until, rehearsal_settings
from flows.report_server import report_server
from flows.serving_worker import STOP_SECONDS
from tasks.core.installation import open_installation
from tasks.core.model.errors import StopAndMend

SERVER_PORT = 4200
REPORT_PORT = 4280
LOOK_SECONDS = 0.5


def serve_forever(*, server_port: int = SERVER_PORT, report_port: int = REPORT_PORT) -> None:
    """Run until interrupted. Everything listens on loopback; what is started here is ended here.

    A home that the demo made is served under the rehearsal's settings, on the day it ended: nothing leaves it.

    :raises StopAndMend: a port is taken, the database is not up to date, or the server or the worker ended.
    """
    for known in (signal.SIGINT, signal.SIGTERM):
        signal.signal(known, _leave)
    with ExitStack() as ended:
        played = played_until(read_settings().home)
        if played is not None:
            ended.enter_context(rehearsal_settings(read_settings().home))
            os.environ.setdefault("ANMODNING_TODAY", played.isoformat())
        settings = read_settings()
        with open_installation(settings):
            pass  # a new database is made, an outdated one refused before anything is started
        server = LocalServer(settings.home / "prefect", port=server_port, services=True, pages=True)
        ended.callback(server.stop)
        with _port(server_port, "--port"):
            server.start()
        with _port(report_port, "--report-port"):
            reports = report_server(settings.home / "rapport", report_port)
        ended.callback(reports.server_close)
        threading.Thread(target=reports.serve_forever, daemon=True).start()
        ended.callback(reports.shutdown)
        console = Console()
        console.print(
            "Starter Prefects tjener og legger inn utrullingene; det tar et halvt minutt første gang ..."
        )
        environment = {
            **os.environ,
            **server.client_environment(),
            "ANMODNING_HOME": str(settings.home),
            "PYTHONPATH": str(ROOT),  # runs are made in a folder of their own, and find the code here
        }
        bringing = deploying.begin(environment)
        ended.callback(deploying.stop, bringing)
        server.wait_ready()
        deploying.finish(bringing)
        worker = _start_worker(environment, settings.home / "prefect" / "worker.log")
        ended.callback(_stop, worker)
        _say_where(console, settings.home, server.port, reports.server_port, played)
        _wait_for_an_end(server, worker)


def _say_where(console: Console, home: Path, server_port: int, report_port: int, played: date | None) -> None:
    report = f"http://{HOST}:{report_port}"
    console.print(f"Dashbord: http://{HOST}:{server_port}", soft_wrap=True)
    pages = sorted((home / "rapport").glob("[0-9]*/intern/index.html"))
    for page in pages:
        console.print(
            f"Rapport {page.parts[-3]}: {report}/{page.parts[-3]}/intern/index.html", soft_wrap=True
        )
    if not pages:
        console.print(
            f"Rapporter: {report}/ÅR/intern/index.html (den første skrives av «daglig» eller «rapport»)"
        )
    console.print(f"Hjemmemappe: {home}", soft_wrap=True)
    if played is not None:
        console.print(f"Dette er en øving: dagen er {played.isoformat()}, og ingenting forlater hjemmemappa.")
    console.print("Avslutt med Ctrl-C.")


def _wait_for_an_end(server: LocalServer, worker: subprocess.Popen[bytes]) -> None:
    """Return never: a signal raises, and so does a part that ended by itself."""
    while True:
        for name, process, log in (
            ("Prefect's server", server.process, server.log_file),
            ("the worker", worker, server.home / "worker.log"),
        ):
            if process is None or process.poll() is not None:
                message = f"{name} ended by itself: read {log}, mend it and start again"
                raise StopAndMend(message)
        time.sleep(LOOK_SECONDS)


def _start_worker(environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as told:
        return subprocess.Popen(
            [sys.executable, "-m", "flows.serving_worker", POOL],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,  # closes when this process ends, however it ends
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # its runs are in its group: one signal reaches all of them
        )


def _stop(worker: subprocess.Popen[bytes]) -> None:
    """Return when the worker and every run of it have ended."""
    with suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        worker.wait(STOP_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    if worker.stdin is not None:
        worker.stdin.close()


@contextmanager
def _port(port: int, option: str) -> Generator[None]:
    """Say which option helps when a port is taken."""
    try:
        yield
    except OSError as problem:
        message = f"port {port} cannot be used ({problem}): end what uses it, or choose another with {option}"
        raise StopAndMend(message) from problem


def _leave(_signal: int, _frame: object) -> None:
    for known in (signal.SIGINT, signal.SIGTERM):
        signal.signal(known, signal.SIG_IGN)  # the ending is not interrupted by a second one
    sys.exit(0)
