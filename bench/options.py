"""What the command line asked for, as the sections see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / "bench"
BUILD = BENCH / "build"
"""What the bench converts and installs for itself; git ignores it."""

SAMPLE_SHELF = ROOT / "static" / "img" / "sample-shelf.jpg"


@dataclass(frozen=True)
class Options:
    """One run of the bench."""

    bundle: Path
    """Folder of the model."""
    picture: Path
    """What the camera sees."""
    rounds: int
    quick: bool
    """Only to see that it works: too few samples for a result."""
    peers: bool
    """Whether other runtimes are measured too."""
    webgl: bool
    """Whether the app is measured on WebGL too."""
    playwright: Playwright
    folder: Path
    """For profiles, clips and logs; gone after the run."""
