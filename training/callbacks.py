"""What a run does between its steps: it stops on a bad loss, reports, validates and saves.

Keras' epochs are intervals of ``log_every`` steps here.
"""

from __future__ import annotations

import math
import time
from pathlib import Path

import keras
import numpy as np

from training import checkpoint
from training.averaging import AveragedWeights, Calibration
from training.config import Config
from training.data.batches import TrainingBatches
from training.data.records import read_photos
from training.metrics import average_precision, best_threshold, count_error
from training.run_folder import RunFolder, TrainingError
from training.validation import detect_all, draw_boxes, log_values

SHOWN_PHOTOS = 3
"""Validation photos that TensorBoard shows."""

Logs = dict[str, float] | None


class StopOnBadLoss(keras.callbacks.Callback):  # type: ignore[misc]
    """Stops the run at the first loss that is not a finite number."""

    def __init__(self, config: Config, folder: RunFolder[Config], batches: TrainingBatches) -> None:
        super().__init__()
        self._config, self._folder, self._batches = config, folder, batches

    def on_epoch_begin(self, epoch: int, _logs: Logs = None) -> None:
        self._interval_step = epoch * self._config.run.log_every

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        if logs and not math.isfinite(logs["class_loss"] + logs["box_loss"]):
            step = self._interval_step + batch
            names = self._batches.names(step)
            raise TrainingError(
                f"The loss is not a number at step {step}, photos {names}. Lower run.learning_rate, or "
                f"look at these photos; {self._folder.path / 'latest.npz'} holds an earlier state."
            )


class Report(keras.callbacks.Callback):  # type: ignore[misc]
    """Logs the losses and the speed of each interval."""

    def __init__(self, config: Config, folder: RunFolder[Config], step: int) -> None:
        super().__init__()
        self._run, self._folder = config.run, folder
        self._first, self._seconds = step, 0.0

    def on_epoch_begin(self, _epoch: int, _logs: Logs = None) -> None:
        self._began = time.monotonic()

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        run = self._run
        step = (epoch + 1) * run.log_every
        self._seconds += time.monotonic() - self._began
        rate = (step - self._first) * run.batch / self._seconds
        losses = {key: float((logs or {})[key]) for key in ("class_loss", "box_loss")}
        self._folder.log(step, losses | {"images_per_s": rate})
        self._folder.say(
            f"step {step}/{run.steps}  class {losses['class_loss']:.3f}  box {losses['box_loss']:.3f}  "
            f"{rate:.1f} images/s  {(run.steps - step) * run.batch / rate / 60:.0f} min left"
        )


class Validate(keras.callbacks.Callback):  # type: ignore[misc]
    """Measures the averaged weights on the validation photos, and keeps the best ones as best.npz.

    Every process of several measures: a network that devices share can only be run by all of them together.
    """

    def __init__(
        self,
        config: Config,
        folder: RunFolder[Config],
        val_folder: Path,
        batches: TrainingBatches,
        best: float,
    ) -> None:
        super().__init__()
        self._config, self._folder, self._batches = config, folder, batches
        self._photos = read_photos(val_folder)
        self.best = best
        """The highest AP so far."""
        self._calibration: Calibration | None = None

    def on_epoch_end(self, epoch: int, _logs: Logs = None) -> None:
        run = self._config.run
        step = (epoch + 1) * run.log_every
        if step % run.evaluate_every == 0 or step == run.steps:
            self._validate(step)

    def _validate(self, step: int) -> None:
        run, network = self._config.run, self.model.network
        self._calibration = self._calibration or Calibration(
            network, self.model.drawing
        )  # only one, so that it is compiled once
        with AveragedWeights(self.model, self._calibration, self._batches, step, run.norm_batches):
            found = detect_all(network, self._photos, self._config, run.evaluate_long_side)
            threshold = best_threshold(found)
            scores, counted = average_precision(found), count_error(found, threshold)
            is_best = scores.ap > self.best
            if is_best:
                self.best = scores.ap
                self._folder.save("best.npz", step, checkpoint.values_of(checkpoint.variables_of(network)))
        self._folder.log(step, log_values(scores, counted))
        shown = zip(self._photos[:SHOWN_PHOTOS], found[:SHOWN_PHOTOS], strict=True)
        self._folder.show_pictures(
            step, [draw_boxes(photo.jpeg, *of_photo, threshold) for photo, of_photo in shown]
        )
        self._folder.say(
            f"step {step}: val AP {scores.ap:.3f}  AP50 {scores.ap50:.3f}  AP75 {scores.ap75:.3f}  "
            f"count error {counted.error:.1%}{'  (best)' if is_best else ''}"
        )


class SaveLatest(keras.callbacks.Callback):  # type: ignore[misc]
    """Keeps the state of the run as latest.npz, from which an interrupted run goes on."""

    def __init__(self, config: Config, folder: RunFolder[Config], validate: Validate) -> None:
        super().__init__()
        self._run, self._folder, self._validate = config.run, folder, validate

    def on_epoch_end(self, epoch: int, _logs: Logs = None) -> None:
        step = (epoch + 1) * self._run.log_every
        if step % self._run.checkpoint_every == 0 or step == self._run.steps:
            variables = checkpoint.variables_of(self.model.network, self.model.optimizer)
            values = checkpoint.values_of(variables) | {"best": np.float64(self._validate.best)}
            self._folder.save("latest.npz", step, values)
