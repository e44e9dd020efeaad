"""Demands and wishes about who is to come: NATIONALITY, QUOTA_ONLY and PROFILE."""

from __future__ import annotations

import re

from tasks.core.model.vedtak import Reservation
from tasks.core.model.vedtak import ReservationCode as Code
from tasks.replies.reader import conditions as words
from tasks.replies.reader.scene import Scene
from tasks.replies.reader.sections import ABOUT_SETTLEMENT


def who_comes(scene: Scene) -> list[Reservation]:
    """Return what the sentences demand or wish about who comes, each with its sentence."""
    found: list[Reservation] = []
    for sentence in scene.sentences:
        nation = words.NATIONALITY.search(sentence)
        ours = ABOUT_SETTLEMENT.search(sentence) or words.PREFERENCE.search(sentence)
        if nation and ours and not words.NO_NATIONALITY.search(sentence):
            found.append(Reservation(Code.NATIONALITY, sentence))
        if words.QUOTA.search(sentence) or _counts_quota(scene, sentence):
            found.append(Reservation(Code.QUOTA_ONLY, sentence))
        only_language = nation and not re.search(
            r"famili|helse|behov|utdann|yrke|kvinne|menn|par\b", sentence, re.IGNORECASE
        )
        if _is_profile(sentence) and not only_language:
            found.append(Reservation(Code.PROFILE, sentence))
    return found


def _counts_quota(scene: Scene, sentence: str) -> bool:
    total = scene.amounts.total
    if total is None or total.sentence != sentence:
        return False
    after = sentence[total.numeral.end :]
    return bool(
        re.match(
            r"\s+(?:\w+\s+){0,2}(?:overføringsflyktning|kvoteflyktning)\w*(?!\s+og\b)", after, re.IGNORECASE
        )
    )


def _is_profile(sentence: str) -> bool:
    if words.CARRY_OVER.search(sentence):
        return False
    if words.UNWANTED.search(sentence) or (
        words.REFUSED_GROUP.search(sentence) and not words.FAMILY.search(sentence)
    ):
        return True
    for wish in words.PREFERENCE.finditer(sentence):
        after = re.split(
            r"[.;]|\b(?:men|siden|sidan|fordi|ettersom|der|då|av\s+di)\b",
            sentence[wish.end() : wish.end() + 90],
        )[0]
        who = words.WHO.search(after)
        if who and not words.FAMILY.search(sentence) and not words.INSTRUCTION.search(sentence):
            return True
    return False
