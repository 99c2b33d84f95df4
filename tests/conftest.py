"""Fixtures for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from tests.e2e.phone import Phone

PATIENCE_MS = 30_000
"""How long an expectation may take to come true: a busy machine is slow, but not wrong."""

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shelf_data() -> Path:
    """The folder with the SKU-110K photos (``SKU110K_fixed``). They are not ours to pass on, so they may be missing."""
    folder = Path(os.environ.get("SHELFSCAN_DATA") or ROOT.parent / "shared" / "data")
    if not (folder / "SKU110K_fixed").is_dir():
        pytest.skip(f"needs shelf photos: there is no {folder}/SKU110K_fixed (set SHELFSCAN_DATA)")
    return folder


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The one Playwright driver of all tests: it cannot be started twice in a thread."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture
def phone(playwright: Playwright, tmp_path: Path) -> Iterator[Phone]:
    """A browser as a phone that has never seen the page."""
    phone = Phone(playwright, tmp_path / "profile")
    yield phone
    phone.close()
