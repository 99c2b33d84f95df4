"""The discriminants find what tells facings apart, and leave alone what changes from view to view."""

from __future__ import annotations

import numpy as np
import pytest

from training.boxes import Floats
from training.embed.discriminants import DiscriminantsError, Scatter


def facings(random: np.random.Generator, number: int = 400) -> Floats:
    """Views (facings, 4, 6): the first two features are the facing's, the next two change wildly, two are noise."""
    own = np.repeat(random.normal(0, 1, (number, 1, 2)), 4, axis=1)
    light = random.normal(0, 10, (number, 4, 2))
    noise = random.normal(0, 0.1, (number, 4, 2))
    seen = np.concatenate([own + random.normal(0, 0.1, own.shape), light, noise], axis=2)
    return seen.astype(np.float32) + 5


def test_what_tells_facings_apart_is_kept_and_what_light_changes_is_not() -> None:
    scatter = Scatter(6)
    for part in np.split(facings(np.random.default_rng(0)), 4):
        scatter.add(part)
    mean, directions = scatter.discriminants(2, 0.0)
    np.testing.assert_allclose(mean[:2], 5, atol=0.2)
    strength = np.abs(directions).sum(axis=1)
    assert strength[:2].min() > 20 * strength[2:4].max()


def test_views_of_a_facing_differ_equally_in_all_directions() -> None:
    scatter = Scatter(6)
    views = facings(np.random.default_rng(1))
    scatter.add(views)
    mean, directions = scatter.discriminants(3, 0.0)
    projected = (views - mean) @ directions
    off = (projected - projected.mean(axis=1, keepdims=True)).reshape(-1, 3)
    np.testing.assert_allclose(off.T @ off / (len(off) * 3 / 4), np.eye(3), atol=0.01)


def test_features_that_never_change_do_no_harm() -> None:
    scatter = Scatter(7)
    views = facings(np.random.default_rng(2))
    scatter.add(np.concatenate([views, np.ones_like(views[..., :1])], axis=2))
    _, directions = scatter.discriminants(2, 0.1)
    assert np.isfinite(directions).all()


def test_too_few_facings_are_refused_with_a_way_out() -> None:
    scatter = Scatter(6)
    scatter.add(facings(np.random.default_rng(3), number=4))
    with pytest.raises(DiscriminantsError, match="4 facings with 6 features are too few for 5 dimensions"):
        scatter.discriminants(5, 0.1)
