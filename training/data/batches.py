"""Training batches: random crops with the target of every anchor, in an order that depends on seed and step alone.

So a resumed run sees the very crops that an uninterrupted one would have seen.
"""

from __future__ import annotations

from pathlib import Path

import tensorflow as tf

from app.card import AnchorLevel
from training.assign import assign_targets
from training.boxes import make_anchors
from training.config import Config
from training.data.crops import Crop, join_crops, random_crop
from training.data.records import parse_record, read_data_card, shard_paths

SHUFFLE_PHOTOS = 1024
MIXED_FILES = 16
"""So many shards are read side by side: those of one folder would otherwise follow those of another."""
SEED_STEP = 1_000_003
"""Runs with neighbouring seeds are this many crops apart in the sequence of random numbers."""
PARTNER_SEED = 500_009
"""What sets the order of the photos that crops are joined with apart from the order of the crops."""


def normalise(pixels: tf.Tensor) -> tf.Tensor:
    """Channel values 0..255 to [-1, 1], the input range of the network."""
    return tf.cast(pixels, tf.float32) / 127.5 - 1.0


def photo_stream(folders: list[Path], seed: int, start: int) -> tf.data.Dataset:
    """Endless records: every photo of ``folders`` once an epoch, in an order of the epoch's own, from ``start`` on.

    Epochs before that of ``start`` are not read.
    """
    paths = [path for folder in folders for path in shard_paths(folder)]
    epoch, position = divmod(start, sum(read_data_card(folder).photos for folder in folders))

    # Seeded by the epoch's number: tf.data's own reshuffling counts how often the stream was opened, and Keras opens
    # it once more than TensorFlow's loop does on JAX and on several devices.
    def shuffled(epoch: tf.Tensor) -> tf.data.Dataset:
        files = tf.data.Dataset.from_tensor_slices(paths)
        files = files.shuffle(len(paths), seed=epoch + seed, reshuffle_each_iteration=False)
        records = files.interleave(tf.data.TFRecordDataset, cycle_length=MIXED_FILES)
        return records.shuffle(SHUFFLE_PHOTOS, seed=epoch + seed, reshuffle_each_iteration=False)

    endless = tf.data.experimental.assert_cardinality(tf.data.INFINITE_CARDINALITY)
    return tf.data.Dataset.counter(epoch).flat_map(shuffled).skip(position).apply(endless)


def training_batches(
    folders: list[Path], levels: list[AnchorLevel], config: Config, start: int
) -> tf.data.Dataset:
    """Endless batches from step ``start``: pictures (B, S, S, 3) in [-1, 1], targets (B, N, 6), file names (B,).

    A target is label (-1 for background), weight of the cell in the classification loss, and the box xyxy.
    """
    augment, run = config.augment, config.run
    anchors = tf.constant(make_anchors(levels, augment.crop, augment.crop))
    cells = [(augment.crop // level.stride) ** 2 * len(level.sizes) for level in levels]
    centres = (anchors[:, :2] + anchors[:, 2:]) / 2

    def background_of(photo: dict[str, tf.Tensor]) -> tf.Tensor:
        return tf.where(photo["machine_labelled"] == 1, config.loss.machine_label_negatives, 1.0)

    def prepare(
        position: tf.Tensor, record: tf.Tensor, partner: tf.Tensor
    ) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        photo = parse_record(record)
        seed = position + run.seed * SEED_STEP  # int64: holds any seed of a run
        crop = random_crop(photo, seed, augment)
        background = tf.fill([anchors.shape[0]], background_of(photo))

        def joined() -> tuple[Crop, tf.Tensor]:
            other = parse_record(partner)
            both, region = join_crops(crop, random_crop(other, -seed, augment), -seed, augment)
            is_other = tf.reduce_all((centres >= region[:2]) & (centres < region[2:]), axis=1)
            return both, tf.where(is_other, background_of(other), background)

        if augment.join:
            joins = tf.random.stateless_uniform([], tf.stack([-seed, tf.zeros_like(seed)])) < augment.join
            crop, background = tf.cond(joins, joined, lambda: (crop, background))
        weights = 1 - config.loss.doubt * (1 - crop.scores)
        targets = assign_targets(
            crop.boxes,
            crop.labels,
            crop.ignored,
            weights,
            anchors,
            cells,
            background,
            config.loss.atss_candidates,
        )
        pixels = tf.ensure_shape(normalise(crop.pixels), (augment.crop, augment.crop, 3))
        return pixels, tf.ensure_shape(targets, (anchors.shape[0], 6)), photo["filename"]

    seed, first = run.seed * SEED_STEP, start * run.batch
    partners = (
        photo_stream(folders, seed + PARTNER_SEED, first)
        if augment.join
        else tf.data.Dataset.from_tensors("").repeat()
    )
    batches = (
        tf.data.Dataset.zip((tf.data.Dataset.counter(first), photo_stream(folders, seed, first), partners))
        .map(prepare, num_parallel_calls=tf.data.AUTOTUNE, deterministic=True)
        .batch(run.batch, drop_remainder=True)
        .prefetch(2)
    )
    options = tf.data.Options()
    # Machines that train together share each batch. By default TensorFlow would give each of them files of its own.
    options.experimental_distribute.auto_shard_policy = tf.data.experimental.AutoShardPolicy.DATA
    return batches.with_options(options)
