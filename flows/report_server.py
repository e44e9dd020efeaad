"""The report folder over HTTP, on loopback only: files and nothing else."""

from __future__ import annotations

import functools
import http.server
import os
from pathlib import Path

from flows.local_server import HOST


class _ReportHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files of the report folder and nothing else; says nothing about itself."""

    server_version = "anmodning"
    sys_version = ""

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Refuse to list: pages link to what there is."""
        del path
        self.send_error(http.HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Let no browser keep an old page, nor guess what a file is."""
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Keep the terminal for what matters."""


def report_server(folder: Path, port: int) -> http.server.ThreadingHTTPServer:
    """Return a server for the report folder, on loopback only; the caller runs and closes it. Port 0 is any free one.

    Raises OSError when the port is taken.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handler = functools.partial(_ReportHandler, directory=str(folder))
    return http.server.ThreadingHTTPServer((HOST, port), handler)
