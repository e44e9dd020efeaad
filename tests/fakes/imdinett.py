"""IMDinett's proposed REST service on loopback: pages with a cursor, an ETag each, and "later" when told so."""

from __future__ import annotations

import hashlib
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class FakeImdinett:
    """What the service holds: ``rows`` per year, ``busy`` answers of 429 to give first, and what was asked."""

    def __init__(self, rows, page_size=2):
        self.rows = rows
        self.page_size = page_size
        self.busy = []
        self.asked = []
        self.unchanged = 0
        self.extract = "U-1"
        self.change_after_first_page = False
        self.base = ""
        self.tokens = None  # a set of those that are let in; None: everybody is

    def page(self, cursor):
        """Return one page and the ETag of its bytes."""
        start = int(cursor or 0)
        rows = self.rows[start : start + self.page_size]
        following = start + self.page_size
        more = str(following) if following < len(self.rows) else None
        body = json.dumps({"uttrekk": self.extract, "neste": more, "items": rows}).encode()
        return body, f'"{hashlib.sha256(body).hexdigest()[:16]}"'


@contextmanager
def running(fake):
    """Serve ``fake`` on a free port of loopback; its address is ``fake.base``."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            fake.asked.append((query.get("cursor", ""), self.headers.get("Authorization", "")))
            if parts.path != "/api/vedtak" or query.get("aar") != "2020":
                return self._answer(404, b"{}")
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            if fake.tokens is not None and token not in fake.tokens:
                return self._answer(401, b"")
            if fake.busy:
                return self._answer(429, b"<html>slow down</html>", {"Retry-After": fake.busy.pop(0)})
            body, etag = fake.page(query.get("cursor"))
            if fake.change_after_first_page:
                fake.extract = "U-2"
            if self.headers.get("If-None-Match") == etag:
                fake.unchanged += 1
                return self._answer(304, b"", {"ETag": etag})
            return self._answer(200, body, {"ETag": etag, "Content-Type": "application/json"})

        def _answer(self, status, body, headers=None):
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.base = f"http://127.0.0.1:{server.server_port}/api"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
