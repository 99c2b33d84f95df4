"""Fixtures for tests of the trainer: small pictures of our own, a network of few channels, a bundle made of it."""

from __future__ import annotations

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
# The commands allow bfloat16 products. Tests compare numbers, whichever of them imports the commands first.
os.environ["ONEDNN_DEFAULT_FPMATH_MODE"] = "STRICT"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
# Other tests take the other cores. TensorFlow's threads would wait for each other most of the time.
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import HealthCheck, settings
from PIL import Image, ImageDraw

from app.bundle import Licences
from app.card import ScoreThresholds, Sizes
from training import checkpoint
from training.config import Config, load_config
from training.data.batches import Crops, Photos
from training.data.convert import write_records
from training.data.sources import LabelledPhoto
from training.evaluate import write_card
from training.export import Weights, export
from training.network import build_network
from training.predict import anchor_levels

# Two logical devices, so that a test can share a batch between them. Everything else runs on the first.
tf.config.set_logical_device_configuration(
    tf.config.list_physical_devices("CPU")[0], [tf.config.LogicalDeviceConfiguration()] * 2
)

# The same inputs in every run, and nothing written beside the tests.
settings.register_profile(
    "shelfscan",
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("shelfscan")


def draw_shelf(path: Path, seed: int, size: tuple[int, int] = (240, 180)) -> LabelledPhoto:
    """A picture of coloured packages in three rows, with their boxes."""
    rng = np.random.default_rng(seed)
    picture = Image.new("RGB", size, (225, 225, 220))
    draw = ImageDraw.Draw(picture)
    boxes: list[list[float]] = []
    for bottom in (60, 120, 178):
        left = 4
        while left < size[0] - 30:
            width, height = int(rng.integers(14, 26)), int(rng.integers(30, 48))
            box = [left, bottom - height, left + width, bottom]
            draw.rectangle(box, fill=tuple(int(value) for value in rng.integers(0, 200, 3)))
            boxes.append([float(value) for value in box])
            left += width + 3
    picture.save(path, quality=95)
    return LabelledPhoto(path, *size, np.array(boxes, np.float32), ["product"] * len(boxes))


def damage_photo_of_step(records: Path, config: Config, step: int) -> Path:
    """Flips a bit of the first photo that a step needs and the step before does not; returns its shard."""
    photos = Photos([records])
    crops = Crops(photos, anchor_levels(config.network), config)
    path, start, length = photos._places[crops.photo_at(step * config.run.batch)]
    content = bytearray(path.read_bytes())
    content[start + length // 2] ^= 1
    path.write_bytes(content)
    return path


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of converted pictures."""
    folder = tmp_path_factory.mktemp("pictures")
    photos = [draw_shelf(folder / f"{seed}.jpg", seed) for seed in range(4)]
    write_records(photos, folder / "records", shards=2)
    return folder / "records"


@pytest.fixture(scope="session")
def tiny_config() -> Config:
    """A run of a few quick steps."""
    return load_config(
        overrides=[
            "network.channels=16",
            "network.head_layers=1",
            "network.frozen_stride=0",  # frozen layers need start weights, and these tests have none
            "augment.crop=96",
            "augment.long_side=[96, 240]",
            "run.steps=4",
            "run.batch=2",
            "run.warmup_steps=1",
            "run.log_every=1",
            "run.checkpoint_every=2",
            "run.evaluate_every=4",
            "run.evaluate_long_side=96",
            "run.norm_batches=1",
        ]
    )


@pytest.fixture(scope="session")
def untrained_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run with a checkpoint that has learnt nothing; its network departs from all defaults."""
    out = tmp_path_factory.mktemp("untrained")
    overrides = [
        "labels=['product']", "channels=16", "head_layers=1", "head_kernel=5", "frozen_stride=0", "anchor_aspect=0.54",
        "anchor_scale=3.5", "pyramid_layers=1", "backbone_stages=6",
    ]  # fmt: skip
    config = load_config(overrides=[f"network.{override}" for override in overrides])
    keras.utils.set_random_seed(1)
    values = checkpoint.values_of(checkpoint.variables_of(build_network(config.network)))
    rng = np.random.default_rng(1)
    for name, value in values.items():
        if name.endswith(("/beta", "/bias")):  # the converter leaves out biases that are all zero
            values[name] = rng.normal(0, 0.3, value.shape).astype(np.float32)
        if name.endswith("/gamma"):  # so that what levels share is folded with another factor for each
            values[name] = rng.uniform(0.5, 1.5, value.shape).astype(np.float32)
        if "predictor" in name and name.endswith(
            "/kernel"
        ):  # started small, they say the same of every place
            values[name] = rng.normal(0, 3.0, value.shape).astype(np.float32)
    checkpoint.save(out / "best.npz", 0, config, values)
    return out


def export_untrained(run: Path, out: Path, weights: Weights = "float16") -> Path:
    """A bundle of that run, for pictures of a few pixels; it counts nothing."""
    licences = Licences(weights="none", data="none")
    card = export(
        run, out, name="tiny", version="0.1.0", title="", licences=licences, data="", weights=weights
    )
    small = card.input.model_copy(update={"sizes": Sizes(live=[160], photo=[192])})
    blind = card.defaults.model_copy(update={"score_threshold": ScoreThresholds(live=0.99, photo=0.99)})
    write_card(out / card.folder_name, card.model_copy(update={"input": small, "defaults": blind}))
    return out / card.folder_name


@pytest.fixture(scope="session")
def untrained_bundle(untrained_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the untrained run, with weights in float16."""
    return export_untrained(untrained_run, tmp_path_factory.mktemp("float16"))
