"""A SvarUt of our own on loopback, and an outbox that sends there."""

from __future__ import annotations

import jwt
import pytest
from fakes import smtp_server
from fakes.svarut import SvarUtFake, serve
from outbox_builders import Clock, a_box, add_ready_letters, some_municipalities, svarut_channel

from tasks.core.channels.http import session
from tasks.core.channels.maskinporten import Tokens, read_key
from tasks.core.store import Store


@pytest.fixture(scope="session")
def key_file(tmp_path_factory):
    """Give the file of a private key made for this session."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    file = tmp_path_factory.mktemp("keys") / "maskinporten.pem"
    file.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return file


@pytest.fixture
def fake():
    return SvarUtFake()


@pytest.fixture
def svarut(fake):
    """Give the running server of the fake."""
    with serve(fake) as server:
        yield server


@pytest.fixture
def mailbox():
    with smtp_server.serve() as running:
        yield running


@pytest.fixture
def store(sqlite_url, tmp_path):
    opened = Store.open(sqlite_url, tmp_path / "files", upgrade=True)
    yield opened
    opened.close()


@pytest.fixture
def sender(svarut, store, key_file):
    """Give a maker of boxes: ``sender(4)`` has four letters ready for SvarUt."""
    sessions = []

    def make(count: int, **changes):
        municipalities = some_municipalities(count)
        clock = Clock()
        own = session(retries=0)
        sessions.append(own)
        tokens = Tokens(f"{svarut.url}/token", "klient", read_key(key_file), own, clock)
        channel = svarut_channel(svarut.url, municipalities, tokens=tokens, clock=clock, session=own)
        add_ready_letters(store, municipalities, "svarut")
        return a_box(store, channel, municipalities, clock=clock, **changes)

    yield make
    for one in sessions:
        one.close()


@pytest.fixture
def claims_of(key_file):
    """Give a reader of assertions that checks them against the key."""
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    public = load_pem_private_key(key_file.read_bytes(), None).public_key()

    def read(assertion: str, audience: str):
        return jwt.decode(
            assertion,
            public,
            ["RS256"],
            audience=audience,
            options={"verify_exp": False, "verify_iat": False},
        )

    return read
