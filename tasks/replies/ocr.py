"""Pictures of text read by tesseract where it is installed, within limits on pages and time."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

MOST_PAGES = 12
PAGE_SECONDS = 30
LANGUAGE = "nor"


def recognise(pictures: Iterator[bytes | None]) -> str | None:
    """Return the text of the pictures, pages parted by form feeds; None where no recogniser is installed."""
    program = shutil.which("tesseract")
    if program is None or not _has_norwegian(program):
        return None
    texts: list[str] = []
    for page, picture in enumerate(pictures):
        if page >= MOST_PAGES:
            break
        texts.append(_page(program, picture) if picture else "")
    return "\f".join(texts)


def _has_norwegian(program: str) -> bool:
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, timeout=PAGE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return LANGUAGE in (listed.stdout + listed.stderr).decode("utf-8", "replace").split()


def _page(program: str, picture: bytes) -> str:
    try:
        done = subprocess.run(
            [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", "6"],
            input=picture,
            capture_output=True,
            timeout=PAGE_SECONDS,
            check=False,
            env={"OMP_THREAD_LIMIT": "1", "LANG": "C.UTF-8"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")
