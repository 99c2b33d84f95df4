"""What vectors are worth is counted as the protocol says, and limits keep strangers without a name."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.embedder_card import Limits
from tests.conftest import ROOT
from training.boxes import Floats
from training.embed import names as naming
from training.embed.calibrate import calibrate
from training.embed.measure import ACCEPTED, Recognition, f1_of, grouped_pairs, recognition
from training.embed.names import Names, NamesError, Pair, pairs_in, part_boxes
from training.embed.protocol import Protocol, ProtocolError, read_protocol


def unit(rows: list[list[float]]) -> Floats:
    vectors = np.array(rows, np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.fixture
def protocol(protocol_folder: Path) -> Protocol:
    return read_protocol(protocol_folder)


def by_name(protocol: Protocol, noise: float) -> Floats:
    """Vectors that tell products apart, but for noise."""
    random = np.random.default_rng(0)
    own = np.eye(8, dtype=np.float32)[protocol.names]
    return unit((own + random.normal(0, noise, own.shape)).tolist())


def grouped(vectors: Floats, protocol: Protocol, limits: list[float]) -> list[float]:
    with Names(vectors, protocol) as page:
        return f1_of(grouped_pairs(page, protocol, limits)).tolist()  # type: ignore[no-any-return]


def recognised(vectors: Floats, protocol: Protocol, examples: str, limits: Limits) -> Recognition:
    with Names(vectors, protocol) as page:
        return recognition(page, protocol, examples, limits)


def test_products_are_as_alike_as_the_page_finds_them(protocol: Protocol) -> None:
    vectors = np.zeros((32, 8), np.float32)
    vectors[:6, :2] = unit([[1, 0], [0.8, 0.6], [0, 1], [0.6, 0.8], [1, 0], [0, 1]])
    few = replace(protocol, names=np.array([7, 7, 8, 9, *[1] * 28]))
    with Names(vectors, few) as page:
        found = page.matches(np.array([4, 5]), np.array([0, 1, 2]), None)
        one = page.matches(np.array([4]), np.array([0]), None)
        crowd = page.typical_crowd(np.array([0, 2, 3]))
    assert found.products.tolist() == [[7, 8], [8, 7]]
    np.testing.assert_allclose(found.scores, [[1.0, 0.0], [1.0, 0.6]], atol=0.01)
    assert one.products.tolist() == [[7, -1]] and one.scores[0, 1] == -1, "nothing else is there"
    assert crowd == pytest.approx(0.4, abs=0.01), "the median of 0.3, 0.4 and 0.7"


def test_no_more_strangers_than_allowed_reach_the_limit(protocol: Protocol) -> None:
    vectors = unit(np.random.default_rng(0).normal(0, 1, (32, 6)).tolist())
    with Names(vectors, replace(protocol, names=np.arange(32))) as page:
        found = page.matches(np.arange(12, 32), np.arange(12), 0.5)
    for margin in (0.0, 0.1):
        limit = found.limit(margin, ACCEPTED)
        assert found.accepted(limit, margin).sum() <= 1
        assert found.accepted(limit - 0.05, margin).sum() >= found.accepted(limit, margin).sum()


def test_good_vectors_are_all_right_and_know_strangers(protocol: Protocol) -> None:
    vectors, tea = by_name(protocol, 0.05), protocol.only(["tea"])
    limits = calibrate(vectors, tea)
    found = recognised(vectors, protocol, "2", limits)
    assert (found.top1, found.top3, found.named_right) == (1, 1, 1)
    assert recognised(vectors, tea, "2", limits).strangers_named == 0
    assert limits.crowd is not None and limits.others is None, "no photos have six products in common"
    assert grouped(vectors, protocol, [limits.alike]) == [1.0]


def test_vectors_of_nothing_are_right_by_chance_only(protocol: Protocol) -> None:
    vectors = unit(np.random.default_rng(1).normal(0, 1, (32, 8)).tolist())
    found = recognised(vectors, protocol, "1", Limits(alike=0.5, known=0.99, margin=0))
    assert found.top1 < 0.7 and found.named_right == 0


def test_parts_of_an_example_are_the_pages() -> None:
    vector = json.loads((ROOT / "tests" / "vectors" / "parts.json").read_text(encoding="utf-8"))
    np.testing.assert_allclose(part_boxes(np.array(vector["boxes"], np.float32)), vector["parts"], atol=1e-5)


def test_pairs_of_photos_have_enough_in_common(protocol: Protocol) -> None:
    assert pairs_in(protocol) == []
    pairs = pairs_in(protocol, products=3, facings=6)
    assert pairs == [
        Pair(0, 1, [0, 1, 2]),
        Pair(1, 0, [0, 1, 2]),
        Pair(2, 3, [4, 5, 6]),
        Pair(3, 2, [4, 5, 6]),
    ]
    assert pairs_in(protocol, products=3, facings=7) == []
    assert len(pairs_in(protocol.only(["tea"]), products=3, facings=6)) == 2


def test_what_was_named_on_one_photo_is_found_on_the_next_one_and_nothing_else(protocol: Protocol) -> None:
    vectors, pairs = by_name(protocol, 0.05), pairs_in(protocol, products=3, facings=6)
    limits = calibrate(vectors, protocol, pairs=pairs)
    assert limits.others is not None
    with Names(vectors, protocol) as page:
        assert page.six_named(limits).shares is None, "no pairs, no names"
        page.keep(pairs)
        good = page.six_named(limits).shares
        page.keep([Pair(0, 2, [0, 1, 2])])
        elsewhere = page.six_named(limits).shares
        page.keep([Pair(0, 1, [0, 1])])
        lax = page.six_named(limits.model_copy(update={"known": -1.0, "margin": 0.0, "others": 1.0})).shares
    assert good is not None and (good.pairs, good.right, good.wrong) == (4, 1, 0)
    assert elsewhere is not None and (elsewhere.right, elsewhere.wrong) == (0, 0), "none of them is there"
    assert lax is not None and (lax.right, lax.wrong) == (1, 1)


def test_node_that_stops_says_why(
    protocol: Protocol, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(naming, "RUNNER", tmp_path / "gone.mjs")
    with Names(by_name(protocol, 0.05), protocol) as page, pytest.raises(NamesError, match=r"gone\.mjs"):
        page.typical_crowd(np.array([0]))


def test_pairs_with_a_facing_that_nobody_named_do_not_count(protocol: Protocol) -> None:
    vectors = by_name(protocol, 0.05)
    vectors[0] = -vectors[0]
    (with_it,) = grouped(vectors, protocol, [0.5])
    is_named = protocol.is_named.copy()
    is_named[0] = False
    assert with_it < 1 and grouped(vectors, replace(protocol, is_named=is_named), [0.5]) == [1.0]


def test_a_folder_without_a_protocol_says_so(tmp_path: Path) -> None:
    with pytest.raises(ProtocolError, match="holds no protocol"):
        read_protocol(tmp_path)
