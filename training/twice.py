"""Measures whether the page notices that two photos show the same part of a shelf.

Pairs are cut from photos with boxes: two parts that overlap, at slightly different scales, with the light, the JPEG and
the boxes a little different, as in two photos of one shelf; and, to be told apart, disjoint parts of one photo and
parts of different photos.
"""

from __future__ import annotations

import base64
import csv
import dataclasses
import io
import json
import random
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from PIL import Image, ImageEnhance

from training.errors import TrainingSideError
from training.graph import NODE

RUNNER = Path(__file__).with_name("run_twice.mjs")
GREY_PX = 64
"""That of static/js/photo/grey-picture.js."""
SAME, DISJOINT, DIFFERENT = "the same photo", "disjoint parts of a photo", "different photos"
OVERLAPS = (0.3, 0.5, 0.7, 0.9)
SHAPE = 3 / 4
"""Width by height of a part: a photo of an upright phone."""
BOXES_LOST = 0.05
BOX_NOISE = 0.04
"""What a detector finds differs between two photos: some boxes are missing, edges are off by this part of the box."""

Box = tuple[float, float, float, float]
"""xyxy, pixels."""


class TwiceError(TrainingSideError):
    """The page's code could not be run; the message holds what Node said."""


@dataclasses.dataclass(frozen=True)
class Pair:
    """Two looks, and the part of the smaller one that the other shows: 0 for what must not be found."""

    first: int
    second: int
    part: float
    kind: str


class Pairs:
    """Looks at parts of photos, and pairs of them."""

    def __init__(self, seed: int, turn: float = 0.0) -> None:
        self.random = random.Random(seed)  # noqa: S311 - no secret
        self.turn = turn
        self.looks: list[dict[str, Any]] = []
        self.pairs: list[Pair] = []

    def look(self, photo: Image.Image, boxes: Sequence[Box], part: Box) -> int:
        """What the page compares of a part of a photo that was taken anew."""
        left, top, right, bottom = part
        size = (round(right - left), round(bottom - top))
        corners = [(left, top), (left, bottom), (right, bottom), (right, top)]
        if self.turn:
            corners = [
                (x + self.noise(self.turn) * size[0], y + self.noise(self.turn) * size[1]) for x, y in corners
            ]
        picture = photo.transform(
            size, Image.Transform.QUAD, [n for corner in corners for n in corner], Image.Resampling.BICUBIC
        )
        picture = ImageEnhance.Brightness(picture).enhance(1 + self.noise(0.15))
        jpeg = io.BytesIO()
        picture.save(jpeg, "JPEG", quality=self.random.randint(60, 95))
        scale = GREY_PX / max(size)
        with Image.open(jpeg) as again:
            grey = again.convert("L").resize(
                (round(size[0] * scale), round(size[1] * scale)), Image.Resampling.BOX
            )
        seen = []
        for x0, y0, x1, y1 in boxes:
            clipped = (max(x0, left), max(y0, top), min(x1, right), min(y1, bottom))
            area = max(0.0, clipped[2] - clipped[0]) * max(0.0, clipped[3] - clipped[1])
            if area < 0.4 * (x1 - x0) * (y1 - y0) or self.random.random() < BOXES_LOST:
                continue
            w, h = BOX_NOISE * (x1 - x0), BOX_NOISE * (y1 - y0)
            noisy = [edge + self.noise(reach) for edge, reach in zip(clipped, (w, h, w, h), strict=True)]
            seen.append(
                [(n - origin) * scale for n, origin in zip(noisy, (left, top, left, top), strict=True)]
            )
        pixels = base64.b64encode(grey.tobytes()).decode()
        self.looks.append({"width": grey.width, "height": grey.height, "grey": pixels, "boxes": seen})
        return len(self.looks) - 1

    def noise(self, reach: float) -> float:
        return self.random.uniform(-reach, reach)

    def overlapping(self, photo: Image.Image, boxes: Sequence[Box], overlap: float) -> None:
        """Two parts, side by side or, once in four, one above the other."""
        for _ in range(200):
            nearer = self.random.uniform(0.9, 1.1)
            downwards = self.random.random() < 0.25
            reach = 2 - overlap
            room = (photo.height / reach * SHAPE) if downwards else photo.width / reach
            width = self.random.uniform(0.75, 0.97) * min(room, photo.height * SHAPE, photo.width)
            first = self.place(photo, width)
            x, y = first[:2]
            height = width / SHAPE
            other = width * nearer
            centre_x, centre_y = x + width / 2, y + height / 2
            if downwards:
                centre_y += self.random.choice((-1, 1)) * (1 - overlap) * height
                centre_x += self.noise(0.04) * width
            else:
                centre_x += self.random.choice((-1, 1)) * (1 - overlap) * width
                centre_y += self.noise(0.04) * height
            second = (
                centre_x - other / 2,
                centre_y - other / SHAPE / 2,
                centre_x + other / 2,
                centre_y + other / SHAPE / 2,
            )
            if second[0] < 0 or second[1] < 0 or second[2] > photo.width or second[3] > photo.height:
                continue
            looks = self.look(photo, boxes, first), self.look(photo, boxes, second)
            self.pairs.append(Pair(*looks, shared_part(first, second), f"overlap of {overlap}"))
            return

    def disjoint(self, photo: Image.Image, boxes: Sequence[Box]) -> None:
        """Two parts of one photo that share nothing: beside each other, on the same boards, or one below the other."""
        for _ in range(200):
            width = self.random.uniform(0.3, 0.5) * min(photo.width, photo.height * SHAPE)
            first, second = self.place(photo, width), self.place(photo, width * self.random.uniform(0.9, 1.1))
            if shared_part(first, second) == 0:
                looks = self.look(photo, boxes, first), self.look(photo, boxes, second)
                self.pairs.append(Pair(*looks, 0.0, DISJOINT))
                return

    def place(self, photo: Image.Image, width: float) -> Box:
        """A part anywhere in a photo."""
        x = self.random.uniform(0, photo.width - width)
        y = self.random.uniform(0, photo.height - width / SHAPE)
        return (x, y, x + width, y + width / SHAPE)


