"""Augmentation by light and camera: the pixels of a crop change, its boxes stay. Values are 0..255."""

from __future__ import annotations

import tensorflow as tf

from training.config import AugmentConfig
from training.data.randomness import RandomNumbers


def recolour(pixels: tf.Tensor, random: RandomNumbers, augment: AugmentConfig) -> tf.Tensor:
    """Light and colour of other shops and cameras; values stay in 0..255."""
    pixels = pixels / 255.0
    if augment.grey:
        colourless = random.uniform() < augment.grey
        pixels = tf.where(colourless, tf.image.rgb_to_grayscale(pixels), pixels)
    pixels = tf.image.adjust_brightness(pixels, random.uniform(-augment.brightness, augment.brightness))
    pixels = tf.image.adjust_contrast(pixels, random.uniform(*augment.contrast))
    pixels = tf.image.adjust_saturation(
        tf.clip_by_value(pixels, 0.0, 1.0), random.uniform(*augment.saturation)
    )
    pixels = tf.image.adjust_hue(pixels, random.uniform(-augment.hue, augment.hue))
    return tf.clip_by_value(pixels, 0.0, 1.0) * 255.0


def relight(pixels: tf.Tensor, random: RandomNumbers, augment: AugmentConfig) -> tf.Tensor:
    """Dark corners of a shop, and reflections of its lamps on packages."""
    if augment.dark:
        gamma = random.uniform(1.5, 3.0)
        is_dark = random.uniform() < augment.dark
        pixels = tf.where(is_dark, (pixels / 255.0) ** gamma * 255.0, pixels)
    if augment.glare:
        side = float(augment.crop)
        centre = tf.stack([random.uniform(), random.uniform()]) * side
        radius, strength = random.uniform(0.05, 0.25) * side, random.uniform(0.3, 1.0)
        along = tf.range(augment.crop, dtype=tf.float32) + 0.5
        distance = (along[:, None] - centre[1]) ** 2 + (along[None, :] - centre[0]) ** 2
        spot = strength * tf.exp(-distance / (2 * radius**2))[..., None]
        pixels = tf.where(random.uniform() < augment.glare, pixels + (255.0 - pixels) * spot, pixels)
    return pixels


def _smear(pixels: tf.Tensor, angle: tf.Tensor, reach: tf.Tensor) -> tf.Tensor:
    """The mean along a line of ``2 * reach + 1`` pixels at ``angle`` radians; ``reach`` is 4 at most."""
    steps = tf.range(-4.0, 5.0)
    weights = tf.cast(tf.abs(steps) <= reach, tf.float32)
    rows = tf.cast(tf.round(steps * tf.sin(angle)), tf.int32) + 4
    columns = tf.cast(tf.round(steps * tf.cos(angle)), tf.int32) + 4
    kernel = tf.scatter_nd(tf.stack([rows, columns], axis=1), weights / tf.reduce_sum(weights), [9, 9])
    padded = tf.pad(pixels, [[4, 4], [4, 4], [0, 0]], "SYMMETRIC")
    kernels = tf.tile(kernel[:, :, None, None], [1, 1, 3, 1])
    return tf.nn.depthwise_conv2d(padded[None], kernels, [1, 1, 1, 1], "VALID")[0]


def degrade(pixels: tf.Tensor, random: RandomNumbers, augment: AugmentConfig) -> tf.Tensor:
    """A poorer camera: unsharp (shrunk and enlarged again), moved, noisy, and compressed."""
    side = augment.crop
    if augment.blur > 1:
        small = tf.cast(side / random.uniform(1.0, augment.blur), tf.int32)
        pixels = tf.cond(
            random.uniform() < 0.5,
            lambda: tf.image.resize(tf.image.resize(pixels, (small, small), antialias=True), (side, side)),
            lambda: pixels,
        )
    if augment.motion:
        angle, reach = random.uniform(0.0, 3.1416), tf.floor(random.uniform(1.0, 5.0))
        moved = random.uniform() < augment.motion
        pixels = tf.cond(moved, lambda: _smear(pixels, angle, reach), lambda: pixels)
    if augment.noise:
        pixels += random.normal((side, side, 3)) * random.uniform(0.0, augment.noise * 255)
    pixels = tf.clip_by_value(pixels, 0.0, 255.0)
    if augment.jpeg:
        quality = tf.cast(random.uniform(20.0, 80.0), tf.int32)
        pixels = tf.cond(
            random.uniform() < augment.jpeg,
            lambda: tf.image.adjust_jpeg_quality(pixels / 255.0, quality) * 255.0,
            lambda: pixels,
        )
    return pixels
