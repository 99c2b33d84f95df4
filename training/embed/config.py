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

    shift: Share = 0.2
    """Of each side of the box on its own: detectors draw it a little larger or smaller, or aside."""
    turn: float = 4.0
    """Degrees."""
    slant: Share = 0.14
    """By which the left or right edge is higher than the other, and by 0.7 of which each corner moves."""
    exposure: float = 1.0
    """Brightness is multiplied by two to the power of up to so much."""
    gamma: float = 0.4
    """The exponent of brightness is two to the power of up to so much."""
    contrast: float = 0.4
    """The same for the factor of contrast."""
    tint: Share = 0.18
    """By which each colour changes on its own: another light."""
    saturation: Share = 0.4
    gradient: Share = 0.15
    """By which one side may be lighter than the middle: light comes from somewhere."""
    hidden: Share = 0.4
    """How often a neighbour hides a strip at the left or the right; two thirds as often above or below ..."""
    strip: Share = 0.4
    """... of at most so much of the width, and of 0.7 times so much of the height."""
    blur: Share = 0.3
    """The least size that the facing may have had in the other photo, as a share of the crop's."""
    noise: Share = 0.02


class Stage(_Section):
    """A map of the trunk whose means over overlapping windows are a part of what is projected."""

    block: Annotated[int, Field(gt=0, le=MOST_BLOCKS)]
    """The map after so many blocks of MobileNetV2: after 6, its stride is 8, after 13 it is 16."""
    window: tuple[Positive, Positive]
    """Height and width, in cells of the map."""
    step: tuple[Positive, Positive]


class Links(_Section):
    """When facings of two photos show one product (training/embed/links.py), by their cosines."""

    least: float = 0.5
    """Of two facings, each of which is the other's most alike on its photo."""
    strong: float = 0.7
    """The photos show the same shelf, or the same goods, if ..."""
    needed: Positive = 8
    """... so many pairs of theirs are so much alike."""


class Contrast(_Section):
    """How the whole network learns that two views show one facing, and which do not."""

    steps: Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=1)] = [500, 600, 2400, 2400]
    """Of each round. In the first, both views are of one facing; before each later one, facings of different photos are
    linked by what has been learnt so far."""
    photos: Positive = 4
    """Of a step: others of one photo are the hardest to tell apart."""
    facings: Positive = 40
    """Of each of them, with two views each."""
    linked: Share = 0.75
    """How often the second view is of a linked facing of another photo."""
    temperature: Annotated[float, Field(gt=0)] = 0.06
    apart: float = 0.6
    """What was more alike than this at the beginning of the round may be the same product, and is not pushed apart."""
    rate: Annotated[float, Field(gt=0)] = 4e-4
    warmup: Positive = 100
    """Steps until the rate is reached; from there it falls to almost nothing, as a half cosine."""
    decay: float = 1e-4
    """Of weights."""
    clip: float = 1.0
    """Of the gradient's length."""
    average: Share = 0.997
    """Weights are averaged over the steps; so much of the average stays in each."""
    save_every: Positive = 200
    """Steps."""
    links: Links = Links()


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
    """For the discriminants: changed ones of each facing, beside the facing as it is."""
    least_side: float = 30.0
    """Root of the area in pixels: smaller facings show too little."""
    seed: int = 0
    changes: Changes = Changes()
    contrast: Contrast = Contrast()

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
