"""SvarUt as its documentation describes it, with a script of faults. As a process: `python tests/fakes/svarut.py`.

Strict in what it takes (fields, lengths, order of parts); everything it holds can be read at `/_fake/letters`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from fakes.multipart import parts_of
from fakes.serving import HANG_UP, Asked, Said, Server, as_html, as_json
from fakes.svarut_rules import faults_in

READ = ("MOTTATT", "AKSEPTERT", "KLAR_FOR_MOTTAK", "LEST")
PRINTED = ("MOTTATT", "AKSEPTERT", "LEVERT_ALTINN", "SENDT_PRINT", "PRINTET")

# What may go wrong with a sending; a name with a colon carries a number.
TAKEN = {  # the letter is there, whatever the sender hears
    "ok": READ,
    "print": PRINTED,
    "hang_up_after": READ,
    "html_500_after": READ,
    "no_id": READ,
    "late": READ,  # to be found only after some look-ups
    "slow": READ,
    "rejected": ("MOTTATT", "AVVIST"),
    "failed": ("MOTTATT", "FEILET_UNDER_MOTTAK"),
    "never_fetched": ("MOTTATT", "AKSEPTERT", "KLAR_FOR_MOTTAK"),
    "undelivered": ("MOTTATT", "AKSEPTERT", "IKKE_LEVERT"),
    "odd_status": ("MOTTATT", "AKSEPTERT", "SENDT_BREVDUE"),
    "deleted": ("MOTTATT", "AKSEPTERT", "LEST", "SLETTET"),
    "twice": READ,
}
NOT_TAKEN = ("hang_up", "json_500", "html_502", "401", "403", "400", "429")


@dataclass
class Forsendelse:
    id: str
    reference: str
    metadata: dict
    files: list[tuple[str, int]]
    statuses: tuple[str, ...]
    step: int = 0
    hidden_for: int = 0  # look-ups that do not find it yet
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def status(self) -> str:
        return self.statuses[min(self.step, len(self.statuses) - 1)]


class SvarUtFake:
    """The service. ``script`` gives the fault of each sending in turn, then ``"ok"``; ``seed`` throws dice instead."""

    def __init__(
        self, *, script=(), seed: int | None = None, konto="konto-1", token_life=3600, open_door=False
    ) -> None:
        self.script = list(script)
        self.dice = None if seed is None else random.Random(seed)
        self.konto = konto
        self.token_life = token_life
        self.open_door = open_door  # asks for no token
        self.tokens: set[str] = set()
        self.assertions: list[str] = []
        self.letters: list[Forsendelse] = []
        self.asked: list[Asked] = []
        self.polls_fail = 0
        self.lookups_fail = 0
        self.repeat_statuses = False
        self.systems: dict[str, list[dict]] = {}  # the receiving systems of an organisation
        self.leave_out = 0  # ids left out of every status answer
        self.lock = threading.Lock()

    def __call__(self, asked: Asked) -> Said:
        with self.lock:
            self.asked.append(asked)
        if asked.path == "/token":
            return self._token(asked)
        if asked.path == "/_fake/letters":
            return as_json([{"id": f.id, "ref": f.reference, "status": f.status} for f in self.letters])
        return self._refused(asked) or self._answer(asked)

    def _answer(self, asked: Asked) -> Said:
        base = f"/kontoer/{self.konto}/forsendelser"
        match asked.method, asked.path.removeprefix("/api"):
            case "POST", path if path == f"/v3{base}/organisasjon":
                return self._send(asked)
            case "POST", path if path == f"/v3{base}/status/sok":
                return self._statuses(asked)
            case "GET", path if path == f"/v2{base}":
                return self._look_up(asked)
            case "GET", "/v2/mottakersystem":
                return self._systems(asked)
            case "GET", path if path.startswith("/v2/forsendelser/") and path.endswith("/hendelser"):
                return self._events(asked, path.split("/")[3])
        return self._error(asked, 404, "Ressursen finnes ikke")

    # -------------------------------------------------------------- who may come in
    def _token(self, asked: Asked) -> Said:
        import jwt

        form = dict(pair.split("=", 1) for pair in asked.body.decode().split("&"))
        claims = jwt.decode(form["assertion"], options={"verify_signature": False})
        if claims["scope"] != "ks:fiks" or claims["exp"] - claims["iat"] > 120:
            return as_json({"error": "invalid_grant", "error_description": "Invalid assertion"}, 400)
        with self.lock:
            self.assertions.append(form["assertion"])
            token = f"token-{len(self.assertions)}"
            self.tokens.add(token)
        return as_json({"access_token": token, "token_type": "Bearer", "expires_in": self.token_life})

    def _refused(self, asked: Asked) -> Said | None:
        known = (
            self.open_door or asked.headers.get("authorization", "").removeprefix("Bearer ") in self.tokens
        )
        if not known:
            return self._error(asked, 401, "Klarte ikke å validere access_token")
        if not asked.headers.get("integrasjonid") or not asked.headers.get("integrasjonpassord"):
            return self._error(asked, 401, "Autentisering feilet for integrasjon")
        return None

    # -------------------------------------------------------------- sending
    def _send(self, asked: Asked) -> Said:
        with self.lock:
            fault, _, number = self._next_fault().partition(":")
        if fault in NOT_TAKEN:
            return self._turned_away(asked, fault, number)
        try:
            parts = parts_of(asked.headers["content-type"], asked.body)
            metadata = json.loads(parts[0].data)
        except (ValueError, KeyError, IndexError) as problem:
            return self._error(asked, 400, f"Ugyldig multipart: {problem}")
        wrong = faults_in(metadata, parts)
        if wrong:
            return self._error(asked, 400, "Validering feilet", errorJson={"feil": wrong})
        if fault == "slow":
            time.sleep(float(number or 0.2))
        with self.lock:
            made = [self._keep(metadata, parts, fault, number) for _ in range(2 if fault == "twice" else 1)]
        if fault in ("hang_up_after", "twice", "late"):
            return HANG_UP
        if fault == "html_500_after":
            return as_html(504)
        return as_json({} if fault == "no_id" else {"id": made[0].id})

    def _next_fault(self) -> str:
        if self.script:
            return self.script.pop(0)
        if self.dice is not None and self.dice.random() < 0.3:
            return self.dice.choice(
                [
                    "hang_up_after",
                    "html_500_after",
                    "hang_up",
                    "json_500",
                    "html_502",
                    "401",
                    "429",
                    "failed",
                    "late",
                ]
            )
        return "ok"

    def _turned_away(self, asked: Asked, fault: str, number: str) -> Said:
        if fault == "hang_up":
            return HANG_UP
        if fault == "html_502":
            return as_html(502)
        if fault == "401":
            self.tokens.clear()
            return self._error(asked, 401, "Klarte ikke å validere access_token")
        if fault == "429":
            return as_json({"message": "For mange forespørsler"}, 429, Retry_After=number or "0")
        status = 500 if fault == "json_500" else int(fault)
        return self._error(asked, status, "Noe gikk galt", errorJson='{"kode": "X"}')

    def _keep(self, metadata: dict, parts: list, fault: str, number: str) -> Forsendelse:
        made = Forsendelse(
            str(uuid.uuid4()),
            metadata["eksternReferanse"],
            metadata,
            [(part.filename, len(part.data)) for part in parts[1:]],
            TAKEN[fault],
            hidden_for=int(number or 1) if fault == "late" else 0,
        )
        self.letters.append(made)
        return made

    # -------------------------------------------------------------- asking
    def _look_up(self, asked: Asked) -> Said:
        reference = asked.query["eksternRef"][0]
        with self.lock:
            if self.lookups_fail:
                self.lookups_fail -= 1
                return as_html(503)
            found = []
            for one in self.letters:
                if one.reference == reference:
                    if one.hidden_for:
                        one.hidden_for -= 1
                    else:
                        found.append(one.id)
        return as_json({"forsendelseIds": found})

    def _statuses(self, asked: Asked) -> Said:
        body = asked.json()
        if set(body) != {"id"} or not isinstance(body["id"], list) or len(body["id"]) > 1000:
            return self._error(asked, 400, "Ugyldig søk")
        with self.lock:
            if self.polls_fail:
                self.polls_fail -= 1
                return as_html(503)
            rows = []
            for one in self.letters:
                if one.id in body["id"]:
                    rows.append(
                        {
                            "id": one.id,
                            "sisteStatusEndring": one.at.isoformat().replace("+00:00", "Z"),
                            "status": one.status,
                        }
                    )
                    if one.step < len(one.statuses) - 1:
                        one.step += 1
                        one.at = datetime.now(UTC)
        if self.repeat_statuses:
            rows = rows + rows[::-1]
        return as_json({"statuser": rows[self.leave_out :], "nyttFelt": None})

    def _systems(self, asked: Asked) -> Said:
        number = asked.query.get("organisasjonsnummer", [""])[0]
        if not (len(number) == 9 and number.isdigit()):
            return self._error(asked, 400, "organisasjonsnummer")
        return as_json({"mottakersystemer": self.systems.get(number, [])})

    def _events(self, asked: Asked, external_id: str) -> Said:
        one = next((f for f in self.letters if f.id == external_id), None)
        if one is None:
            return self._error(asked, 404, "Forsendelsen finnes ikke")
        log = [
            {"tidspunkt": (one.at + timedelta(seconds=n)).isoformat(), "hendelse": word}
            for n, word in enumerate(one.statuses[: one.step + 1])
        ]
        return as_json({"hendelser": log[::-1]})  # in no order anybody promises

    @staticmethod
    def _error(asked: Asked, status: int, message: str, **more: object) -> Said:
        content = {
            "timestamp": 1571904000000,
            "status": status,
            "error": "Feil",
            "errorId": str(uuid.uuid4()),
            "path": asked.path,
            "originalPath": asked.path,
            "message": message,
            "errorCode": "",
        }
        return as_json({**content, **more}, status)


def serve(fake: SvarUtFake, port: int = 0) -> Server:
    """Return a server of the fake, to be used in a `with` block."""
    return Server(fake, port)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--seed", type=int, help="throw dice for faults")
    options.add_argument("--konto", default="konto-1")
    chosen = options.parse_args()
    with serve(SvarUtFake(seed=chosen.seed, konto=chosen.konto), chosen.port) as running:
        print(running.url, flush=True)  # noqa: T201  the address is what a caller waits for
        threading.Event().wait()
