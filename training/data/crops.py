"""Training batches: random crops of shelf photos at random scales, with the target of every anchor.

The stream is a function of the seed and the position alone, so that a resumed run sees the very crops that an
uninterrupted one would have seen.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import tensorflow as tf

from app.card import AnchorLevel
from training.assign import assign_targets
from training.boxes import make_anchors
from training.config import AugmentConfig, Config
from training.data.records import parse_record, shard_paths
from training.predict import PAD

SHUFFLE_PHOTOS = 1024


class Crop(NamedTuple):
    """Picture (S, S, 3) in 0..255, boxes (M, 4) xyxy, labels (M,), ignored (M,) bool.

    Ignored are products that the crop's edge cuts badly and the regions that the photo's labels ignore.
    """

    pixels: tf.Tensor
    boxes: tf.Tensor
    labels: tf.Tensor
    ignored: tf.Tensor


def normalise(pixels: tf.Tensor) -> tf.Tensor:
    """Channel values 0..255 to [-1, 1], the input range of the network."""
    return tf.cast(pixels, tf.float32) / 127.5 - 1.0


class _Dice:
    """Stateless random numbers: the n-th draw depends on the seed of the crop and on n alone."""

    def __init__(self, seed: tf.Tensor) -> None:
        self._seed, self._draws = seed, 0

    def _next(self) -> tf.Tensor:
        self._draws += 1
        return tf.stack([self._seed, self._draws])

    def uniform(self, low: float = 0.0, high: float = 1.0) -> tf.Tensor:
        return tf.random.stateless_uniform([], self._next(), low, high)

    def normal(self, shape: tuple[int, ...]) -> tf.Tensor:
        return tf.random.stateless_normal(shape, self._next())


def _cut(photo: dict[str, tf.Tensor], dice: _Dice, augment: AugmentConfig) -> tuple[tf.Tensor, tf.Tensor]:
    """A crop of the photo, (crop, crop, 3) in 0..255, and the photo's boxes in pixels of the crop."""
    crop = float(augment.crop)
    low, high = (tf.math.log(side) for side in augment.long_side)
    zoom = tf.exp(low + (high - low) * dice.uniform()) / tf.reduce_max(photo["size"])
    stretch = tf.exp(dice.uniform(-1.0, 1.0) * tf.math.log(augment.aspect) / 2)
    scale = tf.stack([zoom * stretch, zoom / stretch])
    window = crop / scale
    slack = photo["size"] - window  # negative where the photo is smaller than the window
    start = slack * tf.stack([dice.uniform(), dice.uniform()])
    first = tf.cast(tf.floor(tf.clip_by_value(start, 0.0, photo["size"] - 1)), tf.int32)
    last = tf.cast(tf.math.ceil(tf.minimum(start + window, photo["size"])), tf.int32)
    extent = tf.maximum(last - first, 1)
    region = tf.stack([first[1], first[0], extent[1], extent[0]])
    pixels = tf.image.decode_and_crop_jpeg(photo["encoded"], region, channels=3)
    size = tf.clip_by_value(tf.cast(tf.round(tf.cast(extent, tf.float32) * scale), tf.int32), 1, augment.crop)
    smooth = dice.uniform() < 0.7  # browsers differ in how they shrink a picture: the network must not care
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


def _recolour(pixels: tf.Tensor, dice: _Dice, augment: AugmentConfig) -> tf.Tensor:
    """Light and colour of other shops and cameras; values stay in 0..255."""
    pixels = pixels / 255.0
    if augment.grey:
        colourless = dice.uniform() < augment.grey
        pixels = tf.where(colourless, tf.image.rgb_to_grayscale(pixels), pixels)
    pixels = tf.image.adjust_brightness(pixels, dice.uniform(-augment.brightness, augment.brightness))
    pixels = tf.image.adjust_contrast(pixels, dice.uniform(*augment.contrast))
    pixels = tf.image.adjust_saturation(tf.clip_by_value(pixels, 0.0, 1.0), dice.uniform(*augment.saturation))
    pixels = tf.image.adjust_hue(pixels, dice.uniform(-augment.hue, augment.hue))
    return tf.clip_by_value(pixels, 0.0, 1.0) * 255.0


def _degrade(pixels: tf.Tensor, dice: _Dice, augment: AugmentConfig) -> tf.Tensor:
    """A poorer camera: unsharp (shrunk and enlarged again) and noisy; values stay in 0..255."""
    side = augment.crop
    if augment.blur > 1:
        small = tf.cast(side / dice.uniform(1.0, augment.blur), tf.int32)
        pixels = tf.cond(
            dice.uniform() < 0.5,
            lambda: tf.image.resize(tf.image.resize(pixels, (small, small), antialias=True), (side, side)),
            lambda: pixels,
        )
    if augment.noise:
        pixels += dice.normal((side, side, 3)) * dice.uniform(0.0, augment.noise * 255)
    return tf.clip_by_value(pixels, 0.0, 255.0)


def _inside(crop: Crop, edges: tf.Tensor, augment: AugmentConfig) -> Crop:
    """The crop with the boxes that reach into ``edges`` (4,) xyxy, cut to them."""
    boxes = tf.clip_by_value(crop.boxes, tf.tile(edges[:2], [2]), tf.tile(edges[2:], [2]))
    area, whole = (tf.reduce_prod(tf.maximum(b[:, 2:] - b[:, :2], 0.0), axis=1) for b in (boxes, crop.boxes))
    share = area / tf.maximum(whole, 1e-6)
    ignored = crop.ignored | (share < augment.keep_visible) | (area < augment.least_side**2)
    kept = [tf.boolean_mask(values, share > 0) for values in (boxes, crop.labels, ignored)]
    return Crop(crop.pixels, *kept)


