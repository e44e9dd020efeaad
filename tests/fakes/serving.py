"""A small threaded HTTP server on loopback for fakes: an application is a function from request to answer."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]  # names in small letters
    body: bytes

    def json(self):
        return json.loads(self.body)


@dataclass(frozen=True)
class Said:
    """One answer; ``hang_up`` closes the connection without any."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    hang_up: bool = False


HANG_UP = Said(hang_up=True)


def as_json(content, status: int = 200, **headers: str) -> Said:
    return Said(status, json.dumps(content).encode(), headers=headers)


def as_html(status: int) -> Said:
    """What a proxy in front of a service says."""
    return Said(status, b"<html><body><h1>Bad gateway</h1></body></html>", "text/html")


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer leaves whole: in two pieces, the second waits 40 ms for a word on the first
    disable_nagle_algorithm = True

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:  # the client was killed in the middle of it: nobody got a request
            self.close_connection = True
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, parts.path, parse_qs(parts.query), headers, body)
        said = self.server.answer(asked)
        if said.hang_up:
            self.close_connection = True
            return
        self.send_response(said.status)
        self.send_header("Content-Type", said.content_type)
        self.send_header("Content-Length", str(len(said.body)))
        for name, value in said.headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(said.body)

    def __getattr__(self, name: str):
        """Serve every method the same way: the base class looks for `do_GET` and the like."""
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def log_message(self, *arguments: object) -> None:
        """Say nothing on standard error."""


class Server(http.server.ThreadingHTTPServer):
    """Serves ``answer`` in threads and counts who is being served, so that a test can wait for the last one."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, answer: Callable[[Asked], Said], port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.application = answer
        self.in_flight = 0
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, asked: Asked) -> Said:
        """Answer, or wait until all who came before have been served (`/_fake/idle`)."""
        if asked.path != "/_fake/idle":
            return self.application(asked)
        until = time.monotonic() + 20
        while self.in_flight > 1 and time.monotonic() < until:
            time.sleep(0.001)
        return as_json({"idle": self.in_flight <= 1})

    def process_request(self, request, client_address) -> None:
        # In the accepting thread, in the order of arrival: who is accepted later sees this one counted.
        with self._lock:
            self.in_flight += 1
        super().process_request(request, client_address)

    def shutdown_request(self, request) -> None:
        super().shutdown_request(request)
        with self._lock:
            self.in_flight -= 1

    def handle_error(self, request, client_address) -> None:
        """A client that was killed in the middle is what these fakes are for."""

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
