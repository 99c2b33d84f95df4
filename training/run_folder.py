"""The folder of a run: latest.npz and best.npz, log.jsonl and TensorBoard's events."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Generic

from PIL import Image
from rich.console import Console

from training import checkpoint
from training.board import Board
from training.checkpoint import Knobs
from training.errors import TrainingSideError

console = Console()


class TrainingError(TrainingSideError):
    """A run that cannot go on; the message says at which step and what to do."""


def _read_log(path: Path) -> list[dict[str, Any]]:
    """The entries of a log. A line that a full disk or a power cut left unfinished is passed over."""
    entries: list[dict[str, Any]] = []
    for line in path.read_text("utf-8", errors="replace").splitlines() if path.exists() else []:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and isinstance(entry.get("step"), int):
            entries.append(entry)
    return entries


class RunFolder(Generic[Knobs]):
    """All that a run writes goes through here. Of several processes that train together, one ``writes``."""

    def __init__(self, path: Path, config: Knobs, *, writes: bool = True) -> None:
        self.path, self._config, self._writes = path, config, writes
        self._board: Board | None = None
        if writes:
            path.mkdir(parents=True, exist_ok=True)

    def latest(self) -> checkpoint.Checkpoint[Knobs] | None:
        """The state to go on from; None if the run is to begin.

        Raises:
            CheckpointError: latest.npz cannot be read.
            TrainingError: the folder holds a run with another configuration.
        """
        path = self.path / "latest.npz"
        if not path.exists():
            return None
        state = checkpoint.load(path, type(self._config))
        if state.config != self._config:
            raise TrainingError(
                f"{self.path} holds a run with another configuration: name another --out, or delete it."
            )
        return state

    def open_log(self, step: int) -> None:
        """Starts the log at ``step``: what a killed run wrote after its last checkpoint is removed from it."""
        if not self._writes:
            return
        path = self.path / "log.jsonl"
        past = [entry for entry in _read_log(path) if entry["step"] <= step]
        partial = path.with_suffix(".partial")
        partial.write_text("".join(json.dumps(entry) + "\n" for entry in past), encoding="utf-8")
        partial.replace(path)
        for events in self.path.glob("events.out.tfevents.*"):
            events.unlink()
        self._board = Board(self.path)
        for entry in past:
            self._show_values(entry.pop("step"), entry)

    def log(self, step: int, values: dict[str, float]) -> None:
        """Appends one line to the log; TensorBoard shows the same values."""
        if not self._writes:
            return
        rounded = {key: round(value, 5) for key, value in values.items()}
        with (self.path / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps({"step": step, **rounded}) + "\n")
        self._show_values(step, rounded)

    def _show_values(self, step: int, values: dict[str, float]) -> None:
        if self._board:
            for key, value in values.items():
                self._board.show_value(step, key, value)

    def show_pictures(self, step: int, pictures: list[Image.Image]) -> None:
        """Gives pictures to TensorBoard."""
        if self._board:
            for number, picture in enumerate(pictures):
                self._board.show_picture(step, f"val/photo {number}", picture)

    def save(self, name: str, step: int, values: dict[str, Any]) -> None:
        """Writes the checkpoint ``name``, latest.npz or best.npz."""
        if self._writes:
            checkpoint.save(self.path / name, step, self._config, values)

    def say(self, text: str) -> None:
        """Prints a line."""
        if self._writes:
            console.print(text)
