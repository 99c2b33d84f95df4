"""A real server process that a test can kill."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

START_TIMEOUT_S = 30


class ServerProcess:
    """``python -m app`` on a free port, serving the checkout (or a copy of it) in ``root``."""

    def __init__(self, root: Path, log: Path, *arguments: str) -> None:
        self._root = root
        self._log = log
        self._arguments = arguments
        self._port = find_free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Address of the page, the same after a restart; ends with a slash."""
        scheme = "https" if "--certificate" in self._arguments else "http"
        return f"{scheme}://127.0.0.1:{self._port}/"

    def start(self) -> None:
        """Starts the server and waits until it accepts connections, which it does once all is checked."""
        # In the root's own folder, python finds the root's own package `app` before any other.
        command = [sys.executable, "-m", "app", "--port", str(self._port), *self._arguments]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self._root,
                env=os.environ | {"PYTHONPATH": str(self._root), "SHELFSCAN_HOST": "127.0.0.1"},
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server did not start:\n{self._log.read_text()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """Ends the process as a pulled plug would. Does nothing when it does not run."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

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
