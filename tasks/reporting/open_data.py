"""The open data of a year: one field list makes CSV, JSON, schema and data dictionary, so that they agree."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Sequence

from tasks.core.model.municipality import NUMBER_PATTERN
from tasks.reporting.formula import plain_cell
from tasks.reporting.municipality_rows import MunicipalityRow
from tasks.reporting.open_data_fields import Field, fields
from tasks.reporting.year_view import YearView

CSV_PATH, JSON_PATH, PACKAGE_PATH = "data/kommuner.csv", "data/kommuner.json", "data/datapakke.json"


def open_data(view: YearView, rows: Sequence[MunicipalityRow], *, public: bool) -> dict[str, bytes]:
    """Return CSV, JSON and the data package that describes both, by relative path."""
    chosen = fields(public=public)
    files = {CSV_PATH: _as_csv(rows, chosen), JSON_PATH: _as_json(rows, chosen)}
    package = {
        "profile": "data-package",
        "name": f"anmodning-{view.year}" + ("" if public else "-intern"),
        "title": f"Anmodning om bosetting av flyktninger i {view.year}",
        "description": f"Én rad per kommune. Enheten er personer. Gjelder {view.as_of.isoformat()}.",
        "version": view.as_of.isoformat(),
        "resources": [_resource(path, data, chosen, len(rows)) for path, data in files.items()],
    }
    files[PACKAGE_PATH] = _dumped(package)
    return files


def _as_csv(rows: Sequence[MunicipalityRow], chosen: Sequence[Field]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(field.name for field in chosen)
    writer.writerows([plain_cell(field.read(row)) for field in chosen] for row in rows)
    return text.getvalue().encode("utf-8")


def _as_json(rows: Sequence[MunicipalityRow], chosen: Sequence[Field]) -> bytes:
    return _dumped([{field.name: field.read(row) for field in chosen} for row in rows])


def _resource(path: str, data: bytes, chosen: Sequence[Field], count: int) -> dict[str, object]:
    is_csv = path.endswith(".csv")
    dialect: dict[str, object] = {"dialect": {"delimiter": ",", "lineTerminator": "\r\n"}} if is_csv else {}
    return {
        "profile": "tabular-data-resource",
        "name": "kommuner-" + ("csv" if is_csv else "json"),
        "path": path.rpartition("/")[2],  # relative to the data package itself
        "format": "csv" if is_csv else "json",
        "mediatype": "text/csv" if is_csv else "application/json",
        "encoding": "utf-8",
        **dialect,
        "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
        "count": count,
        "schema": {
            "fields": [_described(field) for field in chosen],
            "primaryKey": "kommunenummer",
            "missingValues": [""],
        },
    }


def _described(field: Field) -> dict[str, object]:
    described: dict[str, object] = {
        "name": field.name,
        "type": field.type,
        "title": field.title,
        "description": field.description,
    }
    if field.name == "kommunenummer":
        described["constraints"] = {"required": True, "unique": True, "pattern": NUMBER_PATTERN.pattern}
    return described


def _dumped(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
