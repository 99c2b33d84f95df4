from __future__ import annotations

import asyncio
import hashlib
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app import bundle as bundle_module
from app import catalogue as module
from app import encodings, responses, watched
from app.bundle import BundleFile, describe_file
from app.card import ModelCard, load_bundle
from app.catalogue import ModelFolders
from app.errors import StartError
from app.paths import Site
from tests import coroutines
from tests.app.bundles import WEIGHTS, write_bundle
from tests.app.conftest import Connect
from tests.app.running import running

PATIENCE_S = 20


def test_the_catalogue_lists_whole_cards_newest_first(site: Site, connect: Connect) -> None:
    write_bundle(site.models, version="1.10.0", created="2024-01-01T00:00:00Z")
    write_bundle(site.models, version="1.9.0", created="2024-06-01T00:00:00Z")
    write_bundle(site.models, name="drinks", version="1.9.0", created="2024-07-01T00:00:00Z")
    cards = connect().get("/api/models").json()["models"]

    assert [(card["name"], card["version"]) for card in cards] == [
        ("shelf", "1.10.0"),
        ("drinks", "1.9.0"),
        ("shelf", "1.9.0"),
        ("shelf", "1.0.0"),
    ]
    assert cards[-1] == json.loads((site.models / "shelf-1.0.0" / "card.json").read_text())


def test_model_files_are_served_for_good_under_their_versioned_address(client: TestClient) -> None:
    response = client.get("/models/shelf-1.0.0/group1-shard1of1.bin")
    assert response.content == WEIGHTS
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable, no-transform"
    assert response.headers["etag"] == f'"{hashlib.sha256(WEIGHTS).hexdigest()}"'


def test_a_card_may_be_corrected_and_is_asked_for_again(client: TestClient) -> None:
    response = client.get("/models/shelf-1.0.0/card.json")
    assert response.json()["version"] == "1.0.0"
    assert response.headers["cache-control"] == "no-cache, no-transform"


def test_only_files_that_the_card_lists_are_served(site: Site, client: TestClient) -> None:
    (site.models / "shelf-1.0.0" / "notes.txt").write_text("private")
    for path in ("notes.txt", "", "..%2F..%2Fstatic%2Fsw.js", "missing.bin"):
        assert client.get(f"/models/shelf-1.0.0/{path}").status_code == 404, path


def test_health_names_the_models_on_offer(client: TestClient) -> None:
    assert client.get("/healthz").json() == {
        "status": "ok",
        "version": "0.1.0",
        "models": ["shelf-1.0.0"],
        "problems": [],
    }


def test_files_and_hidden_folders_beside_the_bundles_are_ignored(site: Site) -> None:
    (site.models / "README.md").write_text("About these models.")
    (site.models / ".unfinished-copy").mkdir()
    assert [card.folder_name for card in ModelFolders(site.models).catalogue().cards] == ["shelf-1.0.0"]


@pytest.mark.parametrize("folder", ["", "missing"])
def test_a_folder_without_a_bundle_is_an_error_that_says_what_to_run(tmp_path: Path, folder: str) -> None:
    with pytest.raises(StartError, match=r"no model bundle.*python -m training"):
        ModelFolders(tmp_path / folder)


def test_where_every_bundle_is_damaged_the_error_names_one(tmp_path: Path) -> None:
    weights = write_bundle(tmp_path, version="1.1.0") / "group1-shard1of1.bin"
    weights.write_bytes(WEIGHTS[:-1] + b"\0")
    with pytest.raises(StartError, match=r"group1-shard1of1\.bin of model bundle .*shelf-1\.1\.0"):
        ModelFolders(tmp_path)


def changed_weights(bundle: Path) -> None:
    (bundle / "group1-shard1of1.bin").write_bytes(WEIGHTS[:-1] + b"\0")


def no_number(bundle: Path) -> None:
    replace_in_card(bundle, '"nmsIou": 0.5', '"nmsIou": NaN')


def later_schema(bundle: Path) -> None:
    replace_in_card(bundle, '"schemaVersion": 1', '"schemaVersion": 2')


def later_field(bundle: Path) -> None:
    replace_in_card(bundle, '"schemaVersion": 1', '"schemaVersion": 1, "ofNextYear": {}')


def torn_card(bundle: Path) -> None:
    (bundle / "card.json").write_text((bundle / "card.json").read_text()[:500])


