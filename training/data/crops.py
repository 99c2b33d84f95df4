"""Random crops of shelf photos: where a crop lies, how large products are in it, and two crops in one."""

from __future__ import annotations

from typing import NamedTuple

import tensorflow as tf

from training.config import AugmentConfig, Range
from training.data.camera import degrade, recolour, relight
from training.data.randomness import RandomNumbers
from training.predict import PAD


class Crop(NamedTuple):
    """Picture (S, S, 3) in 0..255, boxes (M, 4) xyxy, labels (M,), ignored (M,) bool, scores (M,) 0..1.

    Ignored are products that the crop's edge cuts badly and the regions that the photo's labels ignore.
    """

    pixels: tf.Tensor
    boxes: tf.Tensor
    labels: tf.Tensor
    ignored: tf.Tensor
    scores: tf.Tensor


def _log_uniform(random: RandomNumbers, low: float, high: float) -> tf.Tensor:
    """A scalar whose logarithm is uniform: doubling is as likely anywhere in the range."""
    first, last = tf.math.log(low), tf.math.log(high)
    return tf.exp(first + (last - first) * random.uniform())


def _by_product(
    photo: dict[str, tf.Tensor],
    random: RandomNumbers,
    augment: AugmentConfig,
    side_range: Range,
    zoom: tf.Tensor,
) -> tuple[tf.Tensor, tf.Tensor]:
    """The zoom that gives a random product of the photo a random size, and the product's centre.

    Without a product it is the given ``zoom`` and a random place. Regions to be ignored are no products.
    """
    wanted = _log_uniform(random, *side_range)
    draw, anywhere = random.uniform(), tf.stack([random.uniform(), random.uniform()]) * photo["size"]
    products = tf.boolean_mask(photo["boxes"], ~photo["ignored"])
    count = tf.shape(products)[0]

    def chosen() -> tuple[tf.Tensor, tf.Tensor]:
        box = products[tf.minimum(tf.cast(draw * tf.cast(count, tf.float32), tf.int32), count - 1)]
        side = tf.sqrt(tf.reduce_prod(box[2:] - box[:2]))
        least = augment.least_long_side / tf.reduce_max(photo["size"])
        fitting = tf.maximum(tf.minimum(wanted / tf.maximum(side, 1.0), augment.most_zoom), least)
        return fitting, (box[:2] + box[2:]) / 2

    return tf.cond(count > 0, chosen, lambda: (zoom, anywhere))  # type: ignore[no-any-return]


def _cut(
    photo: dict[str, tf.Tensor], random: RandomNumbers, augment: AugmentConfig
) -> tuple[tf.Tensor, tf.Tensor]:
    """A crop of the photo, (crop, crop, 3) in 0..255, and the photo's boxes in pixels of the crop."""
    crop = float(augment.crop)
    zoom = _log_uniform(random, *augment.long_side) / tf.reduce_max(photo["size"])
    centre = None
    if augment.product_side:
        zoom, centre = _by_product(photo, random, augment, augment.product_side, zoom)
    stretch = tf.exp(random.uniform(-1.0, 1.0) * tf.math.log(augment.aspect) / 2)
    scale = tf.stack([zoom * stretch, zoom / stretch])
    window = crop / scale
    slack = photo["size"] - window  # negative where the photo is smaller than the window
    place = tf.stack([random.uniform(), random.uniform()])
    if centre is None:
        start = slack * place
    else:  # the centre lies anywhere in the window, and the window beyond the photo only where it has to
        start = tf.clip_by_value(centre - window * place, tf.minimum(slack, 0.0), tf.maximum(slack, 0.0))
    first = tf.cast(tf.floor(tf.clip_by_value(start, 0.0, photo["size"] - 1)), tf.int32)
    last = tf.cast(tf.math.ceil(tf.minimum(start + window, photo["size"])), tf.int32)
    extent = tf.maximum(last - first, 1)
    region = tf.stack([first[1], first[0], extent[1], extent[0]])
    pixels = tf.image.decode_and_crop_jpeg(photo["encoded"], region, channels=3)
    size = tf.clip_by_value(tf.cast(tf.round(tf.cast(extent, tf.float32) * scale), tf.int32), 1, augment.crop)
    smooth = random.uniform() < 0.7  # browsers differ in how they shrink a picture: the network must not care
    pixels = tf.cond(
        smooth,
        lambda: tf.image.resize(pixels, (size[1], size[0]), antialias=True),
        lambda: tf.image.resize(pixels, (size[1], size[0])),
    )
    offset = tf.cast(tf.round((tf.cast(first, tf.float32) - start) * scale), tf.int32)
    offset = tf.clip_by_value(offset, 0, augment.crop - size)
    pixels = (
        tf.image.pad_to_bounding_box(pixels - PAD, offset[1], offset[0], augment.crop, augment.crop) + PAD
    )
    # The scale that the rounded size really gave, so that boxes stay exact.
    true_scale = tf.cast(size, tf.float32) / tf.cast(extent, tf.float32)
    move = tf.cast(offset, tf.float32) - tf.cast(first, tf.float32) * true_scale
    return pixels, photo["boxes"] * tf.tile(true_scale, [2]) + tf.tile(move, [2])


