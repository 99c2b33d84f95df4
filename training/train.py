r"""Trains the detector. From the top: the step, the optimizer, what happens between the steps, the run.

    python -m training train --train records/train --train records/train_machine --val records/val \
        --start ssd_mobilenetv2_oidv4_fp16.tflite --out runs/shelf

The run's folder holds latest.npz (resumed from when the command is given again), best.npz (the averaged weights that
did best on the validation photos, which are exported), log.jsonl and TensorBoard's events.

Model and step are Keras operations: KERAS_BACKEND=jax trains the same network with JAX. TensorFlow reads the photos
either way. Several GPUs, or several machines with TF_CONFIG set, share each batch by the backend's own means.
"""

from __future__ import annotations

import io
import json
import math
import os
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from PIL import Image, ImageDraw
from rich.console import Console

from app.card import AnchorLevel, load_bundle
from training import checkpoint
from training.anchors import fit_anchor_aspect
from training.boxes import Floats, make_anchors
from training.bundle_weights import network_config, read_weights
from training.config import Config
from training.data.crops import training_batches
from training.data.records import box_sizes, read_data_card, read_photos
from training.errors import TrainingSideError
from training.losses import detection_loss
from training.metrics import CountError, Scores, Truth, average_precision, best_threshold, count_error
from training.network import build_network, predict_without_xla
from training.predict import Detections, Pixels, anchor_levels, detect
from training.start_weights import start

console = Console()
PICTURES = 3  # validation photos that TensorBoard shows
TRUTH_COLOUR, FOUND_COLOUR = "#ffb000", "#1a9aff"


class TrainingError(TrainingSideError):
    """A run that cannot go on; the message says at which step and what to do."""


class Trainer(keras.Model):  # type: ignore[misc]
    """The network with its loss, so that Keras' own train step serves every backend."""

    def __init__(self, network: keras.Model, config: Config, levels: list[AnchorLevel]) -> None:
        super().__init__(name="trainer")
        self.network = network
        self._config = config
        self._anchors = make_anchors(levels, config.augment.crop, config.augment.crop)
        self.class_loss = keras.metrics.Mean(name="class_loss")
        self.box_loss = keras.metrics.Mean(name="box_loss")

    def call(self, pictures: Any, training: bool = False) -> Any:
        return self.network(pictures, training=training)

    def compute_loss(self, _x: Any, y: Any, y_pred: Any, *_: Any, **__: Any) -> Any:
        """Sum of the two losses; each is also kept as a metric."""
        scales = self._config.network.box_scales
        class_loss, box_loss = detection_loss(y, y_pred, self._anchors, scales, self._config.loss)
        self.class_loss.update_state(class_loss)
        self.box_loss.update_state(box_loss)
        return class_loss + box_loss


class RatedAdamW(keras.optimizers.AdamW):  # type: ignore[misc]
    """AdamW whose backbone variables learn at a fraction of the learning rate."""

    def __init__(self, backbone_rate: float, **options: Any) -> None:
        super().__init__(**options)
        self._backbone_rate = backbone_rate

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        # On TensorFlow, Keras hands over its own variable's inner one, which has no path.
        name = self._trainable_variables[self._get_variable_index(variable)].path
        rate = self._backbone_rate if name.startswith("backbone_") else 1.0
        super().update_step(gradient, variable, learning_rate * rate)


def make_optimizer(config: Config) -> RatedAdamW:
    """AdamW with warm-up, cosine decay and an average of the weights."""
    run = config.run
    schedule = keras.optimizers.schedules.CosineDecay(
        run.learning_rate / 20, max(run.steps - run.warmup_steps, 1), alpha=0.01,
        warmup_target=run.learning_rate, warmup_steps=run.warmup_steps,
    )  # fmt: skip
    optimizer = RatedAdamW(
        run.backbone_rate, learning_rate=schedule, weight_decay=run.weight_decay, global_clipnorm=run.clip_norm,
        use_ema=True, ema_momentum=run.ema,
    )  # fmt: skip
    optimizer.exclude_from_weight_decay(var_names=["gamma", "beta", "bias"])
    return optimizer


