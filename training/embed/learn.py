r"""Learns an embedder from photos whose boxes nobody has named.

    python -m training embed learn --train records/train --start mobilenet_v2_1.0_224_quant.tflite --out runs/looks

It begins with the trunk as it is and linear discriminants of its features, some minutes on two cores. Then come the
rounds of contrast.py, about an hour for 3,000 steps. The same command goes on where it was stopped. The run's folder
has start.npz, round-1.npz ..., latest.npz (within a round), embedder.npz (which is exported), log.jsonl and
TensorBoard's events.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import tensorflow as tf

from training.embed.config import EmbedConfig
from training.embed.contrast import Round
from training.embed.discriminants import Scatter
from training.embed.facings import Facings, read_facings
from training.embed.learnt import WEIGHTS_NAME, Learnt, read_learnt
from training.embed.network import as_input, build_features, set_trunk
from training.embed.trunk import read_trunk
from training.embed.views import Views
from training.run_folder import RunFolder, TrainingError

BATCH = 128


def learn(train: list[Path], start: Path, out: Path, config: EmbedConfig) -> Learnt:
    """Learns until all rounds are done; goes on from what ``out`` holds.

    Raises:
        CheckpointError: a checkpoint cannot be read or written, or a weight is no number any more.
        DataError: a folder holds no converted photos.
        DiscriminantsError: the photos show too few facings.
        LearntError: what was learnt before cannot be read.
        StartWeightsError: ``start`` is no trunk.
        TrainingError: the folder holds a run with another configuration.
    """
    folder = RunFolder(out, config)
    facings = read_facings(train, config)
    photos = len(np.unique(facings.photos))
    folder.say(f"{len(facings):,} facings on {photos} photos")
    learnt = _kept(out / "start.npz", config)
    if learnt is None:
        learnt = discriminate(facings, start, config)
        learnt.write(out / "start.npz")
    for number, steps in enumerate(config.contrast.steps):
        path = out / f"round-{number + 1}.npz"
        after = _kept(path, config)
        if after is None:
            this = Round(learnt, facings, number)
            folder.say(f"Round {number + 1}: {steps} steps, {this.linked.facings:,} facings linked to others")
            after = this.run(folder, sum(config.contrast.steps[:number]))
            after.write(path)
        learnt = after
    learnt.write(out / WEIGHTS_NAME)
    return learnt


def _kept(path: Path, config: EmbedConfig) -> Learnt | None:
    """What a part of the run gave when it was done before."""
    if not path.exists():
        return None
    learnt = read_learnt(path)
    if learnt.config != config:
        raise TrainingError(
            f"{path.parent} holds a run with another configuration: name another --out, or delete it."
        )
    return learnt


def discriminate(facings: Facings, start: Path, config: EmbedConfig) -> Learnt:
    """The trunk as it is, and the projection of its features that discriminants.py describes.

    Raises:
        StartWeightsError: ``start`` is no trunk.
        DiscriminantsError: there are too few facings.
    """
    trunk = read_trunk(start)
    network = build_features(config)
    set_trunk(network, trunk)
    views = Views(config)
    scatter = Scatter(int(network.output_shape[1]))
    for first in range(0, len(facings), BATCH):
        pictures = tf.constant(facings.pictures[first : first + BATCH])
        crops = [views.unchanged(pictures), *(views.changed(pictures) for _ in range(config.views))]
        features = [network.predict_on_batch(as_input(crop)) for crop in crops]
        scatter.add(np.stack(features, axis=1))
    mean, directions = scatter.discriminants(config.dimensions, config.shrinkage)
    return Learnt(config, scatter.facings, trunk, directions, np.asarray(-mean @ directions, np.float32))
