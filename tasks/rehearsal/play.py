"""The rehearsal's day: what the outside world does up to and with it, written where the program looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tasks.core.model.municipality import Register
from tasks.core.model.request import Request
from tasks.rehearsal.channel import drop_receipts
from tasks.rehearsal.imdinett_writer import write_export
from tasks.rehearsal.mailbox_writer import Addresses, write_mails
from tasks.rehearsal.plans import MunicipalityPlan
from tasks.rehearsal.roles import PRIVATE_DOMAIN
from tasks.rehearsal.season import plan_season
from tasks.rehearsal.settlements import plan_referrals, write_referrals
from tasks.rehearsal.texts import CaseFacts


@dataclass(frozen=True, slots=True)
class Places:
    """Where the outer surfaces are: a Maildir, the export's file, the channel's and the referrals' folder."""

    mailbox: Path
    registrations: Path
    outbox: Path
    referrals: Path


@dataclass(frozen=True, slots=True)
class Season:
    """What the municipalities know: the requests they got and last year's numbers (persons), and the seed."""

    register: Register
    requests: Mapping[str, Request]
    previous: Mapping[str, int | None]
    addresses: Addresses
    seed: int

    def plans(self) -> tuple[MunicipalityPlan, ...]:
        """Return every asked municipality's plan."""
        return plan_season(
            self.register.year,
            self.requests,
            self.register.by_number(),
            seed=self.seed,
            private_domain=PRIVATE_DOMAIN,
            previous=self.previous,
        )


def play_day(places: Places, season: Season, as_of: date) -> tuple[str, ...]:
    """Return in nb what is new by the end of ``as_of``. Days may be skipped or repeated: nothing comes twice.

    Before any request is issued only the channel's receipts are played.
    """
    said: list[str] = []
    if receipts := drop_receipts(places.outbox, as_of):
        said.append(f"{len(receipts)} nye kvitteringer fra kanalen")
    if not season.requests:
        return tuple(said)
    plans = season.plans()
    registered = write_export(places.registrations, plans, as_of)
    said.append(f"IMDinett: {registered} av {len(plans)} kommuner har registrert svar")
    facts = {
        number: CaseFacts(request.issued_on, request.deadline, season.previous.get(number))
        for number, request in season.requests.items()
    }
    if mails := write_mails(places.mailbox, plans, facts, season.addresses, as_of):
        said.append(f"{len(mails)} nye e-poster i postkassen")
    groups = plan_referrals(plans, season.register)
    said += [
        f"Ny fil over søkt ut og bosatt: {name}"
        for name in write_referrals(places.referrals, groups, season.register.year, as_of)
    ]
    return tuple(said)