def deep_card(bundle: Path) -> None:
    (bundle / "card.json").write_text("[" * 400_000)


def long_number(bundle: Path) -> None:
    """Longer than Python turns into text."""
    replace_in_card(bundle, '"training": {}', f'"training": {{"steps": {"9" * 5000}}}')


def other_name(bundle: Path) -> None:
    replace_in_card(bundle, '"version": "1.1.0"', '"version": "1.1.1"')


def dot_in_path(bundle: Path) -> None:
    """A browser would ask for another address."""
    replace_in_card(bundle, '"group1-shard1of1.bin"', '"./group1-shard1of1.bin"')


def linked_folder(bundle: Path) -> None:
    elsewhere = bundle.parent / ".weights"
    elsewhere.mkdir()
    (bundle / "group1-shard1of1.bin").rename(elsewhere / "group1-shard1of1.bin")
    (bundle / "weights").symlink_to(elsewhere)
    replace_in_card(bundle, '"group1-shard1of1.bin"', '"weights/group1-shard1of1.bin"')


def replace_in_card(bundle: Path, old: str, new: str) -> None:
    card = bundle / "card.json"
    content = card.read_text()
    assert content.count(old) == 1
    card.write_text(content.replace(old, new))


DAMAGES = [
    changed_weights,
    no_number,
    later_schema,
    later_field,
    torn_card,
    deep_card,
    long_number,
    other_name,
    dot_in_path,
    linked_folder,
]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("when", ["before the start", "while it runs"])
def test_one_bad_bundle_is_left_out_with_a_warning_and_all_others_are_offered(
    site: Site, connect: Connect, caplog: pytest.LogCaptureFixture, damage: Callable[[Path], None], when: str
) -> None:
    client = connect() if when == "while it runs" else None
    damage(write_bundle(site.models, version="1.1.0"))
    client = client or connect()
    listed = json.loads(client.get("/api/models").text, parse_constant=pytest.fail)["models"]
    assert [card["version"] for card in listed] == ["1.0.0"]
    assert client.get("/models/shelf-1.0.0/model.json").status_code == 200
    (problem,) = client.get("/healthz").json()["problems"]
    assert "shelf-1.1.0" in problem
    assert [(record.levelname, record.message) for record in caplog.records] == [("WARNING", problem)]


def test_a_bundle_that_cannot_even_be_checked_is_left_out_like_any_other(
    site: Site, folders: ModelFolders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_folder: Path) -> ModelCard:
        raise RecursionError("too deep")

    monkeypatch.setattr(module, "load_bundle", fail)
    write_bundle(site.models, version="1.1.0")
    assert offered(folders) == ["shelf-1.0.0"]
    assert "shelf-1.1.0 cannot be checked: RecursionError('too deep')" in folders.problems[0]


@pytest.fixture
def folders(site: Site) -> ModelFolders:
    return ModelFolders(site.models)


def offered(folders: ModelFolders) -> list[str]:
    return [card.folder_name for card in folders.catalogue().cards]


def test_a_bundle_that_is_put_into_the_folder_is_offered_without_a_restart(
    site: Site, folders: ModelFolders
) -> None:
    write_bundle(site.models, version="1.1.0")
    assert offered(folders) == ["shelf-1.1.0", "shelf-1.0.0"]
    assert folders.catalogue().find_file("shelf-1.1.0/model.json") is not None


def test_a_bundle_that_is_still_being_copied_is_offered_once_it_is_whole(
    site: Site, folders: ModelFolders, caplog: pytest.LogCaptureFixture
) -> None:
    weights = write_bundle(site.models, version="1.1.0") / "group1-shard1of1.bin"
    weights.write_bytes(WEIGHTS[:100])
    assert offered(folders) == ["shelf-1.0.0"]
    assert "group1-shard1of1.bin of model bundle" in folders.problems[0]
    assert len(caplog.records) == 1
    assert offered(folders) == ["shelf-1.0.0"]
    assert len(caplog.records) == 1  # Told once.

    weights.write_bytes(WEIGHTS)
    assert offered(folders) == ["shelf-1.1.0", "shelf-1.0.0"]
    assert folders.problems == []


def test_a_bundle_that_is_taken_away_is_offered_no_more(site: Site, folders: ModelFolders) -> None:
    folder = write_bundle(site.models, version="1.1.0")
    assert offered(folders) == ["shelf-1.1.0", "shelf-1.0.0"]
    folder.rename(site.models / ".put-away")
    assert offered(folders) == ["shelf-1.0.0"]


