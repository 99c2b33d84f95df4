"""What TensorBoard shows of a run: numbers and pictures, written as its event files without TensorFlow.

An event file is a TFRecord file of Event messages (tensorflow/core/util/event.proto, framework/summary.proto).
"""

from __future__ import annotations

import io
import socket
import time
from pathlib import Path

from PIL import Image

from training.data.protobuf import bytes_field, double_field, float_field, integer_field
from training.data.tfrecord import write_record

RGB = 3


class Board:
    """Appends to an event file of its own in a folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"events.out.tfevents.{time.time():.6f}.{socket.gethostname()}"
        self._write(bytes_field(3, b"brain.Event:2"))

    def _write(self, content: bytes) -> None:
        with self._path.open("ab") as file:
            write_record(file, double_field(1, time.time()) + content)

    def _show(self, step: int, name: str, value: bytes) -> None:
        summary = bytes_field(1, bytes_field(1, name.encode()) + value)
        self._write(integer_field(2, step) + bytes_field(5, summary))

    def show_value(self, step: int, name: str, value: float) -> None:
        """Adds a point to the curve of ``name``."""
        self._show(step, name, float_field(2, value))

    def show_picture(self, step: int, name: str, picture: Image.Image) -> None:
        """Adds a picture to those of ``name``."""
        encoded = io.BytesIO()
        picture.convert("RGB").save(encoded, "PNG")
        size = integer_field(1, picture.height) + integer_field(2, picture.width) + integer_field(3, RGB)
        self._show(step, name, bytes_field(4, size + bytes_field(4, encoded.getvalue())))
