"""Fixtures for all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shelf_data() -> Path:
    """The folder with the SKU-110K photos (``SKU110K_fixed``). They are not ours to pass on, so they may be missing."""
    folder = Path(os.environ.get("SHELFSCAN_DATA") or ROOT.parent / "shared" / "data")
    if not (folder / "SKU110K_fixed").is_dir():
        pytest.skip(f"needs shelf photos: there is no {folder}/SKU110K_fixed (set SHELFSCAN_DATA)")
    return folder
