"""The smallest network that is still of the detector's kind, for tests whose subject is the run and not the network.

Tracing and compiling take nearly all of a short run's time, and both grow with the number of layers. As a program it
is a compiled run in a process of its own:

    python -m tests.training.tiny <configuration as JSON> <records> <start weights or ""> <out>
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partialmethod
from pathlib import Path
from unittest import mock

from tests.conftest import ROOT
from training.config import Config

# One block a stage, of a few channels: expansion, channels, repeats, stride.
BLOCKS = [
    (1, 8, 1, 1),
    (2, 8, 1, 2),
    (2, 8, 1, 2),
    (2, 16, 1, 2),
    (2, 16, 1, 1),
    (2, 16, 1, 2),
    (2, 16, 1, 1),
]


@contextmanager
def shallow_backbone() -> Iterator[None]:
    """Networks that are built in this block have a backbone of seven small blocks."""
    with mock.patch("training.network.BLOCKS", BLOCKS):
        yield


def train_tiny(
    config: Config,
    records: Path,
    start: Path | None,
    out: Path,
    *,
    compiled: bool = False,
    val: Path | None = None,
) -> None:
    """A run on ``records``, which serve for validation too if there is no ``val``, with the shallow backbone.

    It is compiled only where that is the subject: tracing a step takes longer than a few steps, for two devices ten
    times.
    """
    # Here, so that a process of its own can be without TensorFlow before it is asked for.
    import keras

    from training.step import Trainer
    from training.train import train

    compile_model = partialmethod(keras.Model.compile, run_eagerly=not compiled)
    with shallow_backbone(), mock.patch.object(Trainer, "compile", compile_model):
        train(config, [records], val or records, start, out)


def train_elsewhere(
    config: Config, records: Path, start: Path | None, out: Path, *environments: dict[str, str]
) -> list[Path]:
    """``train_tiny`` in processes of their own, one for each environment, all at once; returns when they have ended.

    Each is given a folder of its own in ``out``, so that it shows which of them wrote what. Where another backend than
    TensorFlow is chosen, TensorFlow cannot be imported.
    """
    running: list[tuple[subprocess.Popen[bytes], Path]] = []
    for number, environment in enumerate(environments):
        arguments = [config.model_dump_json(), str(records), str(start or ""), str(out / str(number))]
        said = (
            out / f"{number}.txt"
        )  # a pipe that nobody reads could fill, and stop a process that others wait for
        with said.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.training.tiny", *arguments], cwd=ROOT, env=os.environ | environment,
                stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        running.append((process, said))
    try:
        for process, said in running:
            assert process.wait() == 0, said.read_text()[-20_000:]
    finally:
        for process, _ in running:
            process.kill()
            process.wait()
    return [out / str(number) for number in range(len(environments))]


def main() -> None:
    if os.environ.get("KERAS_BACKEND", "tensorflow") != "tensorflow":
        sys.modules["tensorflow"] = None  # type: ignore[assignment]
    configuration, records, start, out = sys.argv[1:]
    config = Config.model_validate_json(configuration)
    train_tiny(config, Path(records), Path(start) if start else None, Path(out), compiled=True)


if __name__ == "__main__":
    main()
