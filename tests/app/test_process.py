"""The server as a process of its own: on a disk that takes nothing, beside a bad bundle, told to stop."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from app.paths import DEFAULT_SITE
from tests.app.bundles import write_bundle
from tests.app.test_metrics import wait_until_it_answers
from tests.e2e.server import find_free_port

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits and signals")

SIZE = 64_000_000
"""More than the system keeps for a client that takes nothing."""

PATIENCE_S = 30

SERVE = """
import resource
from app import cli, uvicorn_options
uvicorn_options.SHUTDOWN_GRACE_S = 1
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # Root could write to a read-only folder.
cli.main()
"""


@contextmanager
def serving(models: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A server of these models that can write no file, and its port."""
    port = find_free_port()
    options = ["--port", str(port), "--models", str(models), "--no-bundled-models", "--log-format", "json"]
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, "serve", *options],
        cwd=DEFAULT_SITE.root,
        # A server that can write no file would say so of its coverage, too.
        env={k: v for k, v in os.environ.items() if k != "COVERAGE_PROCESS_START"}
        | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            wait_until_it_answers(f"http://127.0.0.1:{port}/healthz", process)
            yield process, port
        finally:
            process.kill()


def test_a_server_writes_no_file_and_ends_in_time_though_a_client_takes_nothing(tmp_path: Path) -> None:
    folder = write_bundle(tmp_path, weights=bytes(SIZE))
    write_bundle(tmp_path, version="1.1.0").joinpath("card.json").write_text('{"schemaVersion": 2}')
    with serving(tmp_path) as (process, port):
        for path in ("", "sw.js", "api/models", "metrics", "static/js/main.js"):
            with urlopen(f"http://127.0.0.1:{port}/{path}") as answer:
                assert answer.status == 200 and answer.read(), path
        with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as stalled:
            path = f"/models/{folder.name}/group1-shard1of1.bin"
            stalled.sendall(f"GET {path} HTTP/1.1\r\nHost: shelf.test\r\n\r\n".encode())
            received = len(stalled.recv(1000))
            process.terminate()
            _, said = process.communicate(timeout=PATIENCE_S)
            while part := stalled.recv(1_000_000):
                received += len(part)
    # What has come is shorter than its Content-Length, so that nobody takes it for the file.
    assert received < SIZE
    first, *lines = (json.loads(line) for line in said.decode().splitlines())
    assert (first["level"], "shelf-1.1.0 is wrong" in first["message"]) == ("warning", True)
    assert not any("shelf-1.1.0" in line["message"] for line in lines)  # Told once.
