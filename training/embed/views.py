"""Changed views of facings: what another photo of the same product could show. Many at once, in TensorFlow.

The largest changes are those of which the errors on real shelves were made: a package seen from aside, half hidden, in
another light.
"""

from __future__ import annotations

import math

import numpy as np
import tensorflow as tf

from training.embed.config import EmbedConfig
from training.embed.facings import AROUND, SIDE

BLURS = 8
"""Parts of a batch that are blurred each in its own way."""


class Views:
    """Makes crops (N, height, width, 3), float32 0..255, of facings with their surroundings (N, SIDE, SIDE, 3)."""

    def __init__(self, config: EmbedConfig) -> None:
        self._size = (config.height, config.width)
        self._changes = config.changes

    def unchanged(self, pictures: tf.Tensor) -> tf.Tensor:
        """The box itself."""
        corners = tf.tile(tf.constant([[[0, 0], [1, 0], [1, 1], [0, 1]]], tf.float32), [len(pictures), 1, 1])
        return self._seen(pictures, corners)

    def changed(self, pictures: tf.Tensor) -> tf.Tensor:
        """As another photo might show it, each in its own way."""
        seen = self._relit(self._seen(pictures, self._corners(len(pictures))) / 255)
        seen = self._blurred(self._hidden(seen))
        noise = tf.random.uniform([len(pictures), 1, 1, 1], 0, self._changes.noise)
        return tf.clip_by_value(seen + tf.random.normal(tf.shape(seen)) * noise, 0, 1) * 255

    def _corners(self, count: int) -> tf.Tensor:
        """(count, 4, 2) in widths and heights of the box, clockwise from the upper left one."""
        changes = self._changes
        sides = _around([count, 4], changes.shift) + tf.constant([0.0, 0, 1, 1])
        left, top, right, bottom = tf.unstack(sides, axis=1)
        corners = tf.stack([left, top, right, top, right, bottom, left, bottom], axis=1)
        corners = tf.reshape(corners, [count, 4, 2])
        middle = tf.reduce_mean(corners, axis=1, keepdims=True)
        angle = _around([count], math.radians(changes.turn))
        turn = tf.stack([tf.cos(angle), tf.sin(angle), -tf.sin(angle), tf.cos(angle)], axis=1)
        corners = tf.matmul(corners - middle, tf.reshape(turn, [count, 2, 2])) + middle
        # From aside, one edge is nearer and thus higher than the other.
        aside = _around([count, 1, 1], changes.slant) * [[[0.0, 1], [0, -1], [0, 1], [0, -1]]]
        return corners + aside + _around([count, 4, 2], 0.7 * changes.slant)

    def _seen(self, pictures: tf.Tensor, corners: tf.Tensor) -> tf.Tensor:
        height, width = self._size
        # A picture spans 1 + 2 AROUND boxes.
        at = tf.clip_by_value((corners + AROUND) / (1 + 2 * AROUND) * SIDE, 0, SIDE - 1)
        shown = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        return tf.raw_ops.ImageProjectiveTransformV3(
            images=tf.cast(pictures, tf.float32), transforms=_homographies(shown, at), output_shape=self._size,
            interpolation="BILINEAR", fill_mode="NEAREST", fill_value=0.0,
        )  # fmt: skip

    def _relit(self, seen: tf.Tensor) -> tf.Tensor:
        changes, one = self._changes, [len(seen), 1, 1, 1]
        seen = tf.clip_by_value(seen, 0, 1) ** (2.0 ** _around(one, changes.gamma))
        seen *= 2.0 ** _around(one, changes.exposure) * (1 + _around([len(seen), 1, 1, 3], changes.tint))
        mean = tf.reduce_mean(seen, axis=[1, 2], keepdims=True)
        seen = (seen - mean) * 2.0 ** _around(one, changes.contrast) + mean
        grey = tf.reduce_mean(seen, axis=3, keepdims=True)
        seen = grey + (seen - grey) * (1 + _around(one, changes.saturation))
        down, across = (tf.linspace(-1.0, 1.0, side) for side in self._size)
        slope = _around(one, changes.gradient) * down[:, None, None]
        return seen * (1 + slope + _around(one, changes.gradient) * across[None, :, None])

    def _hidden(self, seen: tf.Tensor) -> tf.Tensor:
        """Strips at the edges show another facing of the batch, darker or lighter."""
        changes, one = self._changes, [len(seen), 1, 1, 1]
        down, across = (
            tf.reshape((tf.range(side, dtype=tf.float32) + 0.5) / side, shape)
            for side, shape in zip(self._size, ([1, -1, 1, 1], [1, 1, -1, 1]), strict=True)
        )

        def strip(share: float, most: float) -> tf.Tensor:
            return tf.where(tf.random.uniform(one) < share, tf.random.uniform(one, 0, most), 0)

        share, most = changes.hidden, changes.strip
        is_hidden = (across < strip(share / 2, most)) | (1 - across < strip(share / 2, most))
        is_hidden |= (down < strip(share / 3, 0.7 * most)) | (1 - down < strip(share / 3, 0.7 * most))
        others = tf.roll(seen, len(seen) // 2 + 1, axis=0) * 2.0 ** _around(one, 0.5)
        return tf.where(is_hidden, others, seen)

    def _blurred(self, seen: tf.Tensor) -> tf.Tensor:
        """Shrunk and enlarged again: the facing may have been smaller in the other photo."""
        longest = max(self._size)
        parts = []
        for part in np.array_split(np.arange(len(seen)), min(BLURS, len(seen))):
            some = seen[part[0] : part[-1] + 1]
            # So that some stay sharp.
            side = tf.random.uniform([], self._changes.blur * longest, 1.3 * longest) / longest
            small = [tf.cast(tf.round(tf.minimum(side, 1) * length), tf.int32) for length in self._size]
            parts.append(tf.image.resize(tf.image.resize(some, small, "area"), self._size, "bilinear"))
        return tf.concat(parts, axis=0)


def _around(shape: list[int], reach: float) -> tf.Tensor:
    return tf.random.uniform(shape, -reach, reach)


def _homographies(shown: np.ndarray, at: tf.Tensor) -> tf.Tensor:
    """(N, 8) that take the corners ``shown`` (4, 2) of a crop to those ``at`` (N, 4, 2) of a picture.

    Two equations for each corner, as in Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989.
    """
    x, y = np.tile(shown[:, 0], (len(at), 1)), np.tile(shown[:, 1], (len(at), 1))
    u, v = at[..., 0], at[..., 1]
    one, zero = np.ones_like(x), np.zeros_like(x)
    rows = tf.concat([
        tf.stack([x, y, one, zero, zero, zero, -u * x, -u * y], axis=-1),
        tf.stack([zero, zero, zero, x, y, one, -v * x, -v * y], axis=-1),
    ], axis=1)  # fmt: skip
    return tf.linalg.solve(rows, tf.concat([u, v], axis=1)[..., None])[..., 0]
