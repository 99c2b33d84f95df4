"""Random crops of shelf photos: where a crop lies, how large products are in it, and two crops in one."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass

import numpy as np
from PIL import Image

from training.boxes import Bools, Floats, Ints, areas_of
from training.config import AugmentConfig, Range
from training.data.camera import degrade, recolour, relight
from training.data.records import Photo
from training.predict import PAD


@dataclass(frozen=True)
class Marks:
    """What is marked on a crop: boxes (M, 4) xyxy in its pixels, labels (M,), ignored (M,), scores (M,) 0..1.

    Ignored are products that the crop's edge cuts badly and the regions that the photo's labels ignore.
    """

    boxes: Floats
    labels: Ints
    ignored: Bools
    scores: Floats

    def inside(self, edges: Floats, augment: AugmentConfig) -> Marks:
        """Those that reach into ``edges`` (4,) xyxy, cut to them."""
        boxes = np.clip(self.boxes, np.tile(edges[:2], 2), np.tile(edges[2:], 2))
        area, whole = areas_of(boxes), areas_of(self.boxes)
        share = area / np.maximum(whole, 1e-6)
        ignored = self.ignored | (share < augment.keep_visible) | (area < augment.least_side**2)
        kept = share > 0
        return Marks(boxes[kept], self.labels[kept], ignored[kept], self.scores[kept])

    def joined_to(self, other: Marks) -> Marks:
        """These and those of another crop."""
        return Marks(
            np.concatenate([self.boxes, other.boxes]),
            np.concatenate([self.labels, other.labels]),
            np.concatenate([self.ignored, other.ignored]),
            np.concatenate([self.scores, other.scores]),
        )


@dataclass(frozen=True)
class Crop:
    """Picture (S, S, 3) in 0..255, and what is marked on it."""

    pixels: Floats
    marks: Marks


@dataclass(frozen=True)
class Window:
    """Where a crop lies: pixel p of the photo, (x, y), is pixel ``(p - start) * scale`` of the crop.

    It reaches beyond the photo where that is smaller than the crop.
    """

    start: Floats
    scale: Floats


def _log_uniform(random: np.random.Generator, low: float, high: float) -> float:
    """A number whose logarithm is uniform: doubling is as likely anywhere in the range."""
    return math.exp(random.uniform(math.log(low), math.log(high)))


def _by_product(
    photo: Photo, random: np.random.Generator, augment: AugmentConfig, side_range: Range, zoom: float
) -> tuple[float, Floats]:
    """The zoom that gives a random product of the photo a random size, and the product's centre (x, y).

    Without a product it is the given ``zoom`` and a random place. Regions to be ignored are no products.
    """
    wanted = _log_uniform(random, *side_range)
    products = photo.boxes[~photo.ignored]
    if not len(products):
        return zoom, np.array([random.uniform(0, side) for side in photo.size], np.float32)
    box = products[random.integers(len(products))]
    side = math.sqrt(np.prod(box[2:] - box[:2]))
    least = augment.least_long_side / max(photo.size)
    return max(min(wanted / max(side, 1.0), augment.most_zoom), least), (box[:2] + box[2:]) / 2


def scaled(photo: Photo, region: tuple[int, int, int, int], size: tuple[int, int], smooth: bool) -> Floats:
    """The ``region`` (left, top, right, bottom) of the photo at another size (width, height): (height, width, 3).

    ``smooth`` takes the mean of what becomes one pixel, otherwise it is a mix of four pixels and thin lines may vanish.
    """
    with Image.open(io.BytesIO(photo.jpeg)) as image:
        if not smooth:
            sampled = image.convert("RGB").transform(
                size, Image.Transform.EXTENT, region, Image.Resampling.BILINEAR
            )
            return np.asarray(sampled, np.float32)
        # A photo that is shrunk to half or less is decoded at half its size or less, which is much faster.
        scale = max(size[0] / (region[2] - region[0]), size[1] / (region[3] - region[1]))
        image.draft("RGB", (math.ceil(photo.size[0] * scale), math.ceil(photo.size[1] * scale)))
        shrunk = round(photo.size[0] / image.width)
        left, top, right, bottom = (edge / shrunk for edge in region)
        box = (left, top, min(right, image.width), min(bottom, image.height))
        return np.asarray(image.convert("RGB").resize(size, Image.Resampling.BILINEAR, box), np.float32)


def random_window(photo: Photo, random: np.random.Generator, augment: AugmentConfig) -> Window:
    """Where a random crop of the photo lies."""
    whole = np.array(photo.size, np.float32)
    zoom = _log_uniform(random, *augment.long_side) / max(photo.size)
    centre = None
    if augment.product_side:
        zoom, centre = _by_product(photo, random, augment, augment.product_side, zoom)
    stretch = math.exp(random.uniform(-1, 1) * math.log(augment.aspect) / 2)
    scale = np.array([zoom * stretch, zoom / stretch], np.float32)
    window = augment.crop / scale
    slack = whole - window  # negative where the photo is smaller than the window
    place = random.random(2, np.float32)
    if centre is None:
        start = slack * place
    else:  # the centre lies anywhere in the window, and the window beyond the photo only where it has to
        start = np.clip(centre - window * place, np.minimum(slack, 0), np.maximum(slack, 0))
    return Window(start.astype(np.float32), scale)


def is_smooth(random: np.random.Generator) -> bool:
    """Whether a crop is shrunk smoothly: cameras and apps do it in many ways, and the network must not care."""
    return bool(random.random() < 0.7)


def _cut(photo: Photo, random: np.random.Generator, augment: AugmentConfig) -> tuple[Floats, Floats]:
    """A crop of the photo, (crop, crop, 3) in 0..255, and the photo's boxes in pixels of the crop."""
    window = random_window(photo, random, augment)
    whole, start = np.array(photo.size, np.float32), window.start
    first = np.floor(np.clip(start, 0, whole - 1))
    last = np.maximum(np.ceil(np.minimum(start + augment.crop / window.scale, whole)), first + 1)
    size = np.clip(np.round((last - first) * window.scale), 1, augment.crop).astype(int)
    offset = np.clip(np.round((first - start) * window.scale).astype(int), 0, augment.crop - size)
    region = (int(first[0]), int(first[1]), int(last[0]), int(last[1]))
    (width, height), (left, top) = size.tolist(), offset.tolist()
    pixels = np.full((augment.crop, augment.crop, 3), PAD, np.float32)
    pixels[top : top + height, left : left + width] = scaled(
        photo, region, (width, height), is_smooth(random)
    )
    # The scale that the rounded size really gave, so that boxes stay exact.
    true_scale = size / (last - first)
    move = offset - first * true_scale
    return pixels, (photo.boxes * np.tile(true_scale, 2) + np.tile(move, 2)).astype(np.float32)


