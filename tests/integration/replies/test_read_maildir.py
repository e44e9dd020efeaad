"""A Maildir on disk: everything found once, nothing deleted, moving repeatable."""

from __future__ import annotations

import hashlib
import mailbox

import pytest

from tasks.core.channels.maildir import find_mail, move_handled
from tasks.core.model.errors import StopAndMend


@pytest.fixture
def folder(tmp_path):
    box = mailbox.Maildir(tmp_path / "post", create=True)
    for number in range(3):
        message = mailbox.MaildirMessage(f"Subject: {number}\n\nhei {number}\n")
        if number == 1:
            message.set_subdir("cur")
            message.set_flags("S")
        box.add(message)
    return tmp_path / "post"


def test_every_message_is_found_seen_or_not(folder):
    found = list(find_mail(folder))
    assert len(found) == 3
    assert {mail.file.split("/")[0] for mail in found} == {"new", "cur"}
    for mail in found:
        assert hashlib.sha256((folder / mail.file).read_bytes()).hexdigest() == mail.sha256
        assert not mail.truncated


def test_a_message_above_the_limit_gives_its_beginning_and_its_own_checksum(folder):
    big = folder / "new" / "9999.stor"
    big.write_bytes(b"Subject: stor\n\n" + b"x" * 2_000_000)
    mail = next(m for m in find_mail(folder, most_bytes=1_000_000) if m.file == "new/9999.stor")
    assert mail.truncated
    assert mail.size == big.stat().st_size
    assert mail.sha256 == hashlib.sha256(big.read_bytes()).hexdigest()
    assert len(mail.content) < 1_000_000


def test_links_out_of_the_mailbox_are_not_followed(folder, tmp_path):
    (tmp_path / "hemmelig").write_text("x")
    (folder / "new" / "lenke").symlink_to(tmp_path / "hemmelig")
    assert len(list(find_mail(folder))) == 3


def test_moving_is_repeatable_and_keeps_the_bytes(folder):
    mail = next(iter(find_mail(folder)))
    where = move_handled(folder, mail.file, 2020)
    assert move_handled(folder, mail.file, 2020) == where
    assert (folder / where).read_bytes() == mail.content
    assert len(list(find_mail(folder))) == 2


def test_moving_outside_is_refused(folder):
    with pytest.raises(StopAndMend, match="outside the mailbox"):
        move_handled(folder, "../../etc/passwd", 2020)


def test_no_maildir_is_said(tmp_path):
    with pytest.raises(StopAndMend, match="no Maildir there"):
        list(find_mail(tmp_path))
