"""How sure a count is: the fit, the range, and what the published cards promise of it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from app.card import Certainty, load_bundle
from tests.conftest import ROOT
from tests.e2e.published import published
from training.boxes import Floats
from training.certainty import HELD, CertaintyError, Picture, chances_of, coverage, fit_certainty, range_of

VECTORS = json.loads((ROOT / "tests" / "vectors" / "range.json").read_text(encoding="utf-8"))
THRESHOLD = 0.5


def shelves(photos: int, *, seed: int, spread: float, missed: float = 0.3) -> list[Picture]:
    """Pictures whose boxes are as right as their scores say, off by ``spread`` for each photo."""
    random = np.random.default_rng(seed)
    pictures: list[Picture] = []
    for number in range(photos):
        scores: Floats = random.uniform(0.15, 0.98, int(random.integers(60, 300))).astype(np.float32)
        odds = 0.5 + 2 * np.log(scores / (1 - scores))
        chances = 1 / (1 + np.exp(-odds - spread * random.normal()))
        hits = random.random(len(scores)) < chances
        mean = missed * float((chances * (1 - chances)).sum())
        without = int(random.geometric(1 / (1 + mean))) - 1
        pictures.append(Picture(f"photo {number}", scores, hits, int(hits.sum()) + without))
    return pictures


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: str(case["name"]))
def test_the_range_is_the_pages(case: dict[str, object]) -> None:
    scores = np.array(case["scores"], np.float64)
    certainty = Certainty.model_validate(case["certainty"])
    assert (
        list(range_of(scores.astype(np.float64), float(str(case["threshold"])), certainty)) == case["range"]
    )


def test_the_fit_finds_how_right_scores_are_and_its_ranges_hold_on_other_photos() -> None:
    fitted = fit_certainty(shelves(60, seed=1, spread=0.6), THRESHOLD)
    assert (fitted.offset, fitted.slope) == pytest.approx((0.5, 2), abs=0.25)
    assert fitted.missed == pytest.approx(0.3, abs=0.15)
    others = coverage(shelves(400, seed=2, spread=0.6), THRESHOLD, fitted)
    assert others.held / others.pictures == pytest.approx(HELD, abs=0.07)


def test_photos_that_err_more_together_get_wider_ranges() -> None:
    calm = fit_certainty(shelves(60, seed=1, spread=0.0), THRESHOLD)
    wild = fit_certainty(shelves(60, seed=1, spread=1.2), THRESHOLD)
    assert calm.spread < 0.3 < 0.6 < wild.spread


def test_a_higher_score_is_a_higher_chance_even_at_the_ends() -> None:
    certainty = Certainty(offset=0.5, slope=2, missed=0.3, spread=0.5)
    chances = chances_of(np.array([0, 0.1, 0.5, 0.9, 1], np.float32), certainty)
    assert np.isfinite(chances).all()
    assert (np.diff(chances) > 0).all()


def test_too_little_to_go_by_is_said() -> None:
    with pytest.raises(CertaintyError, match="4 photos"):
        fit_certainty(shelves(4, seed=1, spread=0), THRESHOLD)
    right = [Picture(str(number), np.full(9, 0.9, np.float32), np.ones(9, bool), 9) for number in range(9)]
    with pytest.raises(CertaintyError, match="All boxes are right"):
        fit_certainty(right, THRESHOLD)


@pytest.mark.parametrize("bundle", published("detector"), ids=lambda path: path.name)
def test_every_published_card_says_how_sure_its_counts_are(bundle: Path) -> None:
    assert load_bundle(bundle).certainty
