"""Where one municipality stands, as what and value in words."""

from __future__ import annotations

from tasks.core.model.position import PositionState
from tasks.reporting.municipality_rows import MunicipalityRow
from tasks.reporting.wording import NOT_KNOWN, persons, short_day, signed, with_em
from tasks.reporting.words import word
from tasks.reporting.year_view import YearView


def facts(view: YearView, row: MunicipalityRow) -> tuple[tuple[str, str], ...]:
    """Return the facts of one municipality; figures are persons, what is not known is a dash."""
    position = view.position_of[row.number]
    found = [
        ("Fylke", row.county),
        ("IMDi-region", row.office),
        ("Status", word(row.state)),
        ("Hvorfor", row.reason or NOT_KNOWN),
    ]
    if row.state is PositionState.NOT_ASKED and row.registered is None and row.copy is None:
        return tuple(found)
    adjusted = f", justert til {persons(row.requested)}" if row.requested != row.requested_original else ""
    finding = view.finding_of.get(row.number)
    deadline = position.deadline or view.status.deadline
    found += [
        ("Anmodet", f"{persons(row.requested_original)}{adjusted} (EM {persons(row.requested_em)})"),
        ("Svarfrist", short_day(deadline) + (", utsatt" if position.has_extension else "")),
        ("Registrert", with_em(row.registered, finding.registered_em if finding else None)),
        ("Skriftlig kopi", with_em(row.copy, finding.copy_em if finding else None)),
        (
            "Vedtatt",
            f"{persons(row.decided)} (EM {persons(row.decided_em)}), differanse {signed(row.difference)}",
        ),
        ("Funn", row.finding or NOT_KNOWN),
        ("Mangler", row.missing or "ingenting"),
        ("Gjør dette", row.next_action or "ingenting"),
        ("Purringer", persons(row.reminded)),
        ("Åpne saker", persons(row.open_cases)),
    ]
    if row.settled is not None:
        carried = f"{persons(row.carried_in)} overført inn, {persons(row.carried_out)} ut"
        found.append(
            ("Bosatt hittil", f"{persons(row.settled)}, {carried}; gjenstår {persons(row.remaining)}")
        )
    if position.council_date is not None:
        found.append(("Behandles i kommunestyret", short_day(position.council_date)))
    return tuple(found)
