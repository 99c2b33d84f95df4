"""Whom a Chromium trusts: on Linux it reads that from a database in the home folder."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from urllib.request import urlopen

import pytest


def empty_home(home: Path) -> Path:
    """Makes a home folder with a database that trusts nobody but those whom Chromium knows itself."""
    if shutil.which("certutil") is None:
        pytest.fail("The test needs certutil: scripts/test installs it, or apt install libnss3-tools")
    database = home / ".pki" / "nssdb"
    database.mkdir(parents=True)
    subprocess.run(["certutil", "-d", f"sql:{database}", "-N", "--empty-password"], check=True)
    return home


def install_authority(home: Path, door_url: str) -> None:
    """What the steps on the page of ``--phone`` do on a phone."""
    with urlopen(f"{door_url}shelfscan.crt") as answer:
        (home / "downloaded.crt").write_bytes(answer.read())
    database = f"sql:{home / '.pki' / 'nssdb'}"
    arguments = ["-A", "-t", "C,,", "-n", "shelfscan", "-i", str(home / "downloaded.crt")]
    subprocess.run(["certutil", "-d", database, *arguments], check=True)
