"""Finds the files that JavaScript modules need: to have the browser fetch them at once, and to miss none of them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from .assets import MEDIA_TYPES, Listing
from .errors import PageError

_IMPORT = re.compile(r"""^(?:import|export)\b[^'";(]*['"](\.{1,2}/[^'"]+)['"]""", re.MULTILINE)
"""A static import or re-export by a relative path, at the start of a line. Dynamic imports, which have a bracket before
the path, are left out: they load when they are needed."""

_RELATIVE_PATH = re.compile(r"""['"](\.{1,2}/[^'"\s]+)['"]""")
"""Any relative path in quotes: also that of a dynamic import, of a worker or of a picture."""

_COMMENT = re.compile(r"/\*\*.*?\*/|^\s*(?:/?\*|//)[^\n]*", re.MULTILINE | re.DOTALL)
"""JSDoc wherever it stands, since types name modules by paths too, and lines that are comments."""


def static_imports(files: Listing, entry: str) -> list[str]:
    """URLs of ``entry`` and of all modules that it imports statically, directly or through others, in a fixed order.

    URLs are relative to the page. ``entry`` is a path below ``/static/``, e.g. ``js/main.js``.

    Raises:
        PageError: one of them is not there.
    """
    found: dict[str, None] = {}
    waiting = [(entry, "The page")]
    while waiting:
        path, importer = waiting.pop()
        if path not in found:
            found[path] = None
            file = files.get(path)
            if file is None:
                raise PageError(f"{importer} needs static/{path}, which is not there.")
            # Bundles in vendor/ are large, and what they import is not preloaded.
            if not path.startswith("vendor/"):
                waiting.extend((each, str(file)) for each in _paths(_IMPORT, path, _text(file)))
    return [f"static/{path}" for path in found]


def check_references(files: Listing) -> None:
    """Checks that every file is there that a module of ours names by a relative path.

    Raises:
        PageError: one of them is not.
    """
    for path, file in files.items():
        if file.suffix != ".js" or path.startswith("vendor/"):
            continue
        for needed in _paths(_RELATIVE_PATH, path, _COMMENT.sub("", _text(file))):
            is_asset = PurePosixPath(needed).suffix in MEDIA_TYPES and not needed.startswith("../")
            if is_asset and needed not in files:
                raise PageError(f"{file} needs static/{needed}, which is not there.")


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _paths(pattern: re.Pattern[str], path: str, text: str) -> Iterator[str]:
    """What ``text``, the module at ``path``, names; relative to ``static/``, as ``path`` is."""
    for match in pattern.finditer(text):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(path), match[1]))
