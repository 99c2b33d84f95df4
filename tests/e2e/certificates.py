"""Certificates that Chromium trusts. On Linux it reads them from a database in the home folder."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from urllib.request import urlopen

import pytest


def empty_home(home: Path) -> Path:
    """Creates a home folder with an empty database, so that Chromium trusts only its built-in authorities."""
    if shutil.which("certutil") is None:
        pytest.fail("The test needs certutil: scripts/test installs it, or apt install libnss3-tools")
    database = home / ".pki" / "nssdb"
    database.mkdir(parents=True)
    subprocess.run(["certutil", "-d", f"sql:{database}", "-N", "--empty-password"], check=True)
    return home


def install_authority(home: Path, door_url: str) -> None:
    """Installs the authority, as the steps on the page of ``--phone`` do on a phone."""
    with urlopen(f"{door_url}shelfscan.crt") as answer:
        (home / "downloaded.crt").write_bytes(answer.read())
    database = f"sql:{home / '.pki' / 'nssdb'}"
    arguments = ["-A", "-t", "C,,", "-n", "shelfscan", "-i", str(home / "downloaded.crt")]
    subprocess.run(["certutil", "-d", database, *arguments], check=True)
