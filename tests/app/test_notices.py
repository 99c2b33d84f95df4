"""Terms of the code and of the weights are where people and tools look for them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from app.bundle import kind_of
from app.card import load_bundle
from app.catalogue import ModelFolders
from app.embedder_card import load_embedder
from app.paths import Site
from tests.app.bundles import write_bundle
from tests.conftest import ROOT

PUBLISHED = sorted(path for path in (ROOT / "models").iterdir() if path.is_dir())


@pytest.mark.parametrize("bundle", PUBLISHED, ids=lambda path: path.name)
def test_a_notice_beside_published_weights_says_what_their_card_says(bundle: Path) -> None:
    notice = (bundle / "NOTICE.md").read_text(encoding="utf-8")
    load = load_embedder if kind_of(bundle) == "embedder" else load_bundle
    licence = load(bundle).licence
    assert licence.commercial_use is not None, "the app can tell people only what the card says"
    assert ("non-commercial use only" in notice) == (not licence.commercial_use)


def test_a_notice_in_a_bundle_is_no_problem(site: Site) -> None:
    bundle = write_bundle(site.models, name="own")
    (bundle / "NOTICE.md").write_text("Ours.")
    folders = ModelFolders(site.models)
    assert "own-1.0.0" in [card.folder_name for card in folders.catalogue().cards]
    assert folders.problems == []


def test_python_and_npm_metadata_name_the_licence_of_the_code() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"].startswith("Apache-2.0")
    assert "LICENSE" in project["license-files"]
    assert json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["license"] == "Apache-2.0"
