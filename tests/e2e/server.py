"""A server process that a test can kill."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

START_TIMEOUT_S = 30
STOP_TIMEOUT_S = 5


class ServerProcess:
    """``python -m app`` on a free port, serving the checkout (or a copy of it) in ``root``.

    ``command`` starts another Shelfscan instead, for example an installed one, with the environment ``env``.
    """

    def __init__(
        self,
        root: Path,
        log: Path,
        *arguments: str,
        command: Sequence[str] = (sys.executable, "-m", "app"),
        env: dict[str, str] | None = None,
    ) -> None:
        self._root = root
        self._log = log
        self._arguments = arguments
        self._command = command
        # In the root's own folder, python finds the root's own package `app` before any other.
        self._env = os.environ | {"PYTHONPATH": str(root)} if env is None else env
        self._port = find_free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def port(self) -> int:
        """The port on which it listens."""
        return self._port

    @property
    def url(self) -> str:
        """Address of the page, the same after a restart; ends with a slash."""
        scheme = "https" if "--certificate" in self._arguments else "http"
        return f"{scheme}://127.0.0.1:{self._port}/"

    def start(self, *more: str) -> None:
        """Starts the server and waits until it accepts connections, which is after its start-up checks.

        Args:
            more: arguments for this start alone.
        """
        command = [*self._command, "--port", str(self._port), *self._arguments, *more]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self._root,
                env=self._env | {"SHELFSCAN_HOST": "127.0.0.1", "SHELFSCAN_PORT": str(self._port)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server did not start:\n{self._log.read_text()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """Kills the process. Does nothing if it is not running."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):  # It has ended already.
                os.killpg(self._process.pid, signal.SIGKILL)  # Including its workers.
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Ends the process as it wants to be ended, so that it can say which code it has run."""
        if self._process is not None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_TIMEOUT_S)
            self.kill()

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self._port), timeout=1).close()
        except OSError:
            return False  # Not yet.
        return True


def find_free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
