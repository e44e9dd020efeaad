"""Real IMAP servers on a free port of loopback, one mailbox each: the machine's Dovecot, and pymap from the lock."""

from __future__ import annotations

import base64
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "post", "hemmelig"
UNPRIVILEGED = "nobody"
TOKEN_KEY = b"en-nokkel-bare-for-prover-0123456789abcdef"
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_location = maildir:{folder}/mail
first_valid_uid = 1
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""
OAUTH = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = sub
"""


@dataclass(frozen=True)
class MailServer:
    """A running server: its address for the settings, and the folder of its mail where it has one on disk."""

    name: str
    url: str
    port: int
    mail: Path | None


def _free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def _wait(process, port, log):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as sock:
                if sock.recv(16).startswith(b"* OK"):
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the mail server did not start: {log()}")


@contextmanager
def _ended(process):
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def dovecot_program():
    """Return the machine's Dovecot, None where there is none."""
    return shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def dovecot():
    """Run Dovecot without privileges in a folder of its own."""
    entry = pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    account = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="anmodning-imap-", dir="/tmp") as name:
        folder = Path(name)
        for part in ("run", "state", "home", "mail", "keys/default/HS256"):
            (folder / part).mkdir(parents=True)
        (folder / "keys/default/HS256/default").write_bytes(base64.b64encode(TOKEN_KEY))
        (folder / "oauth2.conf").write_text(OAUTH.format(folder=folder))
        group = subprocess.run(
            ["id", "-gn", entry.pw_name], capture_output=True, text=True, check=True
        ).stdout
        config = folder / "dovecot.conf"
        config.write_text(
            CONFIG.format(
                folder=folder, port=port, password=PASSWORD, user=entry.pw_name, group=group.strip()
            )
        )
        if account:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, entry.pw_uid, entry.pw_gid)
        log = folder / "log"
        process = subprocess.Popen([dovecot_program(), "-F", "-c", str(config)], cwd="/", **account)
        with _ended(process):
            _wait(process, port, lambda: log.read_text() if log.exists() else "no log")
            yield MailServer("dovecot", f"imap://{USER}@127.0.0.1:{port}/INBOX", port, folder / "mail")


@contextmanager
def pymap():
    """Run pymap with its mail in memory."""
    port = _free_port()
    program = str(Path(sys.executable).with_name("pymap"))
    command = [
        program,
        "--no-tls",
        "--no-service",
        "managesieve",
        "--no-service",
        "admin",
        "--host",
        "127.0.0.1",
    ]
    command += ["--port", str(port), "dict", "--demo-user", USER, "--demo-password", PASSWORD]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        with _ended(process):
            _wait(process, port, lambda: log.seek(0) or log.read())
            yield MailServer("pymap", f"imap://{USER}@127.0.0.1:{port}/INBOX", port, None)
