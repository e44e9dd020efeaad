"""Fields that operators' forms share, with their help texts (bokmål)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from tasks.core.model.amendment import AmendmentKind
from tasks.core.model.reconciliation import Resolution


@dataclass(frozen=True, slots=True)
class Help:
    """The text under a field. Prefect leaves out a `Field`'s description and keeps the one of the type."""

    text: str

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Add the text to the schema of the type."""
        return {**handler(schema), "description": self.text}


class Closing(StrEnum):
    """How a person may close a case; new facts close one by themselves."""

    ACCEPT_REGISTERED = Resolution.ACCEPT_REGISTERED.value
    ACCEPT_COPY = Resolution.ACCEPT_COPY.value
    ASK_MUNICIPALITY = Resolution.ASK_MUNICIPALITY.value
    NOT_A_DECISION = Resolution.NOT_A_DECISION.value
    WITHDRAWN = Resolution.WITHDRAWN.value


class Changed(StrEnum):
    """What may be changed for one municipality by hand besides the days."""

    CONTACT = AmendmentKind.CONTACT.value
    ADDRESS = AmendmentKind.ADDRESS.value
    WRITTEN_STANDARD = AmendmentKind.WRITTEN_STANDARD.value


class Overridden(StrEnum):
    """What a person sets against what the program computed."""

    REQUESTED = "requested"
    DECIDED = "decided"
    DISPUTED = "disputed"
    LIFTED = "lifted"


SettlementYear = Annotated[int, Field(ge=2000, le=2100), Help("Bosettingsåret, for eksempel 2020")]
Number = Annotated[str, Field(pattern=r"^[0-9]{4}$"), Help("Kommunenummer, fire siffer, for eksempel 5057")]
Signer = Annotated[str, Field(min_length=2), Help("Ditt navn; det blir stående i beslutningsloggen")]
Approver = Annotated[
    str, Field(min_length=2), Help("Ditt navn. Den som godkjenner kan ikke være den som laget.")
]
Role = Annotated[str, Field(min_length=2), Help("Stilling eller rolle")]
Reason = Annotated[str, Field(min_length=3), Help("Begrunnelse; den blir stående i beslutningsloggen")]
AsOf = Annotated[date | None, Help("Dagen det gjelder, norsk tid; står feltet tomt, er det i dag")]
Maker = Annotated[
    str, Field(min_length=2), Help("Den som lager brevene. Den som lager, kan ikke godkjenne dem.")
]
