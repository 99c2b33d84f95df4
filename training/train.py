r"""Trains the detector. From the top: data, network, optimizer, loop.

    python -m training train --train records/train --train records/train_machine --val records/val \
        --start ssd_mobilenetv2_oidv4_fp16.tflite --out runs/shelf

The run's folder holds latest.npz (resumed from when the command is given again), best.npz (the averaged weights that
did best on the validation photos, which are exported), log.jsonl and TensorBoard's events.
"""

from __future__ import annotations

import json
import math
import time
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from rich.console import Console

from app.card import AnchorLevel
from training import checkpoint
from training.anchors import fit_anchor_aspect
from training.boxes import Floats, make_anchors
from training.config import Config
from training.data.crops import normalise, training_batches
from training.data.records import box_sizes, read_data_card, read_photos
from training.errors import TrainingSideError
from training.losses import detection_loss
from training.metrics import CountError, Scores, Truth, average_precision, best_threshold, count_error
from training.network import build_network
from training.predict import Detections, Pixels, anchor_levels, detect
from training.start_weights import read_tflite_backbone, start_from

console = Console()


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

    @tf.function(reduce_retracing=True)
    def run(pictures: tf.Tensor) -> tf.Tensor:
        return network(normalise(pictures), training=False)

    def raw(pixels: Pixels) -> Floats:
        return np.asarray(run(tf.constant(pixels[None]))[0])

    return [(truth, detect(raw, jpeg, config.network, long_side)) for jpeg, truth in photos]


class AveragedWeights:
    """The network with averaged weights and BatchNorm statistics measured for them, while the block lasts.

    Statistics gathered while the weights were moving do not fit their average (Izmailov et al. 2018, section 3.2).
    """

    def __init__(self, trainer: Trainer, batches: tf.data.Dataset, count: int) -> None:
        self._trainer, self._batches, self._count = trainer, batches, count

    def __enter__(self) -> None:
        network, optimizer = self._trainer.network, self._trainer.optimizer
        self._own = [np.asarray(variable) for variable in network.variables]
        # Keras has no public access to the averages.
        averages = optimizer._model_variables_moving_average
        for variable, average in zip(optimizer._trainable_variables, averages, strict=True):
            variable.assign(average)

        @tf.function
        def measure(pictures: tf.Tensor) -> None:
            network(pictures, training=True)

        for pictures, _, _ in self._batches.take(self._count):
            measure(pictures)

    def __exit__(self, *_: object) -> None:
        for variable, value in zip(self._trainer.network.variables, self._own, strict=True):
            variable.assign(value)


def train(
    config: Config, train_folders: list[Path], val_folder: Path, start_weights: Path | None, out: Path
) -> None:
    """Trains until ``config.run.steps``; goes on from ``out``/latest.npz where there is one.

    Raises:
        DataError: a folder holds no converted photos, or photos with other labels than the configuration's.
        TrainingError: the loss is no number, or the folder holds a run with another configuration.
    """
    run = config.run
    for folder in [*train_folders, val_folder]:
        if (labels := read_data_card(folder).labels) != config.network.labels:
            raise TrainingError(
                f"{folder} has the labels {labels}, the configuration {config.network.labels}."
            )
    out.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(run.seed)

    if config.network.anchor_aspect is None:
        aspect = fit_anchor_aspect(box_sizes(train_folders))
        config = config.model_copy(
            update={"network": config.network.model_copy(update={"anchor_aspect": aspect})}
        )
        console.print(f"Anchors fitted to the boxes: width to height {aspect}")
    levels = anchor_levels(config.network)
    val_photos = read_photos(val_folder)
    network = build_network(config.network)
    trainer = Trainer(network, config, levels)
    trainer.compile(optimizer=make_optimizer(config), jit_compile=False)
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
    elif start_weights and start_weights.suffix == ".npz":
        taken = checkpoint.transfer(variables, checkpoint.load(start_weights).values)
        console.print(f"Started from {taken} of {len(network.variables)} variables of {start_weights}")
    elif start_weights:
        pictures = next(iter(training_batches(train_folders, levels, config, 0)))[0]
        start_from(network, read_tflite_backbone(start_weights), np.asarray(pictures))
        console.print(f"Backbone started from {start_weights}")
    console.print(f"{network.count_params():,} parameters, {run.steps} steps of {run.batch} crops")

    def save_latest() -> None:
        checkpoint.save(latest, step, config, {**checkpoint.values_of(variables), "best": np.float64(best)})

    board = tf.summary.create_file_writer(str(out))
    with board.as_default(), (out / "log.jsonl").open("a", encoding="utf-8") as log:
        began, first = time.monotonic(), step
        sums: dict[str, float] = {}
        for pictures, targets, names in training_batches(train_folders, levels, config, step):
            if step >= run.steps:
                break
            losses = trainer.train_on_batch(pictures, targets, return_dict=True)
            if not math.isfinite(losses["class_loss"] + losses["box_loss"]):
                raise TrainingError(
                    f"The loss is not a number at step {step}, photos {sorted(set(names.numpy().tolist()))}. Lower "
                    f"run.learning_rate, or look at these photos; {latest} holds the state before."
                )
            step += 1
            sums = {key: sums.get(key, 0.0) + losses[key] for key in ("class_loss", "box_loss")}
            if step % run.log_every == 0:
                means = {key: value / run.log_every for key, value in sums.items()}
                sums = {}
                rate = (step - first) * run.batch / (time.monotonic() - began)
                left = (run.steps - step) * run.batch / rate / 60
                report(log, step, means | {"images_per_s": rate})
                console.print(
                    f"step {step}/{run.steps}  class {means['class_loss']:.3f}  box {means['box_loss']:.3f}  "
                    f"{rate:.1f} images/s  {left:.0f} min left"
                )
            if step % run.evaluate_every == 0 or step == run.steps:
                ahead = training_batches(train_folders, levels, config, step)
                with AveragedWeights(trainer, ahead, run.norm_batches):
                    found = detect_all(network, val_photos, config, run.evaluate_long_side)
                    scores, counted = average_precision(found), count_error(found, best_threshold(found))
                    if scores.ap > best:
                        best = scores.ap
                        checkpoint.save(out / "best.npz", step, config, checkpoint.values_of(
                            checkpoint.variables_of(network)))  # fmt: skip
                report(log, step, evaluation(scores, counted))
                console.print(
                    f"step {step}: val AP {scores.ap:.3f}  AP50 {scores.ap50:.3f}  AP75 {scores.ap75:.3f}  "
                    f"count error {counted.error:.1%}{'  (best)' if scores.ap == best else ''}"
                )
            if step % run.checkpoint_every == 0 or step == run.steps:
                save_latest()


def evaluation(scores: Scores, counted: CountError) -> dict[str, float]:
    """Validation results under the names that the log and TensorBoard show."""
    return {f"val/{key}": value for key, value in {**scores.__dict__, "count_error": counted.error}.items()}


def report(log: Any, step: int, values: dict[str, float]) -> None:
    """One line of log.jsonl and the same values for TensorBoard."""
    log.write(json.dumps({"step": step, **{key: round(value, 5) for key, value in values.items()}}) + "\n")
    log.flush()
    for key, value in values.items():
        tf.summary.scalar(key, value, step)
