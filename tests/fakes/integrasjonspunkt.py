"""An integrasjonspunkt (NextMove REST) as its documentation describes it, with a script of faults."""

from __future__ import annotations

import base64
import re
import threading
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from fakes.multipart import parts_of
from fakes.serving import HANG_UP, Asked, Said, Server, as_html, as_json
from lxml import etree

ARKIVMELDING = "arkivmelding.xml"
LARGEST_IN_ONE = 5 * 1024 * 1024
PROCESS = "urn:no:difi:profile:arkivmelding:administrasjon:ver1.0"
STATUSES = ("OPPRETTET", "SENDT", "MOTTATT", "LEVERT", "LEST")


@dataclass
class Message:
    id: str
    sbd: dict
    files: dict[str, bytes] = field(default_factory=dict)
    statuses: list[tuple[str, str]] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)  # statuses still to come, one per question
    waits: int = 0  # questions until it leaves the queue

    def say(self, status: str) -> None:
        self.statuses.append((datetime.now(UTC).isoformat(), status))


class IntegrasjonspunktFake:
    """``script`` gives the fault of each posting in turn: ok, hang_up, hang_up_after, html_502, 401.

    ``in_queue`` is how many questions a message stands as OPPRETTET in the queue before it is sent on, though it was
    taken; ``enqueued`` counts how often each was put into the queue: twice is sent twice.
    """

    def __init__(self, *, script=(), page_size=2) -> None:
        self.script = list(script)
        self.page_size = page_size
        self.statuses = list(STATUSES)
        self.messages: dict[str, Message] = {}
        self.services: dict[str, list[str]] = {}  # of an organisation; DPF where nothing is said
        self.stop_after_create = 0  # so many messages are created in one go and not sent on
        self.in_queue = 0
        self.proxy_404 = False
        self.silent_about: set[str] = set()  # messages whose statuses a proxy answers for
        self.enqueued: Counter[str] = Counter()
        self.asked: list[Asked] = []
        self.lock = threading.Lock()

    def __call__(self, asked: Asked) -> Said:
        with self.lock:
            self.asked.append(asked)
            if asked.headers.get("authorization") != "Basic " + base64.b64encode(b"bruker:hemmelig").decode():
                return self._error(401, "Unauthorized", "")
            steps = asked.path.startswith("/api/messages/out")
            fault = self.script.pop(0) if self.script and steps else "ok"
            if fault == "hang_up":
                return HANG_UP
            if fault == "html_502":
                return as_html(502)
            if fault == "401":
                return self._error(401, "Unauthorized", "")
            said = self._answer(asked)
            return HANG_UP if fault == "hang_up_after" else said

    def _answer(self, asked: Asked) -> Said:
        if (asked.method, asked.path) == ("POST", "/api/messages/out/multipart"):
            return self._all_at_once(asked)
        if asked.path == "/api/statuses":
            return self._statuses(asked)
        found = re.fullmatch(r"/api/conversations/messageId/(.+)", asked.path)
        if found and self.proxy_404:
            return as_html(404)
        if found:
            return self._conversation(found[1])
        found = re.fullmatch(r"/api/capabilities/([0-9]{9})", asked.path)
        if found:
            return self._capabilities(found[1], asked.query)
        return self._error(404, "NotFoundException", "ingen slik ressurs")

    def _capabilities(self, number: str, query: dict[str, list[str]]) -> Said:
        services = self.services.get(number, ["DPF"])
        if not services:
            return self._error(404, "ReceiverNotFoundException", number)
        types = [{"type": "arkivmelding", "standard": "urn:no:difi:arkivmelding:xsd::arkivmelding"}]
        rows = [
            {"process": PROCESS, "serviceIdentifier": name, "postAddress": None, "documentTypes": types}
            for name in services
            if query.get("process", [PROCESS]) == [PROCESS]
        ]
        return as_json({"capabilities": rows})

    def _all_at_once(self, asked: Asked) -> Said:
        """Create, upload and send: part ``sbd`` first as JSON without a file name, then the files."""
        try:
            first, *files = parts_of(asked.headers["content-type"], asked.body)
        except (ValueError, KeyError) as problem:
            return self._error(400, "MultipartException", str(problem))
        if (first.name, first.filename, first.content_type) != ("sbd", None, "application/json"):
            return self._error(400, "MissingServletRequestParameterException", "sbd")
        if any(len(one.data) > LARGEST_IN_ONE for one in files):
            return self._error(400, "MultipartFileToLargeException", "5242880")
        if len({one.filename for one in files}) < len(files):
            return self._error(400, "DuplicateFilenameException", "to filer med samme navn")
        said = self._create(replace(asked, body=first.data))
        if said.status != 200:
            return said
        key = next(reversed(self.messages))
        self.messages[key].files = {one.filename: one.data for one in files}
        if self.stop_after_create:
            self.stop_after_create -= 1
            return self._error(500, "StorageException", "disken er full")
        sent = self._send(key)
        return said if sent.status == 200 else sent

    def _create(self, asked: Asked) -> Said:
        sbd = asked.json()
        head = sbd["standardBusinessDocumentHeader"]
        identification = head["documentIdentification"]
        key = identification["instanceIdentifier"]
        if key in self.messages:
            return self._error(400, "MessageAlreadyExistsException", "finnes fra før")
        if identification["type"] != "arkivmelding" or "hoveddokument" not in sbd["arkivmelding"]:
            return self._error(400, "DocumentTypeException", "feil type")
        if not re.fullmatch(r"0192:[0-9]{9}", head["receiver"][0]["identifier"]["value"]):
            return self._error(400, "ReceiverException", "feil mottaker")
        self.messages[key] = Message(key, sbd)
        self.messages[key].say("OPPRETTET")
        return as_json(sbd)

    def _send(self, key: str) -> Said:
        message = self.messages.get(key)
        if message is None:
            return self._error(404, "MessageNotFoundException", key)
        if ARKIVMELDING not in message.files:
            return self._error(400, "MissingArkivmeldingException", key)
        root = etree.fromstring(message.files[ARKIVMELDING])
        named = {e.text for e in root.iter("{*}referanseDokumentfil")}
        if named - set(message.files):
            return self._error(400, "MissingArkivmeldingFileException", str(named))
        if message.sbd["arkivmelding"]["hoveddokument"] not in message.files:
            return self._error(400, "MissingFileException", key)
        self.enqueued[key] += 1
        message.waits = self.in_queue
        if not message.waits:
            self._send_on(message)
        return Said(200)

    def _send_on(self, message: Message) -> None:
        message.say("SENDT")
        message.ahead = [word for word in self.statuses if word not in ("OPPRETTET", "SENDT")]

    def _ask_about(self, key: str) -> Message | None:
        """Return the message; one that has been asked about often enough leaves the queue."""
        message = self.messages.get(key)
        if message is not None and message.waits:
            message.waits -= 1
            if not message.waits:
                self._send_on(message)
        return message

    def _statuses(self, asked: Asked) -> Said:
        if asked.query["messageId"][0] in self.silent_about:
            return as_html(502)
        message = self._ask_about(asked.query["messageId"][0])
        rows = [] if message is None else list(message.statuses)
        page = int(asked.query.get("page", ["0"])[0])
        shown = rows[page * self.page_size : (page + 1) * self.page_size]
        content = [{"id": n, "lastUpdate": at, "status": word} for n, (at, word) in enumerate(shown)]
        if message is not None and message.ahead and (page + 1) * self.page_size >= len(rows):
            message.say(message.ahead.pop(0))
        return as_json(
            {"content": content, "totalElements": len(rows), "number": page, "size": self.page_size}
        )

    def _conversation(self, key: str) -> Said:
        message = self._ask_about(key)
        if message is None:
            return self._error(404, "ConversationNotFoundException", key)
        statuses = [{"lastUpdate": at, "status": word} for at, word in message.statuses]
        return as_json({"messageId": key, "finished": False, "messageStatuses": statuses})

    @staticmethod
    def _error(status: int, exception: str, message: str) -> Said:
        name = f"no.difi.meldingsutveksling.exceptions.{exception}"
        content = {
            "timestamp": "2019-10-24",
            "status": status,
            "error": "Bad Request",
            "exception": name,
            "message": message,
        }
        return as_json(content, status)


def serve(fake: IntegrasjonspunktFake) -> Server:
    return Server(fake)
