"""Opening files that others have put there."""

from __future__ import annotations

import os
import stat
from io import BufferedReader
from pathlib import Path

FileVersion = tuple[int, int, int]


def open_regular(file: Path) -> BufferedReader:
    """Opens ``file`` for reading, never waiting for it: reading a FIFO would wait for its writer.

    Raises:
        OSError: it cannot be opened, or is a FIFO, a device or a folder.
    """
    descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(f"{file} is not a regular file")
    return os.fdopen(descriptor, "rb")


def version_of(status: os.stat_result) -> FileVersion:
    """What differs after every change of a file: its size, and when its content and anything about it last changed.

    The last of these nobody can set: copies that keep the time of the original have the same time of change.
    """
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns
