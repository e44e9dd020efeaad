"""Multipart bodies taken apart as strictly as a server may."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    name: str
    filename: str | None
    content_type: str
    data: bytes


def parts_of(content_type: str, body: bytes) -> list[Part]:
    """Return the parts in their order; anything that is not RFC 7578 raises ValueError."""
    found = re.fullmatch(r'multipart/form-data; boundary="?([^";]+)"?', content_type)
    if found is None:
        raise ValueError(f"not multipart/form-data: {content_type}")
    mark = b"--" + found[1].encode()
    if not body.startswith(mark + b"\r\n") or not body.endswith(b"\r\n" + mark + b"--\r\n"):
        raise ValueError("the body does not begin and end with its boundary")
    inner = body[len(mark) + 2 : -len(mark) - 6]
    return [_part(raw) for raw in inner.split(b"\r\n" + mark + b"\r\n")]


def _part(raw: bytes) -> Part:
    head, _, data = raw.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode("ascii").split("\r\n"))
    disposition = headers["Content-Disposition"]
    name = re.search(r'; name="([^"]*)"', disposition)
    filename = re.search(r'; filename="([^"]*)"', disposition)
    if not disposition.startswith("form-data") or name is None:
        raise ValueError(f"a part without a name: {disposition}")
    return Part(name[1], filename[1] if filename else None, headers.get("Content-Type", ""), data)
