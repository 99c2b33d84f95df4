"""Photos for the journeys."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from tests.conftest import ROOT

SAMPLE = ROOT / "static" / "img" / "sample-shelf.jpg"
LARGE_PX = 4096
NOISE = 40
"""Standard deviation of the noise, of 255. Much of it is left in a picture that is shrunk without smoothing."""


def write_noisy(photo: Path, path: Path) -> Path:
    """Writes a photo enlarged to a long side of ``LARGE_PX``, with white noise, as a JPEG."""
    with Image.open(photo) as opened:
        scale = LARGE_PX / max(opened.size)
        size = (round(opened.width * scale), round(opened.height * scale))
        large = np.asarray(opened.convert("RGB").resize(size, Image.Resampling.BICUBIC), dtype=np.float32)
    noise = np.random.default_rng(1).normal(0, NOISE, large.shape)
    noisy = np.clip(large + noise, 0, 255).astype(np.uint8)
    Image.fromarray(noisy).save(path, "JPEG", quality=92)
    return path
