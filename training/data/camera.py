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


def degrade(pixels: tf.Tensor, random: RandomNumbers, augment: AugmentConfig) -> tf.Tensor:
    """A poorer camera: unsharp (shrunk and enlarged again) and noisy; values stay in 0..255."""
    side = augment.crop
    if augment.blur > 1:
        small = tf.cast(side / random.uniform(1.0, augment.blur), tf.int32)
        pixels = tf.cond(
            random.uniform() < 0.5,
            lambda: tf.image.resize(tf.image.resize(pixels, (small, small), antialias=True), (side, side)),
            lambda: pixels,
        )
    if augment.noise:
        pixels += random.normal((side, side, 3)) * random.uniform(0.0, augment.noise * 255)
    return tf.clip_by_value(pixels, 0.0, 255.0)
