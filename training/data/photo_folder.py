"""Finds the photo that an annotation means, in the folder of photos and never outside it.

Tools write the path that a photo had on another computer, leave out the ending, or change letters: the name is compared
with those of the files that are there. A photo is taken only if no other could be meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from training.data.sources import Report
from training.errors import TrainingSideError

PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"}

UPLOADED = re.compile("^[0-9a-f]{8}-")
"""What Label Studio puts before the names of files that were uploaded to it."""

OUTSIDE = "photo that a link in the folder of photos has elsewhere: left out"
AMBIGUOUS = "photo whose name fits several files: left out"
OTHER_NAME = "photo named otherwise than its file: taken"


def photo_named(images: Path, name: str) -> Path:
    """The photo of exactly this name.

    Raises:
        TrainingSideError: there is none, or it lies outside the folder.
    """
    path = images / name
    if not path.resolve().is_relative_to(images.resolve()):
        raise TrainingSideError(f"{name} lies outside {images}. Name photos of that folder only.")
    if not _is_file(path):
        raise TrainingSideError(
            f"{images} has no photo {name}. Give the folder of the named photos as --images."
        )
    return path


class PhotoFolder:
    """The folder ``images`` and the folders below it."""

    def __init__(self, images: Path) -> None:
        self.images = images
        self._root = images.resolve()

    def find(self, name: str, report: Report, near: Sequence[str] = ()) -> Path | None:
        """The file of the photo ``name``; where there is none, the path at which it is missing.

        ``near``: folders in which it probably is, the likeliest first, as the annotation says.
        None if the file cannot be told or is a link out of the folder, which the report then says.
        """
        parts = _parts(name)
        places = [place for folder in near if (place := _parts(folder))]
        exact = (self.images.joinpath(*place, *parts) for place in (*places, []))
        path = next((path for path in exact if _is_file(path)), None)
        if path is None:
            fitting = self._fitting(parts)
            for place in places:
                if len(fitting) > 1:
                    fitting = self._fitting([*place, *parts]) or fitting
            if len(fitting) > 1:
                report.add(AMBIGUOUS, name)
                return None
            if fitting:
                report.add(OTHER_NAME, name)
            path = fitting[0] if fitting else self.images.joinpath(*parts)
        return path if self.contains(path, name, report) else None

    def pictures(self, report: Report) -> list[Path]:
        """All pictures, sorted."""
        return [path for path in self._pictures if self.contains(path, self.name_of(path), report)]

    def name_of(self, path: Path) -> str:
        """The path of a photo within the folder."""
        return path.relative_to(self.images).as_posix()

    def contains(self, path: Path, name: str, report: Report) -> bool:
        """Whether the file is in the folder when links are followed; if not, the report says so."""
        try:
            inside = path.resolve().is_relative_to(self._root)
        except (OSError, ValueError, RuntimeError):  # A name that no file can have, or links in a circle.
            return True  # It is missing, which is found when it is opened.
        if not inside:
            report.add(OUTSIDE, name)
        return inside

    @cached_property
    def _pictures(self) -> list[Path]:
        return sorted(path for path in self.images.rglob("*") if path.suffix.lower() in PICTURES)

    @cached_property
    def _by_name(self) -> dict[str, list[tuple[list[str], Path]]]:
        """The pictures, with the parts of their paths, by file name with and without its ending."""
        found: dict[str, list[tuple[list[str], Path]]] = {}
        for path in self._pictures:
            parts = _plain(path.relative_to(self.images).parts)
            for ending in (parts[-1], PurePosixPath(parts[-1]).stem):
                found.setdefault(ending, []).append(([*parts[:-1], ending], path))
        return found

    def _fitting(self, parts: list[str]) -> list[Path]:
        """The pictures whose path ends as the name does, as far as both go."""
        unquoted = _parts(unquote("/".join(parts)))
        return self._ending_as(parts, unquoted) or self._ending_as(
            [UPLOADED.sub("", part) for part in unquoted]
        )

    def _ending_as(self, *spellings: list[str]) -> list[Path]:
        fitting: dict[Path, None] = {}
        for spelling in spellings:
            wanted = _plain(spelling)
            for known, path in self._by_name.get(wanted[-1], []) if wanted else []:
                both = min(len(known), len(wanted))
                if known[-both:] == wanted[-both:]:
                    fitting[path] = None
        return list(fitting)


def _parts(name: str) -> list[str]:
    """The parts of a path, none of which leads upwards out of the folder.

    Windows tools write backslashes and drives; Label Studio has local files after ``?d=``; links to a cloud's storage
    end with a signature.
    """
    parts: list[str] = []
    path = name.strip().rpartition("?d=")[2]
    for part in (path.partition("?")[0] if "://" in path else path).replace("\\", "/").split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", ".") and not part.endswith(":"):
            parts.append(part)
    return parts


def _plain(parts: list[str] | tuple[str, ...]) -> list[str]:
    """Without the differences of capitals and of Unicode's ways to write a letter."""
    return [unicodedata.normalize("NFC", part).casefold() for part in parts]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # Too long for any file, or with a zero byte.
        return False
