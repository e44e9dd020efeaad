"""Letters as an operator meets them, command by command on a real server: put forward, approved, sent over SvarUt."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from fakes import integrasjonspunkt
from fakes.svarut import SvarUtFake, serve
from letter_workshop import SUMMER, a_request, a_round
from typer.testing import CliRunner
from werkzeug import Response

from config.register_reader import read_register
from tasks.core.installation import open_installation
from tasks.core.model.errors import StopAndMend
from tasks.core.model.when import When
from tasks.core.store import decisions, letters, outbox, requests, rounds

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
DAY = SUMMER.isoformat()
WHEN = When(datetime(2020, 6, 15, 9, tzinfo=UTC), SUMMER)
ON = ("--as-of", DAY)


def who(name, reason="Kontrollert mot runden"):
    return ("--by", name, "--role", "seksjonsleder", "--reason", reason, *ON)


@pytest.fixture
def fake():
    return SvarUtFake(open_door=True)


@pytest.fixture
def run(prefect_server, fake, tmp_path, monkeypatch):
    """Run a command in an installation that sends over SvarUt; a revision waits there for its letters."""
    units = [
        {
            "organisasjonsnummer": m.organisation_number,
            "postadresse": {"adresse": ["Postboks 1 (test)"], "postnummer": "0001", "poststed": "TEST"},
        }
        for m in read_register(2020).municipalities
    ]
    addresses = tmp_path / "enheter.json"
    addresses.write_text(json.dumps(units), encoding="utf-8")
    with serve(fake) as server:
        for name, value in {
            "HOME": str(tmp_path / "home"),
            "CHANNEL": "svarut",
            "SVARUT_URL": f"{server.url}/api",
            "SVARUT_ACCOUNT": "konto-1",
            "SVARUT_INTEGRATION_ID": "integrasjon",
            "SVARUT_INTEGRATION_PASSWORD": "hemmelig",
            "ADDRESSES_FILE": str(addresses),
            "LOOKUP_WAIT_SECONDS": "1",
        }.items():
            monkeypatch.setenv(f"ANMODNING_{name}", value)
        with open_installation() as here, here.store.begin() as tx:
            asked = [a_request("5057", 15), a_request("1520", 15)]
            requests.add(tx, asked, origin=requests.ISSUED, known_on=date(2019, 10, 24))
            rounds.add(tx, a_round(n5057=10, n1520=12), known_on=SUMMER, actor="program", reason="test")

        def invoke(*words, code=0):
            from flows.__main__ import app

            done = CliRunner().invoke(app, [str(word) for word in words])
            if done.exception is not None and not isinstance(done.exception, SystemExit):
                raise done.exception
            assert done.exit_code == code, done.output
            return done.output

        yield invoke


def plan_of(run):
    """Put the letters forward as Per Hansen, and return the hash that is approved."""
    told = run("letters", "prepare", 2020, "--by", "Per Hansen", *ON)
    assert "2 brev laget" in told
    return told.split("--plan ")[1].split()[0]


def rows():
    with open_installation() as here, here.store.begin() as tx:
        return {row.number: row.state.value for row in outbox.of_year(tx, 2020)}


def logged():
    with open_installation() as here, here.store.begin() as tx:
        return [(row["actor"], row["action"]) for row in decisions.listed(tx, 2020)]


def test_from_put_forward_to_read_over_svarut(run, fake):
    plan = plan_of(run)
    told = run("dispatch", "plan", 2020, *ON)
    assert "2 brev er ikke sendt" in told
    assert "holdt igjen, venter på godkjenning: 2" in told
    assert "svarut, digital innboks: 2" in told
    assert "forhandsvisning/index.html" in run("letters", "preview", 2020, *ON)
    assert not fake.letters
    run("letters", "approve", 2020, "--plan", plan, *who("Kari Nordmann"))
    told = run("letters", "issue", 2020, *ON)
    assert "2 sendt" in told
    for _ in range(5):
        run("dispatch", "run", 2020, *ON)
    held = "holdt igjen: 2 kopier til KS (ANMODNING_SMTP_URL er ikke satt"
    assert held in run("dispatch", "run", 2020, *ON)
    assert held in run("dispatch", "status", 2020)
    assert "Holdes igjen: 2 kopier til KS" in " ".join(run("today", 2020, *ON).split())
    assert len(fake.letters) == 2, "as often as it is run, each letter is there once"
    assert set(rows().values()) == {"READ"}
    told = run("dispatch", "plan", 2020, *ON)
    assert told.startswith("0 brev er ikke sendt")
    assert "holdt igjen, kopi til KS, ANMODNING_SMTP_URL er ikke satt: 2" in told
    events = run("dispatch", "events", 2020, "--letter", "5057", *ON)
    assert "vi  PLANNED" in events
    assert "svarut  LEST" in events
    assert "utboksen og kanalen er enige" in run("dispatch", "reconcile", 2020, *ON)
    assert "2 brev satt på nytt" in run("letters", "render", 2020, *ON)
    assert "arkivpakker i" in run("dispatch", "export", 2020, *who("Kari Nordmann", "Til arkivet"))


def test_the_same_over_eformidling(run, fake, monkeypatch):
    punkt = integrasjonspunkt.IntegrasjonspunktFake()
    with integrasjonspunkt.serve(punkt) as server:
        monkeypatch.setenv("ANMODNING_CHANNEL", "eformidling")
        monkeypatch.setenv("ANMODNING_EFORMIDLING_URL", server.url)
        monkeypatch.setenv("ANMODNING_EFORMIDLING_USER", "bruker")
        monkeypatch.setenv("ANMODNING_EFORMIDLING_PASSWORD", "hemmelig")
        plan = plan_of(run)
        assert "eformidling, kommunens eget system henter det: 2" in run("dispatch", "plan", 2020, *ON)
        run("letters", "approve", 2020, "--plan", plan, *who("Kari Nordmann"))
        run("letters", "issue", 2020, *ON)
        for _ in range(6):
            run("dispatch", "run", 2020, *ON)
        assert set(rows().values()) == {"READ"}
        assert "eformidling  LEST" in run("dispatch", "events", 2020, "--letter", "1520", *ON)
        assert "utboksen og kanalen er enige" in run("dispatch", "reconcile", 2020, *ON)
    assert [[word for _, word in one.statuses].count("SENDT") for one in punkt.messages.values()] == [1, 1]
    assert not fake.letters


def test_the_maker_does_not_approve_and_nobody_approves_twice(run):
    plan = plan_of(run)
    with pytest.raises(StopAndMend, match="made these letters of 2020: somebody else must approve"):
        run("letters", "approve", 2020, "--plan", plan, *who("per  HANSEN"))
    told = run("letters", "approve", 2020, "--plan", plan, *who("Kari Nordmann"))
    assert "godkjent: brevene kan utstedes" in told
    with pytest.raises(StopAndMend, match="Kari Nordmann has approved these letters of 2020 already"):
        run("letters", "approve", 2020, "--plan", plan, *who("Kari Nordmann"))
    with pytest.raises(StopAndMend, match="is approved already: run `letters issue 2020`"):
        run("letters", "approve", 2020, "--plan", plan, *who("Ola Nordmann"))
    assert logged() == [("Kari Nordmann", "letters_approved")], (
        "what was refused left no trace of an approval"
    )


def test_a_refusal_and_a_withdrawal_are_recorded_and_end_the_matter(run, fake):
    plan = plan_of(run)
    told = run(
        "letters",
        "approve",
        2020,
        "--plan",
        plan,
        "--decision",
        "refused",
        *who("Kari Nordmann", "Feil frist"),
    )
    assert "avvist: brevene sendes ikke" in told
    with pytest.raises(StopAndMend, match="is refused"):
        run("letters", "approve", 2020, "--plan", plan, *who("Ola Nordmann"))
    anew = plan_of(run)
    assert anew != plan
    run("letters", "approve", 2020, "--plan", anew, *who("Kari Nordmann"))
    told = run("letters", "withdraw", 2020, "--plan", anew, *who("Ola Nordmann", "Behovet er endret"))
    assert "trukket: brevene sendes ikke" in told
    assert "0 sendt" in run("letters", "issue", 2020, *ON)
    assert not fake.letters
    assert logged() == [
        ("Kari Nordmann", "letters_refused"),
        ("Kari Nordmann", "letters_approved"),
        ("Ola Nordmann", "letters_withdrawn"),
    ]


@pytest.mark.parametrize("when", ["before it is approved", "after it was approved"])
def test_a_changed_pdf_makes_the_approval_void_and_nothing_leaves(run, fake, when):
    plan = plan_of(run)
    if when == "after it was approved":
        run("letters", "approve", 2020, "--plan", plan, *who("Kari Nordmann"))
    with open_installation() as here, here.store.begin() as tx:
        one = letters.of_year(tx, 2020)[0]
        file = here.store.files.folder / one.pdf_sha256[:2] / one.pdf_sha256[2:]
    file.write_bytes(file.read_bytes() + b" ")
    approval = ("approve", 2020, "--plan", plan, *who("Kari Nordmann"))
    with pytest.raises(StopAndMend, match="is damaged"):
        run("letters", *(approval if when == "before it is approved" else ("issue", 2020, *ON)))
    assert rows() == {}
    assert not fake.letters


def test_a_letter_found_twice_is_told_of_at_once_and_once(run, fake, httpserver, monkeypatch):
    got = []

    def take(request):
        got.append(request.get_json())
        return Response("ok")

    httpserver.expect_request("/varsel", method="POST").respond_with_handler(take)
    monkeypatch.setenv("ANMODNING_ALERT_URLS", f"json://{httpserver.host}:{httpserver.port}/varsel")
    plan = plan_of(run)
    run("letters", "approve", 2020, "--plan", plan, *who("Kari Nordmann"))
    fake.script = ["twice"]
    run("letters", "issue", 2020, *ON, code=1)
    for _ in range(2):
        run("dispatch", "run", 2020, *ON, code=1)
    assert [one["title"] for one in got] == ["Anmodning 2020: 1 brev trenger en person"]
    assert "ligger mer enn én gang hos kanalen; pakken holdes" in got[0]["message"]
    assert not {"5057", "1520", "Ørland", "Ørsta"} & set(got[0]["message"].split())


def test_another_hash_approves_nothing(run):
    plan_of(run)
    with pytest.raises(StopAndMend, match="any change gives another one"):
        run("letters", "approve", 2020, "--plan", "0" * 64, *who("Kari Nordmann"))
    assert logged() == []
