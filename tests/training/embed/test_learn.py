"""Learning: facings are linked across photos, views find their twins, and a run goes on where it was stopped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from tests.training.embed.conftest import SMALL, random_trunk
from training.boxes import Floats, Ints
from training.embed import learn as learning
from training.embed.config import Contrast, Links
from training.embed.contrast import Sampler, contrast_loss, vectors_of
from training.embed.facings import SIDE, Facings, read_facings
from training.embed.learn import discriminate, learn
from training.embed.learnt import WEIGHTS_NAME, Learnt, read_learnt
from training.embed.links import link, unlinked
from training.embed.views import Views
from training.run_folder import TrainingError


def unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.fixture
def trunk(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = random_trunk(np.random.default_rng(1))
    monkeypatch.setattr(learning, "read_trunk", lambda _: weights)


@pytest.fixture(scope="module")
def facings(records: Path) -> Facings:
    return read_facings([records], SMALL)


def test_only_facings_that_show_enough_are_learnt_from(records: Path, facings: Facings) -> None:
    assert facings.pictures.shape == (len(facings), SIDE, SIDE, 3)
    assert len(np.unique(facings.photos)) > 2 and len(facings) > 30
    assert len(read_facings([records], SMALL.model_copy(update={"least_side": 1000.0}))) == 0


def test_facings_are_linked_across_photos_that_show_the_same_goods() -> None:
    """Photos 0 and 1 have five products in common, photo 2 none, and photo 0 shows the first of them twice."""
    random = np.random.default_rng(0)
    products = random.normal(0, 1, (5, 32))
    shown = [products, products[:1], products, random.normal(0, 1, (5, 32))]
    vectors = unit((np.concatenate(shown) + random.normal(0, 0.1, (16, 32))).astype(np.float32))
    photos = np.array([0] * 6 + [1] * 5 + [2] * 5)
    linked = link(vectors, photos, Links(least=0.6, strong=0.7, needed=4))
    assert linked.facings == 10
    for product in range(1, 5):
        assert linked.other(product, random) == 6 + product and linked.other(6 + product, random) == product
    assert linked.other(6, random) in (0, 5), "one of the two, the more alike"
    assert linked.other(12, random) == 12, "what is linked to none stands for itself"
    assert link(vectors, photos, Links(needed=6)).facings == 0, "too few are alike beyond doubt"
    assert unlinked(16).other(3, random) == 3


def test_a_step_looks_at_facings_of_few_photos_and_can_be_repeated(facings: Facings) -> None:
    rules = Contrast(photos=2, facings=6, linked=1)
    photos = facings.photos
    same_place = link(np.eye(len(facings), dtype=np.float32), photos, Links(least=-1, strong=-1, needed=1))
    sampler = Sampler(facings, same_place, rules, seed=3)
    first, second = sampler.step(7)
    assert len(first) == 12 and len(np.unique(photos[first])) == 2 and len(np.unique(first)) == 12
    assert (photos[first] != photos[second]).any(), "the second view is of another photo"
    np.testing.assert_array_equal(sampler.step(7), (first, second))
    assert (sampler.step(8)[0] != first).any()
    alone = Sampler(facings, unlinked(len(facings)), rules, seed=3)
    np.testing.assert_array_equal(*alone.step(7))


def test_the_loss_is_that_of_its_formula() -> None:
    """Against the formula of Chen et al. 2020, one view after the other."""
    random = np.random.default_rng(0)
    vectors, before = (unit(random.normal(0, 1, (8, 4)).astype(np.float32)) for _ in range(2))
    rules = Contrast(temperature=0.2, apart=0.5)
    loss, found = contrast_loss(tf.constant(vectors), tf.constant(before), rules)
    losses, hits, left_out = [], 0, 0
    for i in range(8):
        twin = (i + 4) % 8
        others = [j for j in range(8) if j not in (i, twin)]
        known = [j for j in others if before[i] @ before[j] <= 0.5]
        left_out += len(others) - len(known)
        scores = np.array([vectors[i] @ vectors[j] / 0.2 for j in [twin, *known]])
        losses.append(np.log(np.exp(scores).sum()) - scores[0])
        hits += scores.argmax() == 0
    assert left_out > 4
    np.testing.assert_allclose(float(loss), np.mean(losses), rtol=1e-5)
    np.testing.assert_allclose(float(found), hits / 8, atol=1e-6)


def alike(learnt: Learnt, facings: Facings) -> float:
    """By how much two views of one facing are more alike than two facings."""
    network, views = learnt.network(), Views(SMALL)
    tf.random.set_seed(5)
    own = vectors_of(network, facings, views)
    changed = network.predict_on_batch((views.changed(tf.constant(facings.pictures)) - 128) / 128)
    cosines = own @ changed.T
    return float(cosines.diagonal().mean() - cosines.mean())


@pytest.mark.usefixtures("trunk")
def test_a_stopped_run_goes_on_and_ends_with_what_tells_packages_apart(
    records: Path, facings: Facings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = discriminate(facings, Path("trunk.tflite"), SMALL)
    assert start.facings == len(facings) and alike(start, facings) > 0.2

    done: list[int] = []
    shown = Sampler.step

    def noting(self: Sampler, number: int) -> tuple[Ints, Ints]:
        done.append(number)
        if len(done) == 7:
            raise KeyboardInterrupt
        return shown(self, number)

    monkeypatch.setattr(Sampler, "step", noting)
    arguments = ([records], Path("trunk.tflite"), tmp_path, SMALL)
    with pytest.raises(KeyboardInterrupt):
        learn(*arguments)
    assert (tmp_path / "latest.npz").exists() and not (tmp_path / "round-1.npz").exists()
    learnt = learn(*arguments)
    assert done == [*range(7), *range(4, 8), *range(6)], "from the last checkpoint on, then the second round"
    np.testing.assert_array_equal(read_learnt(tmp_path / WEIGHTS_NAME).kernel, learnt.kernel)
    name = next(iter(learnt.trunk))
    assert np.abs(learnt.trunk[name][0] - start.trunk[name][0]).max() > 0, "the trunk has learnt too"
    assert alike(learnt, facings) > 0.2
    done.clear()
    np.testing.assert_array_equal(learn(*arguments).kernel, learnt.kernel)
    assert done == [], "what is done is not done again"
    with pytest.raises(TrainingError, match="another configuration"):
        learn(*arguments[:3], SMALL.model_copy(update={"seed": 1}))
