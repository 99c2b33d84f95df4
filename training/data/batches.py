"""Training batches: random crops with the target of every anchor, in an order that depends on seed and step alone.

So a resumed run sees the very crops that an uninterrupted one would have seen, on any backend and by any number of
processes. Grain (Google's loader, https://google-grain.readthedocs.io) reads ahead, in threads or in processes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from app.card import AnchorLevel
from training.assign import assign_targets
from training.boxes import Floats, make_anchors
from training.config import Config
from training.data.crops import Marks, join_crops, random_crop, random_halves
from training.data.records import Photo, parse_record, shard_paths
from training.data.sources import DataError
from training.data.tfrecord import read_record, record_places
from training.data.views import random_cut, view_of

MANY_CORES = 6
"""With this many, most of them work on crops in processes of their own: a GPU waits for them. With fewer, threads share
the process with the training step, which takes nearly all of the time."""
NO_HALF = np.zeros(4, np.float32)
LAST_POSITION = 2**62
"""Where the endless order of crops ends, for Grain wants an end."""

Pictures: TypeAlias = Any
"""Pixels (B, S, S, 3) of 0..255, or a View (views.py), whose every array has the batch before its own shape."""
Batch: TypeAlias = tuple[Pictures, Floats]
"""Pictures; targets (B, N, 6): label (-1 for background), weight of the cell in the classification loss, box xyxy."""


class Photos:
    """All photos of converted folders, read one by one; a pickled copy opens the files anew."""

    def __init__(self, folders: list[Path]) -> None:
        paths = [path for folder in folders for path in shard_paths(folder)]
        self._places = [(path, *place) for path in paths for place in record_places(path)]
        # A folder may be named twice.
        self._rows = {place: row for row, place in enumerate(dict.fromkeys(self._places))}
        self._marked: list[Photo] | None = None

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, index: int) -> Photo:
        if self._marked:
            return self._marked[self.row(index)]
        return parse_record(read_record(*self._places[index]))

    def row(self, index: int) -> int:
        """The number of a photo among the different ones."""
        return self._rows[self._places[index]]

    def keep_marks(self) -> None:
        """From now on photos come from memory, without their JPEGs."""
        self._marked = [replace(parse_record(read_record(*place)), jpeg=b"") for place in self._rows]

    def check(self) -> None:
        """Reads every photo.

        Raises:
            DataError: a shard is damaged, which the message names.
        """
        for place in self._rows:
            parse_record(read_record(*place))

    def jpegs(self) -> Iterator[bytes]:
        """The different photos, by their numbers."""
        return (parse_record(read_record(*place)).jpeg for place in self._rows)


@lru_cache(maxsize=2)
def _order(photos: int, seed: int, epoch: int) -> tuple[int, ...]:
    """In which order an epoch shows the photos."""
    return tuple(np.random.default_rng([seed, epoch]).permutation(photos).tolist())


@dataclass(frozen=True)
class Crops:
    """The crops of a run by their position, a number that counts from its first crop on.

    Each photo is cropped once an epoch. All that is random about a crop depends on the run's seed and on the position.
    """

    photos: Photos
    levels: list[AnchorLevel]
    config: Config

    @cached_property
    def anchors(self) -> Floats:
        """The anchors of a crop (N, 4) xyxy, which are those of every crop."""
        return make_anchors(self.levels, self.config.augment.crop, self.config.augment.crop)

    def photo_at(self, position: int) -> int:
        """The photo, as an index, that is cropped at a position."""
        epoch, place = divmod(position, len(self.photos))
        return _order(len(self.photos), self.config.run.seed, epoch)[place]

    def __call__(self, position: int) -> Batch:
        """The picture and the targets of the crop at a position, without the dimension of the batch."""
        augment, loss = self.config.augment, self.config.loss
        random = np.random.default_rng([self.config.run.seed, 1, position])
        shown = [self.photo_at(position)]
        if random.random() < augment.join:
            shown.append(int(random.integers(len(self.photos))))
        photos = [self.photos[index] for index in shown]
        picture, marks, half = self._cut(photos, shown, random)
        background = np.full(len(self.anchors), self._background(photos[0]), np.float32)
        centres = (self.anchors[:, :2] + self.anchors[:, 2:]) / 2
        in_half = ((centres >= half[:2]) & (centres < half[2:])).all(axis=1)
        background[in_half] = self._background(photos[-1])
        targets = assign_targets(
            marks.boxes,
            marks.labels,
            marks.ignored,
            1 - loss.doubt * (1 - marks.scores),
            self.anchors,
            [(augment.crop // level.stride,) * 2 for level in self.levels],
            background,
            loss.atss_candidates,
        )
        return picture, targets

    def _cut(
        self, photos: list[Photo], _shown: list[int], random: np.random.Generator
    ) -> tuple[Pictures, Marks, Floats]:
        """The picture of one crop, or of two joined, its marks, and the part (4,) xyxy that shows the second."""
        augment = self.config.augment
        crop, half = random_crop(photos[0], random, augment), NO_HALF
        if len(photos) > 1:
            crop, half = join_crops(crop, random_crop(photos[1], random, augment), random, augment)
        return (crop.pixels + 0.5).astype(np.uint8), crop.marks, half

    def _background(self, photo: Photo) -> float:
        return self.config.loss.machine_label_negatives if photo.machine_labelled else 1.0


@dataclass(frozen=True)
class Views(Crops):
    """The same as the numbers by which a device draws the pictures; no photo is decoded."""

    def _cut(
        self, photos: list[Photo], shown: list[int], random: np.random.Generator
    ) -> tuple[Pictures, Marks, Floats]:
        augment = self.config.augment
        cuts = [random_cut(photo, random, augment) for photo in photos]
        marks, half = cuts[0].marks, NO_HALF
        if len(cuts) > 1:
            first, half = random_halves(random, augment.crop)
            marks = marks.inside(first, augment).joined_to(cuts[1].marks.inside(half, augment))
        rows = [self.photos.row(index) for index in shown]
        return view_of((rows[0], rows[-1]), (cuts[0], cuts[-1]), half, random, augment), marks, half


class TrainingBatches:
    """The batches of a run.

    Raises:
        DataError: a folder holds no converted photos, or a shard is damaged.
    """

    def __init__(self, folders: list[Path], levels: list[AnchorLevel], config: Config) -> None:
        self._photos = Photos(folders)
        drawn = config.run.draw == "device"
        if drawn:
            self._photos.keep_marks()
        self._crops = (Views if drawn else Crops)(self._photos, levels, config)
        self._size = config.run.batch
        self.problem: DataError | None = None
        """What ended the batches: TensorFlow, which draws them, passes on an error as text within a traceback."""

    def jpegs(self) -> Iterator[bytes]:
        """The photos that views are of, by their numbers."""
        return self._photos.jpegs()

    def from_step(self, step: int, steps: int | None = None) -> Iterator[Batch]:
        """The batches of ``steps`` steps from a step on; left out, they are endless.

        Raises:
            DataError: a shard is damaged.
        """
        try:
            yield from self._read(step, steps)
        except Exception:
            try:  # An error out of Grain's processes is one of Grain's own. The files tell what it was.
                self._photos.check()
            except DataError as error:
                self.problem = error
                raise
            raise

    def _read(self, step: int, steps: int | None) -> Iterator[Batch]:
        # It takes seconds to import, and most commands need no batches.
        import grain

        cores = os.cpu_count() or 1
        first, last = step * self._size, LAST_POSITION if steps is None else (step + steps) * self._size
        crops = grain.MapDataset.range(first, last).map(self._crops)
        # A thread or process makes a whole batch, so that all of them together make the same ones as one alone.
        batches = crops.batch(self._size).to_iter_dataset(
            grain.ReadOptions(num_threads=2, prefetch_buffer_size=2)
        )
        if cores >= MANY_CORES and steps != 1:  # to start processes takes longer than to make one batch
            from absl import flags

            # Grain's processes ask for its command line flags, which our commands do not have.
            if not flags.FLAGS.is_parsed():
                flags.FLAGS.mark_as_parsed()
            processes = grain.MultiprocessingOptions(num_workers=cores - 2, per_worker_buffer_size=1)
            batches = batches.mp_prefetch(processes)
        for pictures, targets in batches:
            if isinstance(pictures, dict):
                yield {name: np.asarray(values) for name, values in pictures.items()}, np.asarray(targets)
            else:
                yield np.asarray(pictures), np.asarray(targets)

    def names(self, step: int) -> list[str]:
        """The file names of the photos that a step's crops are cut from, but for those joined to them."""
        positions = range(step * self._size, (step + 1) * self._size)
        return sorted({self._photos[self._crops.photo_at(position)].name for position in positions})
