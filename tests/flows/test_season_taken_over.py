"""A season whose letters were sent by other means: requests in, both sides in, differences out, a person decides."""

from __future__ import annotations

import json
from email.message import EmailMessage

import pytest
from typer.testing import CliRunner

from config.register_reader import read_register

DAY = "2019-12-16"
WHO = ("--by", "Kari Nordmann", "--role", "rådgiver", "--reason", "Ringte kommunen", "--as-of", DAY)
HEAD = "number,requested,requested_em,letter_ref,deadline\n"
ASKED = {"5057": (15, 0), "1520": (15, 0), "5001": (40, 0), "5006": (30, 0), "0301": (210, 0)}
REF = "2019/77{}-3"
AUTHSERV = "mx.imdi.example"


def a_mail(number, text, dmarc="pass"):
    domain = read_register(2020).by_number()[number].email_domain
    message = EmailMessage()
    message["Authentication-Results"] = f"{AUTHSERV}; dmarc={dmarc} header.from={domain}"
    message["From"], message["To"], message["Cc"] = f"postmottak@{domain}", "post@imdi.no", "post@ks.no"
    message["Subject"] = f"Melding om vedtak, deres ref {REF.format(number)}"
    message["Message-ID"], message["Date"] = f"<{number}@{domain}>", "Fri, 13 Dec 2019 09:00:00 +0100"
    message.set_content(text)
    return message.as_bytes()


def vedtak(number, count):
    name = read_register(2020).by_number()[number].name
    return f"{name} kommune\nKommunestyret 12.12.2019 sak 9/19\n\nVedtak:\n{name} kommune bosetter {count} flyktninger i 2020.\n"


@pytest.fixture(scope="module")
def run(prefect_server, tmp_path_factory):
    """Run a command in a home of its own; give its lines as JSON where it prints JSON."""
    place = tmp_path_factory.mktemp("season")
    for part in ("new", "cur", "tmp"):
        (place / "post" / part).mkdir(parents=True)
    mails = {
        "5057": a_mail("5057", vedtak("5057", 15)),
        "1520": a_mail("1520", vedtak("1520", 12), dmarc="fail"),
        "5001": a_mail("5001", vedtak("5001", 30)),
        "5006": a_mail("5006", vedtak("5006", 30).replace("bosetter 30", "bosetter inntil 30")),
    }
    for number, content in mails.items():
        (place / "post" / "new" / f"{number}.eml").write_bytes(content)
    rows = [f"{n},{count},{em},{REF.format(n)},2019-12-20" for n, (count, em) in ASKED.items()]
    (place / "requests.csv").write_text(HEAD + "\n".join(rows) + "\n")
    (place / "export.csv").write_text("Kommunenr;Vedtak\n5057;15\n1520;12\n5001;40\n5006;30\n0301;\n")
    (place / "brev.txt").write_text("Byrådet vedtar å bosette 137 flyktninger i 2020.")
    environment = {
        "ANMODNING_HOME": str(place / "home"),
        "ANMODNING_MAILBOX_URL": f"maildir:{place / 'post'}",
        "ANMODNING_REGISTRATIONS_URL": str(place / "export.csv"),
        "ANMODNING_TRUSTED_AUTHSERV": AUTHSERV,
        "PREFECT_API_URL": prefect_server.api_url,
    }

    def command(*words, codes=(0, 1)):
        from flows.__main__ import app

        words = [word.replace("PLACE", str(place)) for word in words]
        done = CliRunner().invoke(app, words, env=environment)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code in codes, done.output
        lines = [line for line in done.stdout.splitlines() if line.strip()]
        return [json.loads(line) for line in lines] if "--json" in words else lines

    command("requests", "import", "2020", "PLACE/requests.csv", "--as-of", DAY)
    command.messages = {
        m["number"]: m for m in command("replies", "pull", "2020", "--json", "--as-of", DAY, codes=(1,))
    }
    command("reconcile", "2020", "--as-of", DAY)
    command.cases = {case["number"]: case for case in command("cases", "2020", "--json")}
    return command


def test_imported_requests_are_asked_and_never_replaced(run, tmp_path):
    from tasks.core.model.errors import BadInput

    (status,) = run("status", "2020", "--json", "--as-of", DAY)
    assert (status["asked"], status["requested"]) == (5, 310)
    assert run("requests", "import", "2020", "PLACE/requests.csv", "--as-of", DAY) == [
        "0 anmodninger lest inn"
    ]
    (tmp_path / "other.csv").write_text(HEAD + "5057,20,0,,2019-12-20\n")
    with pytest.raises(BadInput, match="a request is never replaced"):
        run("requests", "import", "2020", str(tmp_path / "other.csv"), "--as-of", DAY)


def test_every_mail_is_taken_in_with_the_keys_of_the_contract(run):
    keys = {"id", "file", "raw_sha256", "source", "message_id", "state", "grade", "number", "count", "em"}
    assert keys | {"reasons", "duplicate_of"} <= set(run.messages["5057"])
    assert {n: (m["state"], m["count"], m["grade"]) for n, m in run.messages.items()} == {
        "5057": ("accepted", 15, "B"),
        "1520": ("quarantined", 12, "D"),
        "5001": ("accepted", 30, "B"),
        "5006": ("person", 30, "B"),
    }


def test_the_comparison_finds_what_differs(run):
    assert {n: case["cause"] for n, case in run.cases.items()} == {
        "1520": "sender_not_trusted",
        "5001": "number_differs",
        "5006": "reservation",
    }


def test_a_person_decides_and_the_old_readings_stay(run):
    ids = {number: str(message["id"]) for number, message in run.messages.items()}
    run("replies", "release", ids["1520"], *WHO)
    run("replies", "correct", ids["5001"], "--count", "40", "--quote", "vedtar 40", *WHO)
    run(
        "replies",
        "enter",
        "2020",
        "0301",
        "--count",
        "137",
        "--document",
        "PLACE/brev.txt",
        "--ks-copied",
        *WHO,
    )
    (shown,) = run("replies", "show", ids["5001"], "--json")
    assert [(v["count"], v["actor"]) for v in shown["versions"]] == [(30, "program"), (40, "Kari Nordmann")]
    assert any(
        "lest av Kari Nordmann (rådgiver): Ringte kommunen" in line
        for line in run("replies", "show", ids["5001"])
    )
    run("reconcile", "2020", "--as-of", DAY)
    states = {
        case["number"]: (case["cause"], case["state"])
        for case in run("cases", "2020", "--json")
        if case["state"] == "open"
    }
    assert states == {"5006": ("reservation", "open"), "1520": ("below_request", "open")}
    (status,) = run("status", "2020", "--json", "--as-of", DAY)
    assert status["decided"] == 15 + 12 + 40
    assert status["by_state"]["complete"] == 3
    assert status["by_state"]["copy_only"] == 1, "Oslo's number came on paper and is not registered yet"
    assert run("db", "check")


def test_a_rejected_message_counts_for_nothing(run):
    (message,) = (m for m in run.messages.values() if m["number"] == "5006")
    run("replies", "reject", str(message["id"]), *WHO)
    run("reconcile", "2020", "--as-of", DAY)
    (case,) = (c for c in run("cases", "2020", "--json") if c["number"] == "5006")
    assert case["state"] == "closed"
