"""Promise 3: a bad, partial or tampered download never replaces a good model, and is never run."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

from app.bundle import describe_file
from tests.conftest import ROOT
from tests.e2e.bad_network import BadNetwork
from tests.e2e.detector_page import detect, load_detector
from tests.e2e.phone import Phone
from tests.e2e.published import READY_MS, names_on_the_phone, publish, stored_files, wait_ready
from tests.e2e.server import ServerProcess
from tests.e2e.shell import wait_until_kept

pytestmark = pytest.mark.shared_browser


DAMAGED = "not the one that its card describes"
CUT = "A download failed"


@pytest.mark.provokes(DAMAGED)
def test_a_download_that_is_tampered_with_is_never_stored_and_never_run(
    model_server: ServerProcess, phone: Phone
) -> None:
    context = phone.open()
    tampered = []

    def tamper(route: Route) -> None:
        response = route.fetch()
        body = bytearray(response.body())
        body[100] ^= 1
        tampered.append(response.url)
        route.fulfill(response=response, body=bytes(body))

    context.route("**/models/**/*shard2*", tamper)
    page = context.pages[0]
    page.goto(model_server.url)
    page.wait_for_selector("body[data-model=failed]", timeout=READY_MS)
    phone.wait_for_provoked([DAMAGED])
    assert tampered
    assert not any("shard2" in file for file in stored_files(page))
    context.unroute("**/models/**/*shard2*")
    page.reload()
    wait_ready(page)
    assert any("shard2" in file for file in stored_files(page))


@pytest.mark.provokes(CUT)
def test_an_interrupted_download_continues_with_the_missing_files(
    model_server: ServerProcess, phone: Phone
) -> None:
    context = phone.open()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url.split("?")[0]))
    context.route("**/models/**/*shard3*", lambda route: route.abort())
    page = context.pages[0]
    page.goto(model_server.url)
    page.wait_for_selector("body[data-model=failed]", timeout=READY_MS)
    phone.wait_for_provoked([CUT])
    kept = stored_files(page)
    assert any("shard1" in file for file in kept)
    context.unroute("**/models/**/*shard3*")
    asked.clear()
    page.reload()
    wait_ready(page)
    again = [url for url in asked if url.endswith(tuple(kept))]
    assert again == []
    assert any("shard3" in url for url in asked)


def test_a_stored_file_that_was_changed_on_the_phone_is_not_run_but_downloaded_again(
    model_server: ServerProcess, phone: Phone
) -> None:
    page = phone.visit(model_server.url)
    wait_ready(page)
    page.evaluate(
        """async () => {
          const cache = await caches.open('shelfscan-models:/');
          const request = (await cache.keys()).find(({ url }) => url.includes('shard1'));
          await cache.put(request, new Response('not the weights'));
        }"""
    )
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.reload()
    wait_ready(page)
    assert any("shard1" in url for url in asked) and not any("shard2" in url for url in asked)


def test_a_newer_model_is_downloaded_in_the_background_and_used_from_the_next_start(
    model_server: ServerProcess, models: Path, phone: Phone
) -> None:
    page = visit_with_newer_model(phone, model_server, models)
    assert load_version(page) == "1.1.0"
    assert all(file.startswith("shelf-1.1.0/") for file in stored_files(page))


def wait_stored(page: Page, version: str) -> None:
    """Waits until a model of this version is downloaded completely, and waits or is in use."""
    # Not wait_for_function, which evaluates a string in the page: the page's policy forbids that.
    for _ in range(READY_MS // 250):
        pointer = page.evaluate("async () => (await caches.match('/models/pointer.json')).json()")
        if version in [card["version"] for card in (pointer["current"], pointer["next"]) if card]:
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"version {version} never arrived: {pointer}")


def visit_with_newer_model(
    phone: Phone, server: ServerProcess, models: Path, *, broken_weights: bool = False
) -> Page:
    """Visits with 1.0.0, again after 1.1.0 was published, and once more after that is on the phone."""
    page = phone.visit(server.url)
    wait_ready(page)
    publish(models, models / "shelf-1.0.0", "1.1.0", broken_weights=broken_weights)
    server.kill()
    server.start()
    page.reload()
    wait_ready(page)
    wait_stored(page, "1.1.0")
    page.reload()
    wait_ready(page)
    return page


def load_version(page: Page) -> str:
    """The version of the phone's current model."""
    version: str = page.evaluate(
        "async () => (await (await caches.match('/models/pointer.json')).json()).current.version"
    )
    return version


def spoil(folder: Path, what: str) -> None:
    """Changes a published bundle, as if it were published so: its hashes are right."""
    card = json.loads((folder / "card.json").read_text())
    graph = folder / card["files"][0]["path"]
    model = json.loads(graph.read_text())
    if what == "outputs in another order":
        concat = next(
            node for node in model["modelTopology"]["node"] if node["name"].endswith("raw_1/concat")
        )
        *parts, axis = concat["input"]
        concat["input"] = [*reversed(parts), axis]
    if what == "a graph of another shape":
        model["modelTopology"]["node"] = model["modelTopology"]["node"][:100]
    if what == "a model of another kind":
        model = {"format": "layers-model", "modelTopology": {}, "weightsManifest": model["weightsManifest"]}
    graph.write_text(json.dumps(model))
    card["files"][0] = describe_file(folder, graph.name).model_dump(by_alias=True, mode="json")
    (folder / "card.json").write_text(json.dumps(card))


