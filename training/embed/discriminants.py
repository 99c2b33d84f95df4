"""Linear discriminants: the directions in which facings differ most, measured by how much views of one facing differ.

Nobody has named a product on the training photos, so each facing is a class of its own. What changes between views of
one facing (light, angle, sharpness, where the box was drawn) says nothing of the product; what changes between facings
beyond that does. Fisher 1936; for cosines, the projection makes all directions equally noisy (whitened within).
"""

from __future__ import annotations

import numpy as np

from training.boxes import Floats
from training.errors import TrainingSideError


class DiscriminantsError(TrainingSideError):
    """There is too little to learn from; the message says what is missing."""


class Scatter:
    """Sums over facings, so that no features need be kept."""

    def __init__(self, features: int) -> None:
        self.facings = 0
        self._free = 0
        self._sum = np.zeros(features)
        self._within = np.zeros((features, features))
        self._squares = np.zeros((features, features))

    def add(self, features: Floats) -> None:
        """``features`` (facings, views, F): the same number of views of each facing, two at least."""
        facings, views, size = features.shape
        means = features.mean(axis=1)
        off = (features - means[:, None]).reshape(-1, size)
        self._within += off.T @ off
        self._squares += means.T @ means
        self._sum += means.sum(axis=0)
        self.facings += facings
        self._free += facings * (views - 1)

    def discriminants(self, dimensions: int, shrinkage: float) -> tuple[Floats, Floats]:
        """The mean of all features (F,) and the directions (F, dimensions), the best first.

        Raises:
            DiscriminantsError: there are fewer facings, or features, than dimensions.
        """
        size = len(self._sum)
        if min(self.facings, size) < dimensions:
            raise DiscriminantsError(
                f"{self.facings} facings with {size} features are too few for {dimensions} dimensions: give more "
                "photos, or ask for fewer dimensions."
            )
        mean = self._sum / self.facings
        between = self._squares / self.facings - np.outer(mean, mean)
        within = self._within / self._free
        alone = np.diag(within.diagonal())
        within = (1 - shrinkage) * within + shrinkage * alone + 1e-9 * np.eye(size)
        # Seen from where the scatter within facings is the same in all directions, the best ones are the widest.
        whiten = np.linalg.inv(np.linalg.cholesky(within))
        _, widest = np.linalg.eigh(whiten @ between @ whiten.T)
        directions = whiten.T @ widest[:, : -dimensions - 1 : -1]
        return mean.astype(np.float32), np.ascontiguousarray(directions, np.float32)