def shared_part(first: Box, second: Box) -> float:
    """The part of the smaller one that the other shows."""
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (first, second)]
    return max(0.0, width) * max(0.0, height) / min(areas)


def read_boxes(annotations: Path, images: Path) -> dict[Path, list[Box]]:
    """The boxes of each photo that lies in `images` itself, from a CSV file of SKU-110K."""
    boxes: dict[Path, list[Box]] = {}
    with annotations.open(newline="") as file:
        for name, left, top, right, bottom, *_ in csv.reader(file):
            if PurePath(name).name == name and (images / name).exists():
                box = (float(left), float(top), float(right), float(bottom))
                boxes.setdefault(images / name, []).append(box)
    return boxes


def make_pairs(
    photos: Mapping[Path, Sequence[Box]],
    others: Mapping[Path, Sequence[Box]],
    *,
    each: int,
    seed: int = 1,
    turn: float = 0.0,
) -> Pairs:
    """Pairs of looks at photos.

    Args:
        photos: Their boxes. Parts of them overlap or are disjoint, and none shows what another photo shows.
        others: More photos that show something else.
        each: How many pairs of each overlap, and twice as many disjoint ones, a photo gives.
        seed: Of all chance.
        turn: How far the phone was turned: corners move by up to this part of the picture.
    """
    made = Pairs(seed, turn)
    looks: list[tuple[int, Path]] = []
    for path, boxes in photos.items():
        with Image.open(path) as file:
            photo = file.convert("RGB")
        for _ in range(each):
            for overlap in OVERLAPS:
                made.overlapping(photo, boxes, overlap)
            for _ in range(2 * len(OVERLAPS)):
                made.disjoint(photo, boxes)
        full = (0.0, 0.0, float(photo.width), float(photo.height))
        first, again = made.look(photo, boxes, full), made.look(photo, boxes, full)
        made.pairs.append(Pair(first, again, 1.0, SAME))
        looks += [(first, path), (made.look(photo, boxes, made.place(photo, 0.6 * photo.width)), path)]
    own = len(looks)
    for path, boxes in others.items():
        with Image.open(path) as file:
            photo = file.convert("RGB")
        width = made.random.uniform(0.6, 0.99) * min(photo.width, photo.height * SHAPE)
        looks.append((made.look(photo, boxes, made.place(photo, width)), path))
    for index, (first, path) in enumerate(looks[:own]):
        for second, other in looks[index + 1 :]:
            if other != path:
                made.pairs.append(Pair(first, second, 0.0, DIFFERENT))
    return made


def find_overlaps(pairs: Pairs) -> list[bool]:
    """Whether the page finds a common part, for each pair.

    Raises:
        TwiceError: Node stopped.
    """
    request = {"looks": pairs.looks, "pairs": [(pair.first, pair.second) for pair in pairs.pairs]}
    done = subprocess.run(
        [NODE, RUNNER], check=False, capture_output=True, text=True, input=json.dumps(request)
    )
    if done.returncode != 0:
        raise TwiceError(f"Node stopped while it compared photos: {done.stderr.strip()[-800:]}")
    return [each is not None and each["found"] for each in json.loads(done.stdout)]


def rates_of(pairs: Sequence[Pair], found: Sequence[bool]) -> dict[str, tuple[int, int]]:
    """How many pairs of each kind were found, and how many there are."""
    rates: dict[str, tuple[int, int]] = {}
    for pair, is_found in zip(pairs, found, strict=True):
        hits, total = rates.get(pair.kind, (0, 0))
        rates[pair.kind] = (hits + is_found, total + 1)
    return rates
