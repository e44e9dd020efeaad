"""A Prefect server of our own: one process on a loopback port, its data in one folder, gone when we are gone.

Prefect can start a temporary server by itself, but only when a flow already wants it. Started here
instead, it gets ready while the caller migrates, reads and allocates. Nothing of Prefect is imported at import.
"""

from __future__ import annotations

import atexit
import gc
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import certifi

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, MutableMapping

HOST = "127.0.0.1"
APPLICATION = "prefect.server.api.server:create_app"
READY_SECONDS = 180.0  # a new home takes 13-25 s, and 45 s beside ten busy programs
STOP_SECONDS = 10.0
POLL_SECONDS = 0.05
LOG_TAIL = 2_000  # characters of the server's log that an error quotes


def collect_less_often() -> None:
    """Let Python look for cycles after 100 000 new objects, not 700: that was a sixth of the demo's time.

    It costs eight megabytes.
    """
    gc.set_threshold(100_000, 20, 20)


class LocalServer:
    """A Prefect server whose process, port and folder belong to this object.

    ``home`` keeps its SQLite database and its log; ``services`` adds what only a lasting installation needs
    (scheduler, late runs, proactive triggers); ``pages`` adds the dashboard. A ``port`` of 0 is any free one.
    """

    def __init__(self, home: Path, *, port: int = 0, services: bool = False, pages: bool = False) -> None:
        self.home = home.resolve()
        self.port = port
        self.services = services
        self.pages = pages
        self.process: subprocess.Popen[bytes] | None = None
        self._answered = False

    @property
    def api_url(self) -> str:
        """Return the address that Prefect's clients use; known from ``start`` on."""
        return f"http://{HOST}:{self.port}/api"

    @property
    def log_file(self) -> Path:
        """Return the file that everything the server prints goes to."""
        return self.home / "server.log"

    @property
    def authorities(self) -> Path:
        """Return the file of certificate authorities that clients of this server read: one, of 140.

        It answers in plain HTTP on this machine, so none is ever asked; but each client Prefect makes reads them all
        first, 38 ms of processor time, and bringing the deployments to a server makes 250 clients.
        """
        return self.home / "authorities.pem"

    def start(self) -> None:
        """Return at once with the server's process running; it answers some seconds later (``wait_ready``).

        Raises OSError when a port was asked for and is taken.
        """
        if self.process is not None:
            return
        self.home.mkdir(parents=True, exist_ok=True)
        first, end_of_first, _ = certifi.contents().partition("-----END CERTIFICATE-----\n")
        self.authorities.write_text(first + end_of_first)
        # The port is bound here and handed over, so nobody can take it between the choice and the start.
        with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((HOST, self.port))
            self.port = listener.getsockname()[1]
            with self.log_file.open("ab") as log:
                self.process = subprocess.Popen(
                    # -P: this file's folder must not come first on the import path of the server
                    [sys.executable, "-P", __file__, str(listener.fileno())],
                    stdin=subprocess.PIPE,  # closes when this process ends, however it ends
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    pass_fds=[listener.fileno()],
                    cwd=self.home,  # a .env or prefect.toml of the caller's folder is not the server's
                    env=self._server_environment(),
                )
        atexit.register(self.stop)

    def wait_ready(self, timeout: float = READY_SECONDS) -> None:
        """Return when the server answers; raise StopAndMend when it ended or ``timeout`` seconds are over."""
        from tasks.core.model.errors import StopAndMend

        if self.process is None:
            self.start()
        end = time.monotonic() + timeout
        while not self._answers():
            ended = self.process is not None and self.process.poll() is not None
            if ended or time.monotonic() > end:
                self.stop()
                what = "ended before it answered" if ended else f"did not answer within {timeout:.0f} s"
                raise StopAndMend(
                    f"Prefect's server in {self.home} {what}: read {self.log_file}, mend it and start again\n"
                    f"{self.log_file.read_text(errors='replace')[-LOG_TAIL:]}"
                )
            time.sleep(POLL_SECONDS)
        self._answered = True

    def stop(self) -> None:
        """Return when exactly this server's process has ended; harmless when it never ran.

        One that has not answered is given no time: it listens to nothing before its database is made, and what
        it made of that is one transaction, begun anew by the next start.
        """
        atexit.unregister(self.stop)
        process, self.process = self.process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        if self._answered:
            process.terminate()
        else:
            process.kill()
        self._answered = False
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    @contextmanager
    def in_use(self) -> Generator[None]:
        """Make this process talk to this server, whether Prefect was imported before or is only now."""
        with ExitStack() as undo:
            undo.callback(_restore_environment, dict(os.environ))
            _forget_prefect(os.environ)
            os.environ.update(self.client_environment())
            from prefect.settings import (
                PREFECT_API_SSL_CERT_FILE,
                PREFECT_API_URL,
                PREFECT_CLIENT_CSRF_SUPPORT_ENABLED,
                PREFECT_CLIENT_MAX_RETRIES,
                PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
                PREFECT_HOME,
                PREFECT_SERVER_ALLOW_EPHEMERAL_MODE,
                temporary_settings,
            )

            from flows.gone_server import CLIENT_RETRIES, told_when_gone

            undo.enter_context(
                temporary_settings(
                    {
                        PREFECT_API_URL: self.api_url,
                        PREFECT_API_SSL_CERT_FILE: str(self.authorities),
                        PREFECT_CLIENT_CSRF_SUPPORT_ENABLED: False,
                        PREFECT_CLIENT_MAX_RETRIES: CLIENT_RETRIES,
                        PREFECT_HOME: self.home,
                        PREFECT_SERVER_ALLOW_EPHEMERAL_MODE: False,
                        # Ending the heartbeat costs every flow run a whole second.
                        PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
                    }
                )
            )
            undo.callback(_send_last_logs)
            with told_when_gone(self.api_url):
                yield

    def client_environment(self) -> dict[str, str]:
        """Return the variables under which Prefect's clients, workers and command line use this server."""
        from flows.gone_server import CLIENT_RETRIES

        return {
            "PREFECT_HOME": str(self.home),
            "PREFECT_API_URL": self.api_url,
            "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "false",  # the server gives no tokens: each client would ask for one
            "PREFECT_CLIENT_MAX_RETRIES": str(CLIENT_RETRIES),  # on this machine: it answers, or it is gone
            "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",  # never a second server behind our back
            "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # 20 is too short on a slow machine
            "PREFECT_API_SSL_CERT_FILE": str(self.authorities),
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_LOGGING_LEVEL": os.environ.get("PREFECT_LOGGING_LEVEL", "WARNING"),
            "DO_NOT_TRACK": "1",
        }

    def _server_environment(self) -> dict[str, str]:
        environment = dict(os.environ)
        _forget_prefect(environment)
        environment |= self.client_environment() | {
            "PREFECT_SERVER_API_HOST": HOST,
            "PREFECT_SERVER_API_PORT": str(self.port),
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{self.home / 'prefect.db'}",
            "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
            "PREFECT_SERVER_UI_ENABLED": str(self.pages).lower(),
            # With only the port given, every page of the dashboard is empty.
            "PREFECT_SERVER_UI_API_URL": self.api_url,
            "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(
                self.home / "pages"
            ),  # the default lies in the installation
            # How far each task got is written once a second; event by event, that was a third of the server's work.
            # Whole seconds: half a one becomes none, and the server never rests.
            "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "50",
            "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
            "PREFECT__SERVER_FINAL": "1",  # one application in that process: Prefect may drop its parts
        }
        if not self.services:
            environment["PREFECT__SERVER_EPHEMERAL"] = "1"
        return environment

    def _answers(self) -> bool:
        from flows.gone_server import answers

        return answers(self.api_url)


