"""A reading in the shape the command promises (VEDTAK contract)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tasks.core.model.vedtak import VedtakReading


def to_contract(reading: VedtakReading, file: str) -> dict[str, Any]:
    """Return one reading as the JSON object of ``read-vedtak``; further readings stand in
    ``other_readings``.
    """
    return {
        "file": file,
        "municipality_number": reading.municipality_number,
        "municipality": reading.municipality,
        "year": reading.year,
        "count": reading.count,
        "em_count": reading.em_count,
        "implied_count": reading.implied_count,
        "outcome": reading.outcome.value,
        "reservations": [reservation.code.value for reservation in reading.reservations],
        "flags": [flag.value for flag in reading.flags],
        "family_reunification_included": reading.family_reunification_included,
        "case_no": reading.case_no,
        "decision_date": reading.decision_date.isoformat() if reading.decision_date else None,
        "evidence": {
            "count": reading.count_evidence,
            "reservations": {r.code.value: r.evidence for r in reading.reservations},
            "places": [asdict(place) for place in reading.places],
        },
        "needs_person": reading.needs_person,
        "reasons": list(reading.reasons),
        "trail": list(reading.trail),
        "other_readings": [to_contract(other, file) for other in reading.other_readings],
    }
