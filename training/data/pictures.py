"""Checks photos and encodes them as JPEGs, rotated as their boxes are; in several processes, as this is slow.

Nothing here imports TensorFlow, so that a worker starts in a moment.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from training.data.sources import DataError, LabelledPhoto, PhotoProblem, Report

EXIF_ORIENTATION = 0x0112
JPEG_QUALITY = 95
PHOTOS_AHEAD = 4
"""Photos a worker that may wait to be written: memory holds no more of them."""

MISSING = "photo missing: left out"
UNREADABLE = "photo unreadable: left out"
OTHER_SIZE = "photo of another size than its annotation says: left out"


TURNED = (
    "photo turned by its EXIF, and its size does not tell whether its boxes are too: taken as held upright"
)


def report_turned(photos: Iterable[LabelledPhoto], report: Report) -> None:
    """Names photos whose boxes may be of the stored pixels or of the upright ones: both have the stated size.

    If they lie wrong in a picture of these, turn the files themselves and take the rotation out of their EXIF.
    """
    for photo in photos:
        try:
            if len(photo.boxes) and photo.path.is_file():
                with Image.open(photo.path) as image:
                    orientation = image.getexif().get(EXIF_ORIENTATION, 1)
                    keeps_size = orientation in (2, 3, 4) or image.width == image.height
                    report.add(TURNED, photo.name, int(2 <= orientation <= 8 and keeps_size))
        except Exception:  # noqa: S112 - it is named when its pixels are read.
            continue


def upright_jpeg(path: Path, width: int, height: int) -> bytes:
    """The photo as a JPEG whose pixels lie as the boxes expect, with no EXIF rotation left to apply.

    Tools disagree whether boxes refer to the stored or to the upright pixels; the picture size ``width`` x ``height``
    that the annotation states shows which it was. Pictures other than JPEG are encoded as JPEG.

    Raises:
        PhotoProblem: the file is missing or broken, or its size fits the annotation neither way.
    """
    try:
        _refuse_pipe(path)
        content = path.read_bytes()
        with Image.open(io.BytesIO(content)) as image:
            stored_size, rotated = image.size, image.getexif().get(EXIF_ORIENTATION, 1) != 1
            expected = (width, height)
            plain = image.format == "JPEG" and not rotated and image.mode in ("RGB", "L")
            if plain and stored_size == expected:
                image.load()  # finds a file that is cut short
                return content
            upright = ImageOps.exif_transpose(image)
            if expected not in (upright.size, stored_size):
                sizes = "{}x{} pixels, the annotation says {}x{}".format(*upright.size, *expected)
                raise PhotoProblem(OTHER_SIZE, sizes)
            pixels = upright if upright.size == expected else image
            buffer = io.BytesIO()
            pixels.convert("RGB").save(buffer, "JPEG", quality=JPEG_QUALITY, subsampling=0)
            return buffer.getvalue()
    except (PhotoProblem, MemoryError):
        raise
    except FileNotFoundError as error:
        raise PhotoProblem(MISSING) from error
    except (
        Exception
    ) as error:  # Pillow raises errors of many kinds for broken files, and promises no list of them
        raise PhotoProblem(UNREADABLE, _reason(error)) from error


def upright_size(path: Path, name: str, report: Report) -> tuple[int, int] | None:
    """Width and height of the photo held upright, for annotations that do not state them.

    None if the photo is missing or broken, which the report then says.
    """
    try:
        _refuse_pipe(path)
        with Image.open(path) as image:
            width, height = image.size
            rotated = image.getexif().get(EXIF_ORIENTATION, 1) in (5, 6, 7, 8)
            if width != height:  # The others are found when all photos are known.
                report.add(TURNED, name, int(rotated))
            return (height, width) if rotated else (width, height)
    except FileNotFoundError:
        report.add(MISSING, name)
    except Exception as error:  # as above
        report.add(UNREADABLE, f"{name} ({_reason(error)})")
    return None


def _refuse_pipe(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise PhotoProblem(UNREADABLE, "it is no file")  # Reading a FIFO would wait for its writer.


def _reason(error: Exception) -> str:
    if isinstance(error, UnidentifiedImageError):  # its own message shows a buffer's address
        return "no picture of a known kind"
    return str(error) or type(error).__name__


def _checked(path: Path, width: int, height: int) -> bytes | PhotoProblem:
    try:
        return upright_jpeg(path, width, height)
    except PhotoProblem as problem:
        return problem


def _start_worker() -> None:
    """A worker leaves Ctrl-C to the process that started it, and ends with it, even if that was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def end_with_parent() -> None:
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()


def upright_jpegs(photos: Iterable[LabelledPhoto], workers: int) -> Generator[bytes | PhotoProblem]:
    """The JPEG of each photo, or why there is none, in the order of ``photos`` whatever the number of workers.

    Raises:
        DataError: a worker was killed.
    """
    if workers == 1:
        for photo in photos:
            yield _checked(photo.path, photo.width, photo.height)
        return
    # Not forked: TensorFlow's threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker)
    waiting: deque[Future[bytes | PhotoProblem]] = deque()
    try:
        for photo in photos:
            waiting.append(pool.submit(_checked, photo.path, photo.width, photo.height))
            if len(waiting) == workers * PHOTOS_AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise DataError(
            "A process that checks photos was killed, perhaps for want of memory. Give the same command again with "
            "fewer --workers: finished shards are kept."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)
