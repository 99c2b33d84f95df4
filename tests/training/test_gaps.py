"""How the page learns which places of a shelf are empty."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

from training import gaps
from training.node_process import NODE
from training.shelves import Place, Shelves

MARK = [0.0, 0.0, 10.0, 10.0]
ELSEWHERE = [50.0, 50.0, 60.0, 60.0]


def photos(count: int) -> dict[str, Shelves]:
    """On each photo one place is marked and one is not; both inputs of the marked one are negative or both positive."""
    random = np.random.default_rng(1)
    found = {}
    for i in range(count):
        same, other = random.choice([-1.0, 1.0], 2)
        noise = random.normal(0, 0.2, (2, 2))
        marked = Place(MARK, [same + noise[0, 0]], [same + noise[0, 1]])
        unmarked = Place(ELSEWHERE, [other + noise[1, 0]], [-other + noise[1, 1]])
        found[f"{i}.jpg"] = Shelves(1, [], [marked, unmarked])
    return found


def test_a_place_is_empty_if_it_matches_a_mark() -> None:
    examples = gaps.collect(photos(3), {"0.jpg": [MARK], "2.jpg": [ELSEWHERE, MARK]}, with_look=True)
    assert examples.empty.tolist() == [True, False, False, False, True, True]
    assert examples.met == [[0], [], [], [], [2], [1]]
    assert (examples.marks, examples.inputs.shape) == (3, (6, 2))
    assert gaps.collect(photos(3), {}, with_look=False).inputs.shape == (6, 1)


def test_what_no_single_number_says_is_learnt_from_both() -> None:
    found = photos(300)
    examples = gaps.collect(found, {name: [MARK] for name in found}, with_look=True)
    learnt = gaps.learn(examples)
    assert learnt.precision >= gaps.PRECISION
    assert learnt.recall > 0.9
    one = gaps.learn(gaps.collect(found, {name: [MARK] for name in found}, with_look=False))
    assert one.recall < 0.3


def test_the_threshold_is_the_least_that_reaches_the_precision() -> None:
    examples = gaps.Examples(
        inputs=np.zeros((6, 1)),
        empty=np.array([True, True, True, True, False, False]),
        photo=np.arange(6),
        met=[[0], [1], [1], [3], [], []],
        marks=8,
    )
    threshold, precision, recall = gaps.choose_threshold(examples, np.array([0.9, 0.8, 0.7, 0.6, 0.65, 0.1]))
    assert (threshold, precision, recall) == (0.7, 1.0, 0.25), "of 0.6 one gap of five is false"
    nothing = gaps.choose_threshold(examples, np.array([0.1, 0.1, 0.1, 0.1, 0.9, 0.8]))
    assert nothing == (1.0, 0.0, 0.0)


def test_the_page_computes_the_same_probabilities(tmp_path: Path) -> None:
    found = photos(60)
    examples = gaps.collect(found, {name: [MARK] for name in found}, with_look=True)
    learnt = gaps.Learnt(gaps.fit(examples.inputs, examples.empty), 0.5, 1, 1)
    gaps.write_weights(tmp_path / "weights.mjs", learnt, learnt)
    network = Path("static/js/photo/gap-network.js").resolve()
    script = f"""
        import {{ probabilityOf }} from {json.dumps(network.as_uri())};
        import {{ WITH_TEXTURE }} from {json.dumps((tmp_path / "weights.mjs").as_uri())};
        console.log(JSON.stringify({examples.inputs[:9].tolist()}.map((each) => probabilityOf(WITH_TEXTURE, each))));
    """
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", script], check=True, capture_output=True, text=True
    )
    expected = learnt.network.probabilities(examples.inputs[:9])
    assert json.loads(done.stdout) == pytest.approx(expected.tolist(), abs=0.01)


def test_the_weights_of_the_page_take_as_many_numbers_as_it_has_evidence() -> None:
    module = Path("static/js/photo/gap-weights.js").resolve()
    script = f"""
        import {{ BOXES_ALONE, WITH_TEXTURE }} from {json.dumps(module.as_uri())};
        console.log(JSON.stringify([BOXES_ALONE, WITH_TEXTURE].map(({{ mean, hidden, threshold }}) =>
          [mean.length, hidden[0].length, threshold])));
    """
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", script], check=True, capture_output=True, text=True
    )
    for inputs, weights, threshold in json.loads(done.stdout):
        assert inputs == weights
        assert 0.5 < threshold < 1
