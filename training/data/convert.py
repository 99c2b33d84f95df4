"""Writes labelled photos as TFRecord shards with a data card; a killed conversion goes on when started again."""

from __future__ import annotations

import hashlib
import math
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from pathlib import Path

import PIL

from training.data.pictures import report_turned, upright_jpegs
from training.data.records import DataCard, read_data_card, shard_paths, to_record
from training.data.shards import Shard, sweep
from training.data.sources import ANY_LABEL, DataError, LabelledPhoto, PhotoProblem, Report, clean_photos
from training.data.statistics import statistics
from training.data.tfrecord import read_records

FORMAT = 1
"""To be raised when the same photos would be written as other shards."""
LEAST_SHARDS = 8
PHOTOS_A_SHARD = 128


class ProblemsError(DataError):
    """A strict conversion found problems; ``card`` is the card that it did not write."""

    def __init__(self, card: DataCard) -> None:
        super().__init__(
            f"{sum(card.problems.values())} problems, and --strict allows none: nothing in the folder was replaced. "
            "Mend the photos and labels, or convert without --strict."
        )
        self.card = card


def _fingerprint(
    photos: list[LabelledPhoto], labels: list[str], shards: int, machine_labelled: bool, report: Report
) -> str:
    """A hash of all that shards and card depend on; a file's size and time of change stand for its content."""
    options = (FORMAT, PIL.__version__, labels, shards, machine_labelled, report)
    digest = hashlib.sha256(repr(options).encode())
    for photo in photos:
        try:
            stat = photo.path.stat()
            file = (stat.st_size, stat.st_mtime_ns)
        except (OSError, ValueError):
            file = None
        digest.update(repr((photo.name, photo.width, photo.height, photo.labels, file)).encode())
        digest.update(photo.boxes.tobytes() + photo.ignored.tobytes())
        if (photo.scores != 1).any():
            digest.update(photo.scores.tobytes())
    return digest.hexdigest()[:12]


def _label_order(photos: list[LabelledPhoto], labels: list[str] | None) -> list[str]:
    found = sorted({label for photo in photos for label in photo.labels} - {ANY_LABEL})
    names = list(dict.fromkeys(labels or found))
    if unknown := set(found) - set(names):
        raise DataError(
            f"The labels {sorted(unknown)} are not among those named, {names}. Name them too with --label, or make "
            "them one of those with --rename OLD=NEW."
        )
    return names


def _current_card(folder: Path) -> DataCard | None:
    """The card of the shards in the folder, if it holds a complete set in which no record is damaged."""
    try:
        for path in shard_paths(folder):
            deque(read_records(path), maxlen=0)
        return read_data_card(folder)
    except DataError:
        return None


def write_records(
    photos: Iterable[LabelledPhoto],
    folder: Path,
    *,
    labels: list[str] | None = None,
    shards: int | None = None,
    machine_labelled: bool = False,
    report: Report | None = None,
    strict: bool = False,
    workers: int = 1,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> DataCard:
    """Writes photos into ``folder`` as shards with a card; photos that cannot be used are reported, not written.

    The number of ``workers`` and interruptions of the conversion make no difference to the shards. The card is written
    last; until then, photos that were converted into ``folder`` before stay as they are.

    Args:
        photos: in an order that is the same each time.
        folder: made if need be; only our own files in it are touched.
        labels: fixes the order of the labels; without it, they are those found, sorted.
        shards: number of files; default: one for 128 photos, and 8 at least, so that training can shuffle them.
        machine_labelled: a detector drew the boxes.
        report: the problems that were found when the photos were read; more are added.
        strict: a problem prevents the card.
        workers: processes that check the pictures.
        on_progress: called with the number of photos done, and of all.

    Raises:
        DataError: no photo could be used, or a photo has a label that ``labels`` does not name.
        ProblemsError: ``strict``, and there were problems.
    """
    report = report or Report()
    taken = clean_photos(photos, report)
    report_turned(taken, report)
    names = _label_order(taken, labels)
    count = shards or max(LEAST_SHARDS, math.ceil(len(taken) / PHOTOS_A_SHARD))
    fingerprint = _fingerprint(taken, names, count, machine_labelled, report)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"Cannot make the folder {folder}: {error}. Name another one.") from error
    card = _current_card(folder)
    if card is None or card.fingerprint != fingerprint:
        sweep(folder, {fingerprint, *([card.fingerprint] if card else [])})
        parts = [Shard(folder, fingerprint, number, count) for number in range(count)]
        left_out = _write_shards(parts, taken, names, machine_labelled, workers, on_progress)
        for index, problem in sorted(left_out.items()):
            place = taken[index].name
            report.add(problem.rule, f"{place} ({problem.detail})" if problem.detail else place)
        used = [photo for index, photo in enumerate(taken) if index not in left_out]
        card = _make_card(used, names, count, fingerprint, machine_labelled, report)
        if strict and card.problems:
            raise ProblemsError(card)
        card.write(folder)
    sweep(folder, {fingerprint}, ".tfrecord")
    if strict and card.problems:
        raise ProblemsError(card)
    return card


def _write_shards(
    shards: list[Shard],
    photos: list[LabelledPhoto],
    labels: list[str],
    machine_labelled: bool,
    workers: int,
    on_progress: Callable[[int, int], None],
) -> dict[int, PhotoProblem]:
    """Writes the shards that are not finished; gives the photos that are in none, by index, and why."""
    left_out: dict[int, PhotoProblem] = {}
    missing: list[Shard] = []
    for shard in shards:
        problems = shard.finished()
        if problems is None:
            missing.append(shard)
        else:
            left_out |= problems
    to_do = [photos[index] for shard in missing for index in shard.indices(len(photos))]

    def records() -> Generator[bytes | PhotoProblem]:
        done = len(photos) - len(to_do)
        on_progress(done, len(photos))
        with closing(upright_jpegs(to_do, workers)) as jpegs:
            for photo, jpeg in zip(to_do, jpegs, strict=True):
                done += 1
                on_progress(done, len(photos))
                if isinstance(jpeg, PhotoProblem):
                    yield jpeg
                else:
                    yield to_record(photo, jpeg, labels, machine_labelled)

    with closing(records()) as coming:
        for shard in missing:
            left_out |= shard.write(coming, shard.indices(len(photos)))
    return left_out


def _make_card(
    photos: list[LabelledPhoto],
    labels: list[str],
    shards: int,
    fingerprint: str,
    machine_labelled: bool,
    report: Report,
) -> DataCard:
    if not photos:
        problems = "; ".join(f"{rule} ({report.where[rule][0]})" for rule in report.problems)
        raise DataError(f"No photo could be used: {problems or 'the annotations name none'}.")
    ignored = sum(int(photo.ignored.sum()) for photo in photos)
    return DataCard(
        labels=labels,
        photos=len(photos),
        boxes=sum(len(photo.boxes) for photo in photos) - ignored,
        ignored=ignored,
        shards=shards,
        fingerprint=fingerprint,
        machine_labelled=machine_labelled,
        problems=dict(report.problems),
        where=report.where,
        statistics=statistics(photos, labels),
    )
