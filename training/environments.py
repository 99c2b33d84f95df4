"""Python environments beside the main one, for packages that cannot be installed with the others.

Each has the packages of one dependency group of pyproject.toml, at the versions of uv.lock.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from uv import find_uv_bin

from training.errors import TrainingSideError

ROOT = Path(__file__).resolve().parent.parent


class LockedEnvironmentError(TrainingSideError):
    """The packages could not be installed; the message holds what uv said."""


def locked_environment(group: str, folder: Path) -> Path:
    """The Python of an environment in ``folder`` that has the packages of ``group`` and no others.

    The first call installs them, which takes a network. Later calls compare the environment with uv.lock, in some
    hundredths of a second. Processes that call this at the same time wait for each other.

    Raises:
        LockedEnvironmentError: a package cannot be had, or there is none for this version of Python.
    """
    command = [
        find_uv_bin(),
        "sync",
        "--quiet",
        "--locked",
        "--only-group",
        group,
        "--python",
        sys.executable,
    ]
    environment = os.environ | {"UV_PROJECT_ENVIRONMENT": str(folder)}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise LockedEnvironmentError(
            f"The packages of the group {group} could not be installed into {folder}. {done.stderr.strip()}"
        )
    return folder / "bin" / "python"
