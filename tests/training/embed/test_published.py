"""What the card of the published embedder claims is what is measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.embedder_card import load_embedder
from tests.e2e.published import published
from training.embed.evaluate import evaluate


@pytest.mark.parametrize("bundle", published("embedder"), ids=lambda path: path.name)
def test_the_card_says_what_the_exported_graph_is_worth_by_the_protocol(
    bundle: Path, shelf_data: Path
) -> None:
    protocol = shelf_data / "shop_no" / "dev"
    if not protocol.is_dir():
        pytest.skip(f"needs the protocol of named products: there is no {protocol}")
    (claim,) = load_embedder(bundle).metrics
    measured = evaluate(bundle, protocol, dataset=claim.dataset, split=claim.split)
    assert measured.top1 == pytest.approx(claim.top1, abs=0.003)
    assert measured.known_at5 == pytest.approx(claim.known_at5, abs=0.01)
    for field in ("photos", "queries", "strangers", "top3", "named_right", "named_wrong", "grouping_f1"):
        assert getattr(measured, field) == pytest.approx(getattr(claim, field), abs=0.005), field
    if claim.six_named:
        assert measured.six_named
        assert measured.six_named.right == pytest.approx(claim.six_named.right, abs=0.01)
        assert measured.six_named.wrong == pytest.approx(claim.six_named.wrong, abs=0.005)


@pytest.mark.parametrize("bundle", published("embedder"), ids=lambda path: path.name)
def test_a_published_embedder_is_a_small_download(bundle: Path) -> None:
    assert sum(file.bytes for file in load_embedder(bundle).files) < 1_000_000
