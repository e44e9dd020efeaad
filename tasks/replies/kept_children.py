"""Children that nobody needs just now, kept for the next who asks for the same: starting one takes 0.7 s of processor time.

They end with this process: their input closes then, which is the end of their work.
"""

from __future__ import annotations

import atexit
from collections.abc import Hashable, Iterable
from threading import Lock

from tasks.replies.child import Child


class KeptChildren:
    """Idle children under one name, the last that was used: whoever comes with another name ends them."""

    def __init__(self) -> None:
        self._name: Hashable = None
        self._children: list[Child] = []
        self._lock = Lock()

    def take(self, name: Hashable) -> Child | None:
        """Return a child that was kept under ``name``, or None; it is the caller's from now on."""
        with self._lock:
            return self._children.pop() if self._children and self._name == name else None

    def keep(self, name: Hashable, children: Iterable[Child]) -> None:
        """Keep children that are idle; those kept under another name are ended."""
        ended: list[Child] = []
        with self._lock:
            if self._name != name:
                ended, self._children, self._name = self._children, ended, name
            self._children += children
        for child in ended:
            child.close()

    def end(self) -> None:
        """End every child."""
        self.keep(None, ())


def kept_until_the_end() -> KeptChildren:
    """Return an empty place whose children are ended when this process ends by itself."""
    kept = KeptChildren()
    atexit.register(kept.end)
    return kept
