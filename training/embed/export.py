"""From what was learnt to an embedder's bundle: TensorFlow.js graph model, weights in whole numbers, and the card."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import keras
import tensorflow as tf

from app.bundle import Licences, describe_file
from app.embedder_card import Crop, CropInput, EmbedderCard, EmbedderProbe, Limits, VectorOutput
from training.embed.graph import EmbedderGraph
from training.embed.learnt import Learnt
from training.embed.network import INPUT_RANGE
from training.evaluate import write_card
from training.export import SHARD_BYTES, ExportError
from training.graph_model import write_graph_model

INPUT, OUTPUT = "crops", "vectors"

STORED_AS: dict[str, list[str] | bool] = {
    "uint8": ["*/convolution/*", "*/projection*/Cast/*"],
    "float16": True,
}
"""Depthwise kernels and biases stay in float16 (True: all others), as in training/export.py."""

UNCALIBRATED = Limits(alike=1, known=1, margin=0)
"""Nothing is alike and nothing known until ``calibrate`` has written better ones."""

PROBE_TOLERANCE = 0.05
"""A number of a vector of unit length is about 0.06."""

LIMIT_BYTES = 1_000_000
"""A phone that never names a product has not paid for it with a long download."""


def convert(network: keras.Model, folder: Path) -> None:
    """Writes model.json and weight shards of an embedder into ``folder``.

    Raises:
        ConversionError: TensorFlow.js' converter failed.
        LockedEnvironmentError: it cannot be installed.
    """
    height, width = network.input_shape[1:3]

    @tf.function(input_signature=[tf.TensorSpec((None, height, width, 3), tf.float32, name=INPUT)])
    def serve(crops: tf.Tensor) -> dict[str, tf.Tensor]:
        return {OUTPUT: network(crops, training=False)}

    write_graph_model(
        network, serve, folder, quantization_dtype_map=STORED_AS, weight_shard_size_bytes=SHARD_BYTES,
        use_structured_outputs_names=True,
    )  # fmt: skip


def export(
    learnt: Learnt, out: Path, *, name: str, version: str, title: str, licences: Licences, data: str
) -> EmbedderCard:
    """Exports an embedder as the bundle ``out/<name>-<version>`` and returns its card, with the probe's answer.

    Raises:
        ConversionError: TensorFlow.js' converter failed.
        ExportError: the bundle exists already, or is larger than it may be.
        GraphError: the exported graph cannot be run.
    """
    folder = out / f"{name}-{version}"
    if folder.exists():
        raise ExportError(
            f"{folder} exists already. A published version never changes: name a higher --version."
        )
    network = learnt.network()
    partial = out / f".{folder.name}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    convert(network, partial)
    paths = ["model.json", *sorted(path.name for path in partial.glob("*.bin"))]
    files = [describe_file(partial, path) for path in paths]
    if (size := sum(file.bytes for file in files)) > LIMIT_BYTES:
        raise ExportError(
            f"{folder.name} would have {size:,} bytes, more than {LIMIT_BYTES:,}: fewer dimensions, a coarser grid or "
            "fewer blocks make it smaller."
        )
    config = learnt.config
    card = EmbedderCard(
        name=name,
        version=version,
        title=title,
        created=datetime.datetime.now(datetime.UTC).date().isoformat(),
        input=CropInput(name=INPUT, range=INPUT_RANGE, height=config.height, width=config.width),
        crop=Crop(margin=config.margin),
        output=VectorOutput(name=OUTPUT, dimensions=config.dimensions),
        limits=UNCALIBRATED,
        metrics=[],
        parameters=network.count_params(),
        training={
            "data": data, "facings": learnt.facings, "seed": config.seed,
            "blocks": config.stages[-1].block, "steps": sum(config.contrast.steps),
        },
        licence=licences,
        files=files,
    )  # fmt: skip
    write_card(partial, card)
    partial.rename(folder)
    with EmbedderGraph(folder) as graph:
        numbers = [round(float(value), 4) for value in graph.probe()]
    card = card.model_copy(update={"probe": EmbedderProbe(tolerance=PROBE_TOLERANCE, numbers=numbers)})
    write_card(folder, card)
    return card
