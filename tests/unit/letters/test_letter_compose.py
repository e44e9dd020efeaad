"""Letters composed from the year, the register and a round say what those say."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from config.cycle.reader import read_cycle
from config.cycle.year import NeutralPolicy
from config.register_reader import read_register
from tasks.core.model.allocation import Allocation, ReasonCode
from tasks.core.model.errors import BadInput
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Language, WrittenStandard
from tasks.core.model.need import Need
from tasks.core.model.position import Missing
from tasks.core.model.reference import letter_reference
from tasks.core.model.request import Request, RequestKind
from tasks.letters.compose import (
    adjusted_letter,
    clarification_letter,
    closing_letter,
    information_letter,
    reminder_letter,
    request_letter,
    supplementary_letter,
    withdrawal_letter,
)
from tasks.letters.content_parts import Difference, Persons
from tasks.letters.language import language_of

DAY = date(2019, 10, 24)
LATER = date(2020, 6, 15)
SUMMER_NEED = Need(2020, 3600, 100, 30)


@pytest.fixture(scope="module")
def cycle():
    return read_cycle(2020)


@pytest.fixture(scope="module")
def register():
    return read_register(2020)


def reference(number, kind, revision=1):
    return letter_reference("ANM", 2020, number, kind, revision)


def row(number="5057", count=15, em=0, em_under_15=0, *, asked=True, **changes):
    return replace(
        Allocation(number, asked, count, em, em_under_15, ReasonCode.SHARE, share=Fraction(44, 3)), **changes
    )


def issued(number="5057", count=15, em=0, kind=RequestKind.ORIGINAL):
    ref = reference(number, LetterKind.REQUEST if kind is RequestKind.ORIGINAL else LetterKind.ADJUSTED)
    return Request(2020, number, kind, 1, count, em, None if em is None else 0, ref, date(2019, 12, 20), DAY)


def the_request(cycle, register, number="5057", **changes):
    municipality = register.by_number()[number]
    ref = reference(number, LetterKind.REQUEST)
    return request_letter(cycle, register, municipality, row(number, **changes), letter_ref=ref, dated=DAY)


def test_the_seed_letter_comes_out_of_the_year_file(cycle, register):
    content = the_request(cycle, register)
    assert content.language is Language.NB
    assert content.persons == Persons(15, 0, 0)
    assert content.deadline == date(2019, 12, 20)
    assert content.need == Need(2020, 5100, 140, 40)
    assert (content.sender.office, content.sender.signatory_name) == ("IMDi Midt-Norge", "Rune S. Foss")
    assert (content.contacts.imdi_email, content.contacts.ks_email) == ("post@imdi.no", "nina.gran@ks.no")
    assert str(content.grants.coverage) == "99.6"
    assert content.recipient.merged_from == ("Bjugn", "Ørland")
    assert content.explanation is None


def test_its_twin_is_written_in_nynorsk(cycle, register):
    content = the_request(cycle, register, "1520")
    assert content.language is Language.NN
    assert content.annex[0].title == cycle.allocation.weighed()[0][0].title_nn


def test_annex_1_holds_the_weighed_criteria_and_their_weights_are_all_of_it(cycle, register):
    annex = the_request(cycle, register).annex
    assert sum(criterion.weight_percent for criterion in annex) == 100
    assert [c.title for c in annex] == [c.title_nb for c, _ in cycle.allocation.weighed()]


@pytest.mark.parametrize(
    ("number", "merged", "part"),
    [
        ("5055", ("Halsa", "Hemne"), ("Snillfjord",)),
        ("5056", ("Hitra",), ("Snillfjord",)),
        ("0301", (), ()),
        ("5426", (), ()),  # renumbered only
    ],
)
def test_mergers_and_splits_of_the_year_are_known(cycle, register, number, merged, part):
    recipient = the_request(cycle, register, number).recipient
    assert (recipient.merged_from, recipient.part_from) == (merged, part)


def test_sami_and_kven_names_come_along(cycle, register):
    assert the_request(cycle, register, "5426").recipient.other_names == ("Gáivuotna", "Kaivuono")


@pytest.mark.parametrize(
    ("standard", "policy", "language"),
    [
        (WrittenStandard.BOKMAL, NeutralPolicy.NYNORSK, Language.NB),
        (WrittenStandard.NYNORSK, NeutralPolicy.BOKMAL, Language.NN),
        (WrittenStandard.NEUTRAL, NeutralPolicy.BOKMAL, Language.NB),
        (WrittenStandard.NEUTRAL, NeutralPolicy.NYNORSK, Language.NN),
    ],
)
def test_the_policy_decides_for_neutral_municipalities_alone(register, standard, policy, language):
    municipality = replace(register.by_number()["5057"], written_standard=standard)
    assert language_of(municipality, policy) is language


def test_every_municipality_can_be_asked_and_informed(cycle, register):
    for municipality in register.municipalities:
        number = municipality.number
        assert the_request(cycle, register, number).sender.office.startswith("IMDi ")
        not_asked = Allocation(number, False, 0, 0, 0, ReasonCode.NOT_ASKED_SIZE)
        ref = reference(number, LetterKind.INFORMATION)
        letter = information_letter(cycle, register, municipality, not_asked, letter_ref=ref, dated=DAY)
        assert letter.reason is ReasonCode.NOT_ASKED_SIZE


def test_one_that_is_asked_is_not_told_that_it_is_not(cycle, register):
    ref = reference("5057", LetterKind.INFORMATION)
    with pytest.raises(BadInput, match="asked for 15 persons"):
        information_letter(cycle, register, register.by_number()["5057"], row(), letter_ref=ref, dated=DAY)


def test_a_county_without_an_office_is_named(cycle, register):
    bare = cycle.model_copy(update={"offices": ()})
    with pytest.raises(BadInput, match="no regional office serves county 50 Trøndelag"):
        the_request(bare, register)


def test_a_merged_away_municipality_gets_no_letter(cycle, register):
    bjugn = replace(register.by_number()["5057"], number="5017", name="Bjugn")
    ref = reference("5017", LetterKind.REQUEST)
    with pytest.raises(BadInput, match="5057"):
        request_letter(cycle, register, bjugn, row("5017"), letter_ref=ref, dated=DAY)


def test_the_explanation_carries_the_rounds_own_figures(cycle, register):
    allocation = row(next_up=5230, reason=ReasonCode.FLOOR)
    ref = reference("5057", LetterKind.REQUEST)
    content = request_letter(
        cycle, register, register.by_number()["5057"], allocation, letter_ref=ref, dated=DAY, explained=True
    )
    assert content.explanation is not None
    assert (content.explanation.share_tenths, content.explanation.next_up) == (147, 5230)


def follow_up(function, cycle, register, kind, *args, number="5057", **changes):
    ref = reference(number, kind)
    return function(
        cycle, register, register.by_number()[number], *args, letter_ref=ref, dated=LATER, **changes
    )


def test_an_adjustment_down_keeps_the_old_deadline_as_a_fact(cycle, register):
    content = follow_up(
        adjusted_letter,
        cycle,
        register,
        LetterKind.ADJUSTED,
        row(count=10),
        previous=issued(),
        need=SUMMER_NEED,
    )
    assert (content.persons, content.deadline, content.need) == (
        Persons(10, 0, 0),
        date(2019, 12, 20),
        SUMMER_NEED,
    )
    assert content.earlier is not None
    assert content.earlier.letter_ref == reference("5057", LetterKind.REQUEST)


@pytest.mark.parametrize(
    ("title", "changes", "decided"),
    [
        ("down to its own vedtak", {"count": 10, "bound": "vedtak:10"}, 10),
        ("to nobody, as it decided", {"count": 0, "asked": False, "set_reason": "declined; share=0"}, 0),
        ("down with the need", {"count": 10, "bound": "floor:10"}, None),
        ("its EM alone change, at its vedtak", {"count": 15, "bound": "vedtak:15"}, None),
    ],
)
def test_an_adjustment_to_the_councils_own_number_says_so(cycle, register, title, changes, decided):
    arguments = (adjusted_letter, cycle, register, LetterKind.ADJUSTED, row(**changes))
    content = follow_up(*arguments, previous=issued(), need=SUMMER_NEED)
    assert content.decided == decided, title
    assert content.persons is not None
    assert content.persons.count == changes["count"]


def test_an_adjustment_up_needs_a_deadline_that_can_be_kept(cycle, register):
    arguments = (adjusted_letter, cycle, register, LetterKind.ADJUSTED, row(count=20))
    with pytest.raises(BadInput, match="deadline 2019-12-20"):
        follow_up(*arguments, previous=issued(), need=SUMMER_NEED)
    later = follow_up(*arguments, previous=issued(), need=SUMMER_NEED, deadline=date(2020, 8, 31))
    assert later.deadline == date(2020, 8, 31)


def test_a_supplementary_letter_asks_for_the_addition_alone(cycle, register):
    def asked(previous, **numbers):
        return follow_up(
            *(supplementary_letter, cycle, register, LetterKind.SUPPLEMENTARY, row(**numbers)),
            previous=previous,
            need=SUMMER_NEED,
            deadline=date(2020, 8, 31),
        ).persons

    assert asked(issued(), count=20, em=3, em_under_15=1) == Persons(5, 3, 1)
    assert asked(None, count=12) == Persons(12, 0, 0)
    with pytest.raises(BadInput, match="not more than the 15"):
        asked(issued(), count=15)
    with pytest.raises(BadInput, match="EM is not known"):
        asked(issued(em=None), count=20)


def test_a_withdrawal_names_the_adjustment_and_the_number_that_stands(cycle, register):
    adjusted = issued(count=10, kind=RequestKind.ADJUSTED)
    content = follow_up(
        withdrawal_letter, cycle, register, LetterKind.WITHDRAWAL, withdrawn=adjusted, standing=issued()
    )
    assert content.persons == Persons(15, 0, 0)
    assert content.earlier is not None
    assert (content.earlier.persons.count, content.earlier.letter_ref) == (10, adjusted.letter_ref)


def test_a_reminder_lists_what_is_missing_in_the_letters_order(cycle, register):
    content = follow_up(
        reminder_letter,
        cycle,
        register,
        LetterKind.REMINDER,
        issued(em=None),
        missing=("copy", "registration"),
    )
    assert content.missing == (Missing.REGISTRATION, Missing.COPY)
    assert content.persons == Persons(15, None, None)


def test_a_reminder_of_something_unknown_is_refused(cycle, register):
    with pytest.raises(ValueError, match="'flowers' is not a valid Missing"):
        follow_up(reminder_letter, cycle, register, LetterKind.REMINDER, issued(), missing=("flowers",))


def test_clarification_and_closing_point_to_the_request(cycle, register):
    difference = Difference(15, 12, "12 flyktninger")
    asked = follow_up(
        clarification_letter,
        *(cycle, register, LetterKind.CLARIFICATION, issued()),
        difference=difference,
        answer_by=date(2020, 6, 30),
    )
    thanked = follow_up(closing_letter, cycle, register, LetterKind.CLOSING, issued(), decided=0)
    assert (asked.difference, asked.deadline, thanked.decided) == (difference, date(2020, 6, 30), 0)
