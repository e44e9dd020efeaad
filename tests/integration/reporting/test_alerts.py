"""Alerts reach a real receiver over HTTP; what goes wrong names no secret."""

import pytest

from tasks.core.model.errors import StopAndMend, TryAgain
from tasks.reporting.alerts import send_alert

# Apprise looks for a module that Python 3.13 no longer has; it brings its own where it is gone.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


def _address(server):
    return f"json://operator:hemmelig@{server.host}:{server.port}/varsel"


def test_no_addresses_send_nothing():
    assert send_alert((), "t", "b") == 0


def test_the_message_arrives_as_written(httpserver):
    got = []

    def take(request):
        from werkzeug import Response

        got.append(request.get_json())
        return Response("ok")

    httpserver.expect_request("/varsel", method="POST").respond_with_handler(take)
    assert send_alert((_address(httpserver),), "Anmodning 2020", "Åpne saker: 3\n<b>æøå</b>") == 1
    assert (got[0]["title"], got[0]["message"]) == ("Anmodning 2020", "Åpne saker: 3\n<b>æøå</b>")


def test_an_unknown_address_is_named_by_its_place_only(httpserver, caplog):
    with pytest.raises(StopAndMend, match="address 2") as caught:
        send_alert((_address(httpserver), "ukjent://hemmelig"), "t", "b")
    assert "hemmelig" not in str(caught.value) + caplog.text


def test_a_receiver_that_refuses_is_tried_again_without_telling_the_secret(httpserver, caplog):
    httpserver.expect_request("/varsel", method="POST").respond_with_data("nei", status=500)
    with pytest.raises(TryAgain) as caught:
        send_alert((_address(httpserver),), "t", "b")
    assert "hemmelig" not in str(caught.value) + caplog.text
