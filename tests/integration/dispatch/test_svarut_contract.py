"""What goes over the wire to SvarUt, pinned byte for byte."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ORLAND, ORSTA
from fakes.multipart import parts_of
from outbox_builders import KEY, PDF, PLACEHOLDER, a_parcel

from tasks.core.channels.protocol import Refused, Uncertain, Way
from tasks.core.channels.svarut_parts import file_name, forsendelse, multipart
from tasks.core.store import outbox
from tasks.dispatch.run import run


def test_the_body_is_these_bytes():
    parcel = a_parcel()
    body, content_type = multipart(
        KEY, "forsendelse", forsendelse(parcel, PLACEHOLDER), [(file_name(parcel), "application/pdf", PDF)]
    )
    assert content_type == f"multipart/form-data; boundary=anmodning-{KEY}"
    metadata = (
        '{"tittel":"Anmodning om bosetting av flyktninger i 2020",'
        f'"mottaker":{{"navn":"Ørland kommune","digitalId":"{ORLAND.organisation_number}",'
        '"adresse":{"adresselinje1":"Postboks 1 (test)","postnummer":"0000","poststed":"STED","landkode":"NO"}},'
        f'"eksternReferanse":"{KEY}","korrelasjonsid":"anmodning-2020-7","avgivendeSystem":"Anmodning",'
        '"kunDigitalLevering":false,"kryptert":false,"taushetsbelagtPost":false,'
        '"utskriftskonfigurasjon":{"tosidig":true},'
        '"dokumenter":[{"filnavn":"brev-2020-5057-request-1.pdf","mimeType":"application/pdf",'
        '"skalEkskluderesFraUtskrift":false,"inneholderPersonsensitivInformasjon":false}]}'
    )
    assert body.decode() == (
        f"--anmodning-{KEY}\r\n"
        'Content-Disposition: form-data; name="forsendelse"\r\nContent-Type: application/json\r\n\r\n'
        f"{metadata}\r\n"
        f"--anmodning-{KEY}\r\n"
        'Content-Disposition: form-data; name="filer"; filename="brev-2020-5057-request-1.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
        f"{PDF.decode()}\r\n"
        f"--anmodning-{KEY}--\r\n"
    )


def test_a_copy_says_so_in_its_title():
    assert forsendelse(a_parcel(copy="kopi-1"), PLACEHOLDER)["tittel"].startswith("KOPI: ")


@pytest.mark.parametrize("names", [["ørland.pdf"], ["a.pdf", "A.pdf"], ["a:b.pdf"], ["../a.pdf"], [""]])
def test_file_names_svarut_would_refuse_never_leave(names):
    with pytest.raises(Refused, match="file names"):
        multipart(KEY, "forsendelse", {}, [(name, "application/pdf", PDF) for name in names])


def test_what_would_be_refused_is_said_with_municipality_and_year():
    with pytest.raises(Refused, match=r"5057 Ørland \(2020\): no postal address"):
        forsendelse(a_parcel(), None)
    with pytest.raises(Refused, match="title has 1001 characters"):
        forsendelse(a_parcel(title="x" * 1001), PLACEHOLDER)


def test_requests_carry_who_we_are_and_nothing_else(fake, sender, claims_of, svarut):
    run(sender(1), 2020)
    token, send, *later = fake.asked
    assert token.headers["content-type"] == "application/x-www-form-urlencoded"
    assert token.body.startswith(
        b"grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
    )
    claims = claims_of(fake.assertions[0], f"{svarut.url}/")
    assert (claims["iss"], claims["scope"], claims["exp"] - claims["iat"]) == ("klient", "ks:fiks", 100)
    assert (send.method, send.path) == ("POST", "/api/v3/kontoer/konto-1/forsendelser/organisasjon")
    assert send.headers["authorization"] == "Bearer token-1"
    assert (send.headers["integrasjonid"], send.headers["integrasjonpassord"]) == ("integrasjon", "hemmelig")
    assert [part.name for part in parts_of(send.headers["content-type"], send.body)] == [
        "forsendelse",
        "filer",
    ]
    assert "transfer-encoding" not in send.headers
    status = later[0]
    assert (status.method, status.path) == ("POST", "/api/v3/kontoer/konto-1/forsendelser/status/sok")
    assert status.json() == {"id": [fake.letters[0].id]}
    assert status.headers["content-type"] == "application/json"


def test_the_look_up_asks_v2_by_our_reference(fake, sender):
    fake.script = ["hang_up_after"]
    box = sender(1)
    run(box, 2020)
    run(box, 2020)
    look_up = next(one for one in fake.asked if one.path.endswith("/v2/kontoer/konto-1/forsendelser"))
    assert (look_up.method, look_up.query) == ("GET", {"eksternRef": [fake.letters[0].reference]})
    assert json.loads(parts_of_send(fake)[0].data)["eksternReferanse"] == fake.letters[0].reference


def parts_of_send(fake):
    send = next(one for one in fake.asked if one.path.endswith("/organisasjon"))
    return parts_of(send.headers["content-type"], send.body)


def test_nynorsk_and_bokmal_names_go_as_utf_8(fake, sender):
    assert ORSTA.name == "Ørsta"
    run(sender(1), 2020)
    assert "Prøve 0 kommune".encode() in parts_of_send(fake)[0].data


SYSTEMS = [
    ([], Way.INBOX),
    ([{"forsendelseType": "", "mottakersystem": "ESA", "mottakerId": "1", "niva": 3}], Way.SYSTEM),
    ([{"forsendelseType": None, "navn": "ESA", "id": 1}], Way.SYSTEM),
    ([{"forsendelseType": "kommune.byggesak", "mottakersystem": "Bygg"}], Way.INBOX),
]


@pytest.mark.parametrize(("systems", "way"), SYSTEMS)
def test_how_a_municipality_is_reached_is_asked_before_anything_is_sent(fake, sender, systems, way):
    box = sender(1)
    receiver = box.register.municipalities[0]
    fake.systems = {receiver.organisation_number: systems}
    found = box.channel.capabilities(receiver)
    assert found.way is way
    assert ("ESA" in found.detail) is (way is Way.SYSTEM)
    asked = fake.asked[-1]
    assert (asked.method, asked.path) == ("GET", "/api/v2/mottakersystem")
    assert asked.query == {"organisasjonsnummer": [receiver.organisation_number]}
    assert not fake.letters


def test_a_municipality_without_an_address_is_not_asked_about(fake, sender):
    box = sender(1)
    channel = replace(box.channel, addresses={})
    assert channel.capabilities(box.register.municipalities[0]).way is Way.NOT_AT_ALL
    assert not fake.asked


def test_svaruts_own_log_of_a_letter_comes_oldest_first(fake, sender):
    box = sender(1)
    for _ in range(5):
        run(box, 2020)
        box.clock.moment += timedelta(hours=2)
    with box.store.begin() as tx:
        row = outbox.of_year(tx, 2020)[0]
    log = box.channel.events(row)
    assert [one.what for one in log] == list(fake.letters[0].statuses)
    assert fake.asked[-1].path == f"/api/v2/forsendelser/{row.external_id}/hendelser"
    with pytest.raises(Uncertain, match="Forsendelsen finnes ikke"):
        box.channel.events(replace(row, external_id="ukjent"))
