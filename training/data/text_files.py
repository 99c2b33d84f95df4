"""Text files in the encodings that tools and spreadsheets write them in."""

from __future__ import annotations

import codecs
from pathlib import Path


def encoding_of(path: Path) -> str:
    """UTF-16 where the file begins with its mark, as Windows writes it; else UTF-8, with or without one.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(2)
    return "utf-16" if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        OSError: the file cannot be read.
        UnicodeDecodeError: it has another encoding.
    """
    return path.read_text(encoding=encoding_of(path))


def reason(error: Exception) -> str:
    """Why a file cannot be read, and what to do about it, if that is known."""
    if isinstance(error, UnicodeError):
        return f"it is not in UTF-8, save it in that ({error})"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return str(error)
