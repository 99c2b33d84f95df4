"""Every knob of the embedder, read from a TOML file and checked. An embedder's weights carry them along."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from training.config import ConfigError
from training.network import BLOCKS

Positive = Annotated[int, Field(gt=0)]
Share = Annotated[float, Field(ge=0, le=1)]

MOST_BLOCKS = sum(repeats for _, _, repeats, _ in BLOCKS)


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Changes(_Section):
    """How much a view may differ from the facing as it is; lengths are shares of the box's sides."""

    shift: float = 0.05
    """Of each side of the box on its own: detectors draw it a little larger or smaller, or aside."""
    turn: float = 3.0
    """Degrees."""
    slant: float = 0.04
    """By which each corner moves: the shelf is seen from another side."""
    exposure: float = 0.35
    """Brightness is multiplied by two to the power of up to so much."""
    gamma: float = 0.35
    """The exponent of brightness is two to the power of up to so much, and so is the factor of contrast."""
    contrast: float = 0.3
    tint: float = 0.1
    """By which each colour changes on its own: another light."""
    saturation: float = 0.25
    shrink: Annotated[float, Field(ge=1)] = 2.0
    """By how much smaller the facing may have been in the other photo."""
    quality: Annotated[int, Field(ge=1, le=95)] = 40
    """The lowest JPEG quality."""
    hidden: Share = 0.25
    """How often a neighbour hides a strip at one side ..."""
    strip: Share = 0.12
    """... of at most so much of the width."""
    noise: float = 0.015


class Stage(_Section):
    """A map of the trunk whose means over overlapping windows are a part of what is projected."""

    block: Annotated[int, Field(gt=0, le=MOST_BLOCKS)]
    """The map after so many blocks of MobileNetV2: after 6, its stride is 8, after 13 it is 16."""
    window: tuple[Positive, Positive]
    """Height and width, in cells of the map."""
    step: tuple[Positive, Positive]


class EmbedConfig(_Section):
    """What the embedder sees, what it is made of, and what it learns from."""

    height: Positive = 80
    width: Positive = 80
    margin: Share = 0.0
    """Of the surroundings of a box, on each side, as a share of its width or height."""
    stages: Annotated[list[Stage], Field(min_length=1)] = [
        Stage(block=6, window=(4, 4), step=(2, 3)), Stage(block=10, window=(2, 3), step=(1, 1)),
    ]  # fmt: skip
    """Of crops of 80 x 80, two grids: 4 x 3 of the first, 4 x 3 of the second."""
    dimensions: Positive = 256
    shrinkage: Share = 0.3
    """How far the scatter within facings is taken as if no two features changed together: views show but a part."""
    views: Annotated[int, Field(ge=1)] = 2
    """Changed ones of each facing, beside the facing as it is."""
    facings: Positive = 90
    """At most, of each photo."""
    least_side: float = 40.0
    """Root of the area in pixels: smaller facings show too little."""
    seed: int = 0
    changes: Changes = Changes()

    @model_validator(mode="after")
    def _stages_ascend(self) -> EmbedConfig:
        blocks = [stage.block for stage in self.stages]
        if blocks != sorted(set(blocks)):
            raise ValueError("the blocks of stages must ascend")
        return self


def load_config(path: Path | None) -> EmbedConfig:
    """The knobs of a TOML file; those that it leaves out, or all where there is none, have their defaults.

    Raises:
        ConfigError: the file cannot be read, or a knob does not exist or has an impossible value.
    """
    if path is None:
        return EmbedConfig()
    try:
        return EmbedConfig.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"Cannot read {path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        knob = ".".join(str(part) for part in first["loc"]) or "the file"
        raise ConfigError(f"{path} is wrong at {knob}: {first['msg']}") from error
