from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from app.paths import DEFAULT_SITE, Site
from tests.app.bundles import write_bundle
from tests.e2e.server import find_free_port

Labels = frozenset[tuple[str, str]]


def read(text: str) -> dict[tuple[str, Labels], float]:
    """Every sample by name and labels."""
    families = text_string_to_metric_families(text)
    samples = [sample for family in families for sample in family.samples]
    return {(sample.name, frozenset(sample.labels.items())): sample.value for sample in samples}


def numbers(client: TestClient) -> dict[tuple[str, Labels], float]:
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    return read(answer.text)


def responses(kind: str, status: int) -> tuple[str, Labels]:
    return "shelfscan_responses_total", frozenset({("kind", kind), ("status", str(status))})


def test_answers_are_counted_by_kind_and_status(client: TestClient) -> None:
    client.get("/")
    etag = client.get("/static/css/page.css").headers["etag"]
    client.get("/static/css/page.css", headers={"If-None-Match": etag})
    for path in ("/nowhere", "/elsewhere", "/static/missing.js"):
        client.get(path)
    seen = numbers(client)
    assert seen[responses("page", 200)] == 1
    assert seen[responses("static", 200)] == 1
    assert seen[responses("static", 304)] == 1
    # Made-up addresses do not make new series: there would be no end of them.
    assert seen[responses("none", 404)] == 3
    assert seen["shelfscan_response_seconds_count", frozenset({("kind", "static")})] == 2


def test_a_download_is_counted_once_for_each_model(client: TestClient) -> None:
    for path in ("model.json", "group1-shard1of1.bin", "card.json"):
        client.get(f"/models/shelf-1.0.0/{path}")
    client.get("/models/invented-1.0.0/model.json")
    downloads = {key: value for key, value in numbers(client).items() if key[0].endswith("downloads_total")}
    assert downloads == {("shelfscan_model_downloads_total", frozenset({("model", "shelf-1.0.0")})): 1}


def test_a_bundle_that_cannot_be_offered_shows(client: TestClient, site: Site) -> None:
    key = "shelfscan_model_problems", frozenset[tuple[str, str]]()
    assert numbers(client)[key] == 0
    (write_bundle(site.models, version="1.1.0") / "group1-shard1of1.bin").write_bytes(b"damaged")
    client.get("/api/models")
    assert numbers(client)[key] == 1


def test_nothing_in_them_is_about_people(client: TestClient) -> None:
    client.get("/?who=anna", headers={"User-Agent": "Anna's phone"})
    assert "nna" not in client.get("/metrics").text


@pytest.mark.skipif(sys.platform == "win32", reason="ends the server with a signal")
def test_several_workers_add_their_numbers_up_and_end_together(tmp_path: Path) -> None:
    port = find_free_port()
    command = [sys.executable, "-m", "app", "--port", str(port), "--workers", "2", "--root-path", "/scan"]
    url = f"http://127.0.0.1:{port}/scan"
    with (tmp_path / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, cwd=DEFAULT_SITE.root, stdout=log, stderr=log)
    try:
        wait_until_it_answers(f"{url}/healthz", process)
        for _ in range(20):
            with urlopen(f"{url}/api/models") as answer:
                answer.read()
        with urlopen(f"{url}/metrics") as answer:
            assert read(answer.read().decode())[responses("catalogue", 200)] == 20
    finally:
        process.terminate()
        process.wait(timeout=30)
    assert process.returncode == 0, (tmp_path / "log.txt").read_text()


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urlopen(url).close()
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        else:
            return