SPOILT = [
    "outputs in another order",
    "a graph of another shape",
    "a model of another kind",
]


def test_a_newer_model_that_does_not_work_is_refused_and_the_old_one_stays_in_use(
    model_server: ServerProcess, models: Path, phone: Phone
) -> None:
    """Weights that are no numbers, and then one after the other what else can be published by mistake."""
    page = visit_with_newer_model(phone, model_server, models, broken_weights=True)
    assert load_version(page) == "1.0.0"
    for number, what in enumerate(SPOILT, start=2):
        publish(models, models / "shelf-1.0.0", f"1.{number}.0")
        spoil(models / f"shelf-1.{number}.0", what)
        model_server.kill()
        model_server.start()
        page.reload()
        wait_stored(page, f"1.{number}.0")
        page.reload()
        wait_ready(page)
        pointer = page.evaluate("async () => (await caches.match('/models/pointer.json')).json()")
        assert pointer["current"]["version"] == "1.0.0", what
        assert any(f"1.{number}.0" in refused for refused in pointer["refused"]), what
    assert load_detector(page, "wasm")["version"] == "1.0.0"
    assert detect(page, longSide=320)["count"] > 20
    assert all(file.startswith("shelf-1.0.0/") for file in stored_files(page))


USE = """async (name) => {
  const { detector } = globalThis.underTest;
  const { models } = await (await fetch('/api/models')).json();
  try {
    const { card } = await detector.load({ backend: 'wasm', card: models.find((each) => each.name === name) });
    return card.name;
  } catch (error) {
    return error.code;
  }
}"""


def test_a_person_switches_between_models_and_earlier_ones_stay_on_the_phone(
    model_server: ServerProcess, models: Path, phone: Phone
) -> None:
    publish(models, models / "shelf-1.0.0", "0.9.0", name="quick")
    model_server.kill()
    model_server.start()
    page = phone.visit(model_server.url)
    wait_ready(page)
    wait_until_kept(page)
    assert load_detector(page, "wasm")["version"] == "1.0.0"
    held, found = page.evaluate("underTest.detector.countTensors()"), detect(page, longSide=320)["count"]
    assert page.evaluate(USE, "quick") == "quick"
    assert names_on_the_phone(page) == ["quick", "shelf"]
    assert detect(page, longSide=320)["count"] == found > 20
    model_server.kill()  # from here on everything is on the phone
    page.reload()
    wait_ready(page)
    assert load_detector(page, "wasm")["version"] == "0.9.0", (
        "the one chosen is the one used at the next start"
    )
    assert page.evaluate("underTest.detector.countTensors()") == held


def test_a_model_that_does_not_work_leaves_the_current_one_in_use(
    model_server: ServerProcess, models: Path, phone: Phone
) -> None:
    publish(models, models / "shelf-1.0.0", "0.9.0", name="broken", broken_weights=True)
    model_server.kill()
    model_server.start()
    page = phone.visit(model_server.url)
    wait_ready(page)
    load_detector(page, "wasm")
    found = detect(page, longSide=320)["count"]
    held = page.evaluate("underTest.detector.countTensors()")
    assert page.evaluate(USE, "broken") == "model-unusable"
    assert detect(page, longSide=320)["count"] == found > 20
    assert page.evaluate("underTest.detector.countTensors()") == held
    assert load_version(page) == "1.0.0"


def test_two_instances_on_one_origin_do_not_touch_each_others_models(
    models: Path, tmp_path: Path, phone: Phone, networks: ExitStack
) -> None:
    publish(tmp_path / "other-models", models / "shelf-1.0.0", "1.1.0")
    folders = {"first": models, "second": tmp_path / "other-models"}
    first, second = (
        ServerProcess(
            ROOT,
            tmp_path / f"{name}.log",
            *("--root-path", f"/{name}", "--models", str(folder), "--no-bundled-models"),
        )
        for name, folder in folders.items()
    )
    for server in (first, second):
        server.start()
        networks.callback(server.kill)
    origin = networks.enter_context(BadNetwork(first.url).running())
    origin.elsewhere["/second/"] = urlsplit(second.url).netloc
    page = phone.visit(f"{origin.url}first/")
    wait_ready(page)
    page.goto(f"{origin.url}second/")
    wait_ready(page)
    origin.requests.clear()
    for name, version in (("first", "1.0.0"), ("second", "1.1.0")):
        page.goto(f"{origin.url}{name}/")
        wait_ready(page)
        current = page.evaluate(
            "async (url) => (await (await caches.match(url)).json()).current.version",
            f"/{name}/models/pointer.json",
        )
        assert current == version
    fetched = [path for path, _ in origin.requests if "/models/shelf" in path]
    assert fetched == [], "each still had its own"
