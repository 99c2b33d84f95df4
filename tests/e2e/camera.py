"""Clips for Chromium's fake camera."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

FRAMES = 10
"""Chromium plays them in a loop. With a single frame, requestVideoFrameCallback would never report a new one."""


def write_mjpeg(photo: Path, path: Path, *, size: tuple[int, int] = (720, 1280)) -> Path:
    """Writes a clip in which a still camera shows ``photo``.

    Args:
        photo: any picture that Pillow reads.
        path: the file to write; Chromium goes by the ending ``.mjpeg``.
        size: width and height of the frames in pixels, both even. The photo is fitted in, on black.
    """
    with Image.open(photo) as opened:
        frame = ImageOps.pad(opened.convert("RGB"), size)
    jpeg = BytesIO()
    frame.save(jpeg, "JPEG", quality=92, subsampling="4:2:0")
    path.write_bytes(jpeg.getvalue() * FRAMES)  # Motion JPEG is a sequence of JPEGs.
    return path
