"""Random numbers for augmentation that depend on a seed alone, never on what was drawn elsewhere before."""

from __future__ import annotations

import tensorflow as tf


class RandomNumbers:
    """The n-th draw depends on ``seed``, an int64 scalar, and on n alone."""

    def __init__(self, seed: tf.Tensor) -> None:
        self._seed, self._draws = tf.cast(seed, tf.int64), 0

    def _next(self) -> tf.Tensor:
        self._draws += 1
        return tf.stack([self._seed, tf.constant(self._draws, tf.int64)])

    def uniform(self, low: float = 0.0, high: float = 1.0) -> tf.Tensor:
        """A float scalar from ``low`` on and below ``high``."""
        return tf.random.stateless_uniform([], self._next(), low, high)

    def normal(self, shape: tuple[int, ...]) -> tf.Tensor:
        """Floats of mean 0 and standard deviation 1."""
        return tf.random.stateless_normal(shape, self._next())
