"""Values that are computed from files, and computed again after the files have changed."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

from starlette.concurrency import run_in_threadpool

from .files import FileVersion, version_of

CHECK_EVERY_S = 0.5
"""How long a change may go unnoticed. A check takes some milliseconds: too long to do it for every request."""

Value = TypeVar("Value")
Stamp = tuple[str, FileVersion]
"""Path and version of a file."""


class Watched(Generic[Value]):
    """Caches the result of ``make`` until a file in ``folders`` changes."""

    def __init__(self, folders: tuple[Path, ...], make: Callable[[], Value]) -> None:
        self._folders = folders
        self._make = make
        self._lock = threading.Lock()
        self._state: frozenset[Stamp] | None = None
        self._checked_at = float("-inf")
        self._error: Exception | None = None
        self._value: Value

    def get(self) -> Value:
        """The current value. If ``make`` raises, so does this, and the next check calls it again.

        It may take long: coroutines use ``fetch``.
        """
        # One request does the check; the others use the value that there is, and wait for the first one.
        if self._is_due() and self._lock.acquire(blocking=self._checked_at < 0):
            try:
                self._check()
            finally:
                self._lock.release()
        return self._result()

    async def fetch(self) -> Value:
        """The same for coroutines. Files are looked at in a thread: other requests are answered meanwhile."""
        return await run_in_threadpool(self.get) if self._is_due() else self._result()

    def _is_due(self) -> bool:
        return time.monotonic() - self._checked_at >= CHECK_EVERY_S

    def _result(self) -> Value:
        if self._error is not None:
            raise self._error.with_traceback(None)  # It would grow each time.
        return self._value

    def _check(self) -> None:
        state = frozenset(stamp for folder in self._folders for stamp in file_stamps(folder))
        if state != self._state or self._error is not None:
            try:
                self._value, self._error = self._make(), None
            except Exception as error:  # It is raised by each request until the next check.
                self._error = error
            self._state = state
        self._checked_at = time.monotonic()


def file_stamps(folder: Path) -> Iterator[Stamp]:
    """The stamp of every file in ``folder`` and its subfolders.

    Linked folders are not entered: links may lead in circles.
    """
    waiting = [str(folder)]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:  # The folder does not exist, was deleted meanwhile, or lies too deep.
            continue
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    yield entry.path, version_of(entry.stat())
            except OSError:  # Deleted after the folder was listed, or a link that leads nowhere.
                continue