def random_crop(photo: dict[str, tf.Tensor], seed: tf.Tensor, augment: AugmentConfig) -> Crop:
    """A random crop of a photo, in random light, through a random camera."""
    dice = _Dice(seed)
    side = float(augment.crop)
    pixels, boxes = _cut(photo, dice, augment)
    if augment.flip:
        flip = dice.uniform() < 0.5
        mirrored = tf.stack([side - boxes[:, 2], boxes[:, 1], side - boxes[:, 0], boxes[:, 3]], axis=1)
        pixels = tf.cond(flip, lambda: tf.reverse(pixels, [1]), lambda: pixels)
        boxes = tf.where(flip, mirrored, boxes)
    pixels = _degrade(_recolour(pixels, dice, augment), dice, augment)
    whole = Crop(pixels, boxes, photo["labels"], photo["ignored"])
    return _inside(whole, tf.constant([0.0, 0.0, side, side]), augment)


def join_crops(one: Crop, other: Crop, seed: tf.Tensor, augment: AugmentConfig) -> tuple[Crop, tf.Tensor]:
    """One crop of two: left and right or top and bottom, met at a random line in the middle third.

    Returns:
        The crop, and the share of it (4,) xyxy, in its pixels, that shows ``other``.
    """
    dice, side = _Dice(seed), float(augment.crop)
    line = tf.round(dice.uniform(side / 3, side * 2 / 3))
    beside = dice.uniform() < 0.5
    first = tf.where(beside, tf.stack([0.0, 0.0, line, side]), tf.stack([0.0, 0.0, side, line]))
    second = tf.where(beside, tf.stack([line, 0.0, side, side]), tf.stack([0.0, line, side, side]))
    along = tf.range(augment.crop, dtype=tf.float32)
    is_first = tf.where(beside, along[None, :, None] < line, along[:, None, None] < line)
    a, b = _inside(one, first, augment), _inside(other, second, augment)
    both = [tf.concat([x, y], axis=0) for x, y in zip(a[1:], b[1:], strict=True)]
    return Crop(tf.where(is_first, a.pixels, b.pixels), *both), second


def training_batches(
    folders: list[Path], levels: list[AnchorLevel], config: Config, start: int
) -> tf.data.Dataset:
    """Endless batches from step ``start``: pictures (B, S, S, 3) in [-1, 1], targets (B, N, 6), file names (B,).

    A target is label (-1 for background), weight of the cell in the classification loss, and the box xyxy.
    """
    augment, run = config.augment, config.run
    anchors = tf.constant(make_anchors(levels, augment.crop, augment.crop))
    cells = [(augment.crop // level.stride) ** 2 * len(level.sizes) for level in levels]

    centres = (anchors[:, :2] + anchors[:, 2:]) / 2

    def background_of(photo: dict[str, tf.Tensor]) -> tf.Tensor:
        return tf.where(photo["machine_labelled"] == 1, config.loss.machine_label_negatives, 1.0)

    def prepare(
        position: tf.Tensor, record: tf.Tensor, partner: tf.Tensor
    ) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        photo = parse_record(record)
        seed = tf.cast(position, tf.int32) + run.seed * 1_000_003
        crop = random_crop(photo, seed, augment)
        background = tf.fill([anchors.shape[0]], background_of(photo))

        def joined() -> tuple[Crop, tf.Tensor]:
            other = parse_record(partner)
            both, region = join_crops(crop, random_crop(other, -seed, augment), -seed, augment)
            is_other = tf.reduce_all((centres >= region[:2]) & (centres < region[2:]), axis=1)
            return both, tf.where(is_other, background_of(other), background)

        if augment.join:
            joins = tf.random.stateless_uniform([], tf.stack([-seed, 0])) < augment.join
            crop, background = tf.cond(joins, joined, lambda: (crop, background))
        targets = assign_targets(
            crop.boxes, crop.labels, crop.ignored, anchors, cells, background, config.loss.atss_candidates
        )
        pixels = tf.ensure_shape(normalise(crop.pixels), (augment.crop, augment.crop, 3))
        return pixels, tf.ensure_shape(targets, (anchors.shape[0], 6)), photo["filename"]

    paths = [path for folder in folders for path in shard_paths(folder)]
    records = tf.data.TFRecordDataset(paths)

    def stream(seed: int) -> tf.data.Dataset:
        # Seeded by the epoch's number: tf.data's own reshuffling counts how often the stream was opened, and Keras
        # opens it once more than TensorFlow's loop does on JAX and on several devices.
        return (
            tf.data.Dataset.counter()
            .flat_map(
                lambda epoch: records.shuffle(
                    SHUFFLE_PHOTOS, seed=epoch + seed, reshuffle_each_iteration=False
                )
            )
            .apply(tf.data.experimental.assert_cardinality(tf.data.INFINITE_CARDINALITY))
        )

    seed = run.seed * 1_000_003
    partners = stream(seed + 500_009) if augment.join else tf.data.Dataset.from_tensors("").repeat()
    batches = (
        tf.data.Dataset.zip((tf.data.Dataset.counter(), stream(seed), partners))
        .skip(start * run.batch)
        .map(prepare, num_parallel_calls=tf.data.AUTOTUNE, deterministic=True)
        .batch(run.batch, drop_remainder=True)
    )
    return batches.prefetch(2)
