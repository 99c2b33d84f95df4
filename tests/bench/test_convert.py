"""The network that the peers run is the one that phones run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bench.peers.native import NativeNetwork, as_values
from tests.e2e.published import newest_bundle

if TYPE_CHECKING:
    import keras  # Only here: every process that runs tests reads this file, and importing it takes seconds.

SIZE = (96, 64)


@pytest.fixture(scope="module")
def network() -> keras.Model:
    """The folded network of a published bundle."""
    from training.bundle_weights import as_keras

    return as_keras(newest_bundle())[0]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_the_tflite_model_computes_what_the_network_computes(network: keras.Model, tmp_path: Path) -> None:
    from bench.peers.convert import to_tflite

    model = tmp_path / "network.tflite"
    model.write_bytes(to_tflite(network, SIZE))
    picture = np.random.default_rng(1).integers(0, 256, (SIZE[1], SIZE[0], 4), np.uint8)
    values = as_values(picture.tobytes(), SIZE, -1, 1)
    assert values.shape == (1, 64, 96, 3) and values.min() >= -1 and values.max() <= 1
    expected = np.asarray(network(values, training=False)).reshape(-1)
    assert NativeNetwork(model).run(values) == pytest.approx(expected, rel=1e-3, abs=1e-3)


def test_the_plan_of_the_onnx_graph_has_every_weight_and_no_loose_end(network: keras.Model) -> None:
    from bench.peers.convert import graph_plan

    arrays = graph_plan(network, SIZE)
    plan = json.loads(str(arrays.pop("plan")))
    known = {plan["input"]}
    used: set[str] = set()
    for step in plan["steps"]:
        assert set(step["inputs"]) <= known, step
        known.add(step["name"])
        if "kernel" in step:
            used |= {f"{step['kernel']}.kernel", f"{step['name']}.bias"}
    assert used == set(arrays)
    assert sum(array.size for array in arrays.values()) == network.count_params()
