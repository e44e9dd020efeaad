"""A mailbox on an IMAP server: nothing is marked as read, nothing deleted; stored messages move to a folder.

A message is known by its folder, UIDVALIDITY and UID: a server that numbers anew (another UIDVALIDITY) gives
everything once more, and the checksums of the bytes tell that it is the same. Seen flags mean nothing here: people
read a shared mailbox too.
"""

from __future__ import annotations

import hashlib
import imaplib
import re
import ssl
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from urllib.parse import unquote, urlsplit

from imap_tools.errors import ImapToolsError, MailboxLoginError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxUnencrypted

from tasks.core.channels.mailbox import HEADER_BYTES, MOST_BYTES, FoundMail, IsKnown
from tasks.core.model.errors import StopAndMend, TryAgain

TIMEOUT_SECONDS = 60.0
CHUNK = 32  # messages fetched at once
CHUNK_BYTES = 16 * 1024 * 1024
HEADERS_CHUNK = 500
HANDLED = "Behandlet"
KEYWORD = "AnmodningBehandlet"  # where a server cannot move a message
MEND = "check ANMODNING_MAILBOX_URL and what it may do"

_FILE = re.compile(r"(?P<folder>.*);UIDVALIDITY=(?P<validity>\d+);UID=(?P<uid>\d+)", re.DOTALL)
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_MESSAGE_ID = re.compile(rb"message-id\s*:\s*(<[^>\r\n]{1,400}>)", re.IGNORECASE)


