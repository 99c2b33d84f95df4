"""The shards of a conversion: written one by one, each complete or not there.

A shard's name holds the fingerprint of all that was to be converted, and it gets this name when it is complete. So
shards of another conversion are never taken for those of this one, the old ones serve until the new card is written,
and the names show what is left to do.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.data.sources import DataError, PhotoProblem
from training.data.tfrecord import write_record


@dataclass(frozen=True)
class Shard:
    """One of ``count`` shards: every ``count``-th photo, from the ``number``-th on."""

    folder: Path
    fingerprint: str
    number: int
    count: int

    @property
    def path(self) -> Path:
        return self.folder / f"photos-{self.fingerprint}-{self.number:05d}-of-{self.count:05d}.tfrecord"

    @property
    def _problems_path(self) -> Path:
        return self.path.with_suffix(".json")

    def indices(self, photos: int) -> range:
        return range(self.number, photos, self.count)

    def finished(self) -> dict[int, PhotoProblem] | None:
        """The photos that are not in the shard, by index, and why; None if the shard is not complete."""
        if not (self.path.exists() and self._problems_path.exists()):
            return None
        content = json.loads(self._problems_path.read_text(encoding="utf-8"))
        return {index: PhotoProblem(rule, detail) for index, rule, detail in content}

    def write(self, records: Iterator[bytes | PhotoProblem], indices: range) -> dict[int, PhotoProblem]:
        """Writes the records of these photos; gives those that could not be used.

        Raises:
            DataError: the disk does not take it.
        """
        partial = self.path.with_suffix(".tfrecord.partial")
        problems: dict[int, PhotoProblem] = {}
        try:
            with partial.open("wb") as file:
                for index, record in zip(indices, records, strict=False):  # takes no record too many
                    if isinstance(record, PhotoProblem):
                        problems[index] = record
                    else:
                        write_record(file, record)
            content = [[index, problem.rule, problem.detail] for index, problem in problems.items()]
            self._problems_path.write_text(json.dumps(content), encoding="utf-8")
            for path in (partial, self._problems_path):
                _to_disk(path)
            partial.replace(self.path)
        except OSError as error:
            raise DataError(
                f"Cannot write {partial}: {error}. When that is mended, give the same command again: finished shards "
                "are kept."
            ) from error
        return problems


def _to_disk(path: Path) -> None:
    """Makes sure that the file's content outlives a power cut, as its name may."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sweep(folder: Path, fingerprints: set[str], suffix: str = "") -> None:
    """Deletes what earlier conversions left, but for those of the fingerprints (and there, of other suffixes)."""
    for path in folder.glob("photos-*-of-[0-9][0-9][0-9][0-9][0-9].*"):
        kept = (f"photos-{fingerprint}" for fingerprint in fingerprints)
        if not (path.name.startswith(tuple(kept)) and path.name.endswith(suffix)):
            path.unlink()
