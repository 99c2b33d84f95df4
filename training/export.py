"""From a trained network to a model bundle: TensorFlow.js graph model, weights in float16 or uint8, and the card."""

from __future__ import annotations

import collections
import datetime
import json
import math
import shutil
from pathlib import Path
from typing import Literal, TypeAlias

import keras
import numpy as np
import tensorflow as tf

from app.bundle import CARD_NAME, Licences, describe_file
from app.card import BoxCoding, Defaults, ModelCard, ModelInput, ModelOutput, ScoreThresholds, Sizes
from training import checkpoint
from training.bundle_weights import as_keras
from training.config import Config
from training.errors import TrainingSideError
from training.fold import fold
from training.graph_model import write_graph_model
from training.network import build_network
from training.predict import PAD, STRIDE, anchor_levels
from training.scale_selection import SCALE_SELECTION

SHARD_BYTES = 1024 * 1024
"""A download that was cut goes on at the next whole shard, so shards are small."""

OUTPUT = "raw"
INPUT = "picture"


Weights: TypeAlias = Literal["float16", "uint8"]
"""How a bundle stores its kernels; TensorFlow.js computes with float32 whatever they were stored as."""

# With uint8, one scale serves a whole kernel, and the channels of a depthwise kernel differ too much in range for that:
# with all weights in uint8, shelf-1.0.0 falls from AP 0.435 to 0.408. With depthwise kernels and biases, 5 % of the
# weights, in float16 it stays at 0.437 (val, long side 640).
STORED_AS: dict[Weights, dict[str, str | bool]] = {
    "float16": {"float16": True},
    "uint8": {"uint8": "*/convolution/*", "float16": True},  # True: all others
}


class ExportError(TrainingSideError):
    """A bundle that cannot be made; the message says why."""


def convert_graph(folded: keras.Model, folder: Path, weights: Weights = "float16") -> None:
    """Writes model.json and weight shards of a folded network into ``folder``.

    Raises:
        ConversionError: TensorFlow.js' converter failed.
        LockedEnvironmentError: it cannot be installed.
    """

    @tf.function(input_signature=[tf.TensorSpec((1, None, None, 3), tf.float32, name=INPUT)])
    def serve(picture: tf.Tensor) -> dict[str, tf.Tensor]:
        return {OUTPUT: folded(picture, training=False)}

    write_graph_model(
        folded,
        serve,
        folder,
        quantization_dtype_map=STORED_AS[weights],
        weight_shard_size_bytes=SHARD_BYTES,
        use_structured_outputs_names=True,  # outputs are fetched by name: their order is promised by nobody
    )


def export(
    run: Path, out: Path, *, name: str, version: str, title: str, licences: Licences, data: str,
    weights: Weights = "float16", average_with: Path | None = None,
) -> ModelCard:  # fmt: skip
    """Exports the best checkpoint of ``run`` as the bundle ``out/<name>-<version>`` and returns its card.

    With ``average_with``, the weights are the mean of the run's and of that bundle's, from which the run has started:
    the errors of the two differ, and their mean makes fewer (Wortsman et al. 2022, Model soups). The card has no
    metrics yet, and thresholds of 0.3: ``evaluate`` measures the bundle and chooses them.

    Raises:
        CheckpointError: the run holds no best.npz.
        ConversionError: TensorFlow.js' converter failed.
        LockedEnvironmentError: it cannot be installed.
        ExportError: the bundle exists already, for a published version never changes; or ``average_with`` is a network
            of another shape.
    """
    state = checkpoint.load(run / "best.npz", Config)
    config = state.config.network
    folder = out / f"{name}-{version}"
    if folder.exists():
        raise ExportError(
            f"{folder} exists already. A published version never changes: name a higher --version."
        )
    network = build_network(config)
    checkpoint.restore(checkpoint.variables_of(network), state.values)
    folded = fold(network, config)
    if average_with:
        average(folded, average_with)

    partial = out / f".{folder.name}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    convert_graph(folded, partial, weights)
    logits = [f"logit:{label}" for label in config.labels]
    paths = ["model.json", *sorted(path.name for path in partial.glob("*.bin"))]
    card = ModelCard(
        name=name,
        version=version,
        title=title,
        created=datetime.datetime.now(datetime.UTC).date().isoformat(),
        labels=config.labels,
        input=ModelInput(
            name=INPUT, range=(-1.0, 1.0), stride=STRIDE, pad=PAD,
            sizes=Sizes(live=[640, 512, 416, 320], photo=[1024, 1280, 768]),
        ),
        output=ModelOutput(name=OUTPUT, layout=[*logits, "tx", "ty", "tw", "th"]),
        anchors=anchor_levels(config),
        box_coding=BoxCoding(scales=config.box_scales),
        defaults=Defaults(
            scale_selection=SCALE_SELECTION, score_threshold=ScoreThresholds(live=0.3, photo=0.3), nms_iou=0.5,
            max_detections=1000,
        ),
        metrics=[],
        parameters=int(sum(int(tf.size(weight)) for weight in folded.weights)),
        training={
            "data": data, "steps": state.step, "batch": state.config.run.batch, "crop": state.config.augment.crop,
            "seed": state.config.run.seed, "weights": weights,
        },
        licence=licences,
        files=[describe_file(partial, path) for path in paths],
    )  # fmt: skip
    (partial / CARD_NAME).write_text(card.to_json(), encoding="utf-8")
    partial.rename(folder)
    return card


def average(folded: keras.Model, bundle: Path) -> None:
    """Makes the weights of a folded network the mean of its own and of the bundle's.

    Raises:
        BundleError: the bundle is damaged.
        ExportError: its network has another shape.
    """
    other, _ = as_keras(bundle)
    own, theirs = ({weight.path: weight for weight in model.weights} for model in (folded, other))
    if {path: weight.shape for path, weight in own.items()} != {path: w.shape for path, w in theirs.items()}:
        raise ExportError(
            f"The network of {bundle} has another shape than the run's: only weights of one shape have a mean. Name "
            "the bundle that the run started from."
        )
    for path, weight in own.items():
        weight.assign((weight.numpy() + theirs[path].numpy()) / 2)


def stored_bytes(bundle: Path) -> dict[str, int]:
    """How many bytes the weights of a bundle take, by the type that they are stored as."""
    sizes: collections.Counter[str] = collections.Counter()
    for group in json.loads((bundle / "model.json").read_text(encoding="utf-8"))["weightsManifest"]:
        for entry in group["weights"]:
            stored = entry.get("quantization", entry)["dtype"]
            sizes[stored] += math.prod(entry["shape"]) * np.dtype(stored).itemsize
    return dict(sizes)
