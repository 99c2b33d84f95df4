"""Which lines and branches of app/, training/ and static/js/ the tests have run, a line a folder.

A folder has what was measured: coverage.py's files, V8's of Node (``node/``) and those of tests/coverage/browser.py.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.coverage.ranges import FileCoverage, add_scripts, utf16

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = ROOT / "static" / "js"


@dataclass
class Share:
    """How much has run of a folder."""

    files: int = 0
    lines_run: int = 0
    lines: int = 0
    branches_run: int = 0
    branches: int = 0

    def add(self, lines: tuple[int, int], branches: tuple[int, int]) -> None:
        """Adds a file: how many lines and branches of it have run, and how many there are."""
        self.files += 1
        self.lines_run += lines[0]
        self.lines += lines[1]
        self.branches_run += branches[0]
        self.branches += branches[1]


Shares = dict[str, Share]
"""By folder."""


def folder_of(path: str) -> str:
    """The folder that a file is counted with: two names deep, more in static/js."""
    depth = 4 if path.startswith("static/js/features/") else 3 if path.startswith("static/") else 2
    return "/".join(Path(path).parent.parts[:depth]) + "/"


def read_python(folder: Path) -> Shares:
    """Joins the files of coverage.py's that lie in ``folder``."""
    coverage = [sys.executable, "-m", "coverage"]
    measured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    env = measured | {"COVERAGE_FILE": str(folder / ".coverage")}
    for command in (["combine", "--quiet"], ["json", "--quiet", "-o", str(folder / "python.json")]):
        subprocess.run([*coverage, *command], cwd=ROOT, env=env, check=True)
    shares: Shares = {}
    for path, file in sorted(json.loads((folder / "python.json").read_text())["files"].items()):
        counts = file["summary"]
        shares.setdefault(folder_of(path), Share()).add(
            (counts["covered_lines"], counts["num_statements"]),
            (counts["covered_branches"], counts["num_branches"]),
        )
    return shares


def read_javascript(folder: Path) -> Shares:
    """Joins what was counted in browsers and in Node."""
    found: dict[str, FileCoverage] = {}
    for stored in folder.glob("browser-*.json"):
        for path, one in json.loads(stored.read_text()).items():
            other = FileCoverage.from_json(one)
            found.setdefault(path, FileCoverage(other.length)).merge(other)
    for stored in (folder / "node").glob("*.json"):
        add_scripts(found, scripts_of_node(json.loads(stored.read_text())["result"]))
    shares: Shares = {}
    for file in sorted(SCRIPTS.rglob("*.js")):
        path, text = file.relative_to(ROOT).as_posix(), file.read_text("utf-8")
        coverage = found.get(path) or FileCoverage(len(utf16(text)), branches={(0, 0)})
        shares.setdefault(folder_of(path), Share()).add(coverage.count_lines(text), coverage.count_branches())
    return shares


def scripts_of_node(result: list[dict[str, Any]]) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Of all scripts that Node has run, those in static/js."""
    for script in result:
        file = Path(unquote(urlsplit(script["url"]).path))
        if script["url"].startswith("file:") and file.is_relative_to(SCRIPTS) and file.is_file():
            yield file.relative_to(ROOT).as_posix(), file.read_text("utf-8"), script["functions"]


def report(folder: Path) -> Iterator[str]:
    """The lines of a table of what was measured in ``folder``.

    Raises:
        subprocess.CalledProcessError: coverage.py found nothing, for example.
    """
    return table(read_python(folder) | read_javascript(folder))


def table(shares: Shares) -> Iterator[str]:
    """The lines of the table, with a sum for each of app/, training/ and static/js/."""
    yield f"{'folder':<30}{'files':>6}{'lines':>8}{'%':>7}{'branches':>10}{'%':>7}"
    for top in ("app/", "training/", "static/js/"):
        parts = {name: share for name, share in shares.items() if name.startswith(top)}
        total = Share()
        for share in parts.values():
            total.files += share.files - 1
            total.add((share.lines_run, share.lines), (share.branches_run, share.branches))
        yield from (row(f"  {name}", share) for name, share in parts.items() if len(parts) > 1)
        yield row(f"{top} in all" if len(parts) > 1 else top, total)


def row(name: str, share: Share) -> str:
    """One line of the table."""
    lines, branches = percent(share.lines_run, share.lines), percent(share.branches_run, share.branches)
    return f"{name:<30}{share.files:>6}{share.lines:>8}{lines:>7}{share.branches:>10}{branches:>7}"


def percent(part: int, whole: int) -> str:
    """A share with one decimal; a dash where there is nothing to run."""
    return f"{100 * part / whole:.1f}" if whole else "-"
