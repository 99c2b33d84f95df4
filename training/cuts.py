"""The middle of a photo: what its camera would have shown from nearer."""

from __future__ import annotations

import dataclasses
import io

import numpy as np
from PIL import Image

from app.card import Cut
from training.boxes import areas_of
from training.data.records import Photo

PARTS: dict[Cut, int] = {"quarter": 2, "ninth": 3}
"""Into how many parts each side is divided."""

JPEG_QUALITY = 95
WHOLE = 0.999
"""A box of which this share lies inside is whole: coordinates are rounded."""


def cut_photo(photo: Photo, cut: Cut) -> Photo:
    """The middle of ``photo``. Products that its edge cuts are ignored: whether they count is anyone's guess."""
    width, height = photo.size
    left, top = (round((side - side / PARTS[cut]) / 2) for side in photo.size)
    right, bottom = round(left + width / PARTS[cut]), round(top + height / PARTS[cut])
    boxes = np.clip(photo.boxes, [left, top, left, top], [right, bottom, right, bottom])
    areas = areas_of(boxes)
    inside = areas > 0
    is_cut = areas < WHOLE * areas_of(photo.boxes)
    with Image.open(io.BytesIO(photo.jpeg)) as whole:
        middle = whole.convert("RGB").crop((left, top, right, bottom))
    jpeg = io.BytesIO()
    middle.save(jpeg, "JPEG", quality=JPEG_QUALITY)
    return dataclasses.replace(
        photo,
        jpeg=jpeg.getvalue(),
        size=middle.size,
        boxes=(boxes - [left, top, left, top])[inside].astype(np.float32),
        labels=photo.labels[inside],
        ignored=(photo.ignored | is_cut)[inside],
        scores=photo.scores[inside],
    )
