"""The options of a run, as the sections get them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / "bench"
BUILD = BENCH / "build"
"""Converted models and installed packages of the bench; ignored by git."""

SAMPLE_SHELF = ROOT / "static" / "img" / "sample-shelf.jpg"


@dataclass(frozen=True)
class Options:
    """One run of the bench."""

    bundle: Path
    """Folder of the model."""
    picture: Path
    """The photo that the camera shows."""
    rounds: int
    quick: bool
    """Only check that it works: too few samples for a result."""
    peers: bool
    """Whether other runtimes are measured too."""
    webgl: bool
    """Whether the app is measured on WebGL too."""
    photos: Path | None
    """Folder of the photos that are counted in every engine; None: that is left out."""
    playwright: Playwright
    folder: Path
    """Folder for profiles, clips and logs; deleted after the run."""
