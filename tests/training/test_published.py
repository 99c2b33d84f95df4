"""What the cards of published models claim is what is measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.card import load_bundle
from tests.e2e.published import published
from training.data.convert import write_records
from training.data.sku110k import read_sku110k
from training.data.sources import Report
from training.evaluate import detect_photos, measure

LIVE_SIDE = 640


@pytest.fixture(scope="session")
def val_records(shelf_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SKU-110K validation photos, converted."""
    data = shelf_data / "SKU110K_fixed"
    folder = tmp_path_factory.mktemp("records")
    source = read_sku110k(data / "annotations" / "annotations_val.csv", data / "images", Report())
    write_records(source.renamed(["object=product"]).photos, folder)
    return folder


@pytest.mark.parametrize("bundle", published("detector"), ids=lambda path: path.name)
def test_the_card_says_what_the_exported_graph_scores_on_the_validation_photos(
    bundle: Path, val_records: Path
) -> None:
    claims = [
        entry
        for entry in load_bundle(bundle).metrics
        if entry.split == "val" and entry.long_side == LIVE_SIDE
    ]
    assert claims, f"the card of {bundle.name} says nothing of the validation photos at {LIVE_SIDE}"
    (claim,) = claims
    measured = measure(
        detect_photos(bundle, val_records, LIVE_SIDE),
        dataset=claim.dataset,
        split="val",
        long_side=LIVE_SIDE,
        threshold=claim.score_threshold,
        command=claim.command,
    )
    for field in ("photos", "ap", "ap50", "ap75", "ar300", "count_error", "count_bias"):
        assert getattr(measured, field) == pytest.approx(getattr(claim, field), abs=0.002), field
