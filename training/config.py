"""Every knob of the network, the data pipeline and the training run, read from a TOML file and checked.

A checkpoint carries its configuration, so that a trained network can always be built again from its folder alone.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from training.errors import TrainingSideError

DEFAULT_CONFIG = Path(__file__).parent / "configs" / "default.toml"

Positive = Annotated[int, Field(gt=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Range = tuple[float, float]


class ConfigError(TrainingSideError):
    """A configuration that cannot be used; the message names the file and the knob."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NetworkConfig(_Section):
    """The detector's shape: one anchor a cell, of an area of ``anchor_scale`` times the stride, squared."""

    labels: list[str] = []
    """Left out, they are those of the training photos."""
    strides: list[int] = [8, 16, 32]
    anchor_scale: float = 4.0
    anchor_aspect: Annotated[float, Field(gt=0)] | None = None
    """Width to height of the anchors; left out, it is fitted to the boxes of the training photos."""
    box_scales: tuple[float, float, float, float] = (0.1, 0.1, 0.2, 0.2)
    channels: Positive = 96
    pyramid_layers: Annotated[int, Field(ge=0)] = 0
    """Full 3x3 convolutions on each level of the pyramid, their kernels shared by the levels; 0 is one separable
    convolution. A full one costs more arithmetic than anything else at its stride, and learns more than any."""
    head_layers: Positive = 2
    head_kernel: Positive = 3
    """Side of the depthwise kernels of the heads: 5 sees more of a product's surroundings."""
    backbone_stages: Annotated[int, Field(ge=6, le=7)] = 7
    """Of MobileNetV2's seven. The last one is for whole scenes: without it a sixth of all parameters is saved."""
    frozen_stride: int = 0
    """Backbone layers up to this stride keep their start weights. They hold the largest maps: with 4, a training step
    takes two thirds of the time on a CPU."""


class AugmentConfig(_Section):
    """Random crops: a photo is scaled to a random size, and a square of ``crop`` pixels is cut from it."""

    crop: Positive = 320
    long_side: Range = (440.0, 1120.0)
    """The long side of the scaled photo, in pixels."""
    product_side: Range | None = None
    """Instead of the long side, how large a product of the photo becomes, as the root of its area in pixels: one is
    drawn for each crop, scaled to a random size in this range, and lies in the crop. Near and far shelves come about,
    whatever the photo shows. Photos without products keep to ``long_side``."""
    most_zoom: Annotated[float, Field(ge=1)] = 4.0
    """With ``product_side``: photos are never enlarged more than this; beyond, they show nothing but blur."""
    least_long_side: Annotated[float, Field(gt=0)] = 256.0
    """With ``product_side``: photos are never scaled to a smaller long side; most of a crop would be empty."""
    aspect: Annotated[float, Field(ge=1)] = 1.15
    """Largest change of the ratio of width to height."""
    flip: bool = True
    brightness: float = 0.2
    contrast: Range = (0.7, 1.3)
    saturation: Range = (0.6, 1.4)
    hue: float = 0.03
    grey: Share = 0.0
    """Share of the crops that lose their colours."""
    blur: Annotated[float, Field(ge=1)] = 1.0
    """Half of the crops are shrunk by up to this factor and enlarged again; 1 leaves all sharp."""
    motion: Share = 0.0
    """Share of the crops that are smeared along a line of 3 to 9 pixels, as by a hand that moves."""
    noise: Share = 0.0
    """Largest standard deviation of the noise, as a share of white."""
    jpeg: Share = 0.0
    """Share of the crops that are compressed anew as JPEG, with a quality of 20 to 80."""
    dark: Share = 0.0
    """Share of the crops that are darkened: gamma 1.5 to 3."""
    glare: Share = 0.0
    """Share of the crops with a reflection: a bright spot of a tenth to half of the crop's side."""
    join: Share = 0.0
    """Share of the crops that are joined of two photos, side by side or one above the other (after Yun et al. 2019,
    CutMix): products stand in more surroundings than the photos have."""
    keep_visible: float = 0.35
    """A box cut by the crop's edge stays a target while this share of it is visible; below, it is ignored."""
    least_side: float = 5.0
    """Products smaller than this, as the root of their area in pixels of the crop, are ignored."""


class LossConfig(_Section):
    """Assignment and loss weights (sources in assign.py and losses.py)."""

    atss_candidates: Positive = 9
    focal_power: float = 2.0
    quality_power: float = 0.5
    """The score learnt for a box is its IoU to this power. At 1 it ranks by the fit alone, and small products, whose
    boxes fit worse, fall below the threshold; at 0.5 one threshold counts small and large alike."""
    box_weight: float = 2.0
    machine_label_negatives: float = 0.5
    """Weight of background cells on machine-labelled photos, where products without a box are common."""
    doubt: Share = 0.0
    """How much the score of a machine label counts: with 1, a product of score 0.6 weighs 0.6 in the classification
    loss; with 0, all products weigh the same."""


class RunConfig(_Section):
    """The schedule: AdamW, linear warm-up, cosine decay, an average of the weights (EMA)."""

    seed: Annotated[int, Field(ge=0, lt=2**32)] = 1
    steps: Positive = 3000
    batch: Positive = 16
    learning_rate: float = 2e-3
    backbone_rate: float = 0.3
    """The backbone learns at this fraction of the learning rate."""
    warmup_steps: int = 100
    weight_decay: float = 1e-4
    clip_norm: float = 10.0
    ema: float = 0.998
    log_every: Positive = 20
    checkpoint_every: Positive = 100
    evaluate_every: Positive = 1000
    evaluate_long_side: Positive = 768
    norm_batches: Positive = 60
    """Batches over which BatchNorm statistics are measured anew for the averaged weights."""
    draw: Literal["loader", "device"] = "loader"
    """Where the pixels of crops are made: by the loader, photo by photo, or by the device from all photos, which its
    memory then holds with five bytes a pixel. A GPU otherwise waits for the loader most of the time."""
    precision: Literal["float32", "mixed_bfloat16"] = "float32"
    """mixed_bfloat16 halves memory on GPUs that have it; on a CPU it was slower."""
    compile: bool = False
    """Compile TensorFlow's step with XLA: for GPUs; on a CPU it takes ten times as long. JAX always compiles, PyTorch
    never."""

    @model_validator(mode="after")
    def _whole_intervals(self) -> RunConfig:
        for knob in ("steps", "checkpoint_every", "evaluate_every"):
            if getattr(self, knob) % self.log_every:
                raise ValueError(f"{knob} must be a multiple of log_every ({self.log_every})")
        return self


class Config(_Section):
    """The whole configuration file."""

    network: NetworkConfig = NetworkConfig()
    augment: AugmentConfig = AugmentConfig()
    loss: LossConfig = LossConfig()
    run: RunConfig = RunConfig()


def load_config(path: Path = DEFAULT_CONFIG, overrides: list[str] | None = None) -> Config:
    """Reads ``path`` and applies overrides of the form ``section.knob=value`` (value in TOML).

    Raises:
        ConfigError: the file cannot be read, or a knob is unknown or out of range.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        for override in overrides or []:
            parsed = tomllib.loads(override)
            for section, knobs in parsed.items():
                values.setdefault(section, {}).update(knobs)
        return Config.model_validate(values)
    except (OSError, tomllib.TOMLDecodeError, AttributeError, TypeError) as error:
        raise ConfigError(
            f"Cannot read the configuration {path} with {overrides or 'no overrides'}: {error}"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        knob = ".".join(str(part) for part in first["loc"])
        raise ConfigError(
            f"{path}: {knob}: {first['msg']}. training/config.py describes every knob."
        ) from error
