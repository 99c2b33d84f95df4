"""What vectors are worth is counted as the protocol says, and limits keep strangers without a name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.embedder_card import Limits
from training.boxes import Floats
from training.embed.calibrate import calibrate
from training.embed.measure import grouping, match, recognition
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


def test_the_most_similar_example_speaks_for_its_product() -> None:
    vectors = unit([[1, 0], [0, 1], [1, 1], [0.9, 0.1], [0.1, 0.9]])
    names = np.array([7, 8, 8, 7, 8])
    found = match(vectors, np.array([3, 4]), np.array([0, 1, 2]), names)
    assert found.products.tolist() == [[7, 8], [8, 7]]
    without = match(vectors, np.array([3, 4]), np.array([0, 1, 2]), names, without_own=True)
    assert without.products[:, 0].tolist() == [8, 7]


def test_no_more_strangers_than_allowed_reach_the_limit() -> None:
    random = np.random.default_rng(0)
    vectors = unit(random.normal(0, 1, (140, 6)).tolist())
    names = np.arange(140)
    found = match(vectors, np.arange(40, 140), np.arange(40), names)
    for margin in (0.0, 0.1):
        accepted = found.accepted(found.limit(margin), margin).sum()
        assert accepted <= 5 and found.accepted(found.limit(margin) - 0.05, margin).sum() >= accepted


def test_good_vectors_are_all_right_and_know_strangers(protocol: Protocol) -> None:
    tea = protocol.only(["tea"])
    limits = calibrate(by_name(protocol, 0.05), tea)
    found = recognition(by_name(protocol, 0.05), protocol, "2", limits)
    assert (found.top1, found.top3, found.named_right) == (1, 1, 1)
    assert recognition(by_name(protocol, 0.05), tea, "2", limits).strangers_named == 0
    assert grouping(by_name(protocol, 0.05), protocol, [limits.alike]) == [1.0]


def test_vectors_of_nothing_are_right_by_chance_only(protocol: Protocol) -> None:
    vectors = unit(np.random.default_rng(1).normal(0, 1, (32, 8)).tolist())
    found = recognition(vectors, protocol, "1", Limits(alike=0.5, known=0.99, margin=0))
    assert found.top1 < 0.7 and found.named_right == 0


def test_pairs_with_a_facing_that_nobody_named_do_not_count(protocol: Protocol) -> None:
    vectors = by_name(protocol, 0.05)
    vectors[0] = -vectors[0]
    (with_it,) = grouping(vectors, protocol, [0.5])
    is_named = protocol.is_named.copy()
    is_named[0] = False
    assert with_it < 1 and grouping(vectors, replace(protocol, is_named=is_named), [0.5]) == [1.0]


def test_a_folder_without_a_protocol_says_so(tmp_path: Path) -> None:
    with pytest.raises(ProtocolError, match="holds no protocol"):
        read_protocol(tmp_path)
