"""Annex 1: the criteria of the year file with their weights, in one language, heaviest first. Pure."""

from __future__ import annotations

from config.cycle import Cycle
from tasks.core.model.municipality import Language
from tasks.letters.content_parts import AnnexCriterion


def annex_of(cycle: Cycle, language: Language) -> tuple[AnnexCriterion, ...]:
    """Return the criteria that the year's own profile weighs, with the weight in percent."""
    nynorsk = language is Language.NN
    return tuple(
        AnnexCriterion(
            title=criterion.title_nn if nynorsk else criterion.title_nb,
            description=criterion.description_nn if nynorsk else criterion.description_nb,
            weight_percent=weight * 100,
            source="",  # the year file gives it in English, for those who run the program
        )
        for criterion, weight in cycle.allocation.weighed()
    )
