"""Node runs a bundle for the trainer: whatever it says or does, nobody waits for it in vain."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.e2e.published import published
from training.graph import GraphError, GraphRunner

BUNDLE = max(published("detector"))
READY = """process.stdout.write('{"ready":true,"bytes":0}\\n');"""


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file whose script runs in the place of the real one."""
    path = tmp_path / "runner.mjs"
    monkeypatch.setattr("training.graph.RUNNER", path)
    return path


@pytest.mark.timeout(60)
def test_a_runner_that_writes_many_warnings_is_not_blocked(runner: Path) -> None:
    """A pipe holds 64 KiB; whoever writes to a full one waits until somebody reads from it."""
    warn = "import { writeSync } from 'node:fs'; writeSync(2, 'w'.repeat(1 << 20));"
    runner.write_text(f"{warn} {READY} process.stdin.resume();")
    with GraphRunner(BUNDLE) as graph:
        assert graph.card.name in BUNDLE.name


def test_a_runner_that_does_not_start_is_an_error_with_what_it_said(runner: Path) -> None:
    runner.write_text("throw new Error('no such module')")
    with pytest.raises(GraphError, match="no such module"), GraphRunner(BUNDLE):
        pass


@pytest.mark.parametrize(
    "ending",
    [
        "process.stdin.destroy(); setTimeout(() => process.exit(1), 300);",  # before the request is read
        "process.stdin.once('data', () => process.exit(1));",  # while it is read
        """process.stdin.once('data', () => { process.stdout.write('{"bytes":9}\\n123'); process.exit(1); });""",
        """process.stdin.once('data', () => { process.stdout.write('{"byt'); process.exit(1); });""",
    ],
    ids=["before the request", "during the request", "during the data of the answer", "during the answer"],
)
@pytest.mark.timeout(60)
def test_a_runner_that_ends_early_is_an_error_with_what_it_said(runner: Path, ending: str) -> None:
    runner.write_text(f"process.stderr.write('out of memory'); {READY} {ending}")
    large = np.zeros((1024, 1024, 3), np.uint8)  # more than a pipe holds
    with GraphRunner(BUNDLE) as graph, pytest.raises(GraphError, match="out of memory"):
        graph.raw(large)
