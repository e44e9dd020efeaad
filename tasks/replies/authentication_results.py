"""Authentication-Results headers read tolerantly: the RFC 8601 form and Exchange Online's form without a
server name.

Only the topmost header can be our own receiver's: everything below it came with the message and proves
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_METHOD = re.compile(r"^\s*([a-z][a-z0-9_-]*)(?:\s*/\s*\d+)?\s*=\s*\"?([a-z]+)", re.IGNORECASE)
_PROPERTY = re.compile(
    r"\b(header|smtp|policy)\s*\.\s*([a-z][a-z0-9_-]*)\s*=\s*\"?([^\s;\"]+)", re.IGNORECASE
)
_SERVER = re.compile(r"^\s*\"?([^\s;=\"]+)\"?(?:\s+\d+)?\s*$")
EXCHANGE_NAMES = ("exchange", "outlook.com", "microsoft.com")


@dataclass(frozen=True, slots=True)
class AuthenticationResults:
    """One header's verdicts. ``server`` is "" in Exchange Online's form; methods and properties are lower
    case.
    """

    server: str
    results: Mapping[str, str] = field(default_factory=dict[str, str])
    properties: Mapping[str, str] = field(default_factory=dict[str, str])

    def result(self, method: str) -> str:
        """Return the verdict of ``spf``, ``dkim``, ``dmarc`` or ``compauth``; "" when not stated."""
        return self.results.get(method, "")


def parse_authentication_results(value: str) -> AuthenticationResults:
    """Return what the header says; comments are removed first, so nothing in them counts.

    >>> parse_authentication_results("mx.imdi.no; dmarc=pass header.from=orland.kommune.no").result("dmarc")
    'pass'
    >>> parse_authentication_results("mx.imdi.no; dmarc=fail (dmarc=pass) header.from=a.no").result("dmarc")
    'fail'
    >>> parse_authentication_results("spf=pass (ip) smtp.mailfrom=a.no;compauth=pass reason=100").server
    ''
    """
    statements = without_comments(value).split(";")
    named = _SERVER.match(statements[0])
    server = named.group(1).casefold() if named else ""
    results: dict[str, str] = {}
    properties: dict[str, str] = {}
    for statement in statements[1 if named else 0 :]:
        method = _METHOD.match(statement)
        if method is None:
            continue
        name, verdict = method.group(1).casefold(), method.group(2).casefold()
        if name == "dkim" and results.get(name) == "pass" and verdict != "pass":
            continue  # several signatures: one that holds is enough
        results[name] = verdict
        for kind, key, content in _PROPERTY.findall(statement):
            properties[f"{name}:{kind.casefold()}.{key.casefold()}"] = content.casefold().strip("<>\"'")
    return AuthenticationResults(server, results, properties)


def trusted_results(headers: Sequence[str], trusted_authserv: str) -> AuthenticationResults | None:
    """Return the topmost header's verdicts if our own receiver wrote it, else None.

    An empty ``trusted_authserv`` trusts nobody. Exchange Online writes no server name: its form is believed
    only when the setting names it ("exchange", or a name ending in outlook.com or microsoft.com).
    """
    wanted = trusted_authserv.strip().casefold()
    if not wanted or not headers:
        return None
    top = parse_authentication_results(headers[0])
    if top.server == wanted:
        return top
    if not top.server and wanted.endswith(EXCHANGE_NAMES) and top.results:
        return top
    return None


def without_comments(value: str) -> str:
    """Return the header without its (nested) comments; an unclosed comment takes the rest with it."""
    out: list[str] = []
    depth, quoted, escaped = 0, False, False
    for character in value:
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
            continue
        elif character == '"' and depth == 0:
            quoted = not quoted
        elif character == "(" and not quoted:
            depth += 1
            continue
        elif character == ")" and not quoted and depth:
            depth -= 1
            continue
        if depth == 0:
            out.append(character)
    return "".join(out)
