"""`serve`: one machine's installation. Prefect's server, every deployment with its schedule, a worker, the report folder."""

from __future__ import annotations

import functools
import http.server
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from rich.console import Console

from config.settings import read_settings
from flows.local_server import HOST, LocalServer

SERVER_PORT = 4200
REPORT_PORT = 4280
POOL = "anmodning"
ROOT = Path(__file__).parent.parent
PREFECT_FILE = ROOT / "deployments" / "prefect.yaml"


class _ReportHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files of the report folder and nothing else; says nothing about itself."""

    server_version = "anmodning"
    sys_version = ""

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Refuse to list: pages link to what there is."""
        del path
        self.send_error(http.HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Keep the terminal for what matters."""


def report_server(folder: Path, port: int) -> http.server.ThreadingHTTPServer:
    """Return a server for the report folder, on loopback only; the caller runs and closes it."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = functools.partial(_ReportHandler, directory=str(folder))
    return http.server.ThreadingHTTPServer((HOST, port), handler)


def deploy(environment: dict[str, str]) -> None:
    """Bring every deployment of prefect.yaml to the server; repeating it changes nothing."""
    prefect = [sys.executable, "-m", "prefect", "--no-prompt"]
    pool = [*prefect, "work-pool", "create", POOL, "--type", "process", "--overwrite"]
    all_of_them = [*prefect, "deploy", "--prefect-file", str(PREFECT_FILE), "--all"]
    for command in (pool, all_of_them):
        subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _leave(_signal: int, _frame: object) -> None:
    sys.exit(0)


def serve_forever(*, server_port: int = SERVER_PORT, report_port: int = REPORT_PORT) -> None:
    """Run until interrupted. Everything listens on loopback; what is started here is ended here."""
    settings = read_settings()
    server = LocalServer(settings.home / "prefect", port=server_port, services=True, pages=True)
    reports = report_server(settings.home / "rapport", report_port)
    worker: subprocess.Popen[bytes] | None = None
    signal.signal(signal.SIGTERM, _leave)
    try:
        server.start()
        server.wait_ready()
        environment = {**os.environ, **server.client_environment(), "ANMODNING_HOME": str(settings.home)}
        deploy(environment)
        worker = subprocess.Popen(
            [sys.executable, "-m", "prefect", "worker", "start", "--pool", POOL], env=environment, cwd=ROOT
        )
        threading.Thread(target=reports.serve_forever, daemon=True).start()
        console = Console()
        console.print(f"Dashbord: http://{HOST}:{server.port}")
        console.print(f"Rapporter: http://{HOST}:{report_port}/<år>/intern/index.html")
        console.print(f"Hjemmemappe: {settings.home}")
        worker.wait()
    except KeyboardInterrupt:
        pass
    finally:
        if worker is not None:
            worker.terminate()
            worker.wait()
        reports.server_close()
        server.stop()
