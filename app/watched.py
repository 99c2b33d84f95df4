"""Values that are computed from files, and computed again after the files have changed."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

CHECK_EVERY_S = 0.5
"""How long a change may go unnoticed. A check takes some milliseconds: too long to do it for every request."""

Value = TypeVar("Value")


class Watched(Generic[Value]):
    """Caches the result of ``make`` until a file in ``folders`` changes."""

    def __init__(self, folders: tuple[Path, ...], make: Callable[[], Value]) -> None:
        self._folders = folders
        self._make = make
        self._lock = threading.Lock()
        self._state: frozenset[tuple[str, int, int]] | None = None
        self._checked_at = 0.0
        self._value: Value

    def get(self) -> Value:
        """The current value. If ``make`` raises, so does this, and the next check calls it again."""
        if self._state is None:
            with self._lock:  # All requests need the first value.
                self._check()
        elif time.monotonic() - self._checked_at >= CHECK_EVERY_S and self._lock.acquire(blocking=False):
            # One request does the check; the others use the value that there is.
            try:
                self._check()
            finally:
                self._lock.release()
        return self._value

    def _check(self) -> None:
        state = frozenset(stamp for folder in self._folders for stamp in file_stamps(folder))
        if state != self._state:
            self._value = self._make()
            self._state = state
        self._checked_at = time.monotonic()


def file_stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Path, modification time (ns) and size (bytes) of every file in ``folder`` and its subfolders."""
    try:
        entries = list(os.scandir(folder))
    except OSError:  # The folder does not exist, or was deleted meanwhile.
        return
    for entry in entries:
        try:
            if entry.is_dir():
                yield from file_stamps(Path(entry.path))
            else:
                status = entry.stat()
                yield entry.path, status.st_mtime_ns, status.st_size
        except OSError:  # Deleted after the folder was listed.
            continue
