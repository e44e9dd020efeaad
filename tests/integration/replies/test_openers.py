"""Messages opened in helping processes: the same answer as here, whoever dies on the way."""

from __future__ import annotations

import random

import pytest
from builders import a_request
from golden.vedtak.scoring import read_corpus
from intake_fuzz import REGISTER, a_mail, damaged

from tasks.replies.extract import Extractor
from tasks.replies.intake import Season, judge
from tasks.replies.known import KnownMessages
from tasks.replies.opening import Openers

SOURCE = "maildir"
SEASON = Season(2020, REGISTER, {"5057": a_request()}, "mx")
TEXTS = [document.text for document in read_corpus("development.txt")][:40]


def mails(count):
    chance = random.Random(7)
    whole = [a_mail(TEXTS, chance) for _ in range(count)]
    return [damaged(raw, chance) if at % 3 == 0 else raw for at, raw in enumerate(whole)]


@pytest.fixture(scope="module")
def extractor():
    with Extractor(use_ocr=False) as opened:
        yield opened


def judged(openers, raws):
    known = KnownMessages(())
    with openers.opening(raws) as opening:
        found = [one.result() for one in opening]
        return [
            judge(opened, f"new/{at}", SOURCE, season=SEASON, known=known, read=read)
            for at, (opened, read) in enumerate(found)
        ], [read is not None for _, read in found]


@pytest.fixture(scope="module")
def alone(extractor):
    """What comes out where nobody helps."""
    raws = mails(30)
    with Openers(SOURCE, SEASON, extractor, helpers=1, many=0) as openers:
        messages, is_read = judged(openers, raws)
        assert not openers.helpers
    assert not any(is_read)
    return raws, messages


def test_helpers_come_to_the_same_messages(extractor, alone):
    raws, expected = alone
    with Openers(SOURCE, SEASON, extractor, helpers=2, many=0) as openers:
        messages, is_read = judged(openers, raws)
        assert len(openers.helpers) == 2
        helpers = list(openers.helpers)
    assert messages == expected
    assert all(is_read)
    assert all(helper.poll() is not None for helper in helpers), "they end with the pull"


def test_a_helper_that_dies_is_not_missed(extractor, alone):
    raws, expected = alone
    with Openers(SOURCE, SEASON, extractor, helpers=2, many=0) as openers:
        first, _ = judged(openers, raws[:4])
        openers.helpers[0].kill()
        openers.helpers[0].wait()
        second, _ = judged(openers, raws)
        openers.helpers[1].kill()
        third, is_read = judged(openers, raws)
    assert first == expected[:4]
    assert second == third == expected
    assert not any(is_read)


def test_few_messages_start_nobody(extractor):
    with Openers(SOURCE, SEASON, extractor, helpers=2, many=8) as openers:
        for _ in range(2):
            judged(openers, mails(4))
            assert openers.helpers == []
        judged(openers, mails(2))
        assert len(openers.helpers) == 2


def test_what_was_read_for_another_municipality_is_read_again(extractor):
    """An answer to our letter points to its municipality by the letter it answers, which only the pull knows."""
    known = KnownMessages(())
    known.remember_letter("anm-1@imdi.no", "TEST-5057-request-1", "5057")
    raw = (
        b"From: noen@example.org\r\nMessage-ID: <x@example.org>\r\nIn-Reply-To: <anm-1@imdi.no>\r\n"
        b"Subject: Vedtak\r\n\r\nVedtak: Kommunen bosetter 15 flyktninger i 2020.\r\n"
    )
    with Openers(SOURCE, SEASON, extractor, helpers=2, many=0) as openers, openers.opening([raw]) as opening:
        opened, read = opening[0].result()
    assert read is not None
    assert read.hint is None
    message = judge(opened, "new/1", SOURCE, season=SEASON, known=known, read=read)
    assert message == judge(opened, "new/1", SOURCE, season=SEASON, known=known)
    assert (message.number, message.reading.count) == ("5057", 15)
