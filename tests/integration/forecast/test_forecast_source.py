"""The forecast is fetched from files and from a server on loopback; nothing unsafe is followed or told."""

import hashlib

import pytest
import requests
from werkzeug import Response

from tasks.core.channels import http
from tasks.core.channels.http import get
from tasks.core.model.errors import StopAndMend, TryAgain
from tasks.forecast import source
from tasks.forecast.source import fetch

BODY = b"report,issued\nBGU-1,2019-10-15\n"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(http, "BACKOFF_SECONDS", 0.01)


def test_a_path_and_a_file_address_give_the_same(tmp_path):
    file = tmp_path / "prognose høst.csv"
    file.write_bytes(BODY)
    by_path, by_address = fetch(str(file)), fetch(file.as_uri())
    assert by_path == by_address
    assert (by_path.data, by_path.name) == (BODY, "prognose høst.csv")
    assert by_path.sha256 == hashlib.sha256(BODY).hexdigest()


@pytest.mark.parametrize("location", ["/finnes/ikke.csv", "/", "/dev/zero", "file://another.example/f.csv"])
def test_what_is_no_file_here_says_which_setting_to_check(location):
    with pytest.raises(StopAndMend, match="check ANMODNING_FORECAST_URL"):
        fetch(location)


def test_a_file_that_is_far_too_large_is_not_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "MOST_BYTES", 10)
    (tmp_path / "f.csv").write_bytes(b"x" * 11)
    with pytest.raises(StopAndMend, match="larger than 10 bytes"):
        fetch(str(tmp_path / "f.csv"))


def test_the_server_is_asked_whether_it_has_changed(httpserver):
    httpserver.expect_ordered_request("/f.csv").respond_with_data(BODY, headers={"ETag": '"v1"'})
    httpserver.expect_ordered_request("/f.csv", headers={"If-None-Match": '"v1"'}).respond_with_data(
        status=304
    )
    first = fetch(httpserver.url_for("/f.csv"))
    assert (first.data, first.name, first.etag) == (BODY, "f.csv", '"v1"')
    second = fetch(httpserver.url_for("/f.csv"), etag=first.etag)
    assert (second.data, second.etag, second.sha256) == (None, '"v1"', "")


def test_a_server_that_recovers_is_asked_again(httpserver):
    httpserver.expect_ordered_request("/f.csv").respond_with_data(status=500)
    httpserver.expect_ordered_request("/f.csv").respond_with_data(
        status=503, headers={"Retry-After": "86400"}
    )
    httpserver.expect_ordered_request("/f.csv").respond_with_data(BODY)
    assert fetch(httpserver.url_for("/f.csv")).data == BODY


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_that_does_not_recover_may_be_asked_later(httpserver, status):
    httpserver.expect_request("/f.csv").respond_with_data(status=status)
    with pytest.raises(TryAgain, match=f"answered {status}: try again later"):
        fetch(httpserver.url_for("/f.csv"))


@pytest.mark.parametrize("status", [401, 403, 404, 410, 206, 304])
def test_another_status_must_be_mended(httpserver, status):
    httpserver.expect_request("/f.csv").respond_with_data(status=status)
    with pytest.raises(StopAndMend, match=f"answered {status}: check the address"):
        fetch(httpserver.url_for("/f.csv"))


def test_a_server_that_does_not_answer_in_time_may_be_asked_later(httpserver):
    httpserver.expect_request("/f.csv").respond_with_handler(
        lambda _: Response(_slow(), direct_passthrough=True)
    )
    with pytest.raises(TryAgain, match="did not answer"):
        get(httpserver.url_for("/f.csv"), most_bytes=1000, timeout=(1, 0.1))


def _slow():
    import time

    yield b"x"
    time.sleep(0.5)
    yield b"y"


def test_a_server_that_drips_is_cut_off(httpserver, monkeypatch):
    monkeypatch.setattr(http, "MOST_SECONDS", -1)
    httpserver.expect_request("/f.csv").respond_with_data(BODY)
    with pytest.raises(TryAgain, match="took more than"):
        fetch(httpserver.url_for("/f.csv"))


def test_nobody_listening_may_be_asked_later():
    with pytest.raises(TryAgain, match="did not answer"):
        fetch("http://127.0.0.1:9/f.csv")


