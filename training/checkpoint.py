"""Checkpoints: one file with every variable and its configuration, written so that a kill never leaves a torn one."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import keras
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from training.errors import TrainingSideError


class CheckpointError(TrainingSideError):
    """A checkpoint that cannot be read or does not fit; the message says which file and why."""


Knobs = TypeVar("Knobs", bound=BaseModel)


@dataclass(frozen=True)
class Checkpoint(Generic[Knobs]):
    """``step`` steps are done; ``values`` are the variables by their name."""

    step: int
    config: Knobs
    values: dict[str, Any]


def save(path: Path, step: int, config: BaseModel, values: dict[str, Any]) -> None:
    """Writes a checkpoint; ``path`` holds the old one or the whole new one at any moment.

    Raises:
        CheckpointError: the disk does not take it, or a value is no number.
    """
    for name, value in values.items():
        if not np.isfinite(value).all():
            raise CheckpointError(
                f"At step {step} {name} holds values that are no numbers, which {path} must not be replaced with. "
                "Lower the learning rate, name another --out and begin anew; what was saved before is still there."
            )
    meta = np.frombuffer(json.dumps({"step": step, "config": config.model_dump()}).encode(), np.uint8)
    partial = path.with_suffix(".partial")
    try:
        with partial.open("wb") as file:
            np.savez(file, __meta__=meta, **values)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise CheckpointError(
            f"Cannot write {path}: {error.strerror or error}. What it held before is still there. Mend that, and give "
            "the same command again: the run goes on from the last checkpoint."
        ) from error


def load(path: Path, knobs: type[Knobs]) -> Checkpoint[Knobs]:
    """Reads a checkpoint whose configuration is of this kind.

    Raises:
        CheckpointError: there is none at ``path``, or it is damaged.
    """
    try:
        with path.open("rb") as opened, np.load(opened) as file:
            meta = json.loads(file["__meta__"].tobytes())
            values = {name: file[name] for name in file.files if name != "__meta__"}
        return Checkpoint(int(meta["step"]), knobs.model_validate(meta["config"]), values)
    except FileNotFoundError as error:
        raise CheckpointError(f"There is no checkpoint {path}: name the folder of a run.") from error
    # NumPy, zipfile, zlib and pydantic raise errors of many kinds for damaged files, and promise no list of them.
    except Exception as error:
        raise CheckpointError(
            f"Cannot read the checkpoint {path}: {error or type(error).__name__}. It is damaged, or none of this "
            "program. Put a copy in its place if there is one; or delete it, and the run begins anew."
        ) from error


def variables_of(*owners: keras.Model | keras.optimizers.Optimizer) -> dict[str, keras.Variable]:
    """The variables of models and optimizers by name; an optimizer's are numbered, for their paths are not unique."""
    named: dict[str, keras.Variable] = {}
    for owner in owners:
        for index, variable in enumerate(owner.variables):
            if isinstance(owner, keras.optimizers.Optimizer):
                named[f"optimizer/{index}/{variable.name}"] = variable
            else:
                named[variable.path] = variable
    return named


def value_of(variable: keras.Variable) -> NDArray[Any]:
    """The present value as an array of its own: what PyTorch gives changes with its variable."""
    return np.asarray(variable).copy()


def values_of(variables: dict[str, keras.Variable]) -> dict[str, Any]:
    """The variables' present values as arrays."""
    return {name: value_of(variable) for name, variable in variables.items()}


def restore(variables: dict[str, keras.Variable], values: dict[str, Any]) -> None:
    """Sets the variables to ``values``.

    Raises:
        CheckpointError: a variable is missing among the values, or has another shape.
    """
    for name, variable in variables.items():
        if name not in values or values[name].shape != tuple(variable.shape):
            raise CheckpointError(
                f"The checkpoint does not fit this network: {name} is missing or of another shape."
            )
        variable.assign(values[name])


def transfer(variables: dict[str, keras.Variable], values: dict[str, Any]) -> int:
    """Sets the network's variables that have a value of the same name and shape; returns how many were set."""
    fitting = [
        name
        for name, variable in variables.items()
        if not name.startswith("optimizer/") and name in values
        and values[name].shape == tuple(variable.shape)
    ]  # fmt: skip
    for name in fitting:
        variables[name].assign(values[name])
    return len(fitting)
