"""Clips for Chromium's fake camera."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

FRAMES = 10
"""Chromium plays them in a loop. With a single frame, requestVideoFrameCallback would never report a new one."""


def write_mjpeg(photo: Path, path: Path, *, size: tuple[int, int] = (720, 1280), nearer: int = 1) -> Path:
    """Writes a clip in which a still camera shows ``photo``.

    Args:
        photo: any picture that Pillow reads.
        path: the file to write; Chromium goes by the ending ``.mjpeg``.
        size: width and height of the frames in pixels, both even. The photo is fitted in, on black.
        nearer: how many times nearer the camera stands: it shows the middle of the photo, one part of so many each way.
    """
    with Image.open(photo) as opened:
        left, top = (round((side - side / nearer) / 2) for side in opened.size)
        middle = opened.convert("RGB").crop((left, top, opened.width - left, opened.height - top))
        frame = ImageOps.pad(middle, size)
    jpeg = BytesIO()
    frame.save(jpeg, "JPEG", quality=92, subsampling="4:2:0")
    path.write_bytes(jpeg.getvalue() * FRAMES)  # Motion JPEG is a sequence of JPEGs.
    return path
