#!/usr/bin/env python3
"""Runs the experiment that ``python -m training pack`` packed with this file.

The run's folder is $OUT, or else run-out in the folder from which it is started. A run that was interrupted goes on,
and so does one whose latest.npz was packed. KERAS_BACKEND chooses jax, torch or tensorflow; left out, it is the first
of them that is installed. Nothing is fetched: what is missing is named.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
from pathlib import Path

BACKENDS = ("jax", "torch", "tensorflow")
PACKAGES = {
    "keras": "keras", "numpy": "numpy", "PIL": "pillow", "pydantic": "pydantic", "typer": "typer", "rich": "rich",
    "pycocotools": "pycocotools", "grain": "grain", "google_crc32c": "google-crc32c",
}  # fmt: skip
"""Names of modules, and of the packages on PyPI that they are in."""


def missing_packages(backend: str | None) -> list[str]:
    """The packages that are not installed on this machine."""
    missing = [package for module, package in PACKAGES.items() if not importlib.util.find_spec(module)]
    if backend is None or not importlib.util.find_spec(backend):
        missing.append(backend or "one of " + ", ".join(BACKENDS))
    return missing


def main() -> None:
    """Trains, after checking that everything is here."""
    here = Path(__file__).resolve().parent
    backend = os.environ.get("KERAS_BACKEND") or next(filter(importlib.util.find_spec, BACKENDS), None)
    if missing := missing_packages(backend):
        sys.exit(
            f"Missing on this machine, for {sys.executable}: {', '.join(missing)}. Install them, or unpack their "
            "wheels into a folder that PYTHONPATH names."
        )
    os.environ["KERAS_BACKEND"] = str(backend)
    out = Path(os.environ.get("OUT") or "run-out").resolve()
    out.mkdir(parents=True, exist_ok=True)
    if (here / "latest.npz").exists() and not (out / "latest.npz").exists():
        shutil.copy(here / "latest.npz", out / "latest.npz")
    print(f"Training with {backend} into {out}", flush=True)
    os.chdir(here)  # the arguments name folders in here
    sys.path.insert(0, str(here))
    # Processes that read ahead import this code too, and find it by this.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(here), os.environ.get("PYTHONPATH")]))
    from training.cli import main as command

    arguments = json.loads((here / "arguments.json").read_text(encoding="utf-8"))
    sys.argv = ["training", "train", *arguments, "--out", str(out)]
    command()


if __name__ == "__main__":
    main()
