"""``--phone`` from the phone's side: a Chromium that at first trusts none of our certificates, then the authority."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.conftest import ROOT
from tests.e2e.certificates import empty_home, install_authority
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess, find_free_port

START_MS = 120_000


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder whose certificate database is empty."""
    return empty_home(tmp_path / "home")


@pytest.fixture
def https_port() -> int:
    return find_free_port()


@pytest.fixture
def phone_server(tmp_path: Path, https_port: int) -> Iterator[ServerProcess]:
    options = ["--phone", "--https-port", str(https_port), "--certificates", str(tmp_path / "certificates")]
    server = ServerProcess(ROOT, tmp_path / "server.log", *options)
    server.start()
    yield server
    server.kill()


def test_the_steps_lead_from_the_plain_page_to_the_app_offline(
    playwright: Playwright, home: Path, tmp_path: Path, phone_server: ServerProcess, https_port: int
) -> None:
    environment = {**os.environ, "HOME": str(home)}

    stranger = Phone(playwright, tmp_path / "stranger")
    page = stranger.visit(phone_server.url, env=environment)
    expect(page.locator(".when-unknown")).to_be_visible()
    expect(page.get_by_role("link", name="Download the certificate")).to_be_visible()
    page.get_by_role("button", name="iPhone or iPad").click()
    expect(page.get_by_text("Certificate Trust Settings")).to_be_visible()
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_text("Not yet:")).to_be_visible()
    stranger.close()

    install_authority(home, phone_server.url)
    phone = Phone(playwright, tmp_path / "phone")
    page = phone.visit(phone_server.url, env=environment)
    page.get_by_role("link", name="Open Shelfscan").click()
    expect(page).to_have_url(f"https://127.0.0.1:{https_port}/")
    expect(page.locator("body")).to_have_attribute("data-offline", "ready", timeout=START_MS)

    phone_server.kill()
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-offline", "ready", timeout=START_MS)
    phone.close()
