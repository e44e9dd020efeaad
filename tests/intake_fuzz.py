"""Seeded damage to what arrives: mail, tables, workbooks, PDF and texts. No case may crash, hang or grow without end.

As a script it runs as many cases as asked for and prints the slowest: ``python tests/intake_fuzz.py --cases 100000``.
The same seed gives the same cases: ``--first 20000`` goes on with the 20 001st, ``--case "text 34049"`` runs one again.
Ctrl-C ends a run with the figures of the cases it came to.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import random
import resource
import signal
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

from golden.vedtak.scoring import read_corpus
from openpyxl import Workbook

from config.register_reader import read_register
from tasks.core.model.errors import BadInput
from tasks.core.model.request import Request, RequestKind
from tasks.replies.extract import Extractor
from tasks.replies.intake import Season, judge, open_message
from tasks.replies.known import KnownMessages
from tasks.replies.reader.doubts import NO_DOUBT
from tasks.replies.reader.outcome import RequestContext
from tasks.replies.reader.reading import read_vedtak
from tasks.replies.registrations import read_registrations

MOST_SECONDS = 5.0
MOST_BYTES = 4 * 1024**3
REGISTER = read_register(2020)
TOKENS = [
    b"\r\n\r\n", b"--", b"boundary=", b"Content-Type: multipart/mixed; boundary=x\r\n", b"From: a@b\r\n", b"=?utf-8?q?=", b"\x00", b"\xff\xfe",
    b"Content-Transfer-Encoding: base64\r\n", b"message/rfc822", b"<!--", b"<table>", b'"', b";;;;", b"(41)", b"5057", b"1e999", b"=1+1", b"%PDF-1.4",
    b"endobj", b"stream", b"/Kids[3 0 R 3 0 R]", b"99999999999999999999", b"Vedtak:\n", b" inntil ", b"2020", b"&#x41;", b"\xc3\x83\xc2\xa5", b"()",
]  # fmt: skip


class TooSlowError(Exception):
    """A case took longer than it may."""


@dataclass
class Tally:
    """What a run found: cases per kind, what came of them, and the slowest of each kind."""

    cases: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, tuple[float, int]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one to six pieces of damage."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(content))
        end = min(len(content), at + chance.choice([1, 2, 8, 60, 400]))
        piece = content[at:end]
        match chance.randrange(8):
            case 0:
                content = content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]
            case 1:
                content = content[:at] + content[end:]
            case 2:
                content = content[:at] + piece * chance.choice([2, 3, 50, 300]) + content[end:]
            case 3:
                content = content[:at] + chance.choice(TOKENS) + content[at:]
            case 4:
                content = content[:at] + chance.choice(TOKENS) * chance.choice([2, 40, 400]) + content[at:]
            case 5:
                content = content[:end]
            case 6:
                to = chance.randint(0, len(content))
                content = content[:to] + piece + content[to:]
            case _:
                content = content[:at] + bytes(chance.randrange(256) for _ in piece) + content[end:]
    return content[:400_000]


def a_pdf(text: str) -> bytes:
    """Return a page of text as a small PDF."""
    lines = "".join(f"({line[:90]}) Tj T* ".replace("\\", "") for line in text.split("\n")[:60])
    stream = f"BT /F1 9 Tf 12 TL 40 800 Td {lines} ET".encode("cp1252", "replace")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    body = b"%PDF-1.4\n"
    for number, content in enumerate(objects, 1):
        body += b"%d 0 obj" % number + content + b"endobj\n"
    return body + b"trailer<</Root 1 0 R>>\n%%EOF"


def a_mail(texts: list[str], chance: random.Random) -> bytes:
    """Return a mail with some of everything."""
    mail = EmailMessage()
    mail["Authentication-Results"] = (
        "mx; spf=pass smtp.mailfrom=orland.kommune.no; dmarc=pass header.from=orland.kommune.no"
    )
    mail["From"], mail["To"], mail["Cc"] = (
        "Ørland kommune <post@orland.kommune.no>",
        "post@imdi.no",
        "a@ks.no",
    )
    mail["Subject"], mail["Message-ID"] = "Vedtak om bosetting", f"<{chance.random()}@orland.kommune.no>"
    mail["Date"] = "Fri, 13 Dec 2019 09:00:00 +0100"
    mail.set_content(chance.choice(texts))
    if chance.random() < 0.5:
        mail.add_alternative("<p>" + chance.choice(texts).replace("\n", "<br>") + "</p>", subtype="html")
    for _ in range(chance.randrange(3)):
        content = chance.choice(texts)
        kind = chance.randrange(4)
        if kind == 0:
            mail.add_attachment(a_pdf(content), maintype="application", subtype="pdf", filename="vedtak.pdf")
        elif kind == 1:
            mail.add_attachment(content, filename="vedtak.txt")
        elif kind == 2:
            inner = EmailMessage()
            inner["From"] = "post@orland.kommune.no"
            inner.set_content(content)
            mail.add_attachment(inner)
        else:
            mail.add_attachment(
                b"PK\x03\x04" + content.encode(), maintype="application", subtype="zip", filename="a.zip"
            )
    return mail.as_bytes()


def a_table(chance: random.Random) -> bytes:
    """Return an export as CSV."""
    rows = ["Kommunenummer;Vedtak (herav EM);Status;Vedtaksdato;Versjon"]
    for one in chance.sample(REGISTER.municipalities, 8):
        count = chance.choice(["15", "469 (41)", "", "0", ":", "5 100"])
        rows.append(f"{one.number};{count};vedtatt;12.12.2019;{chance.randrange(4)}")
    return "\n".join(rows).encode(chance.choice(["utf-8-sig", "cp1252"]))


def a_workbook(chance: random.Random) -> bytes:
    """Return an export as a workbook with damage inside its parts, where the container is whole."""
    book = Workbook()
    for line in a_table(chance).decode("cp1252").split("\n"):
        book.active.append(line.removeprefix("ï»¿").split(";"))
    out = io.BytesIO()
    book.save(out)
    made = io.BytesIO()
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(made, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            target.writestr(part.filename, damaged(content, chance) if chance.random() < 0.3 else content)
    return made.getvalue()


class Fuzzer:
    """The five kinds of cases and what each must not do."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._texts = [document.text for document in read_corpus("development.txt")]
        asked = Request(
            2020, "5057", RequestKind.ORIGINAL, 1, 15, 0, 0, "", date(2019, 12, 20), date(2019, 10, 24)
        )
        self._season = Season(2020, REGISTER, {"5057": asked}, "mx")
        self.kinds: dict[str, Callable[[random.Random], str]] = {
            "mime": self.mime, "csv": self.csv, "xlsx": self.xlsx, "pdf": self.pdf, "text": self.text,
        }  # fmt: skip

    def mime(self, chance: random.Random) -> str:
        raw = damaged(a_mail(self._texts, chance), chance)
        opened = open_message(raw, self._extractor)
        message = judge(opened, "new/1", "maildir", season=self._season, known=KnownMessages())
        assert message.raw_sha256 == hashlib.sha256(raw).hexdigest()
        return message.state.value

    def csv(self, chance: random.Random) -> str:
        return self._export(damaged(a_table(chance), chance))

    def xlsx(self, chance: random.Random) -> str:
        content = a_workbook(chance)
        return self._export(damaged(content, chance) if chance.random() < 0.3 else content)

    def pdf(self, chance: random.Random) -> str:
        found = self._extractor.extract(damaged(a_pdf(chance.choice(self._texts)), chance), "vedtak.pdf")
        return self._read(found.text) if found.text else found.problem or "empty"

    def text(self, chance: random.Random) -> str:
        return self._read(damaged(chance.choice(self._texts).encode(), chance).decode("utf-8", "replace"))

    def _export(self, content: bytes) -> str:
        try:
            return f"{len(read_registrations(content, 'e', register=REGISTER, year=2020)) > 0}"
        except BadInput as refused:
            return "refused" if refused.faults else "refused without a reason"

    def _read(self, text: str) -> str:
        reading = read_vedtak(text, REGISTER, RequestContext(2020, 15, 0))
        assert reading.needs_person == bool(set(reading.reasons) - NO_DOUBT), reading.reasons
        return "person" if reading.needs_person else "clear"


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop what takes more processor time; by the clock it may wait longer, on a machine that does other things too."""

    def stop(_signal: int, _frame: object) -> None:
        raise TooSlowError(f"more than {seconds} s")

    timers = {
        signal.SIGPROF: (signal.ITIMER_PROF, seconds),
        signal.SIGALRM: (signal.ITIMER_REAL, seconds * 24),
    }
    before = {number: signal.signal(number, stop) for number in timers}
    for timer, most in timers.values():
        signal.setitimer(timer, most)
    try:
        yield
    finally:
        for number, (timer, _) in timers.items():
            signal.setitimer(timer, 0)
            signal.signal(number, before[number])


def run(
    cases: int, seed: int, *, first: int = 0, kinds: str = "", most_seconds: float = MOST_SECONDS
) -> Tally:
    """Return what ``cases`` seeded cases came to, the kinds in turn; a case's number and kind name it again."""
    tally = Tally()
    with Extractor(use_ocr=False) as extractor:
        fuzzer = Fuzzer(extractor)
        names = kinds.split(",") if kinds else list(fuzzer.kinds)
        for number in range(first, first + cases):
            kind = names[number % len(names)]
            chance = random.Random(f"{seed} {kind} {number}")
            begun = time.process_time()
            try:
                with within(most_seconds):
                    outcome = fuzzer.kinds[kind](chance)
            except KeyboardInterrupt:  # what was found so far is told
                break
            except Exception as problem:  # noqa: BLE001  every one of them is what is looked for
                outcome = "FAILED"
                tally.failures.append(f"{kind} {number}: {type(problem).__name__}: {problem}")
            spent = time.process_time() - begun
            if spent > most_seconds:
                tally.failures.append(f"{kind} {number}: {spent:.1f} s of processor time")
            tally.cases[kind] += 1
            tally.outcomes[f"{kind} {outcome}"] += 1
            tally.slowest[kind] = max(tally.slowest.get(kind, (0.0, 0)), (spent, number))
    return tally


def main() -> None:
    """Run from the command line and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=2020)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--kinds", default="")
    parser.add_argument("--case", default="", help="a kind and a number: only this one")
    said = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    if said.case:
        kind, number = said.case.split()
        tally = run(1, said.seed, first=int(number), kinds=kind)
    else:
        tally = run(said.cases, said.seed, first=said.first, kinds=said.kinds)
    lines = [
        f"{kind:5} {count:7} cases, slowest {tally.slowest[kind][0] * 1000:.0f} ms (case {tally.slowest[kind][1]})"
        for kind, count in sorted(tally.cases.items())
    ]
    lines += [f"  {outcome}: {count}" for outcome, count in sorted(tally.outcomes.items())]
    lines.append(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    lines += tally.failures or ["no crash, no hang"]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.exit(bool(tally.failures))


if __name__ == "__main__":
    main()
