"""Which parts of a JavaScript file have run, put together from what V8 says of many runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Interval = tuple[int, int]
"""Start and end of a part of a file, in UTF-16 code units as V8 counts them."""

COMMENT = re.compile(r"//|/\*|\*")
ASTRAL = re.compile(r"[\U00010000-\U0010ffff]")


@dataclass
class FileCoverage:
    """What has run of one file of ``length`` UTF-16 code units."""

    length: int
    ran: bytearray = field(default_factory=bytearray)
    """One byte a code unit: 1 if it has run."""
    branches: set[Interval] = field(default_factory=set)
    """Functions, and the blocks in them that do not always run along with what is around them."""

    def __post_init__(self) -> None:
        self.ran = self.ran or bytearray(self.length)

    def add_run(self, functions: list[dict[str, Any]]) -> None:
        """Adds V8's ``functions`` of a script, see Profiler.FunctionCoverage in the DevTools protocol."""
        ranges = [
            (each["startOffset"], each["endOffset"], each["count"] > 0)
            for function in functions
            for each in function["ranges"]
        ]
        run = bytearray(self.length)
        # Ranges are nested: from the outside to the inside, the inner one has the last word.
        for start, end, has_run in sorted(ranges, key=lambda each: (each[0], -each[1])):
            run[start:end] = (b"\1" if has_run else b"\0") * (end - start)
            self.branches.add((start, end))
        self._add(run)

    def merge(self, other: FileCoverage) -> None:
        """Adds what has run in another process."""
        self.branches |= other.branches
        self._add(other.ran)

    def _add(self, run: bytearray) -> None:
        both = int.from_bytes(self.ran, "big") | int.from_bytes(run, "big")
        self.ran[:] = both.to_bytes(self.length, "big")

    def count_branches(self) -> tuple[int, int]:
        """How many branches have run, and how many there are."""
        return sum(self.ran[start] for start, _ in self.branches), len(self.branches)

    def count_lines(self, text: str) -> tuple[int, int]:
        """How many lines of code have run, at least in part, and how many there are: no blanks, no comments."""
        done = lines = position = 0
        for line in utf16(text).splitlines(keepends=True):
            code = line.strip()
            if code and not COMMENT.match(code):
                start = position + line.index(code)
                lines += 1
                done += any(self.ran[start : start + len(code)])
            position += len(line)
        return done, lines

    def to_json(self) -> dict[str, Any]:
        """For a file; ``from_json`` reads it."""
        return {"length": self.length, "ran": intervals(self.ran), "branches": sorted(self.branches)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> FileCoverage:
        """What ``to_json`` wrote."""
        coverage = cls(stored["length"], branches={(start, end) for start, end in stored["branches"]})
        for start, end in stored["ran"]:
            coverage.ran[start:end] = b"\1" * (end - start)
        return coverage


def utf16(text: str) -> str:
    """The text with as many characters as V8 counts: two in place of each beyond the Basic Multilingual Plane."""
    return ASTRAL.sub("xx", text)


def intervals(ran: bytes | bytearray) -> list[Interval]:
    """Where the ones begin and end."""
    return [match.span() for match in re.finditer(b"\x01+", ran)]


def add_scripts(
    found: dict[str, FileCoverage], scripts: Iterable[tuple[str, str, list[dict[str, Any]]]]
) -> None:
    """Adds scripts, each as path, text of the file and V8's functions, to ``found``, by path.

    A script that is as long as no file of ours is a test's stand-in for it, or was changed by a test.
    """
    for path, text, functions in scripts:
        length = len(utf16(text))
        if functions and functions[0]["ranges"][0]["endOffset"] == length:
            found.setdefault(path, FileCoverage(length)).add_run(functions)
