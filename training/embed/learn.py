r"""Learns an embedder from photos whose boxes nobody has named: a trunk as it is, and a projection of its features.

    python -m training embed learn --train records/train --start weights/mobilenet_v2_1.0_224_quant.tflite \
        --out runs/looks

It takes some minutes on two cores. The run's folder gets ``embedder.npz``: the knobs, the trunk, the projection.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from PIL import Image

from training.boxes import Floats, Pixels, areas_of
from training.data.records import Photo, read_photos
from training.embed.config import EmbedConfig
from training.embed.discriminants import Scatter
from training.embed.facings import cut, view
from training.embed.network import as_input, build_embedder, build_features, set_projection, set_trunk
from training.embed.trunk import read_trunk
from training.errors import TrainingSideError

WEIGHTS_NAME = "embedder.npz"
BATCH = 128
MOST_ASPECT = 4.0
"""Boxes whose sides differ more are of facings that are mostly hidden."""


class LearntError(TrainingSideError):
    """The weights of a run cannot be read; the message says why."""


@dataclass(frozen=True)
class Learnt:
    """An embedder as it was learnt: ``mean`` (F,) and ``directions`` (F, dimensions) of the trunk's features."""

    config: EmbedConfig
    facings: int
    trunk: dict[str, tuple[Floats, Floats]]
    mean: Floats
    directions: Floats

    def network(self) -> keras.Model:
        """The whole embedder."""
        network = build_embedder(self.config)
        set_trunk(network, self.trunk)
        set_projection(network, self.mean, self.directions)
        return network

    def write(self, path: Path) -> None:
        """Puts all of it into one file."""
        arrays: dict[str, Any] = {
            f"trunk/{name}/{part}": one for name, both in self.trunk.items() for part, one in enumerate(both)
        }
        partial = path.with_suffix(".partial.npz")
        np.savez(
            partial, config=np.array(self.config.model_dump_json()), facings=np.array(self.facings), mean=self.mean,
            directions=self.directions, **arrays,
        )  # fmt: skip
        partial.replace(path)


def read_learnt(path: Path) -> Learnt:
    """What ``Learnt.write`` wrote.

    Raises:
        LearntError: the file cannot be read, or is another one.
    """
    try:
        with np.load(path) as file:
            names = {name.split("/")[1] for name in file.files if name.startswith("trunk/")}
            return Learnt(
                config=EmbedConfig.model_validate_json(str(file["config"])),
                facings=int(file["facings"]),
                trunk={name: (file[f"trunk/{name}/0"], file[f"trunk/{name}/1"]) for name in names},
                mean=file["mean"],
                directions=file["directions"],
            )
    except (OSError, ValueError, KeyError) as error:
        raise LearntError(
            f"{path} holds no embedder ({error}). Make one with: python -m training embed learn"
        ) from error


def learn(
    train: list[Path],
    start: Path,
    config: EmbedConfig,
    on_photo: Callable[[int, int], None] = lambda *_: None,
) -> Learnt:
    """Learns from the products on converted photos; ``on_photo`` is told how many of them are done.

    Raises:
        DataError: a folder holds no converted photos.
        StartWeightsError: ``start`` is no trunk.
        DiscriminantsError: the photos show too few facings.
    """
    trunk = read_trunk(start)
    network = build_features(config)
    set_trunk(network, trunk)
    scatter = Scatter(int(network.output_shape[1]))
    random = np.random.default_rng(config.seed)
    photos = [photo for folder in train for photo in read_photos(folder)]
    for done, photo in enumerate(photos, start=1):
        crops = views_of(photo, config, random)
        if len(crops):
            features = network.predict(as_input(crops), batch_size=BATCH, verbose=0)
            scatter.add(features.reshape(-1, 1 + config.views, features.shape[1]))
        on_photo(done, len(photos))
    mean, directions = scatter.discriminants(config.dimensions, config.shrinkage)
    return Learnt(config, scatter.facings, trunk, mean, directions)


def views_of(photo: Photo, config: EmbedConfig, random: np.random.Generator) -> Pixels:
    """Facings of a photo, each as it is and then changed ``config.views`` times: (facings * views, H, W, 3)."""
    boxes = photo.boxes[~photo.ignored]
    sides = np.maximum(boxes[:, 2:] - boxes[:, :2], 1)
    is_shown = (areas_of(boxes) >= config.least_side**2) & (
        sides.max(axis=1) <= MOST_ASPECT * sides.min(axis=1)
    )
    boxes = boxes[is_shown]
    boxes = boxes[np.sort(random.permutation(len(boxes))[: config.facings])]
    pixels = np.asarray(Image.open(io.BytesIO(photo.jpeg)).convert("RGB"))
    crops = [
        crop
        for box in boxes
        for crop in (
            cut(pixels, box, config),
            *(view(pixels, box, config, random) for _ in range(config.views)),
        )
    ]
    return np.array(crops, np.uint8).reshape(-1, config.height, config.width, 3)
