"""A run: it logs and validates, goes on where it was killed, and says what is wrong."""

from __future__ import annotations

import io
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tensorboard.backend.event_processing import event_accumulator

from tests.conftest import ROOT
from tests.coverage.python import unmeasured
from tests.training.conftest import damage_photo_of_step
from tests.training.tiny import train_tiny
from training import checkpoint
from training.config import DEFAULT_CONFIG, Config, ConfigError, load_config
from training.data.batches import Batch, TrainingBatches
from training.data.sources import DataError
from training.network import build_network
from training.predict import anchor_levels
from training.run_folder import TrainingError


def steps_of(config: Config, steps: int) -> Config:
    """The same run, ended after ``steps``; the learning rate follows the longer run's schedule."""
    return config.model_copy(update={"run": config.run.model_copy(update={"steps": steps})})


@pytest.fixture(scope="module")
def run(records: Path, tiny_config: Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished run."""
    out = tmp_path_factory.mktemp("run")
    train_tiny(tiny_config, records, None, out)
    return out


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
import os, signal
from pathlib import Path
from tests.training.tiny import train_tiny
from training.callbacks import SaveLatest
from training.config import Config

real = SaveLatest.on_epoch_end
def killed_after_step_three(self, epoch, logs=None):
    real(self, epoch, logs)
    if epoch == 2:
        os.kill(os.getpid(), signal.SIGKILL)
SaveLatest.on_epoch_end = killed_after_step_three
config = Config.model_validate_json({tiny_config.model_dump_json()!r})
train_tiny(config, Path({str(records)!r}), None, Path({str(tmp_path)!r}))
"""
    with unmeasured():
        killed = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert checkpoint.load(tmp_path / "latest.npz", Config).step == 2
    assert [entry["step"] for entry in losses(tmp_path)] == [1, 2, 3]
    train_tiny(tiny_config, records, None, tmp_path)
    resumed, whole = (checkpoint.load(folder / "latest.npz", Config) for folder in (tmp_path, run))
    assert resumed.step == whole.step == 4
    for name, value in whole.values.items():
        np.testing.assert_allclose(resumed.values[name], value, atol=2e-4, err_msg=name)
    assert [entry["step"] for entry in losses(tmp_path)] == [entry["step"] for entry in losses(run)]
    for entry, expected in zip(losses(tmp_path), losses(run), strict=True):
        assert entry == pytest.approx(expected, abs=2e-4)


def test_tensorboard_shows_losses_scores_and_pictures(run: Path) -> None:
    events = event_accumulator.EventAccumulator(str(run), size_guidance={"scalars": 0})
    events.Reload()
    shown = set(events.Tags()["scalars"])
    assert {"class_loss", "box_loss", "val/ap", "val/ap50", "val/count_error"} <= shown
    assert [event.step for event in events.Scalars("class_loss")] == [1, 2, 3, 4]
    (logged, *_) = losses(run)
    assert events.Scalars("class_loss")[0].value == pytest.approx(logged["class_loss"])
    (picture,) = events.Images("val/photo 0")
    assert (picture.step, picture.width, picture.height) == (4, 240, 180)
    assert Image.open(io.BytesIO(picture.encoded_image_string)).size == (240, 180)


def test_a_loss_that_is_no_number_stops_the_run_and_names_the_photos(
    records: Path, tiny_config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = TrainingBatches.from_step

    def black_hole(batches: TrainingBatches, step: int, steps: int | None = None) -> Iterator[Batch]:
        """Batches whose third has boxes that are no numbers."""
        for number, (pictures, targets) in enumerate(real(batches, step, steps), step):
            yield pictures, targets * np.float32(np.nan if number == 2 else 1)

    monkeypatch.setattr(TrainingBatches, "from_step", black_hole)
    with pytest.raises(TrainingError, match=r"step 2, photos") as error:
        train_tiny(tiny_config, records, None, tmp_path)
    names = TrainingBatches([records], anchor_levels(tiny_config.network), tiny_config).names(2)
    assert 1 <= len(names) <= 2 and str(names) in str(error.value)
    kept = checkpoint.load(tmp_path / "latest.npz", Config)
    assert kept.step == 2 and all(np.isfinite(value).all() for value in kept.values.values())


def test_a_photo_that_is_damaged_while_the_run_goes_on_ends_it_with_a_sentence_that_names_the_shard(
    records: Path, tiny_config: Config, tmp_path: Path
) -> None:
    """TensorFlow draws the batches: it would pass the error on as text within a traceback."""
    shutil.copytree(records, tmp_path / "records")
    # The anchors are given: to fit them, every photo would be read before the run begins.
    network = tiny_config.network.model_copy(update={"anchor_aspect": 0.5, "labels": ["product"]})
    config = tiny_config.model_copy(update={"network": network})
    damaged = damage_photo_of_step(tmp_path / "records", config, 1)
    with pytest.raises(DataError, match=rf"{damaged.name} is damaged.*Convert the photos again\.$") as error:
        train_tiny(config, tmp_path / "records", None, tmp_path / "out", val=records)
    assert "Traceback" not in str(error.value)


def test_a_folder_with_a_run_of_another_configuration_is_left_alone(
    run: Path, records: Path, tiny_config: Config
) -> None:
    before = (run / "latest.npz").read_bytes()
    with pytest.raises(TrainingError, match="another configuration"):
        train_tiny(steps_of(tiny_config, 9), records, None, run)
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
        checkpoint.load(tmp_path / "latest.npz", Config)
