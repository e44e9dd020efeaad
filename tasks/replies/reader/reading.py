"""From one document's text to what the council decided: `read_vedtak` and the steps it takes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from tasks.core.model.municipality import Register
from tasks.core.model.vedtak import DocumentFlag, Outcome, VedtakReading
from tasks.replies.reader.adopted import Adopted, Basis, find_adopted
from tasks.replies.reader.amounts import Amounts, all_mentions, read_amounts
from tasks.replies.reader.answers import ACCEPTING
from tasks.replies.reader.case import find_case_number, find_decision_day
from tasks.replies.reader.cleaning import clean
from tasks.replies.reader.dates import find_years
from tasks.replies.reader.doubts import with_doubts, with_net
from tasks.replies.reader.finality import not_final_reason
from tasks.replies.reader.found import Found
from tasks.replies.reader.limits import MOST_DECIDED, MOST_SENTENCES, within_limits
from tasks.replies.reader.mentions import Role, has_too_many_numbers
from tasks.replies.reader.outcome import RequestContext, outcome_of
from tasks.replies.reader.place import BY_HINT, SHARED_NAME, Place, find_place
from tasks.replies.reader.prose import is_request_letter
from tasks.replies.reader.quotes import without_quoted_mail
from tasks.replies.reader.reservations import family_included, find_reservations
from tasks.replies.reader.roles import INFORMS
from tasks.replies.reader.scene import Scene
from tasks.replies.reader.sections import ABOUT_SETTLEMENT, Item, split_items
from tasks.replies.reader.sender import sender_flag, sender_owner
from tasks.replies.reader.sentences import all_sentences
from tasks.replies.reader.units import Unit

_SETTLEMENT_TITLE = re.compile(r"bosett|bosetj|busett|busetj|flyktning|asyl|mindreårig|imdi", re.IGNORECASE)


_IS_ABOUT = re.compile(ABOUT_SETTLEMENT.pattern + r"|anmodning|oppmoding", re.IGNORECASE)


def read_vedtak(text: str, register: Register, context: RequestContext | None = None) -> VedtakReading:
    """Return what the text says was decided, with evidence; ``needs_person`` whenever that is not plain.

    The number asked for is used to name the outcome and never to fill in a count.
    """
    return reading_of(find_decision(text), register, context)


def reading_of(
    found: Found, register: Register, context: RequestContext | None, hint: str | None = None
) -> VedtakReading:
    """Return the reading of a document whose decision was found; ``hint`` is whose it is when the text does
    not say.
    """
    year, year_reason = decided_year(found, context)
    amounts = read_amounts(found.sentences, year)
    place = settled_place(
        find_place(found.text, found.adopted.text, register), hint or _sender(found, register)
    )
    reading = _reading(found, amounts, place, register, year, context)
    reading = with_doubts(reading, found, amounts, place, year_reason)
    reading = with_net(
        reading, Scene(found.sentences, amounts, year, context.requested_em if context else None)
    )
    others = other_years(reading, amounts, context)
    if year is not None and any(other.year is not None and other.year > year for other in others):
        reading = replace(reading, needs_person=True, reasons=(*reading.reasons, "DECIDES_A_LATER_YEAR_TOO"))
    return replace(reading, other_readings=others)


def _sender(found: Found, register: Register) -> str | None:
    owner = sender_owner(found.text, register)
    return owner.number if owner else None


def settled_place(place: Place, hint: str | None) -> Place:
    """Return the place a text names, or the hinted one where the text names none or a name several share."""
    if place.number is None and hint is not None and (not place.candidates or hint in place.candidates):
        return Place(hint, BY_HINT)
    return place


def other_years(
    reading: VedtakReading, amounts: Amounts, context: RequestContext | None
) -> tuple[VedtakReading, ...]:
    """Return a reading for each other year the adopted text gives its own number for, in order."""
    others: dict[int, VedtakReading] = {}
    for mention in amounts.numbers:
        year = mention.year
        ours = (
            mention.role is Role.TOTAL
            and mention.unit in {Unit.PERSONS, Unit.BARE}
            and mention.value is not None
        )
        if not ours or year is None or year.first != year.last or year.first in {reading.year, *others}:
            continue
        flags = (DocumentFlag.WRONG_YEAR,) if context is not None and year.first != context.year else ()
        others[year.first] = replace(
            reading,
            year=year.first,
            count=mention.value,
            em_count=None,
            implied_count=None,
            outcome=Outcome.UNCLEAR,
            flags=flags,
            count_evidence=mention.sentence,
            reservations=(),
            needs_person=True,
            reasons=("OTHER_YEAR",),
            other_readings=(),
        )
    return tuple(others.values())


@lru_cache(maxsize=16)
def find_decision(text: str) -> Found:
    """Return the cleaned document, the agenda item about settlement, and its adopted text in sentences."""
    read = within_limits(text)
    cleaned = without_quoted_mail(clean(read))
    items = split_items(cleaned)
    item = settlement_item(items)
    adopted = find_adopted(item)
    if (
        adopted.basis in {Basis.NONE, Basis.PROSE}
        and is_request_letter(cleaned)
        and not _reports_decision(adopted.text)
    ):
        adopted = Adopted("", Basis.NONE, "", ("the text is IMDi's request, not a vedtak",))
    too_long = len(read) < len(text) or adopted.is_too_long or len(adopted.text) > MOST_DECIDED
    adopted = replace(adopted, text=adopted.text[:MOST_DECIDED])
    sentences = all_sentences(adopted.text)
    too_long |= len(sentences) > MOST_SENTENCES or any(map(has_too_many_numbers, sentences))
    return Found(cleaned, item, tuple(items), adopted, tuple(sentences[:MOST_SENTENCES]), too_long)


_SETTLES_SO_MANY = re.compile(
    r"(?:bosett|buset|\bta\w*\s+imot|\btek\s+imot|\bmott)\w*[^.;\n]{0,60}\s(?:flyktning|person)",
    re.IGNORECASE,
)


def settlement_item(items: list[Item]) -> Item:
    """Return the agenda item about settling refugees; the one with a vedtak if several speak of it."""

    def score(item: Item) -> tuple[int, int, int]:
        adopted = find_adopted(item)
        has = {Basis.VEDTAK: 3, Basis.RESOLVED: 3, Basis.PROSE: 2, Basis.PROPOSAL: 1, Basis.NONE: 0}[
            adopted.basis
        ]
        about = len(_SETTLEMENT_TITLE.findall(item.title)) * 3 + min(
            len(ABOUT_SETTLEMENT.findall(adopted.text)), 3
        )
        about += 2 * (_SETTLES_SO_MANY.search(adopted.text) is not None)
        return (min(about, 1), has, about)

    return items[0] if len(items) == 1 else max(items, key=score)


def decided_year(found: Found, context: RequestContext | None) -> tuple[int | None, str | None]:
    """Return the year the adopted text decides for, and a reason when the text does not say.

    The cycle's year wins among several the text names; else the item's title and the document's head are
    asked.
    """
    numbers = all_mentions(found.sentences)
    bound = [
        m.year
        for m in numbers
        if m.year is not None and m.role.value in {"total", "families", "requested", "added", "em", "refused"}
    ]
    in_text = bound or [
        y
        for sentence in found.sentences
        if _IS_ABOUT.search(sentence) and not INFORMS.match(sentence)
        for y in find_years(sentence)
    ]
    wanted = context.year if context else None
    if wanted is not None and any(y.covers(wanted) for y in in_text):
        return wanted, None
    if in_text:
        return in_text[0].first, None
    title = [y for line in (found.item.title, *_title_lines(found)) for y in find_years(line)]
    if wanted is not None and any(y.covers(wanted) for y in title):
        return wanted, None
    if title:
        return title[-1].last if wanted is None else title[0].first, None
    day = find_decision_day(found.text, found.adopted.text)
    if day is not None and re.search(
        r"\b(?:neste|kommende|komande)\s+år\b", found.adopted.text, re.IGNORECASE
    ):
        return day.year + 1, None
    return None, "YEAR_NOT_STATED"


def _title_lines(found: Found) -> list[str]:
    lines = [line for section in found.item.sections for line in (section.heading, *section.lines)]
    return [
        line
        for line in lines
        if ABOUT_SETTLEMENT.search(line) and len(line) < 140 and not line.rstrip().endswith(".")
    ][:6]


def _reports_decision(text: str) -> bool:
    return (
        re.search(
            r"\bved(?:tok|tatt|teke|tar|tek)\b|\bvedtak\w*\s+(?:er|ble|vart|fattet|gjort)",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def _reading(
    found: Found,
    amounts: Amounts,
    place: Place,
    register: Register,
    year: int | None,
    context: RequestContext | None,
) -> VedtakReading:
    in_line = any(
        ACCEPTING.search(s) and re.search(r"anmod|oppmod", s, re.IGNORECASE) for s in found.sentences
    )
    outcome, _ = outcome_of(amounts, context, in_line=in_line)
    scene = Scene(found.sentences, amounts, year, context.requested_em if context else None)
    municipality = register.by_number().get(place.number or "")
    implied = context.requested if amounts.points_to_request and context is not None else None
    return VedtakReading(
        municipality_number=place.number,
        municipality=municipality.display_name if municipality else None,
        year=year,
        count=amounts.count,
        em_count=0 if amounts.is_declined and amounts.em is None and amounts.count == 0 else amounts.em,
        implied_count=implied,
        outcome=outcome,
        reservations=find_reservations(scene) if found.adopted.basis is not Basis.NONE else (),
        flags=flags_of(found, place, register, year, context),
        family_reunification_included=family_included(found.sentences),
        case_no=find_case_number(found.item.text, item_number=found.item.number),
        decision_date=decision_day(found),
        count_evidence=amounts.evidence,
        needs_person=False,
        reasons=(),
        trail=(*found.adopted.trail, BY_HINT) if place.how == BY_HINT else found.adopted.trail,
    )


def decision_day(found: Found) -> date | None:
    """Return the day of the decision, from the item or else the whole document."""
    return find_decision_day(found.item.text, found.adopted.text) or find_decision_day(
        found.text, found.adopted.text
    )


def flags_of(
    found: Found, place: Place, register: Register, year: int | None, context: RequestContext | None
) -> tuple[DocumentFlag, ...]:
    """Return the doubts about the document itself that its text shows."""
    sender = sender_flag(found.text, place, register)
    flags: list[DocumentFlag] = [sender] if sender else []
    if place.is_ambiguous and place.how == SHARED_NAME:
        flags.append(DocumentFlag.NAME_AMBIGUOUS)
    if context is not None and year is not None and year != context.year:
        flags.append(DocumentFlag.WRONG_YEAR)
    if not_final_reason(found.item, found.adopted):
        flags.append(DocumentFlag.NOT_FINAL)
    return tuple(flags)
