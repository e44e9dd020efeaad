"""Which conditions a council put on its number, each with the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tasks.core.model.vedtak import Reservation
from tasks.core.model.vedtak import ReservationCode as Code
from tasks.replies.reader import conditions as words
from tasks.replies.reader.amounts import is_per_year
from tasks.replies.reader.conditional import after_condition, is_conditional
from tasks.replies.reader.dates import find_years
from tasks.replies.reader.mentions import Role
from tasks.replies.reader.scene import Scene, is_decided
from tasks.replies.reader.sections import ABOUT_SETTLEMENT
from tasks.replies.reader.units import Unit
from tasks.replies.reader.when import is_split, when_they_come
from tasks.replies.reader.who import who_comes

Rule = Callable[[Scene], list[Reservation]]


def find_reservations(scene: Scene) -> tuple[Reservation, ...]:
    """Return every reservation, one per code, with the first sentence it was read from."""
    found: dict[Code, Reservation] = {}
    for rule in RULES:
        for reservation in rule(scene):
            found.setdefault(reservation.code, reservation)
    return tuple(found[code] for code in Code if code in found)


def family_included(sentences: Sequence[str]) -> bool | None:
    """Return whether family reunification counts in the number; None when the text is silent."""
    for sentence in sentences:
        if words.FAMILY.search(sentence):
            if words.FAMILY_ON_TOP.search(sentence):
                return False
            if words.FAMILY_INSIDE.search(sentence):
                return True
    return None


def _limits(scene: Scene) -> list[Reservation]:
    """UPTO and RANGE stand on the total itself; a limit on the EM part is another code."""
    found: list[Reservation] = []
    for mention in scene.amounts.numbers:
        if not is_decided(mention, scene):
            continue
        if mention.is_upper_limit:
            found.append(Reservation(Code.UPTO, mention.sentence))
        elif mention.is_loose:
            found.append(Reservation(Code.RANGE, mention.sentence))
    found += [Reservation(Code.RANGE, s) for s in scene.sentences if words.MAY_BE_OVERRUN.search(s)]
    found += [Reservation(Code.UPTO, s) for s in scene.sentences if _IS_CEILING.search(s)]
    if scene.amounts.families is not None:
        found.append(Reservation(Code.RANGE, scene.amounts.families.sentence))
    return found


_IS_CEILING = re.compile(
    r"^\W*(?:dette|tallet|talet|antallet|det)\s+er\s+(?:å\s+\w+\s+som\s+)?(?:et|eit|ei|en)?\s*(?:øvre|maks\w*|tak\b)",
    re.IGNORECASE,
)


def _family(scene: Scene) -> list[Reservation]:
    found: list[Reservation] = []
    for index, sentence in enumerate(scene.sentences):
        if not words.FAMILY.search(sentence):
            continue
        if _is_capped_below(sentence, scene.sentences[index + 1 : index + 2]):
            found.append(Reservation(Code.FAM_CAP, sentence))
            continue
        if (
            words.FAMILY_CAP.search(sentence)
            and re.search(
                r"\d|trekk|trekt|fradrag|frådrag|avkort|reduser|overst|oversky", sentence, re.IGNORECASE
            )
            and not _only_on_top(sentence)
            and not _limits_the_total_alone(sentence)
        ):
            found.append(Reservation(Code.FAM_CAP, sentence))
        elif words.FAMILY_INSIDE.search(sentence) and (
            not words.FAMILY_ON_TOP.search(sentence) or _NOT_ON_TOP.search(sentence)
        ):
            found.append(Reservation(Code.FAM_INCLUDED, sentence))
    return found


_NOT_ON_TOP = re.compile(
    r"\b(?:ikke|ikkje)\b[^.;]{0,60}\b(?:ut\s?over|i\s+tillegg|utenom|utanom)", re.IGNORECASE
)


def _is_capped_below(sentence: str, following: Sequence[str]) -> bool:
    """Return whether families come on top up to a number, and the next sentence deducts what is above it."""
    limited = words.FAMILY_ON_TOP.search(sentence) and re.search(
        r"\b(?:inntil|opptil|opp\s+til|maks\w*|høyst|høgst|oppad)\b", sentence, re.IGNORECASE
    )
    return bool(limited) and any(
        re.search(
            r"overst|overskr|oversky|reduser|trekk|avkort|\bset[jt]?\w*\s+(?:\w+\s+){0,3}ned\b|\bgår\s+ned\b|minsk",
            s,
            re.IGNORECASE,
        )
        for s in following
    )


def _limits_the_total_alone(sentence: str) -> bool:
    """Return whether the limit stands on the number and the families are only said to be inside it."""
    family, inside = words.FAMILY.search(sentence), words.FAMILY_INSIDE.search(sentence)
    cap = words.FAMILY_CAP.search(sentence)
    return bool(
        family and inside and cap and cap.end() < inside.start() < family.start() and cap.group() != "trekk"
    )


def _only_on_top(sentence: str) -> bool:
    """Return whether a family sentence sets no cap: nothing is deducted and no family number is named."""
    deducted = re.search(
        r"trekk|trekt|fradrag|frådrag|avkort|reduser|overst|overskrid|oversky|re[gk]n\w*\s+(?:med|inn)",
        sentence,
        re.IGNORECASE,
    )
    return bool(words.FAMILY_ON_TOP.search(sentence)) and not deducted


def _topics(scene: Scene) -> list[Reservation]:
    """A condition with a topic; a strong condition without one is OTHER."""
    found: list[Reservation] = []
    listed = _listed_conditions(scene.sentences)
    for index, sentence in enumerate(scene.sentences):
        if index not in listed and not is_conditional(sentence):
            continue
        strong = words.STRONG_CONDITION.search(sentence) or words.IF.search(sentence) or index in listed
        governed = sentence if index in listed else after_condition(sentence)
        codes = [code for code, topic in words.TOPICS if topic.search(governed)]
        if not codes and sentence != scene.amounts.evidence:
            codes = [code for code, topic in words.TOPICS if topic.search(sentence)]
        if words.REVIEW.search(sentence) and not re.search(r"\bstat(?:en|lig|leg)", sentence, re.IGNORECASE):
            codes = [code for code in codes if code is not Code.FUNDING]
        if Code.CAPACITY in codes and words.NEEDS.search(governed):
            codes = [code for code in codes if code is not Code.CAPACITY] + [Code.PROFILE]
        if words.FAMILY.search(sentence) or words.EM_NOUN.search(sentence):
            codes = [code for code in codes if code is not Code.PROFILE]
        found.extend(Reservation(code, sentence) for code in codes)
        explained = words.FAMILY.search(sentence) or words.EM_NOUN.search(sentence) or _has_own_code(sentence)
        opens_list = index + 1 in listed and index not in listed
        if not codes and strong and not explained and not opens_list:
            found.append(Reservation(Code.OTHER, sentence))
    return found


def _listed_conditions(sentences: Sequence[str]) -> set[int]:
    """Return which sentences are the points of a list that a condition opens ("on these terms:")."""
    listed: set[int] = set()
    for index, sentence in enumerate(sentences):
        opens = re.search(r":\s*$|\b(?:at|om|dersom|hvis|viss)$", sentence) is not None and is_conditional(
            sentence
        )
        if opens or (index in listed and index + 1 < len(sentences)):
            following = sentences[index + 1] if index + 1 < len(sentences) else ""
            if (
                following[:1].islower()
                or re.match(r"At\b", following)
                or re.search(r",\s*(?:og)?$|;$", following)
            ):
                listed.add(index + 1)
    return listed


def _has_own_code(sentence: str) -> bool:
    return is_split(sentence, None) or any(
        pattern.search(sentence)
        for pattern in (
            words.REVIEW,
            words.NATIONALITY,
            words.QUOTA,
            words.UNWANTED,
            words.SUPPLEMENTARY,
            words.MAY_BE_OVERRUN,
        )
    )


def _em(scene: Scene) -> list[Reservation]:
    found: list[Reservation] = []
    mention = scene.amounts.em_mention
    if mention is not None and (mention.is_upper_limit or mention.is_loose):
        found.append(Reservation(Code.EM_CONDITION, mention.sentence))
    for before, sentence in zip(("", *scene.sentences), scene.sentences, strict=False):
        if words.EM_NOUN.search(before) and _AGE.search(sentence):  # "They shall be over 15"
            found.append(Reservation(Code.EM_CONDITION, sentence))
        if not words.EM_NOUN.search(sentence):
            continue
        refused = sentence == scene.amounts.em_evidence and scene.amounts.em == 0
        if refused and not re.search(r"over\s+1\d|under\s+1\d|fylt", sentence):
            if scene.requested_em:
                found.append(Reservation(Code.EM_CONDITION, sentence))
            continue
        around = _around_em(sentence)
        if words.EM_LIMIT.search(around) or (
            is_conditional(sentence) and words.EM_NOUN.search(after_condition(sentence))
        ):
            found.append(Reservation(Code.EM_CONDITION, sentence))
    return found


_AGE = re.compile(
    r"\b(?:over|under|fylte?|minst|eldre\s+enn|yngre\s+enn)\s+(?:fylte\s+)?1\d(?:\s+år)?\b(?!\s*(?:flykt|person))",
    re.IGNORECASE,
)


def _around_em(sentence: str) -> str:
    match = words.EM_NOUN.search(sentence)
    if match is None:
        return ""
    start = max((sentence.rfind(stop, 0, match.start()) for stop in (",", ";", " og ")), default=-1)
    return sentence[start + 1 :]


def _changes(scene: Scene) -> list[Reservation]:  # noqa: C901 - ordered rules, one after the other
    """SUPPLEMENT, BY_REFERENCE and REVIEW."""
    found: list[Reservation] = []
    for sentence in scene.sentences:
        if words.CARRY_OVER.search(sentence):
            continue
        if _speaks_of_later_years(sentence, scene) and not is_per_year(scene.amounts.evidence):
            continue
        review = words.REVIEW.search(sentence) and not words.INSTRUCTION.search(sentence)
        if review and re.search(
            r"\bkan\b|dersom|hvis|viss|\brett|forbehold|atterhald|\bskal\b|\bvil\b|^\W*(?:blir|vert|skulle|skjer)\b",
            sentence,
            re.IGNORECASE,
        ):
            found.append(Reservation(Code.REVIEW, sentence))
            continue
        if (
            (words.SUPPLEMENTARY.search(sentence) or words.REPEALED.search(sentence))
            and not words.SPARE_CAPACITY.search(sentence)
            and not words.FAMILY.search(sentence)
        ):
            if re.search(r"\bprosent\b|%|\bstilling|årsverk", sentence, re.IGNORECASE):
                continue
            about = ABOUT_SETTLEMENT.search(sentence) or words.REPEALED.search(sentence)
            if about and not _is_spare(scene, sentence):
                found.append(Reservation(Code.SUPPLEMENT, sentence))
        elif review:
            found.append(Reservation(Code.REVIEW, sentence))
    if any(
        m.role is Role.ADDED and m.unit in {Unit.PERSONS, Unit.BARE} and m is scene.amounts.total
        for m in scene.amounts.numbers
    ):
        total = scene.amounts.total
        found.append(Reservation(Code.SUPPLEMENT, total.sentence if total else ""))
    if scene.amounts.points_to_request:
        found.append(Reservation(Code.BY_REFERENCE, scene.amounts.evidence))
    return found


def _speaks_of_later_years(sentence: str, scene: Scene) -> bool:
    """Return whether a sentence that gives no number is about years after the cycle's."""
    later = [y for y in find_years(sentence) if scene.year is not None and y.first > scene.year]
    return bool(later) and not any(m.sentence == sentence for m in scene.amounts.numbers)


def _is_spare(scene: Scene, sentence: str) -> bool:
    numbers = [m for m in scene.amounts.numbers if m.sentence == sentence]
    return bool(numbers) and all(m.role is Role.SPARE for m in numbers)


RULES: tuple[Rule, ...] = (_limits, _family, _topics, _em, who_comes, when_they_come, _changes)
