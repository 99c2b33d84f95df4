"""The files of ``static/``: which of them are served, with which type, and their cached content."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path, PurePosixPath

from .encodings import Content, content_with_hash
from .errors import PageError
from .files import FileVersion, version_of

MEDIA_TYPES = {
    ".css": "text/css",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
}
"""The types that are served. Anything else in ``static/`` (notes, type declarations) is for developers."""

BUILD_VENDOR = "Run scripts/build-vendor, or install the package again."


Listing = dict[str, Path]
"""Files by their path below ``/static/``, sorted."""


class Assets:
    """The files below ``static/``, by the path in their URL."""

    def __init__(self, static: Path) -> None:
        self._static = static

    def find(self, path: str) -> Path | None:
        """The file that ``/static/<path>`` names, if it is one that is served."""
        url = PurePosixPath(path)
        # A file has one address: none with "//", "." or a slash at the end.
        if str(url) != path or url.suffix not in MEDIA_TYPES:
            return None
        if any(part.startswith(".") for part in url.parts):
            return None
        # A path that leaves static/ through ".." is refused above, one through a symbolic link here.
        try:
            file = (self._static / path).resolve()
            return file if file.is_file() and file.is_relative_to(self._static.resolve()) else None
        except (OSError, ValueError):  # Too long for any file, or with a zero byte.
            return None

    def listing(self) -> Listing:
        """Everything that is served now."""
        paths = (
            (file.relative_to(self._static).as_posix(), file) for file in sorted(self._static.rglob("*"))
        )
        return {path: file for path, file in paths if self.find(path) is not None}


def media_type(file: Path) -> str:
    """The Content-Type of a served file, without a charset."""
    return MEDIA_TYPES[file.suffix]


def content_of(file: Path) -> Content:
    """The content of ``file``; it is read again only when the file has changed."""
    return _content(file, version_of(file.stat()))


@lru_cache(maxsize=1024)
def _content(file: Path, _version: FileVersion) -> Content:
    return content_with_hash(file.read_bytes())


def check_vendor_build(static: Path) -> None:
    """Compares ``static/vendor`` with the hashes that its build recorded.

    Raises:
        PageError: it was not built, the build was interrupted, or a file has changed since.
    """
    vendor = static / "vendor"
    try:
        outputs: dict[str, str] = json.loads((vendor / ".stamp.json").read_text(encoding="utf-8"))["outputs"]
    except (OSError, ValueError, KeyError) as error:
        raise PageError(f"The third-party JavaScript is not built: {vendor}. {BUILD_VENDOR}") from error
    for name, sha256 in outputs.items():
        file = vendor / name
        if not file.is_file() or content_of(file).sha256.hex() != sha256:
            raise PageError(f"{file} is missing or is not what was built. {BUILD_VENDOR}")
