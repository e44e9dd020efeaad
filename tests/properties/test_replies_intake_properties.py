"""Whatever arrives is taken in: mail, headers, tables and texts never raise, and what is written is read back."""

from __future__ import annotations

import contextlib
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from config.register_reader import read_register
from tasks.core.model.errors import BadInput
from tasks.core.model.municipality import Language
from tasks.core.model.request import Request, RequestKind
from tasks.core.model.vedtak import MessageState
from tasks.core.norwegian.number_words import number_in_words
from tasks.replies.authentication_results import parse_authentication_results
from tasks.replies.html_text import html_text
from tasks.replies.intake import take_in
from tasks.replies.known import KnownMessages
from tasks.replies.mail import parse_mail
from tasks.replies.reader.cleaning import clean
from tasks.replies.reader.numerals import find_numerals
from tasks.replies.reader.outcome import RequestContext
from tasks.replies.reader.reading import read_vedtak
from tasks.replies.registrations import read_registrations

REGISTER = read_register(2020)
MUNICIPALITIES = st.sampled_from([m for m in REGISTER.municipalities if m.name not in {"Våler", "Herøy"}])
PIECES = st.sampled_from(
    [
        "Vedtak:", "Rådmannens innstilling:", "Forslag fra FrP:", "Votering:", "Som innstillingen", "Kommunen bosetter", "15", "inntil",
        "flyktninger", "i 2020", "2019-2022", "enslige mindreårige", "herav", "og", "i tillegg", "dersom", "bolig", ".", "\n", "\n\n", ":",
        "Fra: IMDi", "Sendt: i dag", ">", "ti til tolv", "Ørland kommune", "1.", "familiegjenforening", "utsettes", "\f", "(", ")", "§ 5",
    ]
)  # fmt: skip
REQUEST = {
    "5057": Request(
        2020, "5057", RequestKind.ORIGINAL, 1, 15, 0, 0, "", date(2019, 12, 20), date(2019, 10, 24)
    )
}


def take(raw: bytes):
    return take_in(
        raw,
        "new/1",
        "maildir",
        register=REGISTER,
        requests=REQUEST,
        year=2020,
        trusted_authserv="x",
        known=KnownMessages(),
    )


@given(st.binary(max_size=400))
def test_any_bytes_are_a_message(raw):
    parse_mail(raw)
    assert take(raw).state is not MessageState.ACCEPTED


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "From",
                    "Subject",
                    "Content-Type",
                    "Content-Disposition",
                    "Authentication-Results",
                    "Date",
                    "To",
                ]
            ),
            st.text(max_size=60),
        )
    ),
    st.text(max_size=200),
)
def test_any_headers_are_a_message(headers, body):
    head = "".join(f"{name}: {value}\n" for name, value in headers)
    message = take(f"{head}\n{body}".encode("utf-8", "replace"))
    assert message.state is not MessageState.ACCEPTED
    assert message.reasons or message.state is MessageState.IRRELEVANT


@given(st.text(alphabet='dmarc=pas;()"\\ .header', max_size=80))
def test_authentication_results_never_raise_and_never_invent_a_pass(value):
    found = parse_authentication_results(value)
    assert not any(
        found.result(method) == "pass" and "pass" not in value for method in ("dmarc", "spf", "dkim")
    )


@given(st.text(max_size=300))
def test_html_and_cleaning_take_any_text(text):
    html_text(text.encode("utf-8", "replace"))
    assert clean(clean(text)) == clean(clean(clean(text)))


@given(st.lists(PIECES, max_size=60).map(" ".join))
def test_any_text_is_read_and_a_clear_reading_has_its_evidence(text):
    reading = read_vedtak(text, REGISTER, RequestContext(2020, 15, 0))
    if reading.count is not None:
        assert reading.count_evidence
    if not reading.needs_person:
        assert reading.count is not None
        assert reading.municipality_number is not None
        assert reading.reservations == ()
        assert reading.flags == ()
    for reservation in reading.reservations:
        assert reservation.evidence


@given(st.integers(1, 400), MUNICIPALITIES, st.booleans(), st.booleans(), st.integers(1, 400))
def test_a_plain_vedtak_is_read_whatever_the_number(count, municipality, in_words, nynorsk, requested):
    language = Language.NN if nynorsk else Language.NB
    written = number_in_words(count, language) if in_words else str(count)
    verb, noun = ("buset", "flyktningar") if nynorsk else ("bosetter", "flyktninger")
    text = f"{municipality.name} kommune\nKommunestyret 12.12.2019\nVedtak:\n{municipality.name} kommune {verb} {written} {noun} i 2020."
    reading = read_vedtak(text, REGISTER, RequestContext(2020, requested, 0))
    if count == 1 and in_words:
        return  # "en flyktning" is an article: nobody decides one person in words
    assert (reading.count, reading.municipality_number) == (count, municipality.number)
    assert not reading.needs_person


@given(st.integers(1, 400), st.integers(1, 400))
def test_the_request_never_changes_the_count(count, requested):
    text = f"Tynset kommune\nVedtak:\nTynset kommune er anmodet om {requested} personer, men bosetter {count} flyktninger i 2020."
    assert read_vedtak(text, REGISTER, RequestContext(2020, requested, 0)).count == count


@given(st.text(max_size=120))
def test_numerals_stand_where_they_say(text):
    for numeral in find_numerals(text):
        assert 0 <= numeral.start < numeral.end <= len(text)
        assert numeral.low <= numeral.high


@given(
    st.lists(
        st.tuples(MUNICIPALITIES, st.integers(0, 300), st.none() | st.integers(0, 300)),
        min_size=1,
        max_size=20,
    )
)
def test_an_export_is_read_back_whole_or_refused_whole(rows):
    lines = [
        "kommunenummer;vedtak_totalt;vedtak_em",
        *(f"{m.number};{n};{'' if em is None else em}" for m, n, em in rows),
    ]
    valid = len({m.number for m, _, _ in rows}) == len(rows) and all(
        em is None or em <= n for _, n, em in rows
    )
    try:
        found = read_registrations("\n".join(lines).encode(), "e.csv", register=REGISTER, year=2020)
    except BadInput:
        assert not valid
        return
    assert valid
    assert [(r.number, r.count, r.em) for r in found] == [(m.number, n, em) for m, n, em in rows]


@given(st.binary(max_size=300))
def test_any_bytes_as_an_export_are_read_or_refused(content):
    with contextlib.suppress(BadInput):
        assert read_registrations(content, "e.csv", register=REGISTER, year=2020)
