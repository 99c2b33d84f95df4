"""Checkpoints: damage is a sentence that names the file, and a full disk loses nothing."""

from __future__ import annotations

import io
import json
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from tests.app.phone.test_key_files import full_disk
from tests.conftest import ROOT
from tests.coverage.python import unmeasured
from training import checkpoint, cli
from training.checkpoint import CheckpointError
from training.config import Config
from training.run_folder import RunFolder

VALUES = {"kernel": np.arange(1000, dtype=np.float32)}


def npy() -> bytes:
    """A single array, which NumPy loads without a word."""
    content = io.BytesIO()
    np.save(content, VALUES["kernel"])
    return content.getvalue()


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A checkpoint of step 1."""
    checkpoint.save(tmp_path / "latest.npz", 1, Config(), VALUES)
    return tmp_path / "latest.npz"


@pytest.mark.parametrize("content", [b"", b"PK", b"no checkpoint", npy(), pickle.dumps({})])
def test_a_file_that_is_no_checkpoint_is_an_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "latest.npz").write_bytes(content)
    with pytest.raises(CheckpointError, match=r"latest\.npz: .*delete it, and the run begins anew"):
        checkpoint.load(tmp_path / "latest.npz", Config)


def test_a_checkpoint_that_is_damaged_anywhere_is_an_error_or_read_right(
    saved: Path,
) -> None:
    whole = saved.read_bytes()
    rng = np.random.default_rng(1)
    for place in rng.integers(0, len(whole), 100).tolist():
        for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :]):
            saved.write_bytes(damaged)
            with suppress(CheckpointError):
                # Some bytes of a zip file are not looked at.
                np.testing.assert_array_equal(
                    checkpoint.load(saved, Config).values["kernel"], VALUES["kernel"]
                )


def test_a_full_disk_keeps_the_last_checkpoint_and_says_what_to_do(saved: Path) -> None:
    with (
        full_disk(),
        pytest.raises(CheckpointError, match=r"latest\.npz: File too large.*give the same command"),
    ):
        checkpoint.save(saved, 2, Config(), VALUES)
    assert checkpoint.load(saved, Config).step == 1
    assert list(saved.parent.iterdir()) == [saved]  # What was begun takes no room.


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_weights_that_are_no_numbers_never_replace_a_checkpoint(saved: Path, number: float) -> None:
    """A finite loss can have a gradient that is none, and the next loss would come after the checkpoint."""
    damaged = VALUES["kernel"].copy()
    damaged[500] = number
    with pytest.raises(CheckpointError, match=r"At step 2 kernel holds .* no numbers.*latest\.npz"):
        checkpoint.save(saved, 2, Config(), VALUES | {"step": np.int64(2), "kernel": damaged})
    assert checkpoint.load(saved, Config).step == 1
    assert list(saved.parent.iterdir()) == [saved]


KILLED = """
import os, signal, sys
from pathlib import Path
import numpy as np
from training import checkpoint
from training.config import Config

def killed(*_arguments):
    os.kill(os.getpid(), signal.SIGKILL)

moment = sys.argv[1]
if moment == "half":
    real = np.savez
    def half(file, **values):
        real(file, kernel=values["kernel"][:100])
        file.flush()
        killed()
    np.savez = half
elif moment == "written":
    os.fsync = killed
else:
    Path.replace = killed
checkpoint.save(Path(sys.argv[2]), 2, Config(), {"kernel": np.zeros(1_000_000, np.float32)})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_a_kill_at_any_moment_of_a_save_leaves_the_last_checkpoint(saved: Path) -> None:
    command = [sys.executable, "-c", KILLED]
    with unmeasured():
        # All at once, since each needs seconds to begin.
        moments = {moment: saved.parent / moment / saved.name for moment in ("half", "written", "replaced")}
        running = []
        for moment, path in moments.items():
            path.parent.mkdir()
            path.write_bytes(saved.read_bytes())
            process = subprocess.Popen([*command, moment, str(path)], cwd=ROOT, stderr=subprocess.PIPE)
            running.append(process)
        for process in running:
            _, said = process.communicate()
            assert process.returncode == -signal.SIGKILL, said
    for path in moments.values():
        assert len(list(path.parent.iterdir())) == 2  # What was begun is there: the kill came in the middle.
        state = RunFolder(path.parent, Config()).latest()
        assert state is not None and state.step == 1
        np.testing.assert_array_equal(state.values["kernel"], VALUES["kernel"])


def test_a_run_that_was_killed_while_it_saved_goes_on_from_the_last_checkpoint(saved: Path) -> None:
    saved.with_suffix(".partial").write_bytes(saved.read_bytes()[:100])
    state = RunFolder(saved.parent, Config()).latest()
    assert state is not None and state.step == 1
    checkpoint.save(saved, 2, Config(), VALUES)
    assert list(saved.parent.iterdir()) == [saved]


def test_a_log_whose_last_line_was_cut_short_is_gone_on_with(tmp_path: Path) -> None:
    lines = [json.dumps({"step": step, "class_loss": 0.5}) for step in (1, 2)]
    (tmp_path / "log.jsonl").write_bytes(
        "\n".join([*lines, '{"step": 3, "cl']).encode() + bytes(9) + b"\xff\n3\n"
    )
    folder = RunFolder(tmp_path, Config())
    folder.open_log(2)
    folder.log(3, {"class_loss": 0.4})
    steps = [json.loads(line)["step"] for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert steps == [1, 2, 3]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--name", "../../evil"], "The name of a bundle is lower-case letters"),
        (["--name", "/srv/evil"], "The name of a bundle is"),
        (["--name", ""], "The name of a bundle is"),
        (["--version", "1.0"], "The version of a bundle is three numbers, 1.2.3 say, not '1.0'"),
        (["--version", "1.0.0\n"], "The version of a bundle is"),
    ],
)
def test_a_wrong_name_or_version_is_refused_before_anything_is_read(
    options: list[str], problem: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["export", "--run", "missing", "--val", "missing", "--version", "1.0.0", *options]
    monkeypatch.setattr(sys, "argv", ["training", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert problem in capsys.readouterr().err


def test_a_full_disk_anywhere_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise OSError(28, "No space left on device", "runs/[a]/log.jsonl")

    monkeypatch.setattr(cli, "app", fail)
    with pytest.raises(SystemExit):
        cli.main()
    assert capsys.readouterr().err == (
        "Error: No space left on device: runs/[a]/log.jsonl. Mend that, and try again.\n"
    )