@contextmanager
def local_server(home: Path, *, services: bool = False, pages: bool = False) -> Generator[LocalServer]:
    """Run a server that answers and that this process talks to; it is gone afterwards."""
    server = LocalServer(home, services=services, pages=pages)
    try:
        server.start()
        server.wait_ready()
        with server.in_use():
            yield server
    finally:
        server.stop()


def _forget_prefect(environment: MutableMapping[str, str]) -> None:
    """Leave no variable of another Prefect installation behind (a profile, an address, a key)."""
    for name in [name for name in environment if name.startswith("PREFECT_")]:
        del environment[name]


def _send_last_logs() -> None:
    """Send what Prefect still holds back while the server is there: afterwards it complains on the terminal."""
    if "prefect.logging.handlers" in sys.modules:
        from prefect.logging.handlers import APILogHandler

        APILogHandler().flush()


def _restore_environment(before: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(before)


def _serve(descriptor: int) -> None:
    """Serve on the inherited socket until told to stop, or until the process that started us is gone."""
    import signal

    import uvicorn

    # A new home's migrations hop between two threads 34 000 times. On one core each hop is cheap: ready after
    # 13-15 s instead of 19-25 s on two cores, and no slower afterwards.
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

    def stop_when_alone() -> None:
        sys.stdin.buffer.read()  # returns only when the other end is closed
        if server.started:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(STOP_SECONDS)
        os._exit(1)

    collect_less_often()
    config = uvicorn.Config(
        APPLICATION, factory=True, lifespan="on", log_level="error", timeout_graceful_shutdown=3
    )
    server = uvicorn.Server(config)
    threading.Thread(target=stop_when_alone, daemon=True).start()
    server.run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