def test_a_body_above_the_limit_is_cut_off(httpserver):
    httpserver.expect_request("/f.csv").respond_with_data(b"x" * 2_000_000)
    with pytest.raises(StopAndMend, match="sends more than 1000000 bytes"):
        get(httpserver.url_for("/f.csv"), most_bytes=1_000_000)


def test_a_packed_body_is_refused(httpserver):
    httpserver.expect_request("/f.csv").respond_with_data(b"\x1f\x8b", headers={"Content-Encoding": "gzip"})
    with pytest.raises(StopAndMend, match="packed body"):
        fetch(httpserver.url_for("/f.csv"))


def test_a_redirect_on_this_machine_is_followed(httpserver):
    httpserver.expect_request("/old").respond_with_data(status=302, headers={"Location": "/new/f.csv"})
    httpserver.expect_request("/new/f.csv").respond_with_data(BODY)
    assert fetch(httpserver.url_for("/old")).data == BODY


@pytest.mark.parametrize(
    "onward",
    [
        "http://elsewhere.example/f.csv",
        "//elsewhere.example/f.csv",
        "ftp://127.0.0.1/f.csv",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_to_an_unsafe_address_is_refused_before_it_is_asked(httpserver, onward):
    httpserver.expect_request("/f.csv").respond_with_data(status=302, headers={"Location": onward})
    with pytest.raises(StopAndMend, match="redirects to an address that may not be asked"):
        fetch(httpserver.url_for("/f.csv"))


def test_redirects_without_end_are_refused(httpserver):
    httpserver.expect_request("/f.csv").respond_with_data(status=302, headers={"Location": "/f.csv"})
    with pytest.raises(StopAndMend, match="redirects more than 5 times"):
        fetch(httpserver.url_for("/f.csv"))


def test_clear_text_to_another_machine_is_refused_before_it_is_asked():
    with pytest.raises(StopAndMend, match="is an address that may not be asked"):
        fetch("http://elsewhere.example/f.csv")


@pytest.mark.parametrize("status", [404, 500, 302])
def test_no_message_tells_a_password_or_a_token(httpserver, status):
    httpserver.expect_request("/f.csv").respond_with_data(
        status=status, headers={"Location": "http://user:hemmelig@elsewhere.example/?token=hemmelig"}
    )
    address = httpserver.url_for("/f.csv?token=hemmelig").replace("http://", "http://imdi:hemmelig@")
    with pytest.raises((StopAndMend, TryAgain)) as told:
        fetch(address)
    assert "hemmelig" not in str(told.value)
    assert told.value.__cause__ is None


def test_a_web_page_is_fetched_as_it_is_and_refused_by_the_reader(httpserver):
    from tasks.core.model.errors import BadInput
    from tasks.forecast.reading import read_forecast

    httpserver.expect_request("/f.csv").respond_with_data("<html>logg inn</html>", content_type="text/html")
    fetched = fetch(httpserver.url_for("/f.csv"))
    with pytest.raises(BadInput, match="web page"):
        read_forecast(fetched.data, fetched.name, 2020)


def test_a_sending_session_never_sends_twice(httpserver):
    httpserver.expect_request("/send").respond_with_data(status=503)
    with http.session(retries=0) as here:
        assert here.post(httpserver.url_for("/send"), timeout=1).status_code == requests.codes.unavailable
    assert len(httpserver.log) == 1


@pytest.mark.parametrize(
    ("title", "onward", "origin", "allowed"),
    [
        ("https to https", "https://b.example/", "https://a.example/", True),
        ("from outside to this machine", "http://127.0.0.1/", "https://a.example/", False),
        ("from outside to this machine, encrypted", "https://localhost/", "https://a.example/", False),
        ("from outside to clear text", "http://b.example/", "https://a.example/", False),
        ("this machine to this machine", "http://[::1]/", "http://127.0.0.1/", True),
        ("a name that begins like this machine", "http://127.0.0.1.b.example/", "http://127.0.0.1/", False),
    ],
)
def test_no_page_outside_can_lead_to_this_machine(title, onward, origin, allowed):
    if allowed:
        http._refuse_clear(onward, origin)
        return
    with pytest.raises(StopAndMend):
        http._refuse_clear(onward, origin)
