"""The report and the dossier in English: every text of a page has its phrase in the one catalogue, nothing else moves."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from lxml import html
from unit.reporting.test_dossier import a_dossier
from unit.reporting.view_builder import a_full_view, an_empty_view

from config.cycle.reader import read_cycle
from config.settings import InterfaceLanguage
from tasks.core.model.allocation import ConstraintKind, ReasonCode
from tasks.core.model.amendment import AmendmentKind
from tasks.core.model.escalation import EscalationLevel
from tasks.core.model.municipality import WrittenStandard
from tasks.core.model.reconciliation import CaseState, Resolution
from tasks.core.model.request import RequestKind
from tasks.core.model.vedtak import (
    DocumentFlag,
    Grade,
    MessageState,
    Outcome,
    RegistrationStatus,
    ReservationCode,
)
from tasks.reporting import dossier_parts as parts
from tasks.reporting import dossier_rows as rows
from tasks.reporting.dossier import Part, lines
from tasks.reporting.dossier_facts import facts
from tasks.reporting.english import phrase_in_english, saying
from tasks.reporting.english_words import WORDS
from tasks.reporting.html_report import municipality_page_name, write_report
from tasks.reporting.municipality_rows import PublicState, municipality_rows
from tasks.reporting.words import word

EN = InterfaceLanguage.EN
SHOWN = (
    PublicState, RequestKind, MessageState, RegistrationStatus, Grade, ReservationCode, Resolution, AmendmentKind,
    ReasonCode, ConstraintKind, CaseState, WrittenStandard, Outcome, DocumentFlag, EscalationLevel,
)  # fmt: skip
SAME = {
    "Status",
    "EM",
    "Data",
    "Type",
    "Bokmål",
    "Nynorsk",
    "Folketall",
    "Bosetting over tid",
}  # the last two: made up
NORWEGIAN = re.compile(
    r"\b(og|av|ikke|som|til|kommune\w*|frist\w*|vedta\w*|anmod\w*|saker?|tall|svar|dager?)\b", re.IGNORECASE
)
VIEWS = {"full": a_full_view(), "first day": an_empty_view()}


def _names(view):
    """Everything that is a name: longest first, so that a name within a name is taken out whole."""
    names = {m.display_name for m in view.municipalities} | {m.county for m in view.municipalities}
    return sorted(names | set(view.offices.values()), key=len, reverse=True)


def _texts(page):
    """Yield every text and label of a page that is ours to say."""
    ours = "not(ancestor-or-self::*[@translate='no'] or self::script or self::style)"
    for text in html.fromstring(page.decode()).xpath(f"//*[{ours}]/text() | //*[{ours}]/@aria-label"):
        if re.search(r"[A-Za-zÆØÅæøå]{2}", text):
            yield str(text).strip()


def _without(names, text):
    for name in names:
        text = text.replace(name, "")
    return text


@pytest.mark.parametrize("enum", SHOWN, ids=lambda enum: enum.__name__)
def test_every_code_a_page_or_dossier_shows_has_its_english_word(enum):
    shown = {value.name: value.value if enum is PublicState else word(value) for value in enum}
    assert [name for name, text in shown.items() if text not in WORDS] == []


@pytest.mark.parametrize("public", [True, False], ids=["public", "internal"])
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_no_text_of_any_page_stays_norwegian(view, public):
    names = _names(view)
    ours, theirs = write_report(view, public=public), write_report(view, public=public, language=EN)
    assert set(ours) == set(theirs)
    for name in (name for name in ours if name.endswith(".html")):
        assert theirs[name].startswith(b'<!doctype html>\n<html lang="en">')
        before, after = list(_texts(ours[name])), list(_texts(theirs[name]))
        assert len(before) == len(after) > 10, name
        left = [_without(names, text) for text in after]
        assert [text for text in left if NORWEGIAN.search(text)] == [], name
        same = {text for old, text in zip(before, after, strict=True) if old == text} - SAME
        assert [text for text in same if re.search(r"[a-zæøå]{3}", _without(names, text))] == [], name


@pytest.mark.parametrize("public", [True, False], ids=["public", "internal"])
def test_data_files_are_the_same_in_every_language(public):
    view = VIEWS["full"]
    ours, theirs = write_report(view, public=public), write_report(view, public=public, language=EN)
    data = [name for name in ours if not name.endswith(".html")]
    assert len(data) == 3
    assert all(ours[name] == theirs[name] for name in data)


def test_figures_and_names_of_the_table_stay_as_they_are():
    view = VIEWS["full"]
    cells = [
        [
            [cell.text_content() for place, cell in enumerate(row) if place not in (4, 13, 14)]
            for row in html.fromstring(files["kommuner.html"].decode()).xpath(
                "//table[@id='kommuner']/tbody/tr"
            )
        ]
        for files in (write_report(view, public=False), write_report(view, public=False, language=EN))
    ]
    assert len(cells[0]) == 356
    assert cells[0] == cells[1]


@pytest.mark.parametrize("criterion", read_cycle(2020).allocation.criteria, ids=lambda one: one.key)
def test_the_year_files_criteria_have_their_english_text(criterion):
    assert {criterion.title_nb, criterion.description_nb} <= set(WORDS)


@pytest.mark.parametrize("year", [2020])
def test_no_name_of_the_register_is_taken_for_a_word(year):
    from config.register_reader import read_register

    register = read_register(year).municipalities
    names = {m.display_name for m in register} | {m.county for m in register}
    assert {name for name in names if phrase_in_english(name) != name} == set()


# ------------------------------------------------------------------------------------------ the dossier
EMPTY_PARTS = tuple(
    make(())
    for make in (
        parts.request_part, parts.letter_part, parts.sending_part, parts.reminder_part, parts.registration_part,
        parts.message_part, parts.case_part, parts.amendment_part, parts.decision_part,
    )
)  # fmt: skip


@pytest.mark.parametrize("part", EMPTY_PARTS, ids=lambda part: part.key)
def test_every_title_and_head_of_a_dossier_has_its_english_word(part):
    same = {"EM", "Status", "SHA-256"}
    assert {text for text in (part.title, *part.heads) if text not in WORDS} <= same


def test_the_page_of_a_dossier_is_english_throughout():
    view = VIEWS["full"]
    told = (*EMPTY_PARTS, *(replace(part, rows=(("1",) * len(part.heads),)) for part in EMPTY_PARTS))
    dossier = a_dossier(parts=told, sentence="", facts=facts(view, municipality_rows(view)[0]))
    files = write_report(view, public=False, dossiers={dossier.number: dossier}, language=EN)
    names = [*_names(view), dossier.name, dossier.county]
    texts = [_without(names, text) for text in _texts(files[municipality_page_name(dossier.number)])]
    assert len(texts) > 100
    assert [text for text in texts if NORWEGIAN.search(text)] == []
    assert "Mail and readings, " in texts


def test_every_fact_of_every_municipality_is_said_in_english():
    view = VIEWS["full"]
    names = _names(view)
    for row in municipality_rows(view):
        for what, value in facts(view, row):
            told = f"{phrase_in_english(what)}|{_without(names, phrase_in_english(value))}"
            assert not NORWEGIAN.search(told), told
            assert re.findall(r"\d+", phrase_in_english(value)) == re.findall(r"\d+", value)


@pytest.mark.parametrize(
    ("norwegian", "english"),
    [
        (rows.step_words("before-14"), "14 day(s) before the deadline"),
        ("Purring, " + rows.step_words("after-1"), "Reminder, 1 day(s) after the deadline"),
        (rows.step_words("extended-2020-01-31-after-3"), "3 day(s) after the later deadline 31.01.2020"),
        (rows.step_words("round-2020-01-31-before-7"), "7 day(s) before the round's deadline 31.01.2020"),
        (rows.event_word("close"), "Closed by new facts"),
        (rows.decision_words("resolve_case_accept_copy"), "Case settled: The written copy holds"),
        (rows.action_words("program", ""), "the program"),
        ("45, justert til 30 (EM 2)", "45, adjusted to 30 (EM 2)"),
        ("31.01.2020, utsatt", "31.01.2020, extended"),
    ],
)
def test_what_a_dossier_says_in_lines_is_said_in_english(norwegian, english):
    assert phrase_in_english(norwegian) == english


def test_every_event_and_decision_has_its_english_word():
    assert [rows.event_word(kind) for kind in rows.EVENTS if rows.event_word(kind) not in WORDS] == []
    assert [text for text in rows.DECISIONS.values() if text not in WORDS] == []
    for prefix, (_, kind) in rows.DETAILED.items():
        for value in kind:
            told = rows.decision_words(f"{prefix}{value}")
            assert all(part in WORDS for part in told.split(": ")), told


def test_what_somebody_wrote_stays_as_it_was_written_on_the_page_and_in_the_terminal():
    wrote = "Utsatt"  # a word of ours, too: on the page of a person's reason it is the person's
    part = Part(
        "saker",
        "Saker",
        ("Dag", "Hva", "Begrunnelse"),
        (("06.12.2019", "Utsatt", wrote),),
        said=frozenset({2}),
    )
    dossier = a_dossier(parts=(part,))
    files = write_report(VIEWS["full"], public=False, dossiers={dossier.number: dossier}, language=EN)
    shown = html.fromstring(files[municipality_page_name(dossier.number)].decode())
    assert [cell.text_content() for cell in shown.xpath("//tbody/tr/*")] == [
        "06.12.2019",
        "Postponed",
        "Utsatt",
    ]
    assert "  06.12.2019  Postponed  reason given: Utsatt" in list(lines(dossier, saying(EN)))


def test_the_page_and_the_terminal_say_the_same_in_english():
    dossier = replace(a_dossier(), facts=facts(VIEWS["full"], municipality_rows(VIEWS["full"])[0]))
    files = write_report(VIEWS["full"], public=False, dossiers={dossier.number: dossier}, language=EN)
    shown = html.fromstring(files[municipality_page_name(dossier.number)].decode()).text_content()
    printed = list(lines(dossier, saying(EN)))
    for what, value in dossier.facts:
        assert phrase_in_english(what) in shown
        assert phrase_in_english(value) in shown
        assert any(phrase_in_english(what) in line and phrase_in_english(value) in line for line in printed)
    assert "Nothing yet." in shown
    assert "  Nothing yet." in printed


def test_the_day_of_a_dossier_is_the_same_day_in_english():
    assert phrase_in_english(
        "Slik det er kjent 6. desember 2019. Svarfrist 20. desember 2019 (14 dager til fristen)."
    ) == ("As known on 6 December 2019. Deadline 20 December 2019 (14 day(s) to the deadline).")
    assert date(2019, 12, 6) < date(2019, 12, 20)