def _inside(crop: Crop, edges: tf.Tensor, augment: AugmentConfig) -> Crop:
    """The crop with the boxes that reach into ``edges`` (4,) xyxy, cut to them."""
    boxes = tf.clip_by_value(crop.boxes, tf.tile(edges[:2], [2]), tf.tile(edges[2:], [2]))
    area, whole = (tf.reduce_prod(tf.maximum(b[:, 2:] - b[:, :2], 0.0), axis=1) for b in (boxes, crop.boxes))
    share = area / tf.maximum(whole, 1e-6)
    ignored = crop.ignored | (share < augment.keep_visible) | (area < augment.least_side**2)
    kept = [tf.boolean_mask(values, share > 0) for values in (boxes, crop.labels, ignored, crop.scores)]
    return Crop(crop.pixels, *kept)


def random_crop(photo: dict[str, tf.Tensor], seed: tf.Tensor, augment: AugmentConfig) -> Crop:
    """A random crop of a photo, in random light, through a random camera."""
    random = RandomNumbers(seed)
    side = float(augment.crop)
    pixels, boxes = _cut(photo, random, augment)
    if augment.flip:
        flip = random.uniform() < 0.5
        mirrored = tf.stack([side - boxes[:, 2], boxes[:, 1], side - boxes[:, 0], boxes[:, 3]], axis=1)
        pixels = tf.cond(flip, lambda: tf.reverse(pixels, [1]), lambda: pixels)
        boxes = tf.where(flip, mirrored, boxes)
    for change in (recolour, relight, degrade):
        pixels = change(pixels, random, augment)
    whole = Crop(pixels, boxes, photo["labels"], photo["ignored"], photo["scores"])
    return _inside(whole, tf.constant([0.0, 0.0, side, side]), augment)


def join_crops(one: Crop, other: Crop, seed: tf.Tensor, augment: AugmentConfig) -> tuple[Crop, tf.Tensor]:
    """One crop of two: left and right or top and bottom, met at a random line in the middle third.

    Returns:
        The crop, and the share of it (4,) xyxy, in its pixels, that shows ``other``.
    """
    random, side = RandomNumbers(seed), float(augment.crop)
    line = tf.round(random.uniform(side / 3, side * 2 / 3))
    beside = random.uniform() < 0.5
    first = tf.where(beside, tf.stack([0.0, 0.0, line, side]), tf.stack([0.0, 0.0, side, line]))
    second = tf.where(beside, tf.stack([line, 0.0, side, side]), tf.stack([0.0, line, side, side]))
    along = tf.range(augment.crop, dtype=tf.float32)
    is_first = tf.where(beside, along[None, :, None] < line, along[:, None, None] < line)
    a, b = _inside(one, first, augment), _inside(other, second, augment)
    both = [tf.concat([x, y], axis=0) for x, y in zip(a[1:], b[1:], strict=True)]
    return Crop(tf.where(is_first, a.pixels, b.pixels), *both), second
