"""Batches: what they hold depends on seed and step alone, and a run that goes on finds its place at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from tests.training.conftest import draw_shelf
from training.config import Config
from training.data.batches import photo_stream, training_batches
from training.data.convert import write_records
from training.data.records import parse_record
from training.predict import anchor_levels


def test_a_resumed_stream_goes_on_with_the_very_same_batches(records: Path, tiny_config: Config) -> None:
    levels = anchor_levels(tiny_config.network)
    whole = list(training_batches([records], levels, tiny_config, 0).take(4))
    resumed = list(training_batches([records], levels, tiny_config, 2).take(2))
    for one, other in zip(whole[2:], resumed, strict=True):
        for a, b in zip(one, other, strict=True):
            np.testing.assert_array_equal(a, b)
    assert not np.array_equal(whole[0][0], whole[1][0])


def test_pictures_are_in_the_range_of_the_network(records: Path, tiny_config: Config) -> None:
    pictures, targets, names = next(
        iter(training_batches([records], anchor_levels(tiny_config.network), tiny_config, 0))
    )
    assert pictures.shape == (2, 96, 96, 3) and targets.shape == (2, 144 + 36 + 9, 6) and names.shape == (2,)
    assert -1 <= float(tf.reduce_min(pictures)) < float(tf.reduce_max(pictures)) <= 1
    assert float(tf.reduce_max(targets[..., 0])) == 0


def test_a_resumed_stream_joins_the_very_same_photos(records: Path, tiny_config: Config) -> None:
    config = tiny_config.model_copy(update={"augment": tiny_config.augment.model_copy(update={"join": 1.0})})
    levels = anchor_levels(config.network)
    alone = next(iter(training_batches([records], levels, tiny_config, 0)))
    joined = list(training_batches([records], levels, config, 0).take(2))
    assert not np.array_equal(alone[0], joined[0][0])
    resumed = next(iter(training_batches([records], levels, config, 1)))
    for a, b in zip(joined[1], resumed, strict=True):
        np.testing.assert_array_equal(a, b)


def test_an_epoch_holds_every_photo_once_and_mixes_the_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.data.batches.SHUFFLE_PHOTOS", 4)
    for name in ("a", "b"):
        photos = [draw_shelf(tmp_path / f"{name}{number}.jpg", number, (60, 180)) for number in range(40)]
        write_records(photos, tmp_path / name)
    records = list(photo_stream([tmp_path / "a", tmp_path / "b"], 1, 0).take(160))
    names = [parse_record(record)["filename"].numpy().decode() for record in records]
    for epoch in (names[:80], names[80:]):
        assert len(set(epoch)) == 80
        assert 10 <= sum(name.startswith("a") for name in epoch[:40]) <= 30
    assert names[:80] != names[80:]


def test_a_run_that_goes_on_does_not_read_the_epochs_that_it_has_seen(
    records: Path, tiny_config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, reads = tf.data.TFRecordDataset, 0

    def count(record: tf.Tensor) -> tf.Tensor:
        nonlocal reads
        reads += 1
        return record

    def counted(path: Any) -> Any:
        return real(path).map(lambda record: tf.ensure_shape(tf.py_function(count, [record], tf.string), []))

    monkeypatch.setattr(tf.data, "TFRecordDataset", counted)
    next(iter(training_batches([records], anchor_levels(tiny_config.network), tiny_config, 1001)))
    assert 4 <= reads <= 40, "2,002 crops of four photos were to be skipped, and some are read ahead"


@pytest.mark.parametrize("seed", [2148, 2**32 - 1])
def test_every_seed_gives_crops_of_its_own(seed: int, records: Path, tiny_config: Config) -> None:
    """2148 times the distance of two seeds is more than 32 bits hold."""
    run = tiny_config.run.model_copy(update={"seed": seed})
    augment = tiny_config.augment.model_copy(update={"join": 0.5})
    config = tiny_config.model_copy(update={"run": run, "augment": augment})
    levels = anchor_levels(config.network)
    whole = list(training_batches([records], levels, config, 0).take(2))
    resumed = next(iter(training_batches([records], levels, config, 1)))
    np.testing.assert_array_equal(whole[1][0], resumed[0])
    assert not np.array_equal(whole[0][0], whole[1][0])
    usual = next(iter(training_batches([records], levels, tiny_config, 0)))
    assert not np.array_equal(whole[0][0], usual[0])
