"""Whole systems that were made once and are copied from then on, by the hash of what makes them.

They lie in ``$XDG_CACHE_HOME/shelfscan/systems``, by default in ``~/.cache``. Several processes may use them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path


def cache_folder() -> Path:
    """Where systems are kept."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "shelfscan" / "systems"


def hash_of(*parts: str | bytes) -> str:
    """A short name for what a system is made of."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(b"%d " % len(content) + content)
    return digest.hexdigest()[:16]


def hash_of_files(root: Path, names: Iterable[str]) -> str:
    """A hash of files and of all files in folders, with their paths relative to ``root``."""
    files = [
        file for name in names for file in ([root / name] if (root / name).is_file() else walk(root / name))
    ]
    parts: list[str | bytes] = []
    for file in sorted(files):
        parts += [file.relative_to(root).as_posix(), file.read_bytes()]
    return hash_of(*parts)


def walk(folder: Path) -> Iterator[Path]:
    """All files in a folder."""
    return (path for path in folder.rglob("*") if path.is_file())


def copy_tree(source: Path, target: Path) -> None:
    """Copies a whole system, with its owners and links; where the disk can, without taking room."""
    subprocess.run(["cp", "--archive", "--reflink=auto", str(source), str(target)], check=True)


def cached(
    kind: str, key: str, target: Path, make: Callable[[Path], None], folder: Path | None = None
) -> None:
    """Puts the system ``kind`` with the hash ``key`` into ``target``, which ``make`` fills if it is not kept yet.

    What was kept of this kind under another hash is deleted. What ``make`` raises is raised, and nothing is kept.
    """
    folder = folder or cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{kind}-{key}"
    with locked(folder / f"{kind}.lock"):
        if kept.is_dir():
            copy_tree(kept, target)
            return
        make(target)
        partial = folder / f"{kind}.partial"
        shutil.rmtree(partial, ignore_errors=True)  # Left behind by a process that was ended.
        copy_tree(target, partial)
        for old in folder.glob(f"{kind}-*"):
            shutil.rmtree(old)
        partial.rename(kept)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Only one process at a time is in here."""
    with path.open("w") as file:
        flock(file, LOCK_EX)
        yield
