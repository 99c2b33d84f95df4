"""Values that are made from files, and made again when the files have changed."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

LOOK_EVERY_S = 0.5
"""How long a change may go unnoticed. Looking costs some milliseconds, which not every request can have."""

Value = TypeVar("Value")


class Watched(Generic[Value]):
    """Keeps what ``make`` returned for as long as nothing changes in ``folders``."""

    def __init__(self, folders: tuple[Path, ...], make: Callable[[], Value]) -> None:
        self._folders = folders
        self._make = make
        self._lock = threading.Lock()
        self._state: frozenset[tuple[str, int, int]] | None = None
        self._looked_at = 0.0
        self._value: Value

    def get(self) -> Value:
        """The value of now. Whatever ``make`` raises is raised here, until it succeeds."""
        if self._state is None:
            with self._lock:  # Nobody can go on without the first value.
                self._look()
        elif time.monotonic() - self._looked_at >= LOOK_EVERY_S and self._lock.acquire(blocking=False):
            # One request looks, the others go on with what there is.
            try:
                self._look()
            finally:
                self._lock.release()
        return self._value

    def _look(self) -> None:
        state = frozenset(stamp for folder in self._folders for stamp in stamps(folder))
        if state != self._state:
            self._value = self._make()
            self._state = state
        self._looked_at = time.monotonic()


def stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Path, time and size of every file in ``folder`` and below: what changes when one of them does."""
    try:
        entries = list(os.scandir(folder))
    except OSError:  # Not there, or not any more.
        return
    for entry in entries:
        try:
            if entry.is_dir():
                yield from stamps(Path(entry.path))
            else:
                status = entry.stat()
                yield entry.path, status.st_mtime_ns, status.st_size
        except OSError:  # Gone between listing and looking.
            continue
