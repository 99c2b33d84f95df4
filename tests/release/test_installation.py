"""The wheel and the image in systems that have nothing but what they say they need."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Playwright, expect

from tests.conftest import ROOT
from tests.e2e.certificates import empty_home, install_authority
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess, find_free_port
from tests.release.debian import Root
from tests.release.dockerfile import Build

START_MS = 120_000

# The build alone takes two minutes.
pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="session")
def installed(debian: Root, build: Build, systems: Path) -> Root:
    """A Debian with Python in which somebody has installed the wheel as the README says."""
    root = debian.copy(systems / "installed")
    (wheel,) = (build.stages["wheel"].root.path / "wheels").glob("shelfscan-*.whl")
    (root.path / "srv" / wheel.name).write_bytes(wheel.read_bytes())
    root.run(["useradd", "--create-home", "somebody"])
    root.run(["python3", "-m", "venv", "shelfscan"], workdir="/home/somebody", user="somebody")
    root.run(
        ["shelfscan/bin/pip", "install", f"/srv/{wheel.name}"], workdir="/home/somebody", user="somebody"
    )
    return root


@pytest.fixture
def image_server(build: Build, tmp_path: Path) -> Iterator[ServerProcess]:
    """The image as it runs: its command, its user, its variables."""
    image = build.final
    command = image.root.command(image.command, workdir=image.workdir, user=image.user)
    env = image.root.environment(image.env)
    server = ServerProcess(ROOT, tmp_path / "server.log", command=command, env=env)
    server.start()
    yield server
    server.kill()


def counts_offline(phone: Phone, server: ServerProcess, url: str, **options: object) -> None:
    """Visits the page, takes the server away and counts the sample shelf."""
    page = phone.visit(url, **options)
    expect(page.locator("body")).to_have_attribute("data-offline", "ready", timeout=START_MS)
    server.kill()
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-offline", "ready", timeout=START_MS)
    page.get_by_role("button", name="Try the sample shelf").click()
    expect(page.locator("[data-testid=count][data-count]")).to_be_visible(timeout=START_MS)


def test_the_image_serves_the_app_as_a_user_who_may_write_nothing(
    build: Build, image_server: ServerProcess, phone: Phone
) -> None:
    image = build.final
    assert image.user != "root"
    assert image.volumes == [image.env["SHELFSCAN_MODELS"]]
    assert image.run(["find", "/usr", "/models", "-writable", "-not", "-type", "l"]) == ""

    image.env |= {"SHELFSCAN_PORT": str(image_server.port)}
    image.run(image.health)
    counts_offline(phone, image_server, image_server.url)
    with pytest.raises(subprocess.CalledProcessError):
        image.run(image.health)


def test_the_image_has_no_compiler_no_node_and_no_tensorflow(build: Build) -> None:
    for command in ("gcc", "node", "npm"):
        with pytest.raises(subprocess.CalledProcessError):
            build.final.run([command, "--version"])
    packages = build.final.run(["pip", "list", "--format=json"])
    names = {package["name"].lower() for package in json.loads(packages[packages.index("[") :])}
    assert "shelfscan" in names and "tensorflow" not in names


def test_the_wheel_installs_one_package_named_shelfscan(installed: Root) -> None:
    script = (
        "from importlib.metadata import files; "
        "names = {file.parts[0] for file in files('shelfscan')}; "
        "print(*sorted(name for name in names if not name.endswith('.dist-info')))"
    )
    names = installed.run(["shelfscan/bin/python", "-c", script], workdir="/home/somebody", user="somebody")
    assert names.split() == ["..", "shelfscan"]  # The other is the command, in bin/.
    for name in ("app", "training"):
        with pytest.raises(subprocess.CalledProcessError):
            installed.run(
                ["shelfscan/bin/python", "-c", f"import {name}"], workdir="/home/somebody", user="somebody"
            )


def test_the_wheel_serves_without_a_checkout(installed: Root, tmp_path: Path, phone: Phone) -> None:
    command = installed.command(
        ["shelfscan/bin/shelfscan", "serve"], workdir="/home/somebody", user="somebody"
    )
    server = ServerProcess(ROOT, tmp_path / "server.log", command=command, env=installed.environment())
    server.start()
    with urlopen(f"{server.url}api/models") as answer:
        published = {path.name for path in (ROOT / "models").iterdir() if path.is_dir()}
        offered = json.load(answer)
        assert len(offered["models"]) + len(offered["embedders"]) == len(published)
    counts_offline(phone, server, server.url)


def test_a_phone_that_trusts_its_authority_alone_gets_the_app_from_the_wheel(
    installed: Root, tmp_path: Path, playwright: Playwright
) -> None:
    https_port = find_free_port()
    command = installed.command(
        ["shelfscan/bin/shelfscan", "serve", "--phone", "--https-port", str(https_port)],
        workdir="/home/somebody", user="somebody",
    )  # fmt: skip
    env = installed.environment({"HOME": "/home/somebody"})
    server = ServerProcess(ROOT, tmp_path / "server.log", command=command, env=env)
    server.start()

    home = empty_home(tmp_path / "home")
    install_authority(home, server.url)
    phone = Phone(playwright, tmp_path / "profile")
    url = f"https://127.0.0.1:{https_port}/"
    counts_offline(phone, server, url, env={**os.environ, "HOME": str(home)})
    phone.close()
