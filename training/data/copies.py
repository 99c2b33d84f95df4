"""Finds photos that are there twice under different names: each copy may have a part of the boxes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def first_copies(paths: Iterable[Path]) -> dict[Path, Path]:
    """The first of the same content, byte for byte, for each file that has copies. What cannot be read has none."""
    by_size: dict[int, dict[Path, None]] = {}
    for path in paths:
        try:
            if path.is_file():  # A pipe would be waited for.
                by_size.setdefault(path.stat().st_size, {})[path] = None
        except (OSError, ValueError):
            continue  # It is named when its pixels are read.
    first: dict[Path, Path] = {}
    for alike in by_size.values():
        by_hash: dict[bytes, Path] = {}
        for path in alike if len(alike) > 1 else ():
            try:
                digest = hashlib.sha256(path.read_bytes()).digest()
            except OSError:
                continue  # as above
            first[path] = by_hash.setdefault(digest, path)
    return first
