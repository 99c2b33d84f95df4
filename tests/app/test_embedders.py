from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.catalogue import ModelFolders
from app.errors import StartError
from app.paths import Site
from tests.app.bundles import WEIGHTS, write_bundle, write_embedder
from tests.app.conftest import Connect


def offered(client: TestClient, kind: str) -> list[str]:
    return [f"{card['name']}-{card['version']}" for card in client.get("/api/models").json()[kind]]


def test_embedders_are_listed_apart_from_detectors_and_newest_first(site: Site, connect: Connect) -> None:
    for version in ("1.9.0", "1.10.0"):
        write_embedder(site.models, version=version)
    client = connect()
    assert offered(client, "embedders") == ["looks-1.10.0", "looks-1.9.0"]
    assert offered(client, "models") == ["shelf-1.0.0"]
    assert client.get("/healthz").json()["models"] == ["shelf-1.0.0", "looks-1.10.0", "looks-1.9.0"]
    card = client.get("/api/models").json()["embedders"][0]
    assert card == json.loads((site.models / "looks-1.10.0" / "card.json").read_text())
    assert card["kind"] == "embedder"


def test_a_server_without_an_embedder_says_so(client: TestClient) -> None:
    assert offered(client, "embedders") == []


def test_the_files_of_an_embedder_are_served_like_those_of_a_detector(site: Site, client: TestClient) -> None:
    write_embedder(site.models)
    assert client.get("/api/models").json()["embedders"]
    response = client.get("/models/looks-1.0.0/group1-shard1of1.bin")
    assert response.content == WEIGHTS
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable, no-transform"
    assert client.get("/models/looks-1.0.0/card.json").json()["limits"]["known"] == 0.7
    assert client.get("/models/looks-1.0.0/notes.txt").status_code == 404


def test_a_damaged_embedder_is_left_out_and_named(site: Site, connect: Connect) -> None:
    (write_embedder(site.models) / "group1-shard1of1.bin").write_bytes(WEIGHTS[:-1] + b"\0")
    card = write_embedder(site.models, version="1.1.0") / "card.json"
    card.write_text(card.read_text().replace('"dimensions": 4', '"dimensions": 5'))
    client = connect()
    assert offered(client, "embedders") == []
    problems = client.get("/healthz").json()["problems"]
    assert ["looks-1.0.0" in problems[0], "probe.numbers" in problems[1]] == [True, True]


def test_a_folder_with_embedders_alone_is_an_error(tmp_path: Path) -> None:
    write_embedder(tmp_path)
    with pytest.raises(StartError, match=r"no model bundle.*python -m training"):
        ModelFolders(tmp_path)


def test_without_a_detector_left_the_offer_stays(site: Site, connect: Connect) -> None:
    client = connect()
    write_embedder(site.models)
    (site.models / "shelf-1.0.0" / "model.json").write_text("{}")
    assert offered(client, "models") == ["shelf-1.0.0"]
    assert offered(client, "embedders") == []
    (site.models / "shelf-1.0.0").rename(site.models / ".gone")
    write_bundle(site.models)
    assert offered(client, "embedders") == ["looks-1.0.0"]
