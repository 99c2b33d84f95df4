"""Publishes models for tests, and reads which models are stored on the phone."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Page

from app.bundle import describe_file, kind_of
from app.card import load_bundle
from app.embedder_card import load_embedder
from tests.conftest import ROOT

READY_MS = 120_000


def published(kind: str) -> list[Path]:
    """The bundles of detectors, or embedders, that this checkout has published."""
    return sorted(path for path in (ROOT / "models").iterdir() if path.is_dir() and kind_of(path) == kind)


def newest_bundle() -> Path:
    """The newest bundle of a detector that this checkout has published."""
    return max(published("detector"), key=lambda folder: load_bundle(folder).version_key)


def newest_embedder() -> Path:
    """The newest bundle of an embedder that this checkout has published."""
    folders = [path for path in (ROOT / "models").iterdir() if path.is_dir() and kind_of(path) == "embedder"]
    return max(folders, key=lambda folder: load_embedder(folder).version_key)


def publish(
    models: Path,
    source: Path,
    version: str,
    *,
    name: str | None = None,
    title: str | None = None,
    live_side: int | None = None,
    broken_weights: bool = False,
) -> None:
    """Copies a bundle under another name or version. Broken weights match their hash, as if they were published so.

    ``live_side`` is the long side of live frames in pixels, if it is to be another than the bundle's.
    """
    card = load_bundle(source)
    card = card.model_copy(update={"name": name or card.name, "title": title or card.title})
    if live_side is not None:
        sizes = card.input.sizes.model_copy(update={"live": [live_side]})
        card = card.model_copy(update={"input": card.input.model_copy(update={"sizes": sizes})})
    folder = models / f"{card.name}-{version}"
    shutil.copytree(source, folder)
    if broken_weights:
        for file in card.files[1:]:
            (folder / file.path).write_bytes(b"\xff\x7f" * (file.bytes // 2))  # float16 NaN
    files = [describe_file(folder, file.path) for file in card.files]
    card = card.model_copy(update={"version": version, "files": files})
    (folder / "card.json").write_text(card.to_json())


def wait_ready(page: Page) -> None:
    page.wait_for_selector("body[data-model=ready]", timeout=READY_MS)


def stored_files(page: Page) -> list[str]:
    """Paths of the bundle files in the model cache."""
    urls: list[str] = page.evaluate(
        "async () => (await (await caches.open('shelfscan-models:/')).keys()).map(({ url }) => new URL(url).pathname)"
    )
    return sorted(url.removeprefix("/models/") for url in urls if url.count("/") > 2)


def names_on_the_phone(page: Page) -> list[str]:
    """Names of the models that have stored files."""
    return sorted({file.split("/")[0].rpartition("-")[0] for file in stored_files(page)})
