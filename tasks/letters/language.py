"""Which language a municipality is written to in. Pure."""

from __future__ import annotations

from config.cycle.year import NeutralPolicy
from tasks.core.model.municipality import Language, Municipality, WrittenStandard

_DECIDED = {WrittenStandard.BOKMAL: Language.NB, WrittenStandard.NYNORSK: Language.NN}
_POLICY = {NeutralPolicy.BOKMAL: Language.NB, NeutralPolicy.NYNORSK: Language.NN}


def language_of(municipality: Municipality, policy: NeutralPolicy) -> Language:
    """Return the municipality's own written standard; the year's policy decides for a neutral one.

    Source: mållova § 5 then, språklova § 11 now: a letter to one municipality follows its own decision.
    """
    return _DECIDED.get(municipality.written_standard, _POLICY[policy])
