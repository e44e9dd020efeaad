"""The token for a mailbox at Microsoft, through msal itself, against an endpoint on loopback that stands in for it."""

from __future__ import annotations

import threading
from urllib.parse import parse_qs

import pytest
import requests
from fakes.serving import HANG_UP, Server, as_html, as_json
from requests.adapters import HTTPAdapter

from tasks.core.channels.microsoft import AUTHORITY, SCOPE, mailbox_token
from tasks.core.model.errors import StopAndMend, TryAgain

TENANT = "0b0b0b0b-1111-2222-3333-444444444444"


class Microsoft:
    """The two addresses a client asks: where the tenant's endpoints are, and the token itself."""

    def __init__(self):
        self.asked = []
        self.answer = as_json({"token_type": "Bearer", "expires_in": 3599, "access_token": "post-token"})
        self.lock = threading.Lock()

    def __call__(self, asked):
        with self.lock:
            self.asked.append(asked)
        if asked.path == f"/{TENANT}/v2.0/.well-known/openid-configuration":
            place = f"{AUTHORITY}{TENANT}/oauth2/v2.0"
            return as_json(
                {
                    "authorization_endpoint": f"{place}/authorize",
                    "token_endpoint": f"{place}/token",
                    "issuer": f"{AUTHORITY}{TENANT}/v2.0",
                }
            )
        if asked.path == "/common/discovery/instance":
            names = {
                "preferred_network": "login.microsoftonline.com",
                "aliases": ["login.microsoftonline.com"],
            }
            return as_json({"metadata": [names | {"preferred_cache": "login.windows.net"}]})
        if asked.path == f"/{TENANT}/oauth2/v2.0/token":
            return self.answer
        return as_json(
            {"error": "invalid_tenant", "error_description": "AADSTS90002: Tenant not found."}, 400
        )


class OnLoopback(HTTPAdapter):
    """Takes what is meant for Microsoft to the stand-in; nothing leaves this machine."""

    def __init__(self, url):
        super().__init__()
        self.url = url

    def send(self, request, **how):
        assert request.url.startswith(AUTHORITY)
        request.url = self.url + request.url.removeprefix(AUTHORITY.rstrip("/"))
        return super().send(request, **how)


@pytest.fixture
def microsoft():
    stand_in = Microsoft()
    with Server(stand_in) as server:
        session = requests.Session()
        session.trust_env = False
        session.mount("https://", OnLoopback(server.url))
        stand_in.session = session
        yield stand_in


def test_an_application_gets_a_token_for_imap_of_its_own(microsoft):
    token = mailbox_token(TENANT, "klient", "hemmelig", http_client=microsoft.session)
    assert token == "post-token"
    form = parse_qs(microsoft.asked[-1].body.decode())
    assert {name: form[name] for name in ("grant_type", "client_id", "client_secret")} == {
        "grant_type": ["client_credentials"],
        "client_id": ["klient"],
        "client_secret": ["hemmelig"],
    }
    assert form["scope"] == [SCOPE]


def test_what_microsoft_says_is_said_on_without_the_secret(microsoft):
    said = "AADSTS7000215: Invalid client secret provided."
    microsoft.answer = as_json({"error": "invalid_client", "error_description": said}, 401)
    with pytest.raises(
        StopAndMend, match=r"AADSTS7000215.*check ANMODNING_OAUTH_CLIENT and _SECRET"
    ) as refused:
        mailbox_token(TENANT, "klient", "hemmelig", http_client=microsoft.session)
    assert "hemmelig" not in str(refused.value)


def test_a_tenant_that_is_not_there_names_its_setting(microsoft):
    with pytest.raises(StopAndMend, match="check ANMODNING_OAUTH_TENANT"):
        mailbox_token("ukjent", "klient", "hemmelig", http_client=microsoft.session)


@pytest.mark.parametrize("answer", [HANG_UP, as_html(502)], ids=["hangs up", "a proxy's page"])
def test_no_answer_may_pass(microsoft, answer):
    microsoft.answer = answer
    with pytest.raises(TryAgain, match="Microsoft did not answer"):
        mailbox_token(TENANT, "klient", "hemmelig", http_client=microsoft.session)