def detect_all(
    network: keras.Model, photos: list[tuple[bytes, Truth]], config: Config, long_side: int
) -> list[tuple[Truth, Detections]]:
    """Detections of a Keras network on photos, each beside the truth."""

    def raw(pixels: Pixels) -> Floats:
        rows: Floats = np.asarray(network.predict_on_batch(pixels[None].astype(np.float32) / 127.5 - 1))[0]
        return rows

    return [(truth, detect(raw, jpeg, config.network, long_side)) for jpeg, truth in photos]


class Measuring(keras.Model):  # type: ignore[misc]
    """Runs a network as in training, so that its BatchNorms see the pictures, and learns nothing."""

    def __init__(self, network: keras.Model) -> None:
        super().__init__(name="measuring")
        self.network = network
        predict_without_xla(self)

    def call(self, pictures: Any, training: bool = False) -> Any:  # noqa: ARG002  (Keras' signature)
        return keras.ops.mean(self.network(pictures, training=True), axis=(1, 2))


class AveragedWeights:
    """The network with averaged weights and BatchNorm statistics measured for them, while the block lasts.

    Statistics gathered while the weights were moving do not fit their average (Izmailov et al. 2018, section 3.2).
    """

    def __init__(self, trainer: Trainer, measuring: Measuring, batches: tf.data.Dataset) -> None:
        self._trainer, self._measuring, self._batches = trainer, measuring, batches

    def __enter__(self) -> None:
        network, optimizer = self._trainer.network, self._trainer.optimizer
        self._own = [np.asarray(variable) for variable in network.variables]
        # Keras has no public access to the averages.
        averages = optimizer._model_variables_moving_average
        for variable, average in zip(optimizer._trainable_variables, averages, strict=True):
            variable.assign(np.asarray(average))  # a copy: JAX gives a model's arrays away when it predicts
        self._measuring.predict(self._batches.map(lambda pictures, *_: pictures), verbose=0)

    def __exit__(self, *_: object) -> None:
        for variable, value in zip(self._trainer.network.variables, self._own, strict=True):
            variable.assign(value)


class Journal:
    """log.jsonl and TensorBoard's events, both free of what a killed run wrote after its last checkpoint."""

    def __init__(self, out: Path, step: int) -> None:
        self._path = path = out / "log.jsonl"
        past = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
        past = [entry for entry in past if entry["step"] <= step]
        partial = path.with_suffix(".partial")
        partial.write_text("".join(json.dumps(entry) + "\n" for entry in past), encoding="utf-8")
        partial.replace(path)
        for events in out.glob("events.out.tfevents.*"):
            events.unlink()
        self._board = tf.summary.create_file_writer(str(out))
        for entry in past:
            self._show(entry.pop("step"), entry)

    def write(self, step: int, values: dict[str, float]) -> None:
        """One line of the log and the same values for TensorBoard."""
        rounded = {key: round(value, 5) for key, value in values.items()}
        with self._path.open("a", encoding="utf-8") as log:
            log.write(json.dumps({"step": step, **rounded}) + "\n")
        self._show(step, rounded)

    def _show(self, step: int, values: dict[str, float]) -> None:
        with self._board.as_default():
            for key, value in values.items():
                tf.summary.scalar(key, value, step)

    def show_pictures(self, step: int, pictures: list[Image.Image]) -> None:
        """Pictures for TensorBoard."""
        with self._board.as_default():
            for number, picture in enumerate(pictures):
                tf.summary.image(f"val/photo {number}", np.asarray(picture)[None], step)
        self._board.flush()


def draw_boxes(jpeg: bytes, truth: Truth, found: Detections, threshold: float) -> Image.Image:
    """The photo with marked boxes and, thinner and in another colour, those found with at least ``threshold``."""
    picture = Image.open(io.BytesIO(jpeg)).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for box in truth.boxes.tolist():
        draw.rectangle(box, outline=TRUTH_COLOUR, width=3)
    for box in found.boxes[found.scores >= threshold].tolist():
        draw.rectangle(box, outline=FOUND_COLOUR, width=1)
    return picture


