"""Maskinporten: a signed assertion becomes an access token (JWT bearer grant, RFC 7523), kept until it expires."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

import jwt
import requests

from tasks.core.channels.calls import call
from tasks.core.channels.protocol import Paused, Uncertain
from tasks.core.model.errors import StopAndMend

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPE = "ks:fiks"
ASSERTION_LIFE = timedelta(seconds=100)  # Maskinporten takes at most 120
MARGIN_SECONDS = 10.0  # a token this close to its end is not used any more
TOKEN_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Key:
    """The private key a client is registered with; ``header`` says which one (kid) or carries its certificate."""

    private: Any
    algorithm: str
    header: Mapping[str, object]


@dataclass(slots=True)
class Tokens:
    """The tokens of one client. ``token`` gives the one in use, ``forget`` makes the next call fetch a new one."""

    url: str
    client_id: str
    key: Key
    session: requests.Session
    clock: Callable[[], datetime]
    scope: str = SCOPE
    _token: str = field(default="", repr=False)
    _until: datetime | None = None

    def token(self) -> str:
        """Return a token that is still good.

        :raises Paused: Maskinporten gives none; nothing was sent to anybody else.
        """
        if self._token and self._until is not None and self.clock() < self._until:
            return self._token
        body = urlencode({"grant_type": GRANT, "assertion": self._assertion()})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        try:
            reply = call(self.session, "POST", self.url, headers=headers, data=body, seconds=TOKEN_SECONDS)
        except Uncertain as problem:
            raise Paused(str(problem)) from None
        token: object = reply.fields.get("access_token")
        if not reply.is_ok or not isinstance(token, str) or not token:
            raise Paused(reply.explained())
        lives = _seconds(reply.fields.get("expires_in"))
        self._token = token
        self._until = self.clock() + timedelta(seconds=max(lives - MARGIN_SECONDS, lives / 2))
        return token

    def forget(self) -> None:
        """Use the token no more."""
        self._token, self._until = "", None

    def _assertion(self) -> str:
        now = self.clock()
        parts = urlsplit(self.url)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}/",  # Maskinporten's issuer is its host
            "iss": self.client_id,
            "scope": self.scope,
            "iat": int(now.timestamp()),
            "exp": int((now + ASSERTION_LIFE).timestamp()),
            "jti": str(uuid.uuid4()),
        }
        return jwt.encode(claims, self.key.private, self.key.algorithm, headers=dict(self.key.header))


def read_key(file: Path) -> Key:
    """Return the key of a file: PEM, PEM with the enterprise certificate (x5c), or a JWK with its kid.

    :raises StopAndMend: the file is missing or holds no private key that Maskinporten takes.
    """
    try:
        text = file.read_text(encoding="ascii")
        return _of_jwk(json.loads(text)) if text.lstrip().startswith("{") else _of_pem(text)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, jwt.PyJWTError) as problem:
        message = (
            f"ANMODNING_MASKINPORTEN_KEY_FILE: {file} is no usable private key ({type(problem).__name__}): "
            "give a PEM file or a JWK, unencrypted and readable by this user only"
        )
        raise StopAndMend(message) from None


def _of_jwk(content: dict[str, Any]) -> Key:
    fields = cast("dict[str, Any]", content["keys"][0] if "keys" in content else content)
    found = jwt.PyJWK.from_dict(fields)
    header = {"kid": fields["kid"]} if "kid" in fields else {}
    return Key(found.key, "ES256" if fields["kty"] == "EC" else "RS256", header)


def _of_pem(text: str) -> Key:
    pem = re.search(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----", text, re.DOTALL)
    if pem is None:
        message = "no private key"
        raise ValueError(message)
    chain = re.findall(r"-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", text, re.DOTALL)
    header: dict[str, object] = {"x5c": ["".join(one.split()) for one in chain]} if chain else {}
    return Key(pem[0], _algorithm_of(pem[0]), header)


def _algorithm_of(pem: str) -> str:
    """Return the algorithm this key signs with, found by signing."""
    try:
        jwt.encode({}, pem, "RS256")
    except (TypeError, AttributeError, jwt.PyJWTError):
        jwt.encode({}, pem, "ES256")
        return "ES256"
    return "RS256"


def _seconds(value: object) -> float:
    try:
        return max(0.0, float(str(value)))
    except ValueError:
        return 0.0
