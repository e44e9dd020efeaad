"""What would leave, and how it looks: asked and shown before anything is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from flows.clock import when
from flows.flow import flow
from flows.forms import AsOf, Help, SettlementYear
from tasks.dispatch.letter_log import Logged
from tasks.dispatch.planning import Ahead, ways_of
from tasks.dispatch.tasks import log_of_letter, plan_outbox
from tasks.letters.tasks import set_letters_again, show_letters


@flow(name="plan-dispatches")
def plan_dispatches(year: SettlementYear, as_of: AsOf = None) -> tuple[Ahead, ...]:
    """Spør kanalen hvordan hver kommune nås, og vis det i forhåndsvisningen. Ingenting sendes."""
    now = when(as_of)
    plan = plan_outbox(year, now)
    show_letters(year, now, ways_of(plan))
    return plan


@flow(name="preview-letters")
def preview_letters(year: SettlementYear, as_of: AsOf = None) -> Path:
    """Legg ut ett brev av hver type og målform, kontaktark og endrede setninger i rapportmappa."""
    return show_letters(year, when(as_of))


@flow(name="render-letters")
def render_letters(year: SettlementYear, as_of: AsOf = None) -> int:
    """Sett årets brev på nytt fra det som er lagret; hvert av dem skal bli likt på byten. Endrer ingenting."""
    return set_letters_again(year, when(as_of))


@flow(name="log-of-letter")
def log_of_one_letter(
    year: SettlementYear,
    letter: Annotated[str, Help("Referanse, nøkkel eller kommunenummer")],
    as_of: AsOf = None,
) -> tuple[Logged, ...]:
    """Vis alt som er skjedd med ett brev: våre hendelser og kanalens egen logg. Endrer ingenting."""
    return log_of_letter(year, letter, when(as_of))
