"""The token with which this program reads a mailbox at Microsoft: an application's own, no person's."""

from __future__ import annotations

from typing import Any

import msal

from tasks.core.model.errors import StopAndMend

AUTHORITY = "https://login.microsoftonline.com/"
SCOPE = "https://outlook.office365.com/.default"


def mailbox_token(tenant: str, client: str, secret: str, *, http_client: Any = None) -> str:
    """Return an access token for IMAP (client credentials; the application needs ``IMAP.AccessAsApp``).

    :raises StopAndMend: Microsoft refuses; its own words are in the message.
    """
    try:
        application: Any = msal.ConfidentialClientApplication(
            client, authority=f"{AUTHORITY}{tenant}", client_credential=secret, http_client=http_client
        )
        answer: dict[str, Any] = application.acquire_token_for_client([SCOPE]) or {}
    except ValueError as problem:
        raise StopAndMend(f"no token for the mailbox ({problem}): check ANMODNING_OAUTH_TENANT") from None
    token = answer.get("access_token")
    if not token:
        said = answer.get("error_description") or answer.get("error") or "no answer"
        raise StopAndMend(f"no token for the mailbox ({said}): check ANMODNING_OAUTH_CLIENT and _SECRET")
    return str(token)
