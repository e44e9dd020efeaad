"""Postal addresses out of Enhetsregisteret's files; what is unusable is left out, what is broken is refused."""

from __future__ import annotations

import json

import pytest

from config.postal_addresses import read_addresses
from tasks.core.model.errors import BadInput
from tasks.core.model.postal_address import PostalAddress


def a_unit(number="921060157", **changes) -> dict:
    address = {"landkode": "NO", "postnummer": "0000", "poststed": "STED", "adresse": ["Postboks 1"]}
    return {
        "organisasjonsnummer": number,
        "navn": "STAD KOMMUNE",
        "epostadresse": "postmottak@example.invalid",
        "postadresse": address,
        **changes,
    }


def read(tmp_path, content) -> dict[str, PostalAddress]:
    file = tmp_path / "enheter.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read_addresses(file)


STAD = PostalAddress(("Postboks 1",), "0000", "STED", "NO", "postmottak@example.invalid")


@pytest.mark.parametrize(
    "wrap",
    [
        lambda unit: unit,
        lambda unit: [unit],
        lambda unit: {"_embedded": {"enheter": [unit]}, "page": {"number": 0}},
        lambda unit: [{"_embedded": {"enheter": [unit]}}, {"_embedded": {"enheter": [unit]}}],
    ],
    ids=["one unit", "a list", "a page", "pages"],
)
def test_every_form_the_register_gives(tmp_path, wrap):
    assert read(tmp_path, wrap(a_unit())) == {"921060157": STAD}


def test_the_business_address_stands_in_for_a_missing_postal_one(tmp_path):
    business = {"landkode": "NO", "postnummer": "0001", "poststed": "STED", "adresse": ["Gate 1"]}
    unit = a_unit(postadresse={"poststed": "STED", "adresse": []}, forretningsadresse=business)
    assert read(tmp_path, unit)["921060157"].lines == ("Gate 1",)


@pytest.mark.parametrize(
    "change",
    [
        {"adresse": []},
        {"adresse": ["x" * 71]},
        {"poststed": ""},
        {"postnummer": "12"},
        {"postnummer": None},
        {"landkode": "Norge"},
    ],
)
def test_what_svarut_would_refuse_counts_as_missing(tmp_path, change):
    unit = a_unit()
    unit["postadresse"] |= change
    assert read(tmp_path, unit) == {}


def test_more_than_three_lines_are_joined(tmp_path):
    unit = a_unit()
    unit["postadresse"]["adresse"] = ["Rådhuset", "2. etasje", "Gate 1", "Inngang B", None]
    assert read(tmp_path, unit)["921060157"].lines == ("Rådhuset", "2. etasje", "Gate 1, Inngang B")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("{not json", "it is not JSON"),
        ({"fant": "ingenting"}, "no units"),
        ([a_unit("12345678")], "not nine digits"),
        (
            [a_unit(), a_unit(postadresse={**a_unit()["postadresse"], "poststed": "ET ANNET"})],
            "two different",
        ),
    ],
)
def test_a_broken_file_is_refused_whole(tmp_path, content, what):
    with pytest.raises(BadInput, match=what):
        read(tmp_path, content)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadInput, match="ANMODNING_ADDRESSES_FILE"):
        read_addresses(tmp_path / "borte.json")
