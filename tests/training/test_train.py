"""A run: it learns, goes on where it was killed, and its network can be exported, run and measured."""

from __future__ import annotations

import collections
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from tensorboard.backend.event_processing import event_accumulator

from app.card import BundleError, Licences, ModelCard, load_bundle
from tests.conftest import ROOT
from training import checkpoint
from training.boxes import Floats
from training.bundle_weights import as_keras
from training.config import DEFAULT_CONFIG, Config, ConfigError, load_config
from training.data.batches import training_batches
from training.evaluate import detect_photos, measure, with_metrics
from training.export import ExportError, export
from training.graph import GraphRunner
from training.network import build_network
from training.predict import Pixels, anchor_levels, detect
from training.train import TrainingError, train

LICENCES = Licences(weights="none", data="none")


def steps_of(config: Config, steps: int) -> Config:
    """The same run, ended after ``steps``; the learning rate follows the longer run's schedule."""
    return config.model_copy(update={"run": config.run.model_copy(update={"steps": steps})})


@pytest.fixture(scope="session")
def run(records: Path, tiny_config: Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished run."""
    out = tmp_path_factory.mktemp("run")
    train(tiny_config, [records], records, None, out)
    return out


@pytest.fixture(scope="session")
def bundle(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle exported from the run."""
    models = tmp_path_factory.mktemp("models")
    card = export(run, models, name="tiny", version="0.1.0", title="Tiny", licences=LICENCES, data="drawings")
    return models / card.folder_name


def losses(out: Path) -> list[dict[str, float]]:
    """The run's log without the speed, which differs from run to run."""
    lines = (out / "log.jsonl").read_text().splitlines()
    entries: list[dict[str, float]] = [json.loads(line) for line in lines]
    return [{key: value for key, value in entry.items() if key != "images_per_s"} for entry in entries]


def test_a_run_that_was_killed_goes_on_to_the_same_result(
    run: Path, records: Path, tiny_config: Config, tmp_path: Path
) -> None:
    """SIGKILL in the step after the checkpoint: the log has gone past it by then."""
    script = f"""
import os, signal, sys
from pathlib import Path
from training.config import Config
from training.train import BetweenSteps, train

real = BetweenSteps.on_epoch_end
def killed_after_step_three(self, epoch, logs=None):
    real(self, epoch, logs)
    if epoch == 2:
        os.kill(os.getpid(), signal.SIGKILL)
BetweenSteps.on_epoch_end = killed_after_step_three
records = Path({str(records)!r})
train(Config.model_validate_json({tiny_config.model_dump_json()!r}), [records], records, None, Path({str(tmp_path)!r}))
"""
    killed = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert checkpoint.load(tmp_path / "latest.npz").step == 2
    assert [entry["step"] for entry in losses(tmp_path)] == [1, 2, 3]
    train(tiny_config, [records], records, None, tmp_path)
    resumed, whole = (checkpoint.load(folder / "latest.npz") for folder in (tmp_path, run))
    assert resumed.step == whole.step == 4
    for name, value in whole.values.items():
        np.testing.assert_allclose(resumed.values[name], value, atol=2e-4, err_msg=name)
    assert [entry["step"] for entry in losses(tmp_path)] == [entry["step"] for entry in losses(run)]
    for entry, expected in zip(losses(tmp_path), losses(run), strict=True):
        assert entry == pytest.approx(expected, abs=2e-4)


def test_tensorboard_shows_losses_scores_and_pictures(run: Path) -> None:
    events = event_accumulator.EventAccumulator(str(run), size_guidance={"tensors": 0})
    events.Reload()
    shown = set(events.Tags()["tensors"])
    assert {"class_loss", "box_loss", "val/ap", "val/ap50", "val/count_error", "val/photo 0"} <= shown
    assert [event.step for event in events.Tensors("class_loss")] == [1, 2, 3, 4]


def test_a_loss_that_is_no_number_stops_the_run_and_names_the_photos(
    records: Path, tiny_config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = training_batches, 0

    def black_hole(*arguments: Any) -> Any:
        """Batches whose third has boxes that are no numbers; the names are those of the untouched stream."""
        nonlocal calls
        calls += 1
        batches = real(*arguments)
        if calls > 1:
            return batches
        return batches.enumerate().map(
            lambda number, batch: (batch[0], batch[1] * tf.where(number == 2, np.nan, 1.0), batch[2])
        )

    monkeypatch.setattr("training.train.training_batches", black_hole)
    with pytest.raises(TrainingError, match=r"step 2, photos") as error:
        train(tiny_config, [records], records, None, tmp_path)
    names = next(iter(real([records], anchor_levels(tiny_config.network), tiny_config, 2)))[2].numpy()
    assert str(sorted(set(names.tolist()))) in str(error.value)


@pytest.fixture(scope="session")
def second_run(
    run: Path, records: Path, tiny_config: Config, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder of a run that started from the weights of the first."""
    out = tmp_path_factory.mktemp("second")
    train(tiny_config, [records], records, run / "best.npz", out)
    return out


@pytest.mark.parametrize(("kind", "tolerance"), [("jax", 0.02), ("two devices", 0.4)])
def test_the_same_run_trains_elsewhere(
    kind: str,
    tolerance: float,
    run: Path,
    second_run: Path,
    records: Path,
    tiny_config: Config,
    tmp_path: Path,
) -> None:
    """On JAX the losses are the same; two devices that share a batch of two measure BatchNorm on one picture."""
    script = f"""
from pathlib import Path
import tensorflow as tf
from training import train as module
from training.config import Config

if {kind!r} == "two devices":
    cpu = tf.config.list_physical_devices("CPU")[0]
    tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
    module.share_batches = lambda: tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"]).scope()
records, start, out = Path({str(records)!r}), Path({str(run / "best.npz")!r}), Path({str(tmp_path)!r})
module.train(Config.model_validate_json({tiny_config.model_dump_json()!r}), [records], records, start, out)
"""
    backend = "jax" if kind == "jax" else "tensorflow"
    environment = os.environ | {"KERAS_BACKEND": backend, "JAX_PLATFORMS": "cpu"}
    elsewhere = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    assert elsewhere.returncode == 0, elsewhere.stderr[-3000:]
    found, expected = losses(tmp_path), losses(second_run)
    assert len(found) == len(expected) == 5  # four steps and a measurement
    for entry, wanted in zip(found, expected, strict=True):
        for key in ("class_loss", "box_loss"):
            if key in wanted:
                assert entry[key] == pytest.approx(wanted[key], rel=tolerance), (entry, wanted)


def test_a_folder_with_a_run_of_another_configuration_is_left_alone(
    run: Path, records: Path, tiny_config: Config
) -> None:
    before = (run / "latest.npz").read_bytes()
    with pytest.raises(TrainingError, match="another configuration"):
        train(steps_of(tiny_config, 9), [records], records, None, run)
    assert (run / "latest.npz").read_bytes() == before


@pytest.mark.parametrize("path", sorted(DEFAULT_CONFIG.parent.glob("*.toml")), ids=lambda path: path.name)
def test_every_configuration_makes_a_network_within_the_limits(path: Path) -> None:
    config = load_config(path, ['network.labels=["product"]'])
    assert build_network(config.network).count_params() <= 3_000_000


def test_a_misspelt_knob_is_an_error_that_names_it() -> None:
    with pytest.raises(ConfigError, match=r"run\.stepps"):
        load_config(overrides=["run.stepps=3"])


def test_a_damaged_checkpoint_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "latest.npz").write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(checkpoint.CheckpointError, match=r"latest\.npz"):
        checkpoint.load(tmp_path / "latest.npz")


def test_the_bundle_keeps_its_contract(bundle: Path) -> None:
    card = load_bundle(bundle)
    assert card.files[0].path == "model.json"
    assert {file.path for file in card.files} | {"card.json"} == {path.name for path in bundle.iterdir()}
    (bundle / card.files[1].path).chmod(0o644)


def test_a_published_version_is_never_overwritten(bundle: Path, run: Path) -> None:
    with pytest.raises(ExportError, match="exists already"):
        export(run, bundle.parent, name="tiny", version="0.1.0", title="", licences=LICENCES, data="")


def test_a_changed_weight_file_is_found(bundle: Path, tmp_path: Path) -> None:
    card = load_bundle(bundle)
    copy = tmp_path / bundle.name
    copy.mkdir()
    for path in bundle.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    weights = copy / card.files[1].path
    content = bytearray(weights.read_bytes())
    content[7] ^= 1
    weights.write_bytes(content)
    with pytest.raises(BundleError, match=card.files[1].path):
        load_bundle(copy)


def test_metrics_through_the_graph_are_written_to_the_card(bundle: Path, records: Path) -> None:
    found = detect_photos(bundle, records, 96)
    assert len(found) == 4
    metrics = measure(found, dataset="drawings", split="val", long_side=96, threshold=0.3, command="x")
    card = with_metrics(with_metrics(load_bundle(bundle), metrics), metrics)
    assert card.metrics == [metrics]
    assert ModelCard.model_validate_json(card.to_json()) == card


def bundles() -> list[str]:
    """The published bundles, and the one of this test run."""
    return ["exported here", *sorted(path.name for path in (ROOT / "models").iterdir() if path.is_dir())]


@pytest.mark.parametrize("name", bundles())
def test_every_convolution_of_a_bundle_is_fused(name: str, bundle: Path) -> None:
    """With its bias and activation; apart, they cost two thirds more time on WebAssembly."""
    folder = bundle if name == "exported here" else ROOT / "models" / name
    nodes = json.loads((folder / "model.json").read_text())["modelTopology"]["node"]
    ops = collections.Counter(node["op"] for node in nodes)
    assert ops["_FusedConv2D"] >= 50 and ops["FusedDepthwiseConv2dNative"] >= 20
    layout = {"Const", "Placeholder", "Identity", "Reshape", "ConcatV2", "Shape", "StridedSlice", "Pack"}
    network = {"_FusedConv2D", "FusedDepthwiseConv2dNative", "AddV2", "ResizeNearestNeighbor"}
    assert set(ops) <= layout | network, ops
    assert ops["AddV2"] == 12  # ten residuals of the backbone, two of the pyramid


@pytest.mark.parametrize("name", bundles())
def test_tensorflow_js_computes_what_keras_computes(name: str, bundle: Path) -> None:
    """Boxes within half a pixel and scores within 0.001, with the weights as the bundle stores them."""
    folder = bundle if name == "exported here" else ROOT / "models" / name
    network, config = as_keras(folder)
    jpeg = (ROOT / "static" / "img" / "sample-shelf.jpg").read_bytes()
    logits: list[Floats] = []

    def keras_raw(pixels: Pixels) -> Floats:
        raw: Floats = np.asarray(network(pixels[None].astype(np.float32) / 127.5 - 1, training=False))[0]
        logits.append(raw[:, 0])
        return raw

    detect(keras_raw, jpeg, config, 320, threshold=0.99)
    threshold = float(
        1 / (1 + np.exp(-np.sort(logits[0])[-100]))
    )  # of any network, however little it has learnt
    expected = detect(keras_raw, jpeg, config, 320, threshold=threshold, nms_iou=0.99)
    with GraphRunner(folder) as graph:
        found = graph.detect(jpeg, 320, threshold=threshold - 1e-3, nms_iou=0.99)
    assert len(expected.boxes) >= 50
    for box, score in zip(expected.boxes, expected.scores, strict=True):
        distance = np.abs(found.boxes - box).max(axis=1)
        assert distance.min() < 0.5
        assert abs(found.scores[np.argmin(distance)] - score) < 1e-3
