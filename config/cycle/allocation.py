"""The allocation part of a year file: criteria as data, floors, caps, regions and revision policy.

Criteria name indicators relative to the year ("requested_previous_year"), so the same criteria serve another
year. Shares and factors are decimals written as text, so that they are exact.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from config.cycle.figures import DecimalFigure, Figure, Table, Text
from tasks.core.model.allocation import DivisorMethod

Share = Annotated[Decimal, Field(strict=False, ge=0, le=1)]
Factor = Annotated[Decimal, Field(strict=False, gt=0)]


class Transformation(StrEnum):
    """How an indicator becomes a figure that is 1 for an average municipality.

    ``size``: the size alone. ``per_size``: a number of persons against size^a (the size cancels out).
    ``relative``: a level against the country's mean. ``inverse``: the country's mean against a level.
    """

    SIZE = "size"
    PER_SIZE = "per_size"
    RELATIVE = "relative"
    INVERSE = "inverse"


class MissingRule(StrEnum):
    """What a missing value means. Neither rule turns an unpublished or suppressed figure into 0.

    ``redistribute``: unknown; the weight goes to the criteria that have a value, and the explanation says so.
    ``not_asked``: only for complete published lists of requests: a municipality outside the list was not
    asked.
    """

    REDISTRIBUTE = "redistribute"
    NOT_ASKED = "not_asked"


class DownwardPolicy(StrEnum):
    """How issued numbers fall: all by one scale (2020), or by how far each one has come (EM 2017)."""

    SCALE = "scale"
    STATES = "states"


class Criterion(Table):
    """One criterion of the year. Titles and descriptions are what annex 1 of the letters says about it."""

    key: Text
    title_nb: Text
    title_nn: Text
    description_nb: Text
    description_nn: Text
    indicator: Text
    transformation: Annotated[Transformation, Field(strict=False)]
    missing: Annotated[MissingRule, Field(strict=False)]
    unit: Text
    source: Text
    source_nb: Text  # the same for readers of the report's page on method
    date: dt.date
    lowest: Annotated[Decimal, Field(strict=False, ge=0)] | None = None  # bounds of the normalised figure
    highest: Factor | None = None
    least_persons: Figure | None = None  # results over fewer persons than this count as missing
    persons_indicator: Text | None = None  # where the number of persons behind a result stands


class Profile(Table):
    """A named set of weights on the criteria, adding up to 1."""

    key: Text
    title_nb: Text
    title_nn: Text
    weights: dict[str, Share]
    source: Text
    date: dt.date


class Size(Table):
    """Size enters once: score = size^exponent x weighted criteria."""

    indicator: Text
    exponent: DecimalFigure


class Places(Table):
    """Who is asked: "the floor or nothing". A share of the need below the threshold is rounded to nothing.

    A municipality under ``soft_size`` inhabitants must come closer to the floor by its own share than a
    larger one.
    """

    soft_size: Figure
    least_share_of_floor: DecimalFigure
    least_share_of_floor_small: DecimalFigure
    immigrant_share_ceiling: DecimalFigure | None = None
    immigrant_share_indicator: Text = "immigrant_share"


class UnaccompaniedMinors(Table):
    """EM go to a subset of those asked, in groups: the largest of every county first, then the largest."""

    group_size: DecimalFigure
    smallest_group: Figure
    group_size_under_15: DecimalFigure


class Regions(Table):
    """Bounds on each county, as factors on what the size of its asked municipalities alone would give."""

    title_nb: Text
    title_nn: Text
    description_nb: Text
    description_nn: Text
    minimum_factor: DecimalFigure
    maximum_factor: DecimalFigure


class RevisionPolicy(Table):
    """How a new need meets issued numbers. ``jump_percent``: from this rise on, a new set with old numbers as
    floors.
    """

    downward: Annotated[DownwardPolicy, Field(strict=False)]
    downward_source: Text
    jump_percent: Figure


class AllocationPlan(Table):
    """Everything the allocation of one year is computed from, besides the need and the indicators."""

    method: Annotated[DivisorMethod, Field(strict=False)]
    method_source: Text
    default_profile: Text
    floor: Figure
    cap: Figure | None = None
    size: Size
    places: Places
    em: UnaccompaniedMinors
    regions: Regions | None = None
    revision: RevisionPolicy
    criteria: Annotated[tuple[Criterion, ...], Field(strict=False, min_length=1)]
    profiles: Annotated[tuple[Profile, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _names_meet(self) -> Self:
        """Refuse profiles that name unknown criteria, weights that do not add up to 1, and keys that stand
        twice.
        """
        faults: list[str] = []
        keys = [criterion.key for criterion in self.criteria]
        names = [profile.key for profile in self.profiles]
        faults += [
            f"criterion {key!r} stands twice" for key in sorted({k for k in keys if keys.count(k) > 1})
        ]
        faults += [
            f"profile {name!r} stands twice" for name in sorted({n for n in names if names.count(n) > 1})
        ]
        for profile in self.profiles:
            faults += [
                f"profile {profile.key!r} weighs criterion {key!r}, which is not among {', '.join(keys)}"
                for key in sorted(set(profile.weights) - set(keys))
            ]
            total = sum(profile.weights.values())
            if total != 1:
                faults.append(f"the weights of profile {profile.key!r} add up to {total}, not 1")
        if self.default_profile not in names:
            faults.append(f"default_profile {self.default_profile!r} is not among {', '.join(names)}")
        faults += [
            f"criterion {c.key!r}: least_persons needs persons_indicator"
            for c in self.criteria
            if c.least_persons is not None and c.persons_indicator is None
        ]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    @model_validator(mode="after")
    def _figures_hold(self) -> Self:
        """Refuse figures under which no round can be computed, or size would count more than once."""
        regions, places, em = self.regions, self.places, self.em
        held = {
            "size.exponent must lie between 0 and 1: size counts less than in proportion": (
                0 < self.size.exponent.value < 1
            ),
            "floor must be 1 or more": self.floor.value >= 1,
            "cap must not be below the floor": self.cap is None or self.cap.value >= self.floor.value,
            "places: both shares of the floor must be above 0": (
                min(places.least_share_of_floor.value, places.least_share_of_floor_small.value) > 0
            ),
            "em: both group sizes must be above 0": (
                min(em.group_size.value, em.group_size_under_15.value) > 0 <= em.smallest_group.value
            ),
            "regions: minimum_factor must lie from 0 to 1 and maximum_factor from 1": (
                regions is None or 0 <= regions.minimum_factor.value <= 1 <= regions.maximum_factor.value
            ),
            "revision.jump_percent must be 0 or more": self.revision.jump_percent.value >= 0,
        }
        faults = [what for what, holds in held.items() if not holds]
        faults += [
            f"criterion {c.key!r} brings {c.indicator} in again: size enters once, by transformation size"
            for c in self.criteria
            if (c.indicator == self.size.indicator) != (c.transformation is Transformation.SIZE)
        ]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def profile(self, key: str | None = None) -> Profile:
        """Return the profile called ``key``, the default one for None.

        :raises KeyError: no profile has that name.
        """
        wanted = self.default_profile if key is None else key
        found = next((profile for profile in self.profiles if profile.key == wanted), None)
        if found is None:
            raise KeyError(wanted)
        return found

    def weighed(self, key: str | None = None) -> tuple[tuple[Criterion, Decimal], ...]:
        """Return the criteria a profile weighs with their weights, heaviest first: the order of annex 1."""
        weights = self.profile(key).weights
        found = [(c, weights[c.key]) for c in self.criteria if weights.get(c.key)]
        return tuple(sorted(found, key=lambda pair: -pair[1]))
