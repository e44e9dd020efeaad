"""Reads postal addresses from a file of Enhetsregisteret: one unit, a list of units, or pages of its API (HAL).

An organisation without a usable address is left out: its letters are held, the others go.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.postal_address import LONGEST_LINE, MOST_LINES, PostalAddress

FETCH = "fetch the file from Enhetsregisteret again (enheter?organisasjonsform=KOMM)"


def read_addresses(file: Path) -> dict[str, PostalAddress]:
    """Return the postal address of every organisation in ``file``, by organisation number.

    The postal address counts, else the business address.

    :raises BadInput: the file is missing, is not such a file, or has one organisation with two addresses.
    """
    place = f"addresses {file.name}"
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise BadInput.one(
            place, f"it cannot be read ({problem.strerror})", "check ANMODNING_ADDRESSES_FILE"
        ) from None
    except ValueError:
        raise BadInput.one(place, "it is not JSON", FETCH) from None
    found: dict[str, PostalAddress] = {}
    faults: list[Fault] = []
    units = list(_units(content))
    if not units:
        raise BadInput.one(place, "it has no units with organisasjonsnummer", FETCH)
    for unit in units:
        number = str(unit["organisasjonsnummer"]).replace(" ", "")
        if not re.fullmatch(r"[0-9]{9}", number):
            faults.append(Fault(place, f"organisasjonsnummer {number!r} is not nine digits", FETCH))
            continue
        address = _address(unit)
        if address is None:
            continue
        if found.setdefault(number, address) != address:
            faults.append(Fault(place, f"{number} stands with two different addresses", FETCH))
    if faults:
        raise BadInput(faults)
    return found


def _units(content: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(content, list):
        for one in cast("list[object]", content):
            yield from _units(one)
    elif isinstance(content, dict):
        fields = cast("dict[str, Any]", content)
        if "organisasjonsnummer" in fields:
            yield fields
        elif isinstance(embedded := fields.get("_embedded", fields.get("enheter")), (dict, list)):
            yield from _units(cast("object", embedded))


def _address(unit: Mapping[str, Any]) -> PostalAddress | None:
    for kind in ("postadresse", "forretningsadresse"):
        fields: object = unit.get(kind)
        if isinstance(fields, dict):
            usable = _usable(cast("dict[str, Any]", fields), _text(unit.get("epostadresse")))
            if usable is not None:
                return usable
    return None


def _usable(fields: Mapping[str, Any], email: str) -> PostalAddress | None:
    """Return the address, None if SvarUt would refuse it: no line, no place, more or longer than it takes."""
    raw: object = fields.get("adresse")
    listed = cast("list[object]", raw) if isinstance(raw, list) else [raw]
    lines = [text for line in listed if (text := _text(line))]
    lines = [
        *lines[: MOST_LINES - 1],
        *([", ".join(lines[MOST_LINES - 1 :])] if len(lines) >= MOST_LINES else []),
    ]
    postcode, place = _text(fields.get("postnummer")), _text(fields.get("poststed"))
    country = _text(fields.get("landkode")) or "NO"
    if not lines or not place or max(map(len, lines)) > LONGEST_LINE or not re.fullmatch("[A-Z]{2}", country):
        return None
    if country == "NO" and not re.fullmatch(r"[0-9]{4}", postcode):
        return None
    return PostalAddress(tuple(lines), postcode, place, country, email)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
