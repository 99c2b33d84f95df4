"""TFRecord files: each record is its length, a checksum of the length, the data, a checksum of the data.

The format is TensorFlow's (tensorflow/core/lib/io/record_writer.h), written without TensorFlow, so that photos can be
converted and read on machines that do not have it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import google_crc32c

from training.data.sources import DataError

HEADER = struct.Struct("<QI")
CHECKSUM = struct.Struct("<I")


def _checksum(data: bytes) -> int:
    """CRC-32C, rotated and moved as TensorFlow does it ("masked")."""
    crc: int = google_crc32c.value(data)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def write_record(file: BinaryIO, data: bytes) -> None:
    """Appends a record."""
    length = struct.pack("<Q", len(data))
    file.write(length + CHECKSUM.pack(_checksum(length)) + data + CHECKSUM.pack(_checksum(data)))


def record_places(path: Path) -> list[tuple[int, int]]:
    """Where the records of a file lie: the position and the length of the data of each. The data are not read.

    Raises:
        DataError: the file cannot be read, is damaged or cut short.
    """
    places: list[tuple[int, int]] = []
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            position = 0
            while position < size:
                file.seek(position)
                header = file.read(HEADER.size)
                length, checksum = HEADER.unpack(header)
                start, position = position + HEADER.size, position + HEADER.size + length + CHECKSUM.size
                if checksum != _checksum(header[:8]) or position > size:
                    raise ValueError(f"the record at {start - HEADER.size} is cut short")
                places.append((start, length))
    except (OSError, ValueError, struct.error) as error:
        raise DataError(f"{path} is damaged: {error}. Convert the photos again.") from error
    return places


def read_record(path: Path, start: int, length: int) -> bytes:
    """The data of the record at a place.

    Raises:
        DataError: the file cannot be read, or the data are not what was written.
    """
    try:
        with path.open("rb") as file:
            file.seek(start)
            data, checksum = file.read(length), file.read(CHECKSUM.size)
    except OSError as error:
        raise DataError(f"Cannot read {path}: {error}") from error
    if checksum != CHECKSUM.pack(_checksum(data)):
        raise DataError(
            f"{path} is damaged: the record at {start} is not what was written. Convert the photos again."
        )
    return data


def read_records(path: Path) -> Iterator[bytes]:
    """The data of all records of a file, in order.

    Raises:
        DataError: the file cannot be read or is damaged.
    """
    for start, length in record_places(path):
        yield read_record(path, start, length)