class ImapMailbox:
    """One folder of an IMAP account. ``sign_in`` logs in on the opened connection."""

    source = "imap"

    def __init__(self, url: str, sign_in: Callable[[BaseMailBox, str], object]) -> None:
        parts = urlsplit(url)
        user, host = unquote(parts.username or ""), parts.hostname or ""
        self.place = f"{parts.scheme}://{user}@{host}{parts.path}"
        self._folder = unquote(parts.path).strip("/") or "INBOX"
        with self._translated():
            if parts.scheme == "imaps":
                context = ssl.create_default_context()
                box: BaseMailBox = MailBox(host, parts.port or 993, TIMEOUT_SECONDS, ssl_context=context)
            else:
                box = MailBoxUnencrypted(host, parts.port or 143, TIMEOUT_SECONDS)
            self._box = box
            try:
                sign_in(box, user)
            except (MailboxLoginError, imaplib.IMAP4.error) as problem:
                self.close()
                raise StopAndMend(f"mailbox {self.place} refuses to let us in ({problem}): {MEND}") from None
            # Servers say what they can do once more after the login; the library keeps what they said before.
            _, said = box.client.capability()
            box.client.capabilities = tuple(said[-1].decode("ascii", "replace").upper().split())
        self._delimiter = "/"
        self._validity: dict[str, str] = {}
        self._selected = ""

    def find(self, is_known: IsKnown) -> Iterator[FoundMail]:
        """Yield every message of the folder that is not known, then what people moved to ``Behandlet`` unseen by us."""
        with self._translated():
            self._delimiter = next(iter(self._box.folder.list()), _Root()).delim or "/"
            yield from self._found(self._folder, is_known)
            for folder in self._handled_folders():
                yield from self._found(folder, is_known, self._unknown_ids(folder, is_known))

    def handled(self, mails: Sequence[FoundMail], year: int) -> None:
        """Move stored messages to ``Behandlet/<year>``, or give them a keyword where the server cannot move."""
        of_folder: dict[str, list[str]] = {}
        for mail in mails:
            where = _FILE.fullmatch(mail.file)
            if where is not None and where["folder"] == self._folder:
                of_folder.setdefault(where["folder"], []).append(where["uid"])
        with self._translated():
            for folder, uids in of_folder.items():
                self._select(folder)
                if not self._moved(uids, f"{HANDLED}{self._delimiter}{year}"):
                    with suppress(
                        ImapToolsError
                    ):  # a mailbox we may only read: the keys still tell what is stored
                        self._box.flag(uids, KEYWORD, value=True)

    def put_rest_aside(self, is_known: IsKnown, year: int) -> None:
        """Move what is known and still lies in the inbox: its pull ended between storing and moving it."""
        with self._translated():
            named = self._named(self._folder)
            if rest := [uid for uid, file in named.items() if is_known(file)]:
                self._moved(rest, f"{HANDLED}{self._delimiter}{year}")

    def close(self) -> None:
        """Log out; a connection that is gone already is no fault."""
        with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
            self._box.logout()

    def _moved(self, uids: list[str], target: str) -> bool:
        """Move messages on the server; without its MOVE they stay, for copying and deleting may lose one."""
        if "MOVE" not in self._box.client.capabilities:
            return False
        try:
            self._make(target)
            self._box.move(uids, target, chunks=HEADERS_CHUNK)
        except ImapToolsError:
            return False
        return True

    def _make(self, target: str) -> None:
        for name in (target.split(self._delimiter, maxsplit=1)[0], target):
            if not self._box.folder.exists(name):
                self._box.folder.create(name)

    def _handled_folders(self) -> list[str]:
        found = self._box.folder.list(search_args=f"{HANDLED}{self._delimiter}*")
        return sorted(one.name for one in found if r"\Noselect" not in one.flags)

    def _select(self, folder: str) -> str:
        """Select a folder and return its UIDVALIDITY."""
        if self._selected != folder:
            self._box.folder.set(folder)
            self._selected = folder
            self._validity[folder] = str(self._box.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"])
        return self._validity[folder]

    def _named(self, folder: str, uids: Iterable[str] | None = None) -> dict[str, str]:
        """Return the names under which the store knows messages of a folder, all of them if none are given, by UID."""
        validity = self._select(folder)
        every = self._box.uids("ALL") if uids is None else uids
        return {uid: f"{folder};UIDVALIDITY={validity};UID={uid}" for uid in every}

    def _found(
        self, folder: str, is_known: IsKnown, uids: Iterable[str] | None = None
    ) -> Iterator[FoundMail]:
        named = self._named(folder, uids)
        fresh = [uid for uid, file in named.items() if not is_known(file)]
        for chunk in self._chunks(folder, fresh):
            for uid, (size, content) in chunk.items():
                if size <= MOST_BYTES:
                    yield FoundMail.whole(named[uid], content)
                else:
                    sha256 = hashlib.sha256(content + str(size).encode()).hexdigest()
                    yield FoundMail(named[uid], content, size, sha256, truncated=True)

    def _chunks(self, folder: str, uids: Sequence[str]) -> Iterator[dict[str, tuple[int, bytes]]]:
        """Yield sizes and bytes of messages by UID, some at a time; of one above the limit its beginning."""
        for start in range(0, len(uids), HEADERS_CHUNK):
            self._select(folder)
            sizes = self._sizes(uids[start : start + HEADERS_CHUNK])
            chunk: list[str] = []
            for uid, size in sizes.items():
                if size > MOST_BYTES:
                    part = self._fetched([uid], f"BODY.PEEK[]<0.{HEADER_BYTES}>", folder)
                    yield {one: (size, content) for one, content in part.items()}
                    continue
                chunk.append(uid)
                if len(chunk) >= CHUNK or sum(sizes[one] for one in chunk) > CHUNK_BYTES:
                    yield self._whole(chunk, sizes, folder)
                    chunk = []
            if chunk:
                yield self._whole(chunk, sizes, folder)

    def _whole(self, uids: list[str], sizes: dict[str, int], folder: str) -> dict[str, tuple[int, bytes]]:
        found = self._fetched(uids, "BODY.PEEK[]", folder)
        return {uid: (sizes[uid], content) for uid, content in found.items()}

    def _sizes(self, uids: Sequence[str]) -> dict[str, int]:
        sizes: dict[str, int] = {}
        for item in self._fetch(uids, "(UID RFC822.SIZE)"):
            line = item if isinstance(item, bytes) else item[0]
            uid, size = _UID.search(line), _SIZE.search(line)
            if uid and size:
                sizes[uid[1].decode()] = int(size[1])
        return sizes

    def _fetched(self, uids: Sequence[str], what: str, folder: str) -> dict[str, bytes]:
        """Return bytes by UID; a message that somebody took away meanwhile is not among them."""
        self._select(folder)
        found: dict[str, bytes] = {}
        items = self._fetch(uids, f"(UID {what})")
        for index, item in enumerate(items):
            if isinstance(item, bytes):
                continue
            after = items[index + 1] if index + 1 < len(items) else b""  # some servers say the UID last
            tail = after if isinstance(after, bytes) else b""
            uid = _UID.search(item[0]) or _UID.search(tail)
            if uid is not None:
                found[uid[1].decode()] = item[1]
        return found

    def _unknown_ids(self, folder: str, is_known: IsKnown) -> list[str]:
        self._select(folder)
        uids = self._box.uids("ALL")
        unknown: list[str] = []
        for start in range(0, len(uids), HEADERS_CHUNK):
            chunk = uids[start : start + HEADERS_CHUNK]
            headers = self._fetched(chunk, "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]", folder)
            for uid, header in headers.items():
                named = _MESSAGE_ID.search(header)
                if named is None or not is_known(named[1].decode("ascii", "replace")):
                    unknown.append(uid)
        return unknown

    def _fetch(self, uids: Sequence[str], what: str) -> list[bytes | tuple[bytes, bytes]]:
        if not uids:
            return []
        status, items = self._box.client.uid("FETCH", ",".join(uids), what)
        if status != "OK":
            raise TryAgain(f"mailbox {self.place} did not give its messages ({status}): try again later")
        return [item for item in items if item is not None]

    @contextmanager
    def _translated(self) -> Generator[None]:
        """Turn what the protocol and the network raise into what to do next."""
        try:
            yield
        except ImapToolsError as problem:
            raise StopAndMend(f"mailbox {self.place}: {problem} - {MEND}") from None
        except ssl.SSLError as problem:
            reason = getattr(problem, "verify_message", "") or problem.reason
            raise StopAndMend(f"mailbox {self.place} is not who it should be ({reason}): {MEND}") from None
        except (imaplib.IMAP4.abort, OSError) as problem:
            name = type(problem).__name__
            raise TryAgain(f"mailbox {self.place} did not answer ({name}): try again later") from None
        except imaplib.IMAP4.error as problem:
            raise StopAndMend(f"mailbox {self.place}: {problem} - {MEND}") from None


class _Root:
    """Stands in for the folders of an account that lists none."""

    delim = "/"
