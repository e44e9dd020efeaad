"""What municipalities send back inside the channels, on loopback: SvarInn v2 and an integrasjonspunkt's inbox."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import threading
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

USER, PASSWORD = "imdi", "hemmelig"


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def make_key(folder):
    """Write a private key and its certificate and return the certificate."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "IMDi prøve")])
    day = datetime(2019, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(day).not_valid_after(day + timedelta(days=36500))
    certificate = builder.sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "key.pem").write_bytes(pem)
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return certificate


class FakeSvarInn:
    """The queue: ``send`` puts a message in it, ``statuses`` holds what was reported about which."""

    def __init__(self, certificate):
        self.certificate = certificate
        self.waiting = {}
        self.archives = {}
        self.statuses = []
        self.fail_status = 0
        self.base = ""

    def send(self, external_id, orgnr, title, files, *, answers=None, spoil=False):
        archive = zipped(files)
        envelope = pkcs7.PKCS7EnvelopeBuilder().set_data(archive).add_recipient(self.certificate)
        encrypted = envelope.encrypt(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])
        self.archives[external_id] = encrypted[:-40] if spoil else encrypted
        said = [
            {"filnavn": n, "hash": hashlib.sha256(c).hexdigest(), "storrelse": len(c)}
            for n, c in files.items()
        ]
        self.waiting[external_id] = {
            "id": external_id,
            "avsender": {"navn": "Kommunen", "organisasjonsnummer": orgnr},
            "tittel": title,
            "dato": 1576224000000,
            "filer": said,
            "svarPaForsendelse": answers,
        }

    def answer(self, method, path, body):
        prefix = "/svarinn/v2/forsendelser"
        if (method, path) == ("GET", prefix):
            return 200, json.dumps(list(self.waiting.values())[:200]).encode()
        external_id = path.removeprefix(prefix + "/").removesuffix("/status")
        if method == "GET" and external_id in self.archives:
            return 200, self.archives[external_id]
        if method == "PATCH" and path.endswith("/status"):
            if self.fail_status:
                self.fail_status -= 1
                return 500, b"<html>feil</html>"
            status = json.loads(body)
            self.statuses.append((external_id, status["status"]))
            assert not status.get("feil", {}).get("permanent"), "never for good"
            if status["status"] == "MOTTATT":
                self.waiting.pop(external_id, None)
            return 204, b""
        return 404, b"{}"


class FakeInbox:
    """An integrasjonspunkt's incoming queue: peek locks, pop gives the container, delete acknowledges."""

    def __init__(self):
        self.queue = {}
        self.locked = set()
        self.deleted = []
        self.base = ""

    def send(self, message_id, orgnr, files, *, answers="", kind="arkivmelding", spoil=False):
        scope = [{"type": "ConversationId", "instanceIdentifier": "samtale-" + message_id}]
        scope += [{"type": "ReceiverRef", "instanceIdentifier": answers}] if answers else []
        header = {
            "sender": [{"identifier": {"authority": "iso6523-actorid-upis", "value": f"0192:{orgnr}"}}],
            "documentIdentification": {
                "type": kind,
                "instanceIdentifier": message_id,
                "creationDateAndTime": "2019-12-13T09:00:00+01:00",
            },
            "businessScope": {"scope": scope},
        }
        sbd = {"standardBusinessDocumentHeader": header, kind: {"hoveddokument": "vedtak.txt"}}
        content = zipped({"mimetype": b"application/vnd.etsi.asic-e+zip", "META-INF/m.xml": b"<x/>", **files})
        self.queue[message_id] = (
            sbd,
            None if kind != "arkivmelding" else content[:-30] if spoil else content,
        )

    def answer(self, method, path, body):
        prefix = "/api/messages/in/"
        free = [one for one in self.queue if one not in self.locked]
        if (method, path) == ("GET", prefix + "peek"):
            if not free:
                return 204, b""
            self.locked.add(free[0])
            return 200, json.dumps(self.queue[free[0]][0]).encode()
        message_id = path.rpartition("/")[2]
        if message_id not in self.queue:
            return 404, b"{}"
        if message_id not in self.locked:
            return 400, b'{"exception":"no.difi.MessageNotLockedException"}'
        if method == "GET":
            content = self.queue[message_id][1]
            return (204, b"") if content is None else (200, content)
        del self.queue[message_id]
        self.deleted.append(message_id)
        return 200, b""


@contextmanager
def serving(fake):
    """Serve a fake on a free port of loopback behind basic authentication; its address is ``fake.base``."""
    wanted = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()

    class Handler(BaseHTTPRequestHandler):
        def _any(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            known = self.headers.get("Authorization") == wanted
            status, content = fake.answer(self.command, self.path, body) if known else (401, b"{}")
            self.send_response(status)
            if status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if status != 204:
                self.wfile.write(content)

        do_GET = do_PATCH = do_DELETE = _any  # noqa: N815  the names http.server looks for

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
