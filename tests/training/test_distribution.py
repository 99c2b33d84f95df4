"""The same run elsewhere: with JAX, on several devices, and in several processes of which one writes."""

from __future__ import annotations

import importlib.util
import json
import socket
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from PIL import Image

from tests.training.tiny import shallow_backbone, train_elsewhere, train_tiny
from training import checkpoint
from training.config import Config
from training.distribution import is_chief
from training.network import build_network
from training.run_folder import RunFolder


@pytest.fixture(scope="module")
def config(tiny_config: Config) -> Config:
    """Two steps of four crops: of two devices, each has two.

    Small steps, so that the second finds nearly the same weights: where a gradient is zero in theory, AdamW makes a
    whole step of its rounding.
    """
    knobs = {
        "steps": 2, "batch": 4, "checkpoint_every": 2, "evaluate_every": 2, "clip_norm": 1.0, "learning_rate": 1e-4,
    }  # fmt: skip
    return tiny_config.model_copy(update={"run": tiny_config.run.model_copy(update=knobs)})


@pytest.fixture(scope="module")
def start(config: Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Weights from which every run here starts: backends draw their first weights differently."""
    path = tmp_path_factory.mktemp("start") / "start.npz"
    keras.utils.set_random_seed(1)
    with shallow_backbone():
        network = build_network(config.network.model_copy(update={"labels": ["product"]}))
    checkpoint.save(path, 0, config, checkpoint.values_of(checkpoint.variables_of(network)))
    return path


@pytest.fixture(scope="module")
def expected(config: Config, records: Path, start: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the run on one device."""
    out = tmp_path_factory.mktemp("one_device")
    train_tiny(config, records, start, out)
    return out


def losses(run: Path) -> list[tuple[float, float]]:
    """The class loss and the box loss of every step."""
    entries = [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]
    return [(entry["class_loss"], entry["box_loss"]) for entry in entries if "class_loss" in entry]


def assert_same_run(run: Path, expected: Path) -> None:
    """Losses, gradients, weights and BatchNorm statistics agree but for rounding."""
    assert len(losses(expected)) == 2
    np.testing.assert_allclose(losses(run), losses(expected), rtol=1e-3)
    found, wanted = (checkpoint.load(folder / "latest.npz", Config).values for folder in (run, expected))

    def difference(*parts: str) -> float:
        """The distance of all variables whose names hold a part, relative to the length of the expected ones."""
        names = [name for name in wanted if any(part in name for part in parts)]
        vectors = (np.concatenate([values[name].ravel() for name in names]) for values in (found, wanted))
        one, other = vectors
        return float(np.linalg.norm(one - other) / np.linalg.norm(other))

    # As a whole: where a gradient is zero in theory, it is rounding and nothing else.
    assert difference("_momentum") < 0.03, "the mean of the gradients"
    assert difference("_velocity") < 0.03, "the mean of their squares"
    assert difference("/kernel", "/gamma", "/beta", "/bias") < 1e-3
    assert difference("/moving_mean") < 1e-3
    # The fused kernel measures the variance of a sample, Keras' own that of a population.
    assert difference("/moving_variance") < 5e-3


def test_two_devices_take_the_steps_of_one(
    config: Config,
    records: Path,
    start: Path,
    expected: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The normalisation of the loss, BatchNorm and the clipping of gradients are those of the whole batch."""
    strategy = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
    assert strategy.num_replicas_in_sync == 2
    monkeypatch.setattr("training.train.share_batches", strategy.scope)
    train_tiny(config, records, start, tmp_path)
    assert_same_run(tmp_path, expected)


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_other_backends_take_the_steps_of_tensorflow_where_it_is_not_installed(
    backend: str, config: Config, records: Path, start: Path, expected: Path, tmp_path: Path
) -> None:
    if not importlib.util.find_spec(backend):
        pytest.skip(f"{backend} is not installed: .venv/bin/uv pip install {backend}")
    environment = {"KERAS_BACKEND": backend, "JAX_PLATFORMS": "cpu", "CUDA_VISIBLE_DEVICES": ""}
    (run,) = train_elsewhere(config, records, start, tmp_path, environment)
    assert_same_run(run, expected)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def test_of_two_processes_that_train_together_only_the_chief_writes(
    config: Config, records: Path, start: Path, expected: Path, tmp_path: Path
) -> None:
    """Each is given a folder of its own; together they train as one process does."""
    workers = [f"127.0.0.1:{free_port()}" for _ in range(2)]
    tasks = [
        {"cluster": {"worker": workers}, "task": {"type": "worker", "index": index}} for index in range(2)
    ]
    environments = [{"TF_CONFIG": json.dumps(task)} for task in tasks]
    chief, other = train_elsewhere(config, records, start, tmp_path, *environments)
    assert_same_run(chief, expected)
    assert {"latest.npz", "best.npz", "log.jsonl"} <= {path.name for path in chief.iterdir()}
    assert not other.exists()


@pytest.mark.parametrize(
    ("jobs", "task", "chief"),
    [
        (["worker"], ("worker", 0), True),
        (["worker"], ("worker", 1), False),
        (["chief", "worker"], ("chief", 0), True),
        (["chief", "worker"], ("worker", 0), False),
    ],
)
def test_the_chief_is_the_one_that_is_called_so_or_else_the_first_worker(
    jobs: list[str], task: tuple[str, int], chief: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = {job: ["localhost:1", "localhost:2"][: 1 if job == "chief" else 2] for job in jobs}
    tf_config = {"cluster": cluster, "task": {"type": task[0], "index": task[1]}}
    monkeypatch.setenv("TF_CONFIG", json.dumps(tf_config))
    assert is_chief() is chief


def test_a_process_alone_is_the_chief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TF_CONFIG", raising=False)
    assert is_chief()


def test_a_process_that_is_not_the_chief_writes_nothing(config: Config, tmp_path: Path) -> None:
    for writes in (True, False):
        folder = RunFolder(tmp_path / str(writes), config, writes=writes)
        folder.open_log(0)
        folder.log(1, {"class_loss": 0.5})
        folder.show_pictures(1, [Image.new("RGB", (8, 8))])
        folder.save("latest.npz", 1, {"weight": np.zeros(1)})
    assert {"log.jsonl", "latest.npz"} <= {path.name for path in (tmp_path / "True").iterdir()}
    assert not (tmp_path / "False").exists()
