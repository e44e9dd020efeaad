"""Fields that operators' forms share, with their help texts (bokmål)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

SettlementYear = Annotated[int, Field(ge=2000, le=2100, description="Bosettingsåret, for eksempel 2020")]
Number = Annotated[
    str, Field(pattern=r"^[0-9]{4}$", description="Kommunenummer, fire siffer, for eksempel 5057")
]
Signer = Annotated[str, Field(min_length=2, description="Ditt navn; det blir stående i beslutningsloggen")]
Role = Annotated[str, Field(min_length=2, description="Stilling eller rolle")]
Reason = Annotated[str, Field(min_length=3, description="Begrunnelse; den blir stående i beslutningsloggen")]
