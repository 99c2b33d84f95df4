"""Batches: what they hold depends on seed and step alone, and a run that goes on finds its place at once."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.training.conftest import damage_photo_of_step, draw_shelf
from training.config import Config
from training.data import batches as module
from training.data.batches import Batch, Crops, Photos, TrainingBatches
from training.data.convert import write_records
from training.data.sources import DataError
from training.network import normalise
from training.predict import anchor_levels


def batches_of(records: Path, config: Config, step: int, steps: int) -> list[Batch]:
    """The batches of ``steps`` steps from ``step`` on."""
    return list(TrainingBatches([records], anchor_levels(config.network), config).from_step(step, steps))


def assert_same(one: Batch, other: Batch) -> None:
    for a, b in zip(one, other, strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_resumed_stream_goes_on_with_the_very_same_batches(records: Path, tiny_config: Config) -> None:
    batches = TrainingBatches([records], anchor_levels(tiny_config.network), tiny_config)
    whole = list(itertools.islice(batches.from_step(0), 4))
    resumed = batches_of(records, tiny_config, 2, 2)
    for one, other in zip(whole[2:], resumed, strict=True):
        assert_same(one, other)
    assert not np.array_equal(whole[0][0], whole[1][0])


def test_processes_make_the_very_same_batches(
    records: Path, tiny_config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = batches_of(records, tiny_config, 1, 3)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    monkeypatch.setattr(module, "MANY_CORES", 4)
    found = batches_of(records, tiny_config, 1, 3)
    assert len(found) == 3
    for one, other in zip(found, expected, strict=True):
        assert_same(one, other)


@pytest.mark.parametrize("cores", [2, 4])
def test_a_damaged_photo_is_named_by_threads_and_by_processes(
    records: Path, tiny_config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    shutil.copytree(records, tmp_path / "records")
    damaged = damage_photo_of_step(tmp_path / "records", tiny_config, 1)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setattr(module, "MANY_CORES", 4)
    batches = TrainingBatches([tmp_path / "records"], anchor_levels(tiny_config.network), tiny_config)
    with pytest.raises(DataError, match=damaged.name):
        list(batches.from_step(0, 2))
    assert isinstance(batches.problem, DataError)


def test_pictures_are_in_the_range_of_the_network(records: Path, tiny_config: Config) -> None:
    batches = TrainingBatches([records], anchor_levels(tiny_config.network), tiny_config)
    pictures, targets = next(batches.from_step(0, 1))
    assert (pictures.shape, targets.shape) == ((2, 96, 96, 3), (2, 144 + 36 + 9, 6))
    assert pictures.dtype == np.uint8 and targets.dtype == np.float32
    shown = np.asarray(normalise(pictures))
    assert -1 <= shown.min() < -0.5 < 0.5 < shown.max() <= 1
    assert targets[..., 0].max() == 0


def test_a_resumed_stream_joins_the_very_same_photos(records: Path, tiny_config: Config) -> None:
    config = tiny_config.model_copy(update={"augment": tiny_config.augment.model_copy(update={"join": 1.0})})
    (alone,) = batches_of(records, tiny_config, 0, 1)
    joined = batches_of(records, config, 0, 2)
    assert not np.array_equal(alone[0], joined[0][0])
    (resumed,) = batches_of(records, config, 1, 1)
    assert_same(joined[1], resumed)


def test_background_of_machine_labelled_photos_weighs_less_also_where_crops_are_joined(
    tmp_path: Path, tiny_config: Config
) -> None:
    """Of two photos, one labelled by a machine, the crops' background weighs either way, in joined ones both ways."""
    for name, machine in (("by hand", False), ("by machine", True)):
        photo = draw_shelf(tmp_path / f"{machine}.jpg", 1)
        write_records([photo], tmp_path / name, machine_labelled=machine)
    photos = Photos([tmp_path / "by hand", tmp_path / "by machine"])
    joined = tiny_config.model_copy(update={"augment": tiny_config.augment.model_copy(update={"join": 1.0})})
    seen: dict[float, set[frozenset[float]]] = {}
    for config in (tiny_config, joined):
        crops = Crops(photos, anchor_levels(config.network), config)
        targets = [crops(position)[1] for position in range(16)]
        weights = (target[(target[:, 0] < 0) & (target[:, 1] > 0), 1] for target in targets)
        seen[config.augment.join] = {frozenset(each.tolist()) for each in weights}
    assert seen[0.0] == {frozenset({1.0}), frozenset({0.5})}
    assert frozenset({0.5, 1.0}) in seen[1.0]


def test_an_epoch_holds_every_photo_once_and_mixes_the_folders(tmp_path: Path, tiny_config: Config) -> None:
    for name in ("a", "b"):
        photos = [draw_shelf(tmp_path / f"{name}{number}.jpg", number, (60, 180)) for number in range(40)]
        write_records(photos, tmp_path / name)
    levels = anchor_levels(tiny_config.network)
    photos_of_both = Photos([tmp_path / "a", tmp_path / "b"])
    crops = Crops(photos_of_both, levels, tiny_config)
    names = [photos_of_both[crops.photo_at(position)].name for position in range(160)]
    for epoch in (names[:80], names[80:]):
        assert len(set(epoch)) == 80
        assert 10 <= sum(name.startswith("a") for name in epoch[:40]) <= 30
    assert names[:80] != names[80:]
    batches = TrainingBatches([tmp_path / "a", tmp_path / "b"], levels, tiny_config)
    assert batches.names(3) == sorted(names[6:8])


def test_a_run_that_goes_on_does_not_read_the_epochs_that_it_has_seen(
    records: Path, tiny_config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, reads = Photos.__getitem__, []

    def counted(photos: Photos, index: int) -> object:
        reads.append(index)
        return real(photos, index)

    monkeypatch.setattr(Photos, "__getitem__", counted)
    batches_of(records, tiny_config, 1_000_000, 1)
    assert len(reads) == 2


@pytest.mark.parametrize("seed", [2148, 2**32 - 1])
def test_every_seed_gives_crops_of_its_own(seed: int, records: Path, tiny_config: Config) -> None:
    run = tiny_config.run.model_copy(update={"seed": seed})
    config = tiny_config.model_copy(update={"run": run})
    whole = batches_of(records, config, 0, 2)
    assert_same(whole[1], batches_of(records, config, 1, 1)[0])
    assert not np.array_equal(whole[0][0], whole[1][0])
    assert not np.array_equal(whole[0][0], batches_of(records, tiny_config, 0, 1)[0][0])
