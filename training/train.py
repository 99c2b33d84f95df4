r"""Trains the detector. From the top: the knobs, the data, the model, the loop.

    python -m training train --train records/train --train records/train_machine --val records/val \
        --start ssd_mobilenetv2_oidv4_fp16.tflite --out runs/shelf

The run's folder holds latest.npz (resumed from when the command is given again), best.npz (the averaged weights that
did best on the validation photos, which are exported), log.jsonl and TensorBoard's events.

Model and step are Keras operations: KERAS_BACKEND=jax or torch trains the same network with JAX or PyTorch, on the same
crops, where TensorFlow need not be installed. Several devices share each batch (distribution.py).
"""

from __future__ import annotations

from pathlib import Path

import keras

from app.card import load_bundle
from training import checkpoint
from training.anchors import fit_anchor_aspect
from training.bundle_weights import network_config, read_weights
from training.callbacks import Report, SaveLatest, StopOnBadLoss, Validate
from training.config import Config
from training.data.batches import TrainingBatches
from training.data.records import box_sizes, read_data_card
from training.distribution import feed, is_chief, share_batches
from training.drawing import Drawing
from training.network import build_network, normalise
from training.predict import anchor_levels
from training.run_folder import RunFolder, TrainingError
from training.start_weights import start
from training.step import Trainer, make_optimizer


def complete(
    config: Config, train_folders: list[Path], val_folder: Path, start_weights: Path | None
) -> Config:
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
        TrainingError: the loss is not a number, or the folder holds a run with another configuration.
    """
    # Before all else: TensorFlow connects machines only while it has done nothing yet.
    scope = share_batches()
    config = complete(config, train_folders, val_folder, start_weights)
    run = config.run
    folder = RunFolder(out, config, writes=is_chief())
    keras.utils.set_random_seed(run.seed)
    keras.config.set_dtype_policy(run.precision)

    # Data
    levels = anchor_levels(config.network)
    batches = TrainingBatches(train_folders, levels, config)

    # Model
    with scope:
        network = build_network(config.network)
        drawing = Drawing(batches.jpegs(), config.augment.crop) if run.draw == "device" else None
        trainer = Trainer(network, config, levels, drawing)
        # JAX is made to be compiled: uncompiled, every operation of every step would be dispatched by itself.
        # PyTorch's compiler was not tried with this network.
        backend = keras.backend.backend()
        compiled = backend == "jax" or (run.compile and backend == "tensorflow")
        trainer.compile(optimizer=make_optimizer(config), jit_compile="auto" if compiled else False)
        trainer.optimizer.build(network.trainable_variables)
    step, best = 0, -1.0
    if state := folder.latest():
        step, best = state.step, float(state.values.pop("best", -1.0))
        checkpoint.restore(checkpoint.variables_of(network, trainer.optimizer), state.values)
        folder.say(f"Going on from step {step} in {out}")
    elif start_weights:
        pictures, _ = next(batches.from_step(0, 1))
        shown = normalise(drawing(pictures) if drawing else pictures)
        folder.say(start(network, start_weights, keras.ops.convert_to_numpy(shown)))
    folder.say(
        f"{network.count_params():,} parameters, anchors {config.network.anchor_aspect} as wide as high, "
        f"{run.steps} steps of {run.batch} crops of {config.augment.crop} px"
    )

    # Loop
    folder.open_log(step)
    validate = Validate(config, folder, val_folder, batches, best)
    try:
        trainer.fit(
            feed(batches, step),
            initial_epoch=step // run.log_every, epochs=run.steps // run.log_every, steps_per_epoch=run.log_every,
            shuffle=False, verbose=0,
            callbacks=[
                StopOnBadLoss(config, folder, batches),
                Report(config, folder, step),
                validate,
                SaveLatest(config, folder, validate),
            ],
        )  # fmt: skip
    except Exception:
        if batches.problem:
            raise batches.problem from None
        raise
