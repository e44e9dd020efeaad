"""Every state and code that an operator may meet has a Norwegian word."""

import importlib
import pkgutil
from enum import StrEnum

import pytest

import tasks.core.model
from tasks.core.model.reconciliation import Cause, NextAction
from tasks.reporting import words
from tasks.reporting.words import action_word, missing_words, word


def _enums() -> list[type[StrEnum]]:
    found: set[type[StrEnum]] = set()
    for module in pkgutil.iter_modules(tasks.core.model.__path__, "tasks.core.model."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum:
                found.add(value)
    return sorted(found, key=lambda enum: enum.__name__)


def test_the_model_has_the_enums_this_test_looks_for():
    assert {"Cause", "NextAction", "PositionState", "Severity", "ReasonCode"} <= {
        e.__name__ for e in _enums()
    }


@pytest.mark.parametrize("enum", _enums(), ids=lambda enum: enum.__name__)
def test_no_word_is_missing(enum):
    missing = [value.name for value in enum if not words._WORDS.get((enum, value.value), "").strip()]
    assert missing == []


@pytest.mark.parametrize("enum", _enums(), ids=lambda enum: enum.__name__)
def test_words_are_norwegian_and_not_the_code(enum):
    assert [value.name for value in enum if "_" in word(value)] == []


@pytest.mark.parametrize("enum", [Cause, NextAction], ids=lambda enum: enum.__name__)
def test_no_two_causes_or_actions_read_alike(enum):
    assert len({word(value) for value in enum}) == len(enum)


def test_same_code_in_two_enums_keeps_its_own_word():
    from tasks.core.model.position import PositionState
    from tasks.core.model.vedtak import RegistrationStatus

    assert word(PositionState.DECLINED) != word(RegistrationStatus.DECLINED)


def test_a_next_action_as_text_is_worded_and_free_text_is_kept():
    assert action_word("remind") == "Send purring"
    assert action_word("Ring rådmannen") == "Ring rådmannen"


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        ((), ""),
        (("copy",), "skriftlig kopi"),
        (("registration", "copy", "ks_copy"), "registrering i IMDinett, skriftlig kopi og kopi til KS"),
        (("noe nytt",), "noe nytt"),
    ],
)
def test_what_is_missing_is_listed(codes, text):
    assert missing_words(codes) == text
