"""One export as CSV, as a workbook, by address and as REST pages: the same rows, all of them or none."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from fakes.imdinett import FakeImdinett, running
from openpyxl import Workbook
from werkzeug import Response

from config.register_reader import read_register
from config.settings import Settings
from tasks.core.channels import imdinett
from tasks.core.channels.imdinett import fetch_export
from tasks.core.installation import open_installation
from tasks.core.model.errors import BadInput, StopAndMend, TryAgain
from tasks.core.model.when import Decider, When
from tasks.core.store import decisions, registrations
from tasks.replies.pull_registrations import preview_export, pull_export
from tasks.replies.registration_pages import read_pages

WHEN = When(datetime(2019, 12, 13, 9, tzinfo=UTC), date(2019, 12, 13))
HEADER = [
    "kommunenummer",
    "kommunenavn",
    "vedtak_totalt",
    "vedtak_em",
    "vedtak_status",
    "vedtaksdato",
    "versjon",
]
LINES = [
    ["0301", "Oslo", "137 (20)", "", "vedtatt", "2019-12-11", "3"],
    ["1520", "Ørsta", "", "", "utsatt", "", "1"],
    ["5015", "Ørland", "15", "0", "vedtatt", "2019-12-12", "1"],
    ["1818", "Herøy", "0", "", "avslag", "2019-12-12", "1"],
    ["3427", "Tynset", ":", "", "", "", "1"],
]
ITEMS = [{name: (value or None) for name, value in zip(HEADER, line, strict=True)} for line in LINES]


def nothing(_source):
    return None


def csv_bytes(delimiter=";", encoding="utf-8-sig"):
    text = "\n".join(delimiter.join(line) for line in [HEADER, *LINES])
    return text.encode(encoding)


def workbook_bytes():
    book = Workbook()
    for line in [HEADER, *LINES]:
        book.active.append([int(cell) if cell in {"15", "0"} else cell or None for cell in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_at(location, kept=nothing):
    rows = read_pages(fetch_export(location, 2020, kept), register=read_register(2020), year=2020)
    return [replace(row, source_sha256="", row=0) for row in rows]


def test_every_source_gives_the_same_rows(tmp_path, httpserver):
    kinds = {
        "semicolons.csv": csv_bytes(),
        "commas.csv": csv_bytes(",", "utf-8"),
        "cp1252.csv": csv_bytes(";", "cp1252"),
        "book.xlsx": workbook_bytes(),
    }
    found = []
    for name, content in kinds.items():
        (tmp_path / name).write_bytes(content)
        httpserver.expect_request(f"/{name}").respond_with_data(content)
        found += [rows_at(str(tmp_path / name)), rows_at((tmp_path / name).as_uri())]
        found.append(rows_at(httpserver.url_for(f"/{name}")))
    with running(FakeImdinett(ITEMS)) as fake:
        found += [rows_at(fake.base), rows_at(fake.base + "/vedtak")]
        assert [cursor for cursor, _ in fake.asked] == ["", "2", "4"] * 2
    assert len(found) == 14
    assert all(rows == found[0] for rows in found)
    assert [(r.number, r.count, r.em, r.mark) for r in found[0]] == [
        ("0301", 137, 20, ""),
        ("1520", None, None, ""),
        ("5057", 15, 0, ""),
        ("1818", 0, None, ""),
        ("3427", None, None, ":"),
    ]


def test_a_row_knows_its_page(tmp_path):
    with running(FakeImdinett(ITEMS)) as fake:
        pages = fetch_export(fake.base, 2020, nothing)
    rows = read_pages(pages, register=read_register(2020), year=2020)
    assert [row.row for row in rows] == [1, 2, 1, 2, 1]
    assert len({row.source_sha256 for row in rows}) == 3


@pytest.fixture
def service():
    with running(FakeImdinett([dict(item) for item in ITEMS])) as fake:
        yield fake


@pytest.fixture
def here(tmp_path, service):
    with open_installation(Settings(home=tmp_path, registrations_url=service.base)) as opened:
        yield opened


def test_unchanged_pages_are_not_sent_again_and_changed_ones_are(here, service):
    assert len(pull_export(here, 2020, WHEN).new) == 5
    changes = pull_export(here, 2020, WHEN)
    assert (changes.to_store, len(changes.same), service.unchanged) == ((), 5, 3)
    service.rows[2] |= {"vedtak_totalt": "18", "versjon": "2"}
    changes = pull_export(here, 2020, WHEN)
    assert [(c.before.count, c.after.count) for c in changes.changed] == [(15, 18)]
    assert service.unchanged == 5


def test_a_busy_service_is_waited_for_as_long_as_it_says(here, service):
    service.busy = ["0", "0"]
    assert len(pull_export(here, 2020, WHEN).new) == 5
    service.busy = ["86400"]
    with pytest.raises(TryAgain, match="answered 429: try again later"):
        pull_export(here, 2020, WHEN)


def test_a_service_that_stays_busy_is_asked_later(service, monkeypatch):
    monkeypatch.setattr(imdinett, "WAIT_SECONDS", 0.01)
    service.busy = [""] * 9
    with pytest.raises(TryAgain, match="answered 429"):
        fetch_export(service.base, 2020, nothing)
    assert len(service.busy) == 4


def test_an_extract_that_changes_between_pages_is_not_used(here, service):
    service.change_after_first_page = True
    with pytest.raises(TryAgain, match="new extract of 2020 between two pages"):
        pull_export(here, 2020, WHEN)
    with here.store.begin() as tx:
        assert registrations.latest(tx, 2020) == {}


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"vedtak_totalt": "femten"}, "page 2, row 1, column vedtak_totalt: 'femten' is not a whole number"),
        ({"vedtak_totalt": {"x": 1}}, "page 2, row 1: vedtak_totalt is no text and no number"),
        ({"vedtak_totalt": True}, "page 2, row 1: vedtak_totalt is no text and no number"),
        ({"kommunenummer": "9999"}, "not in the register of 2020"),
    ],
)
def test_one_bad_row_on_one_page_refuses_all(here, service, bad, said):
    service.rows[2] |= bad
    with pytest.raises(BadInput, match=said.replace("(", r"\(")):
        pull_export(here, 2020, WHEN)
    with here.store.begin() as tx:
        assert registrations.latest(tx, 2020) == {}


def test_what_is_no_service_says_which_setting(httpserver, service):
    httpserver.expect_request("/api/vedtak").respond_with_data("<html>Logg inn</html>")
    with pytest.raises(BadInput, match="no JSON object - check ANMODNING_REGISTRATIONS_URL"):
        fetch_export(httpserver.url_for("/api"), 2020, nothing)
    with pytest.raises(StopAndMend, match="answered 404: check the address"):
        fetch_export(service.base + "/annet", 2020, nothing)
    with pytest.raises(StopAndMend, match="is not there or no file: check ANMODNING_REGISTRATIONS_URL"):
        fetch_export("/finnes/ikke.csv", 2020, nothing)


def test_a_preview_stores_nothing(here):
    assert len(preview_export(here, 2020, WHEN).new) == 5
    with here.store.begin() as tx:
        assert registrations.latest(tx, 2020) == {}


def test_a_person_may_say_that_rows_were_really_removed(here, service):
    pull_export(here, 2020, WHEN)
    del service.rows[1:]
    with pytest.raises(BadInput, match="4 of 5 municipalities are missing"):
        pull_export(here, 2020, WHEN)
    assert [row.number for row in preview_export(here, 2020, WHEN).withdrawn] == [
        "1520",
        "1818",
        "3427",
        "5057",
    ]
    pull_export(here, 2020, WHEN, accept_lost=Decider("Kari", "leder", "IMDinett er ryddet"))
    with here.store.begin() as tx:
        assert len(registrations.latest(tx, 2020)) == 5, "what was known stays known"
        (entry,) = decisions.listed(tx, 2020)
    assert (entry["action"], entry["before"]) == ("accept_lost_rows", "1520, 1818, 3427, 5057")


@pytest.fixture(scope="module")
def key_file(tmp_path_factory):
    private = ec.generate_private_key(ec.SECP256R1())
    file = tmp_path_factory.mktemp("keys") / "maskinporten.pem"
    how = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private.private_bytes(*how))
    return file


@pytest.fixture
def with_token(tmp_path, service, httpserver, key_file):
    """An installation whose export asks for a token, and the assertions that Maskinporten was given."""
    given = []

    def grant(request):
        given.append(jwt.decode(request.form["assertion"], options={"verify_signature": False}))
        return Response('{"access_token": "slipp-inn", "expires_in": 120}', content_type="application/json")

    httpserver.expect_request("/token", method="POST").respond_with_handler(grant)
    service.tokens = {"slipp-inn"}
    settings = Settings(
        home=tmp_path,
        registrations_url=service.base,
        registrations_scope="imdi:vedtak.read",
        maskinporten_url=httpserver.url_for("/token"),
        maskinporten_client_id="klient",
        maskinporten_key_file=key_file,
    )
    with open_installation(settings) as opened:
        yield opened, given


def test_an_export_that_asks_for_a_token_gets_one_for_all_its_pages(with_token, service):
    here, given = with_token
    assert len(pull_export(here, 2020, WHEN).new) == 5
    assert [one["scope"] for one in given] == ["imdi:vedtak.read"]
    assert {authorization for _, authorization in service.asked} == {"Bearer slipp-inn"}
    assert len(preview_export(here, 2020, WHEN).new) == 0


def test_a_token_that_is_not_taken_says_what_to_check(with_token, service):
    service.tokens = set()
    with pytest.raises(StopAndMend, match="answered 401: it does not take the token") as refused:
        pull_export(with_token[0], 2020, WHEN)
    assert "slipp-inn" not in str(refused.value)


def test_an_export_that_asks_for_a_token_none_was_set_for_says_what_to_set(here, service):
    service.tokens = {"slipp-inn"}
    with pytest.raises(StopAndMend, match="ANMODNING_REGISTRATIONS_SCOPE and ANMODNING_MASKINPORTEN_URL"):
        pull_export(here, 2020, WHEN)
    with here.store.begin() as tx:
        assert registrations.latest(tx, 2020) == {}


def test_no_token_is_asked_for_later_and_a_scope_alone_is_refused(with_token, httpserver, service, tmp_path):
    here, _ = with_token
    httpserver.clear()
    httpserver.expect_request("/token").respond_with_data('{"error": "invalid_grant"}', status=400)
    with pytest.raises(TryAgain, match="no token for the export"):
        pull_export(here, 2020, WHEN)
    alone = Settings(home=tmp_path / "b", registrations_url=service.base, registrations_scope="x")
    with open_installation(alone) as there, pytest.raises(BadInput, match="set all four, or none"):
        pull_export(there, 2020, WHEN)
    assert service.asked == []
