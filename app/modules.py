"""Finds the JavaScript modules that a page loads, so that the browser can fetch all of them at once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from .assets import Assets

_IMPORT = re.compile(r"""^(?:import|export)\b[^'";(]*['"](\.{1,2}/[^'"]+)['"]""", re.MULTILINE)
"""A static import or re-export by a relative path, at the start of a line. Dynamic imports, which have a bracket before
the path, are left out: they load when they are needed."""


def static_imports(assets: Assets, entry: str) -> list[str]:
    """URLs of ``entry`` and of all modules that it imports statically, directly or through others, in a fixed order.

    URLs are relative to the page. ``entry`` is a path below ``/static/``, e.g. ``js/main.js``.
    """
    found: dict[str, None] = {}
    waiting = [entry]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = None
            waiting.extend(_imports_of(assets, path))
    return [f"static/{path}" for path in found]


def _imports_of(assets: Assets, path: str) -> Iterator[str]:
    file = assets.find(path)
    # Bundles in vendor/ are large, and what they import is not preloaded.
    if file is None or path.startswith("vendor/"):
        return
    for match in _IMPORT.finditer(file.read_text(encoding="utf-8")):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(path), match[1]))
