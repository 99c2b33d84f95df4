"""The average of the weights over the last steps, which is what a run measures and exports."""

from __future__ import annotations

from typing import Any

import keras

from training.checkpoint import value_of
from training.data.batches import TrainingBatches
from training.distribution import feed
from training.drawing import Drawing
from training.network import normalise, predict_without_xla
from training.step import Trainer


class Calibration(keras.Model):  # type: ignore[misc]
    """Runs a network as in training, so that its BatchNorms measure the pictures, and learns nothing."""

    def __init__(self, network: keras.Model, drawing: Drawing | None = None) -> None:
        super().__init__(name="calibration", autocast=False)
        self.network = network
        self.drawing = drawing
        predict_without_xla(self)

    def call(self, pictures: Any, training: bool = False) -> Any:  # noqa: ARG002  (Keras' signature)
        shown = self.drawing(pictures) if self.drawing else pictures
        return keras.ops.mean(self.network(normalise(shown), training=True), axis=(1, 2))


class AveragedWeights:
    """While the block lasts, the network has averaged weights, and BatchNorm statistics measured with them.

    Statistics gathered while the weights were moving do not fit their average (Izmailov et al. 2018, section 3.2).
    """

    def __init__(
        self, trainer: Trainer, calibration: Calibration, batches: TrainingBatches, step: int, count: int
    ) -> None:
        """``count`` batches from ``step`` on are what the statistics are measured on."""
        self._trainer, self._calibration = trainer, calibration
        self._batches, self._step, self._count = batches, step, count

    def __enter__(self) -> None:
        network, optimizer = self._trainer.network, self._trainer.optimizer
        self._own = [value_of(variable) for variable in network.variables]
        # Keras has no public access to the averages.
        averages = optimizer._model_variables_moving_average
        for variable, average in zip(optimizer._trainable_variables, averages, strict=True):
            variable.assign(value_of(average))  # a copy: JAX gives a model's arrays away when it predicts
        self._calibration.predict(feed(self._batches, self._step, self._count), steps=self._count, verbose=0)

    def __exit__(self, *_: object) -> None:
        for variable, value in zip(self._trainer.network.variables, self._own, strict=True):
            variable.assign(value)