def flipped(boxes: Floats, side: int) -> Floats:
    """Boxes (N, 4) of a crop of ``side`` pixels when left and right change places."""
    return np.stack([side - boxes[:, 2], boxes[:, 1], side - boxes[:, 0], boxes[:, 3]], axis=1)


def whole_crop(augment: AugmentConfig) -> Floats:
    """The edges of a crop (4,) xyxy, in its own pixels."""
    return np.array([0, 0, augment.crop, augment.crop], np.float32)


def random_crop(photo: Photo, random: np.random.Generator, augment: AugmentConfig) -> Crop:
    """A random crop of a photo, in random light, through a random camera."""
    pixels, boxes = _cut(photo, random, augment)
    if augment.flip and random.random() < 0.5:
        pixels, boxes = pixels[:, ::-1], flipped(boxes, augment.crop)
    for change in (recolour, relight, degrade):
        pixels = change(pixels, random, augment)
    marks = Marks(boxes, photo.labels, photo.ignored, photo.scores)
    return Crop(pixels, marks.inside(whole_crop(augment), augment))


def random_halves(random: np.random.Generator, side: int) -> tuple[Floats, Floats]:
    """Two parts of a crop (4,) xyxy, left and right or top and bottom, met at a random line in the middle third."""
    line = round(random.uniform(side / 3, side * 2 / 3))
    halves = ([0, 0, line, side], [line, 0, side, side])
    if random.random() < 0.5:
        halves = ([0, 0, side, line], [0, line, side, side])
    return np.array(halves[0], np.float32), np.array(halves[1], np.float32)


def join_crops(
    one: Crop, other: Crop, random: np.random.Generator, augment: AugmentConfig
) -> tuple[Crop, Floats]:
    """One crop of two, each in its half.

    Returns:
        The crop, and the share of it (4,) xyxy, in its pixels, that shows ``other``.
    """
    first, second = random_halves(random, augment.crop)
    left, top, right, bottom = second.astype(int).tolist()
    pixels = one.pixels.copy()
    pixels[top:bottom, left:right] = other.pixels[top:bottom, left:right]
    marks = one.marks.inside(first, augment).joined_to(other.marks.inside(second, augment))
    return Crop(pixels, marks), second
