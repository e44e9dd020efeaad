"""The token with which this program reads a mailbox at Microsoft: an application's own, no person's."""

from __future__ import annotations

import re
from typing import Any

import msal
import requests
from msal.exceptions import MsalServiceError

from tasks.core.model.errors import StopAndMend, TryAgain

AUTHORITY = "https://login.microsoftonline.com/"
TIMEOUT_SECONDS = 30
NO_TOKEN = "no token for the mailbox"  # noqa: S105  a text
LATER = "try again later"
_PASSING = re.compile(r"HTTP Error: (?:429|5\d\d)")
SCOPE = "https://outlook.office365.com/.default"


def mailbox_token(tenant: str, client: str, secret: str, *, http_client: Any = None) -> str:
    """Return an access token for IMAP (client credentials; the application needs ``IMAP.AccessAsApp``).

    :param http_client: a session to ask with instead of one made here.
    :raises StopAndMend: Microsoft refuses; its own words are in the message.
    :raises TryAgain: it did not answer.
    """
    try:
        application: Any = msal.ConfidentialClientApplication(
            client,
            authority=f"{AUTHORITY}{tenant}",
            client_credential=secret,
            http_client=http_client,
            timeout=TIMEOUT_SECONDS,
        )
        answer: dict[str, Any] = application.acquire_token_for_client([SCOPE]) or {}
    except (requests.ConnectionError, requests.Timeout) as problem:
        raise TryAgain(f"{NO_TOKEN}: Microsoft did not answer ({type(problem).__name__}): {LATER}") from None
    except (ValueError, MsalServiceError) as problem:
        if _PASSING.search(str(problem)):
            raise TryAgain(f"{NO_TOKEN}: Microsoft did not answer ({problem}): {LATER}") from None
        raise StopAndMend(f"{NO_TOKEN} ({problem}): check ANMODNING_OAUTH_TENANT") from None
    token = answer.get("access_token")
    if not token:
        said = answer.get("error_description") or answer.get("error") or "no answer"
        raise StopAndMend(f"{NO_TOKEN} ({said}): check ANMODNING_OAUTH_CLIENT and _SECRET")
    return str(token)