def test_when_all_are_taken_away_the_catalogue_does_not_become_empty(
    site: Site, folders: ModelFolders
) -> None:
    (site.models / "shelf-1.0.0").rename(site.models / ".put-away")
    assert offered(folders) == ["shelf-1.0.0"]
    assert "There is no model bundle in" in folders.problems[-1]


def test_a_folder_of_ones_own_comes_first_and_wins(site: Site, tmp_path: Path) -> None:
    write_bundle(site.models, version="2.0.0")
    own = tmp_path / "own"
    write_bundle(own, name="drinks", version="1.0.0")
    write_bundle(own, version="1.0.0", created="2025-01-01T00:00:00Z")
    cards = ModelFolders(own, site.models).catalogue().cards
    assert [card.folder_name for card in cards] == ["shelf-1.0.0", "drinks-1.0.0", "shelf-2.0.0"]
    assert cards[0].created == "2025-01-01T00:00:00Z"


def test_bundles_that_did_not_change_are_not_hashed_again(
    site: Site, folders: ModelFolders, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    def load(folder: Path) -> ModelCard:
        hashed.append(folder.name)
        return load_bundle(folder)

    monkeypatch.setattr(module, "load_bundle", load)
    write_bundle(site.models, version="1.1.0")
    offered(folders)
    offered(folders)
    assert hashed == ["shelf-1.1.0"]


def replace_keeping_time(file: Path, content: bytes) -> None:
    """As copies do that keep the time of the original, and builds that give every file the same time."""
    before = file.stat()
    while file.stat().st_ctime_ns == before.st_ctime_ns:  # A clock may stand still between two writes.
        file.write_bytes(content)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_file_that_was_replaced_under_the_same_time_and_size_is_checked_again(
    site: Site, folders: ModelFolders
) -> None:
    weights = write_bundle(site.models, version="1.1.0") / "group1-shard1of1.bin"
    assert offered(folders) == ["shelf-1.1.0", "shelf-1.0.0"]
    replace_keeping_time(weights, bytes(len(WEIGHTS)))
    assert offered(folders) == ["shelf-1.0.0"]


@pytest.mark.parametrize("moment", ["check", "answer"])
def test_a_file_that_is_removed_in_the_middle_of_an_answer_is_not_found(
    site: Site, client: TestClient, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    weights = site.models / "shelf-1.0.0" / "group1-shard1of1.bin"

    def remove(answer: object) -> Callable[..., object]:
        def remove_first(*_arguments: object) -> object:
            weights.unlink()
            return answer

        return remove_first

    if moment == "check":
        monkeypatch.setattr(module.ModelFile, "is_as_checked", remove(True))
    else:
        monkeypatch.setattr(
            responses, "choose_coding", remove(None)
        )  # The last thing before the file is sent.
    assert client.get(f"/models/shelf-1.0.0/{weights.name}").status_code == 404


def test_a_very_large_file_is_sent_in_pieces_and_not_compressed_in_memory(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encodings, "MAX_COMPRESSED_BYTES", len(WEIGHTS) - 1)
    monkeypatch.setattr(responses, "compress", pytest.fail)
    answer = client.get("/models/shelf-1.0.0/group1-shard1of1.bin", headers={"Accept-Encoding": "gzip, br"})
    assert answer.content == WEIGHTS
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("change", ["removed", "replaced", "shortened"])
def test_a_file_that_is_no_longer_what_was_checked_is_not_served_under_its_hash(
    site: Site, client: TestClient, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """Until the next check notices: a browser would keep it for a year."""
    client.get("/api/models")
    monkeypatch.setattr(watched, "CHECK_EVERY_S", 3600)
    weights = site.models / "shelf-1.0.0" / "group1-shard1of1.bin"
    assert client.get(f"/models/shelf-1.0.0/{weights.name}").status_code == 200
    if change == "removed":
        weights.unlink()
    elif change == "shortened":
        weights.write_bytes(bytes(10))
    else:
        replace_keeping_time(weights, bytes(len(WEIGHTS)))
    assert client.get(f"/models/shelf-1.0.0/{weights.name}").status_code == 404


def pipe(file: Path) -> None:
    os.mkfifo(file)


def huge(file: Path) -> None:
    with file.open("wb") as opened:
        opened.truncate(1_200_000_000)  # Takes no room on the disk.


def circle(file: Path) -> None:
    file.symlink_to(file)


@pytest.mark.parametrize("name", ["card.json", "model.json", "group1-shard1of1.bin"])
@pytest.mark.parametrize("put", [pipe, huge, Path.mkdir, circle])
def test_what_is_no_file_of_a_bundle_is_named_and_neither_waited_for_nor_read(
    site: Site, folders: ModelFolders, name: str, put: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_bundle(site.models, version="1.1.0") / name
    file.unlink()
    put(file)
    hashed: list[str] = []

    def describe(folder: Path, path: str) -> BundleFile:
        hashed.append(path)
        return describe_file(folder, path)

    monkeypatch.setattr(bundle_module, "describe_file", describe)
    assert offered(folders) == ["shelf-1.0.0"]
    (problem,) = folders.problems
    assert name in problem and str(file.parent) in problem
    assert name not in hashed


def test_a_card_of_a_size_that_no_card_has_is_not_read_to_its_end(site: Site, folders: ModelFolders) -> None:
    (write_bundle(site.models, version="1.1.0") / "card.json").write_bytes(b"[" * 1_100_000)
    assert offered(folders) == ["shelf-1.0.0"]
    assert "more than 1,000,000 bytes" in folders.problems[0]


@pytest.mark.parametrize("linked", ["card.json", "group1-shard1of1.bin", ""])
def test_a_link_that_leads_out_of_the_models_is_not_followed_even_to_the_right_content(
    site: Site, folders: ModelFolders, linked: str
) -> None:
    link = write_bundle(site.models, version="1.1.0") / linked
    link.rename(site.root / "elsewhere")
    link.symlink_to(site.root / "elsewhere")
    assert offered(folders) == ["shelf-1.0.0"]
    assert f"{site.root / 'elsewhere'}" in folders.problems[0]


def test_links_within_the_models_are_followed(site: Site, folders: ModelFolders) -> None:
    """Kubernetes puts files so into a volume."""
    bundle = write_bundle(site.models, version="1.1.0")
    bundle.rename(site.models / ".data")
    bundle.mkdir()
    for file in (site.models / ".data").iterdir():
        (bundle / file.name).symlink_to(Path("..") / ".data" / file.name)
    assert offered(folders) == ["shelf-1.1.0", "shelf-1.0.0"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_a_card_with_what_json_has_no_word_for_is_left_out(
    site: Site, client: TestClient, number: str
) -> None:
    """One such number would make the whole list unreadable in browsers."""
    card = write_bundle(site.models, version="1.1.0") / "card.json"
    card.write_text(card.read_text().replace('"nmsIou": 0.5', f'"nmsIou": {number}'))
    other = write_bundle(site.models, version="1.2.0") / "card.json"
    other.write_text(other.read_text().replace('"training": {}', f'"training": {{"loss": {number}}}'))
    listed = json.loads(client.get("/api/models").text, parse_constant=pytest.fail)
    assert [card["version"] for card in listed["models"]] == ["1.0.0"]
    assert len(client.get("/healthz").json()["problems"]) == 2


def test_links_that_lead_in_circles_hold_nobody_up(site: Site, folders: ModelFolders) -> None:
    bundle = write_bundle(site.models, version="1.1.0")
    for name in ("a", "b", "c"):
        (bundle / name).symlink_to(bundle)
    assert offered(folders) == ["shelf-1.1.0", "shelf-1.0.0"]


def test_while_a_bundle_is_hashed_everybody_else_is_answered(
    site: Site, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = connect().app
    hashing, answered = threading.Event(), threading.Event()

    def load(folder: Path) -> ModelCard:
        hashing.set()
        assert answered.wait(PATIENCE_S)
        return load_bundle(folder)

    monkeypatch.setattr(module, "load_bundle", load)
    write_bundle(site.models, version="1.1.0")

    def get(path: str) -> bytes:
        return f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()

    async def ask() -> tuple[list[bytes], bytes]:
        async with running(app) as server:
            first = asyncio.create_task(server.ask(get("/api/models")))
            await asyncio.to_thread(hashing.wait, PATIENCE_S)
            others = [await server.ask(get(path)) for path in ("/api/models", "/", "/healthz")]
            answered.set()
            return others, await first

    others, first = coroutines.run(ask())
    assert all(answer.startswith(b"HTTP/1.1 200") and b"1.1.0" not in answer for answer in others)
    assert b"1.1.0" in first
