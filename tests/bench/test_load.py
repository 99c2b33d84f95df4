"""The load that the bench puts on the server, small: nothing is timed here."""

from __future__ import annotations

from pathlib import Path

from bench.load import VISIT, press
from tests import coroutines
from tests.conftest import ROOT
from tests.e2e.server import ServerProcess, find_free_port


def test_every_phone_gets_all_that_it_asks_for(tmp_path: Path) -> None:
    server = ServerProcess(ROOT, tmp_path / "server.log", "--workers", "2")
    server.start()
    try:
        load = coroutines.run(press(server.url, clients=30, seconds=1.0))
    finally:
        server.kill()
    assert not load.errors
    assert all(len(load.seconds[path]) >= 30 for path in VISIT)


def test_a_page_that_is_not_there_and_a_server_that_is_not_there_are_errors(tmp_path: Path) -> None:
    server = ServerProcess(ROOT, tmp_path / "server.log")
    server.start()
    try:
        missing = coroutines.run(press(f"{server.url}missing/", clients=2, seconds=0.2))
    finally:
        server.kill()
    assert missing.errors["HTTP 404"] >= 2 * len(VISIT)
    gone = coroutines.run(press(f"http://127.0.0.1:{find_free_port()}/", clients=2, seconds=0.2))
    assert gone.errors["ConnectionRefusedError"] >= 2 and gone.requests == 0
