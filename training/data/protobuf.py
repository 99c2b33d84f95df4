"""Protocol buffers' wire format, as much of it as records of photos and TensorBoard's events need.

https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

VARINT, DOUBLE, BYTES, FLOAT = 0, 1, 2, 5
"""Wire types: an integer of 1 to 10 bytes, 8 bytes, bytes after their number, 4 bytes."""


def varint(value: int) -> bytes:
    """An integer from 0 on, seven bits a byte, the lowest first."""
    encoded = bytearray()
    while value > 127:
        encoded.append(value & 127 | 128)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def read_varint(message: bytes, position: int) -> tuple[int, int]:
    """The integer at ``position``, and the position after it."""
    value, shift = 0, 0
    while True:
        byte = message[position]
        value |= (byte & 127) << shift
        position, shift = position + 1, shift + 7
        if byte < 128:
            return value, position


def integer_field(number: int, value: int) -> bytes:
    """A field that holds an integer from 0 on."""
    return varint(number << 3 | VARINT) + varint(value)


def double_field(number: int, value: float) -> bytes:
    """A field that holds a double."""
    return varint(number << 3 | DOUBLE) + struct.pack("<d", value)


def float_field(number: int, value: float) -> bytes:
    """A field that holds a float."""
    return varint(number << 3 | FLOAT) + struct.pack("<f", value)


def bytes_field(number: int, value: bytes) -> bytes:
    """A field that holds bytes: text, numbers packed, or a message."""
    return varint(number << 3 | BYTES) + varint(len(value)) + value


def packed_integers(values: Iterable[int]) -> bytes:
    """Integers from 0 on, one after the other."""
    return b"".join(varint(value) for value in values)


def read_packed_integers(packed: bytes) -> list[int]:
    """The integers that ``packed_integers`` wrote."""
    values, position = [], 0
    while position < len(packed):
        value, position = read_varint(packed, position)
        values.append(value)
    return values


def bytes_fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each field of a message; of records, all fields hold bytes.

    Raises:
        ValueError: the message is cut short, or a field holds anything else.
    """
    position = 0
    while position < len(message):
        try:
            tag, start = read_varint(message, position)
            length, start = read_varint(message, start)
        except IndexError as error:
            raise ValueError("The message is cut short.") from error
        position = start + length
        if tag & 7 != BYTES or position > len(message):
            raise ValueError(f"Field {tag >> 3} is cut short or not of bytes.")
        yield tag >> 3, message[start:position]
