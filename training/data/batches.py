"""Training batches: random crops with the target of every anchor, in an order that depends on seed and step alone.

So a resumed run sees the very crops that an uninterrupted one would have seen, on any backend and by any number of
processes. Grain (Google's loader, https://google-grain.readthedocs.io) reads ahead, in threads or in processes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from app.card import AnchorLevel
from training.assign import assign_targets
from training.boxes import Floats, Pixels, make_anchors
from training.config import Config
from training.data.crops import join_crops, random_crop
from training.data.records import Photo, parse_record, shard_paths
from training.data.tfrecord import read_record, record_places

MANY_CORES = 6
"""With this many, most of them work on crops in processes of their own: a GPU waits for them. With fewer, threads share
the process with the training step, which takes nearly all of the time."""
LAST_POSITION = 2**62
"""Where the endless order of crops ends, for Grain wants an end."""

Batch = tuple[Pixels, Floats]
"""Pictures (B, S, S, 3) of 0..255; targets (B, N, 6): label (-1 for background), weight of the cell in the
classification loss, box xyxy."""


class Photos:
    """All photos of converted folders, read one by one; a pickled copy opens the files anew."""

    def __init__(self, folders: list[Path]) -> None:
        paths = [path for folder in folders for path in shard_paths(folder)]
        self._places = [(path, *place) for path in paths for place in record_places(path)]

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, index: int) -> Photo:
        return parse_record(read_record(*self._places[index]))


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
        photo = self.photos[self.photo_at(position)]
        crop = random_crop(photo, random, augment)
        background = np.full(len(self.anchors), self._background(photo), np.float32)
        if random.random() < augment.join:
            other = self.photos[int(random.integers(len(self.photos)))]
            crop, region = join_crops(crop, random_crop(other, random, augment), random, augment)
            centres = (self.anchors[:, :2] + self.anchors[:, 2:]) / 2
            is_other = ((centres >= region[:2]) & (centres < region[2:])).all(axis=1)
            background[is_other] = self._background(other)
        targets = assign_targets(
            crop.boxes,
            crop.labels,
            crop.ignored,
            1 - loss.doubt * (1 - crop.scores),
            self.anchors,
            [(augment.crop // level.stride) ** 2 * len(level.sizes) for level in self.levels],
            background,
            loss.atss_candidates,
        )
        return (crop.pixels + 0.5).astype(np.uint8), targets

    def _background(self, photo: Photo) -> float:
        return self.config.loss.machine_label_negatives if photo.machine_labelled else 1.0


class TrainingBatches:
    """The batches of a run.

    Raises:
        DataError: a folder holds no converted photos, or a shard is damaged.
    """

    def __init__(self, folders: list[Path], levels: list[AnchorLevel], config: Config) -> None:
        self._photos = Photos(folders)
        self._crops = Crops(self._photos, levels, config)
        self._size = config.run.batch
        self.shapes = (
            (self._size, config.augment.crop, config.augment.crop, 3),
            (self._size, len(self._crops.anchors), 6),
        )
        """Of the pictures and the targets of a batch."""

    def from_step(self, step: int, steps: int | None = None) -> Iterator[Batch]:
        """The batches of ``steps`` steps from a step on; left out, they are endless."""
        # It takes seconds to import, and most commands need no batches.
        import grain

        cores = os.cpu_count() or 1
        first, last = step * self._size, LAST_POSITION if steps is None else (step + steps) * self._size
        crops = grain.MapDataset.range(first, last).map(self._crops)
        # A thread or process makes a whole batch, so that all of them together make the same ones as one alone.
        batches = crops.batch(self._size).to_iter_dataset(
            grain.ReadOptions(num_threads=2, prefetch_buffer_size=2)
        )
        if cores >= MANY_CORES:
            from absl import flags

            # Grain's processes ask for its command line flags, which our commands do not have.
            if not flags.FLAGS.is_parsed():
                flags.FLAGS.mark_as_parsed()
            processes = grain.MultiprocessingOptions(num_workers=cores - 2, per_worker_buffer_size=1)
            batches = batches.mp_prefetch(processes)
        for pictures, targets in batches:
            yield np.asarray(pictures), np.asarray(targets)

    def names(self, step: int) -> list[str]:
        """The file names of the photos that a step's crops are cut from, but for those joined to them."""
        positions = range(step * self._size, (step + 1) * self._size)
        return sorted({self._photos[self._crops.photo_at(position)].name for position in positions})
