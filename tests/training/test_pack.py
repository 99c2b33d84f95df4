"""A packed run trains where it is unpacked, goes on from what it was given, and says what is missing or too large."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from app.card import load_bundle
from tests.e2e.published import newest_bundle
from training.cli import app
from training.data.records import read_photos
from training.pack import PackError, Pictures, pack

SMALL = Pictures(quality=40, long_side=120)


def packed(
    folder: Path,
    records: Path,
    config: Path,
    overrides: tuple[str, ...] = (),
    start: Path | None = None,
    latest: Path | None = None,
    most_megabytes: float = 64,
) -> Path:
    """The unpacked folder of a run on ``records``."""
    pack(
        folder / "experiment.tar", train=[records, records], val=records, config=config, overrides=overrides,
        start=start, latest=latest, pictures=SMALL, most_megabytes=most_megabytes,
    )  # fmt: skip
    with tarfile.open(folder / "experiment.tar") as archive:
        archive.extractall(folder, filter="data")
    return folder / "experiment"


def test_a_bundle_to_start_from_keeps_its_name(records: Path, config_file: Path, tmp_path: Path) -> None:
    bundle = newest_bundle()
    folder = packed(tmp_path, records, config_file, start=bundle)
    arguments = json.loads((folder / "arguments.json").read_text())
    assert load_bundle(folder / arguments[arguments.index("--start") + 1]) == load_bundle(bundle)


def run(folder: Path, python: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """What ``run`` does in a folder of its own; ``python`` is code that runs before it."""
    code = f"{python}\nimport runpy\nrunpy.run_path({str(folder / 'run')!r}, run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder.parent, env=os.environ | environment, check=False,
        capture_output=True, text=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def config_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration that trains nothing for long."""
    path = tmp_path_factory.mktemp("config") / "tiny.toml"
    path.write_text(
        "[network]\nchannels = 16\nhead_layers = 1\n[augment]\ncrop = 96\n"
        "[run]\nsteps = 2\nbatch = 2\nlog_every = 2\ncheckpoint_every = 2\nevaluate_every = 2\nnorm_batches = 1\n"
        "evaluate_long_side = 96\n"
    )
    return path


def test_photos_become_smaller_and_keep_their_boxes(records: Path, config_file: Path, tmp_path: Path) -> None:
    folder = packed(tmp_path, records, config_file)
    before, after = read_photos(records), read_photos(folder / "records" / "0")
    assert not (folder / "records" / "1").exists(), "a folder that is named three times travels once"
    assert [photo.name for photo in after] == [photo.name for photo in before]
    for old, new in zip(before, after, strict=True):
        assert new.size == (120, 90) and len(new.jpeg) < len(old.jpeg) / 2
        np.testing.assert_allclose(new.boxes, old.boxes / 2, atol=1e-3)
        np.testing.assert_array_equal(new.labels, old.labels)


def test_a_packed_run_goes_on_from_its_latest_state_and_ends_in_the_folder_that_is_wanted(
    records: Path, config_file: Path, tmp_path: Path
) -> None:
    # The command is replaced by one that tells what it was asked: training itself has tests of its own.
    folder = packed(tmp_path, records, config_file, ("run.seed=7",), latest=config_file)
    (folder / "training" / "cli.py").write_text("import sys\ndef main():\n    print(*sys.argv[1:])\n")
    done = run(folder, OUT=str(tmp_path / "out"), KERAS_BACKEND="jax")
    assert done.returncode == 0, done.stderr
    assert "Training with jax" in done.stdout
    assert "--config config.toml --val records/0 --train records/0 --train records/0" in done.stdout
    assert f"--set run.seed=7 --out {tmp_path / 'out'}" in done.stdout
    assert (tmp_path / "out" / "latest.npz").read_bytes() == config_file.read_bytes()
    (tmp_path / "out" / "latest.npz").write_bytes(b"of this machine")
    run(folder, OUT=str(tmp_path / "out"))
    assert (tmp_path / "out" / "latest.npz").read_bytes() == b"of this machine"


def test_the_packed_code_is_all_that_training_needs(records: Path, config_file: Path, tmp_path: Path) -> None:
    """It is imported from the packed folder alone, without TensorFlow, and reads the packed photos."""
    folder = packed(tmp_path, records, config_file)
    (folder / "arguments.json").write_text('["--config", "config.toml", "--val", "none", "--train", "none"]')
    # A path that begins with "" finds the folder from which Python was started, which is not this checkout.
    done = run(
        folder, "import sys\nsys.modules['tensorflow'] = None", KERAS_BACKEND="jax", JAX_PLATFORMS="cpu", PYTHONPATH=""
    )  # fmt: skip
    assert done.returncode == 1 and "none holds no converted photos" in " ".join(done.stderr.split())


def test_what_is_missing_on_the_machine_is_named(records: Path, config_file: Path, tmp_path: Path) -> None:
    folder = packed(tmp_path, records, config_file)
    hide = (
        "import importlib.util as u\nreal = u.find_spec\n"
        "u.find_spec = lambda name: None if name in ('grain', 'PIL', 'torch') else real(name)"
    )
    done = run(folder, hide, KERAS_BACKEND="torch")
    assert done.returncode == 1
    assert "pillow, grain, torch" in done.stderr and "PYTHONPATH" in done.stderr


def test_a_file_that_would_be_too_large_is_not_written_and_says_what_to_reduce(
    records: Path, config_file: Path, tmp_path: Path
) -> None:
    with pytest.raises(PackError, match=r"MB, more than 0\.1: .*--quality \(40\)"):
        packed(tmp_path, records, config_file, most_megabytes=0.1)
    assert list(tmp_path.iterdir()) == []


def test_start_weights_that_only_tensorflow_reads_are_refused(records: Path, tmp_path: Path) -> None:
    command = ["pack", "--train", str(records), "--val", str(records), "--out", str(tmp_path / "a.tar")]
    result = CliRunner().invoke(app, [*command, "--start", "backbone.tflite"])
    assert isinstance(result.exception, PackError) and "Only TensorFlow" in str(result.exception)