class BetweenSteps(keras.callbacks.Callback):  # type: ignore[misc]
    """What a run does beside its steps: it stops on a bad loss, reports, measures and saves.

    Keras' epochs are intervals of ``log_every`` steps here.
    """

    def __init__(
        self, config: Config, train_folders: list[Path], val_folder: Path, out: Path, best: float, step: int,
        levels: list[AnchorLevel],
    ) -> None:  # fmt: skip
        super().__init__()
        self._config, self._folders, self._out, self._best = config, train_folders, out, best
        self._levels = levels
        self._val_photos = read_photos(val_folder)
        self._journal = Journal(out, step)
        self._measuring: Measuring | None = None
        self._first, self._seconds = step, 0.0

    def _batches_from(self, step: int) -> tf.data.Dataset:
        return training_batches(self._folders, self._levels, self._config, step)

    def on_epoch_begin(self, epoch: int, _logs: dict[str, float] | None = None) -> None:
        """Remembers where the interval began."""
        self._interval_step, self._began = epoch * self._config.run.log_every, time.monotonic()

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """Stops the run at the first loss that is no number."""
        if logs and not math.isfinite(logs["class_loss"] + logs["box_loss"]):
            step = self._interval_step + batch
            names = next(iter(self._batches_from(step)))[2].numpy().tolist()
            raise TrainingError(
                f"The loss is not a number at step {step}, photos {sorted(set(names))}. Lower run.learning_rate, or "
                f"look at these photos; {self._out / 'latest.npz'} holds an earlier state."
            )

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Reports the interval; measures and saves where it is time."""
        run = self._config.run
        step = (epoch + 1) * run.log_every
        self._seconds += time.monotonic() - self._began
        rate = (step - self._first) * run.batch / self._seconds
        losses = {key: float((logs or {})[key]) for key in ("class_loss", "box_loss")}
        self._journal.write(step, losses | {"images_per_s": rate})
        console.print(
            f"step {step}/{run.steps}  class {losses['class_loss']:.3f}  box {losses['box_loss']:.3f}  "
            f"{rate:.1f} images/s  {(run.steps - step) * run.batch / rate / 60:.0f} min left"
        )
        if step % run.evaluate_every == 0 or step == run.steps:
            self._measure(step)
        if step % run.checkpoint_every == 0 or step == run.steps:
            variables = checkpoint.variables_of(self.model.network, self.model.optimizer)
            values = checkpoint.values_of(variables) | {"best": np.float64(self._best)}
            checkpoint.save(self._out / "latest.npz", step, self._config, values)

    def _measure(self, step: int) -> None:
        run, network = self._config.run, self.model.network
        self._measuring = self._measuring or Measuring(network)  # one, so that its step is compiled once
        ahead = self._batches_from(step).take(run.norm_batches)
        with AveragedWeights(self.model, self._measuring, ahead):
            found = detect_all(network, self._val_photos, self._config, run.evaluate_long_side)
            threshold = best_threshold(found)
            scores, counted = average_precision(found), count_error(found, threshold)
            if scores.ap > self._best:
                self._best = scores.ap
                values = checkpoint.values_of(checkpoint.variables_of(network))
                checkpoint.save(self._out / "best.npz", step, self._config, values)
        self._journal.write(step, evaluation(scores, counted))
        shown = zip(self._val_photos[:PICTURES], found[:PICTURES], strict=True)
        self._journal.show_pictures(
            step, [draw_boxes(jpeg, truth, boxes, threshold) for (jpeg, _), (truth, boxes) in shown]
        )
        console.print(
            f"step {step}: val AP {scores.ap:.3f}  AP50 {scores.ap50:.3f}  AP75 {scores.ap75:.3f}  "
            f"count error {counted.error:.1%}{'  (best)' if scores.ap == self._best else ''}"
        )


def evaluation(scores: Scores, counted: CountError) -> dict[str, float]:
    """Validation results under the names that the log and TensorBoard show."""
    return {f"val/{key}": value for key, value in {**scores.__dict__, "count_error": counted.error}.items()}


def share_batches() -> AbstractContextManager[object]:
    """The scope in which the network is built, so that all GPUs and machines at hand share each batch."""
    if keras.backend.backend() == "jax":
        import jax

        if len(jax.devices()) > 1:
            keras.distribution.set_distribution(keras.distribution.DataParallel())
    elif keras.backend.backend() == "tensorflow":
        if "TF_CONFIG" in os.environ:
            return tf.distribute.MultiWorkerMirroredStrategy().scope()  # type: ignore[no-any-return]
        if len(tf.config.list_logical_devices("GPU")) > 1:
            return tf.distribute.MirroredStrategy().scope()  # type: ignore[no-any-return]
    return nullcontext()


def fitted(config: Config, train_folders: list[Path], val_folder: Path, start_weights: Path | None) -> Config:
    """The configuration with what it leaves open: the labels and the shape of the anchors are those of the photos.

    A network that starts from a bundle has the bundle's shape and anchors, which its weights were learnt for.

    Raises:
        DataError: a folder holds no converted photos.
        TrainingError: the folders differ in their labels, or the configuration names others.
        BundleError: the bundle to start from is damaged.
    """
    network = config.network
    if start_weights and start_weights.is_dir():
        shape = network_config(load_bundle(start_weights), read_weights(start_weights))
        network = shape.model_copy(update={"labels": network.labels, "frozen_stride": network.frozen_stride})
    if not start_weights:  # random layers must learn
        network = network.model_copy(update={"frozen_stride": 0})
    if not network.labels:
        network = network.model_copy(update={"labels": read_data_card(train_folders[0]).labels})
    if network.anchor_aspect is None:
        aspect = fit_anchor_aspect(box_sizes(train_folders))
        network = network.model_copy(update={"anchor_aspect": aspect})
    for folder in [*train_folders, val_folder]:
        if (labels := read_data_card(folder).labels) != network.labels:
            raise TrainingError(
                f"{folder} has the labels {labels}, not {network.labels}: convert it with a --label for each."
            )
    return config.model_copy(update={"network": network})


def train(
    config: Config, train_folders: list[Path], val_folder: Path, start_weights: Path | None, out: Path
) -> None:
    """Trains until ``config.run.steps``; goes on from ``out``/latest.npz where there is one.

    Raises:
        DataError: a folder holds no converted photos, or photos with other labels than the configuration's.
        TrainingError: the loss is no number, or the folder holds a run with another configuration.
    """
    run = config.run
    config = fitted(config, train_folders, val_folder, start_weights)
    out.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(run.seed)
    keras.config.set_dtype_policy(run.precision)

    levels = anchor_levels(config.network)
    with share_batches():
        network = build_network(config.network)
        trainer = Trainer(network, config, levels)
        trainer.compile(optimizer=make_optimizer(config), jit_compile="auto" if run.compile else False)
        trainer.optimizer.build(network.trainable_variables)
    variables = checkpoint.variables_of(network, trainer.optimizer)

    step, best, latest = 0, -1.0, out / "latest.npz"
    if latest.exists():
        state = checkpoint.load(latest)
        if state.config != config:
            raise TrainingError(
                f"{out} holds a run with another configuration: name another --out, or delete it."
            )
        best = float(state.values.pop("best"))
        checkpoint.restore(variables, state.values)
        step = state.step
        console.print(f"Going on from step {step} in {out}")
    elif start_weights:
        pictures = next(iter(training_batches(train_folders, levels, config, 0)))[0]
        console.print(start(network, start_weights, np.asarray(pictures)))
    console.print(
        f"{network.count_params():,} parameters, anchors {config.network.anchor_aspect} as wide as high, "
        f"{run.steps} steps of {run.batch} crops of {config.augment.crop} px"
    )

    batches = training_batches(train_folders, levels, config, step)
    trainer.fit(
        batches.map(lambda pictures, targets, _: (pictures, targets)), initial_epoch=step // run.log_every,
        epochs=run.steps // run.log_every, steps_per_epoch=run.log_every, shuffle=False, verbose=0,
        callbacks=[BetweenSteps(config, train_folders, val_folder, out, best, step, levels)],
    )  # fmt: skip
