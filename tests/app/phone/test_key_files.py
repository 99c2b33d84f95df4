from __future__ import annotations

import resource
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address
from pathlib import Path

import pytest

from app.phone.authority import AUTHORITY_FILE, Authority
from app.phone.certificates import make_authority
from app.phone.key_files import read_key_file, write_key_file


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow beyond some bytes, as when the disk is full."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_full_disk_keeps_the_old_key_and_leaves_no_part_of_a_new_one(tmp_path: Path) -> None:
    file = tmp_path / AUTHORITY_FILE
    old = make_authority()
    write_key_file(file, old)
    with full_disk(), pytest.raises(OSError, match="File too large"):
        write_key_file(file, make_authority())
    assert read_key_file(file).certificate == old.certificate
    assert list(tmp_path.iterdir()) == [file]


def test_a_certificate_that_cannot_be_loaded_for_a_full_disk_leaves_no_key_behind(tmp_path: Path) -> None:
    issued = Authority.open(tmp_path).issue([IPv4Address("192.168.1.20")], [])
    with full_disk(), pytest.raises(OSError, match="File too large"):
        issued.load_into(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
    assert [file.name for file in tmp_path.iterdir()] == [AUTHORITY_FILE]
