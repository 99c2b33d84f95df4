"""What is published is whole, newer and not worse; whatever was published before stays."""

from __future__ import annotations

import json
import math
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from app.bundle import CARD_NAME, BundleError, describe_file
from app.card import ModelCard, ScoreThresholds, load_bundle
from app.catalogue import ModelFolders
from training.cli import main
from training.evaluate import write_card
from training.metrics import CountError, Scores
from training.publish import NOTICE_NAME, Measured, PublishError, publish, side_by_side, worse

BLIND, ALARMED = 0.99, 0.001
"""Thresholds at which the untrained network counts nothing (a count error of 100 %), and hundreds of products."""


def renamed(bundle: Path, folder: Path, version: str, threshold: float = BLIND) -> Path:
    """A copy of the bundle with another version and thresholds."""
    card = load_bundle(bundle)
    thresholds = ScoreThresholds(live=threshold, photo=threshold)
    defaults = card.defaults.model_copy(update={"score_threshold": thresholds})
    card = card.model_copy(update={"version": version, "defaults": defaults})
    copy = folder / card.folder_name
    shutil.copytree(bundle, copy)
    write_card(copy, card)
    return copy


def spoil(bundle: Path, weight: str) -> None:
    """Overwrites a weight with what is no number, and lets the card describe the files as they then are."""
    (group,) = json.loads((bundle / "model.json").read_text())["weightsManifest"]
    shards = [(bundle / path).read_bytes() for path in group["paths"]]
    content, offset = bytearray(b"".join(shards)), 0
    for entry in group["weights"]:
        size = math.prod(entry["shape"]) * np.dtype(entry.get("quantization", entry)["dtype"]).itemsize
        if weight in entry["name"]:
            content[offset : offset + size] = np.full(size // 2, np.nan, np.float16).tobytes()
        offset += size
    for path, shard in zip(group["paths"], shards, strict=True):
        (bundle / path).write_bytes(content[: len(shard)])
        del content[: len(shard)]
    card = ModelCard.model_validate_json((bundle / CARD_NAME).read_text())
    files = [describe_file(bundle, file.path) for file in card.files]
    write_card(bundle, card.model_copy(update={"files": files}))


@pytest.fixture
def models(untrained_bundle: Path, tmp_path: Path) -> Path:
    """A folder of published bundles that holds version 0.1.0."""
    renamed(untrained_bundle, tmp_path / "models", "0.1.0")
    return tmp_path / "models"


def names(models: Path) -> list[str]:
    """What the catalogue serves, newest first."""
    return [card.folder_name for card in ModelFolders(models).catalogue().cards]


def test_a_newer_bundle_that_is_as_good_is_offered_first_and_the_old_one_stays(
    untrained_bundle: Path, models: Path, records: Path, tmp_path: Path
) -> None:
    made = renamed(untrained_bundle, tmp_path, "0.10.0")
    (made / NOTICE_NAME).write_text("For tests alone.")
    assert publish(made, records, models) == models / "tiny-0.10.0"
    assert (models / "tiny-0.10.0" / NOTICE_NAME).read_text() == "For tests alone.", (
        "terms stay with the weights"
    )
    assert names(models) == ["tiny-0.10.0", "tiny-0.1.0"]
    assert {path.name for path in models.iterdir()} == {"tiny-0.10.0", "tiny-0.1.0"}
    assert publish(made, records, models) == models / "tiny-0.10.0", "once more changes nothing"


def test_the_first_bundle_of_a_name_needs_no_rival(
    untrained_bundle: Path, records: Path, tmp_path: Path
) -> None:
    publish(renamed(untrained_bundle, tmp_path, "0.1.0", ALARMED), records, tmp_path / "models")
    assert names(tmp_path / "models") == ["tiny-0.1.0"]


def test_a_worse_bundle_is_refused_with_its_numbers_unless_it_is_wanted(
    untrained_bundle: Path, models: Path, records: Path, tmp_path: Path
) -> None:
    made = renamed(untrained_bundle, tmp_path, "0.2.0", ALARMED)
    with pytest.raises(PublishError, match=r"live count error \d+\.\d% against 100\.0%.*--allow-worse"):
        publish(made, records, models)
    assert names(models) == ["tiny-0.1.0"]
    publish(made, records, models, allow_worse=True)
    assert names(models) == ["tiny-0.2.0", "tiny-0.1.0"]


def test_a_refusal_is_a_sentence_and_exit_code_1(
    untrained_bundle: Path,
    models: Path,
    records: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = renamed(untrained_bundle, tmp_path, "0.2.0", ALARMED)
    arguments = ["publish", str(made), "--val", str(records), "--models", str(models)]
    monkeypatch.setattr(sys, "argv", ["training", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    assert "PublishError" in capsys.readouterr().err
    assert names(models) == ["tiny-0.1.0"]


def test_differences_that_are_chance_are_not_worse() -> None:
    def measured(ap: float, error: float) -> dict[str, Measured]:
        return {"live": Measured(640, Scores(ap, 0.8, 0.5, 0.5), CountError(error, 0.0))}

    old = measured(0.5, 0.08)
    assert worse(measured(0.499, 0.084), old) == []
    assert worse(measured(0.497, 0.05), old) == ["live AP 0.497 against 0.500"]
    assert worse(measured(0.6, 0.086), old) == ["live count error 8.6% against 8.0%"]


@pytest.mark.parametrize("version", ["0.0.9", "0.1.0"])
def test_a_version_that_is_taken_or_older_is_refused(
    version: str, untrained_bundle: Path, models: Path, records: Path, tmp_path: Path
) -> None:
    made = renamed(untrained_bundle, tmp_path, version, 0.5)
    with pytest.raises(PublishError, match="higher --version"):
        publish(made, records, models, allow_worse=True)
    assert names(models) == ["tiny-0.1.0"]


def test_a_damaged_bundle_is_refused(
    untrained_bundle: Path, models: Path, records: Path, tmp_path: Path
) -> None:
    made = renamed(untrained_bundle, tmp_path, "0.2.0")
    (made / load_bundle(made).files[1].path).write_bytes(b"short")
    with pytest.raises(BundleError, match="not the file"):
        publish(made, records, models)


def test_a_bundle_whose_output_is_no_number_is_refused(
    untrained_bundle: Path, models: Path, records: Path, tmp_path: Path
) -> None:
    made = renamed(untrained_bundle, tmp_path, "0.2.0")
    spoil(made, "class_predictor_8_1/convolution")
    with pytest.raises(PublishError, match="no numbers"):
        publish(made, records, models)


def test_a_publication_that_is_killed_leaves_nothing_to_be_served_and_can_be_repeated(
    untrained_bundle: Path, models: Path, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = renamed(untrained_bundle, tmp_path, "0.2.0")
    real, copied = shutil.copyfile, 0

    def killed_at_the_second_file(source: Path, target: Path) -> None:
        nonlocal copied
        copied += 1
        if copied == 2:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(shutil, "copyfile", killed_at_the_second_file)
    with pytest.raises(KeyboardInterrupt):
        publish(made, records, models)
    monkeypatch.undo()
    assert names(models) == ["tiny-0.1.0"]
    publish(made, records, models)
    assert names(models) == ["tiny-0.2.0", "tiny-0.1.0"]


def test_both_bundles_stand_side_by_side() -> None:
    of_one = {
        mode: Measured(640, Scores(0.4, 0.8, 0.5, 0.5), CountError(0.1, 0.0)) for mode in ("live", "photo")
    }
    table = side_by_side({"tiny-0.1.0": of_one, "tiny-0.2.0": of_one})
    console = Console(width=80, record=True, file=None, quiet=True)
    console.print(table)
    assert [column.header for column in table.columns] == ["", "tiny-0.1.0", "tiny-0.2.0"]


def test_a_bundle_whose_known_answer_is_another_is_refused_and_probe_mends_it(
    untrained_bundle: Path, models: Path, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = renamed(untrained_bundle, tmp_path, "0.10.0")
    command = ["training", "probe", str(made)]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code in (0, None)
    card = load_bundle(made)
    assert card.probe is not None and len(card.probe.answers) == 2
    first, *others = card.probe.answers
    wrong = first.model_copy(update={"numbers": [number + 1 for number in first.numbers]})
    spoilt = card.probe.model_copy(update={"answers": [wrong, *others]})
    write_card(made, card.model_copy(update={"probe": spoilt}))
    with pytest.raises(PublishError, match="python -m training probe"):
        publish(made, records, models)
    write_card(made, card)
    assert publish(made, records, models) == models / "tiny-0.10.0"
