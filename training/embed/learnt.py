"""An embedder as it was learnt, in a file of a run's folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import keras
import numpy as np

from training.boxes import Floats
from training.embed.config import EmbedConfig
from training.embed.network import (
    build_embedder,
    projection_of,
    set_projection,
    set_trunk,
    trunk_of,
)
from training.errors import TrainingSideError

WEIGHTS_NAME = "embedder.npz"
"""What is exported of a run's folder."""


class LearntError(TrainingSideError):
    """The weights of a run cannot be read; the message says why."""


@dataclass(frozen=True)
class Learnt:
    """An embedder as it was learnt: its vectors are features @ ``kernel`` (F, dimensions) + ``bias``, of length 1."""

    config: EmbedConfig
    facings: int
    trunk: dict[str, tuple[Floats, Floats]]
    kernel: Floats
    bias: Floats

    def network(self) -> keras.Model:
        """The whole embedder."""
        network = build_embedder(self.config)
        set_trunk(network, self.trunk)
        set_projection(network, self.kernel, self.bias)
        return network

    def with_weights_of(self, network: keras.Model) -> Learnt:
        """The same with the weights that its ``network`` has after more training."""
        kernel, bias = projection_of(network)
        return replace(self, trunk=trunk_of(network), kernel=kernel, bias=bias)

    def write(self, path: Path) -> None:
        """Puts all of it into one file."""
        arrays: dict[str, Any] = {
            f"trunk/{name}/{part}": one for name, both in self.trunk.items() for part, one in enumerate(both)
        }
        partial = path.with_suffix(".partial.npz")
        np.savez(
            partial, config=np.array(self.config.model_dump_json()), facings=np.array(self.facings),
            kernel=self.kernel, bias=self.bias, **arrays,
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
                kernel=file["kernel"],
                bias=file["bias"],
            )
    except (OSError, ValueError, KeyError) as error:
        raise LearntError(
            f"{path} holds no embedder ({error}). Make one with: python -m training embed learn"
        ) from error
