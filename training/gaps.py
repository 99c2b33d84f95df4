"""Teaches the page which places of a shelf are empty, from photos whose empty places people have marked.

The page lists the places that could be gaps and what it knows of each (static/js/photo/gap-evidence.js). Networks with
one hidden layer learn from the marks whether such a place is empty. Several of them, which differ in where they start,
are joined to one that is as wide as all together: it says their mean.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training.shelves import Box, Shelves, is_match

Floats = npt.NDArray[np.float64]

UNITS = 12
"""Of the hidden layer of each network."""
MEMBERS = 4
EPOCHS = 200
BATCH = 200
RATE = 1e-3
DECAY = 0.0075
"""Of the weights, in each step."""
FOLDS = 5
PRECISION = 0.82
"""For which the threshold is chosen: a little more than 0.8, below which people stop believing what they are shown."""


@dataclasses.dataclass(frozen=True)
class Network:
    """As static/js/photo/gap-network.js reads it."""

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: float

    def probabilities(self, inputs: Floats) -> Floats:
        """How sure it is of each place (N, inputs), 0..1."""
        active = np.maximum(0, (inputs - self.mean) / self.scale @ self.hidden.T + self.hidden_bias)
        return 1 / (1 + np.exp(-(active @ self.output + self.output_bias)))


@dataclasses.dataclass(frozen=True)
class Learnt:
    """A network, the probability from which a place is a gap, and what both came to on photos that it had not seen."""

    network: Network
    threshold: float
    precision: float
    recall: float


@dataclasses.dataclass(frozen=True)
class Examples:
    """The places of all photos together."""

    inputs: Floats
    empty: npt.NDArray[np.bool_]
    photo: npt.NDArray[np.int_]
    """Index of the photo of each place."""
    met: list[list[int]]
    """The marks that each place matches, numbered through all photos."""
    marks: int


def collect(found: Mapping[str, Shelves], marks: Mapping[str, Sequence[Box]], *, with_look: bool) -> Examples:
    """The places that the page lists, as examples."""
    inputs: list[list[float]] = []
    photo: list[int] = []
    met: list[list[int]] = []
    total = 0
    for index, (name, shelves) in enumerate(found.items()):
        here = marks.get(name, [])
        for place in shelves.places:
            inputs.append(place.shape + (place.look if with_look else []))
            photo.append(index)
            met.append([total + i for i, mark in enumerate(here) if is_match(place.box, mark)])
        total += len(here)
    empty = np.array([bool(each) for each in met])
    return Examples(np.array(inputs, np.float64), empty, np.array(photo), met, total)


def learn(examples: Examples) -> Learnt:
    """Learns from all photos; the threshold comes from networks that have not seen the photo in question."""
    held_out = np.zeros(len(examples.empty))
    for fold in range(FOLDS):
        out = examples.photo % FOLDS == fold
        held_out[out] = fit(examples.inputs[~out], examples.empty[~out]).probabilities(examples.inputs[out])
    threshold, precision, recall = choose_threshold(examples, held_out)
    return Learnt(fit(examples.inputs, examples.empty), threshold, precision, recall)


def choose_threshold(examples: Examples, probabilities: Floats) -> tuple[float, float, float]:
    """The least one whose gaps reach the precision, with their precision and recall."""
    order = np.argsort(-probabilities, kind="stable")
    right = np.cumsum(examples.empty[order])
    precision = right / np.arange(1, len(order) + 1)
    reached = np.flatnonzero(precision >= PRECISION)
    if len(reached) == 0:
        return 1.0, 0.0, 0.0
    last = int(reached[-1])
    met = {mark for place in order[: last + 1] for mark in examples.met[place]}
    return float(probabilities[order[last]]), float(precision[last]), len(met) / examples.marks


def fit(inputs: Floats, empty: npt.NDArray[np.bool_]) -> Network:
    """The mean of several networks that learnt from the same examples."""
    mean = inputs.mean(axis=0)
    scale = np.maximum(inputs.std(axis=0), 1e-6)
    members = [fit_member((inputs - mean) / scale, empty.astype(np.float64), seed) for seed in range(MEMBERS)]
    return Network(
        mean=mean,
        scale=scale,
        hidden=np.concatenate([hidden.T for hidden, _, _, _ in members]),
        hidden_bias=np.concatenate([bias for _, bias, _, _ in members]),
        output=np.concatenate([output for _, _, output, _ in members]) / MEMBERS,
        output_bias=float(np.mean([bias for _, _, _, bias in members])),
    )


def fit_member(inputs: Floats, labels: Floats, seed: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Learns by Adam (Kingma and Ba, 2015) on the cross-entropy.

    Returns: hidden weights (inputs, units), their biases (units), output weights (units), output bias (1).
    """
    random = np.random.default_rng(seed)
    count = inputs.shape[1]
    # Glorot and Bengio, 2010
    bounds = [np.sqrt(6 / (count + UNITS)), np.sqrt(6 / (UNITS + 1))]
    weights: list[Floats] = [
        random.uniform(-bounds[0], bounds[0], (count, UNITS)),
        np.zeros(UNITS),
        random.uniform(-bounds[1], bounds[1], UNITS),
        np.zeros(1),
    ]
    means = [np.zeros_like(each) for each in weights]
    squares = [np.zeros_like(each) for each in weights]
    step = 0
    for _ in range(EPOCHS):
        order = random.permutation(len(labels))
        for start in range(0, len(labels), BATCH):
            batch = order[start : start + BATCH]
            x = inputs[batch]
            active = np.maximum(0, x @ weights[0] + weights[1])
            off = (1 / (1 + np.exp(-(active @ weights[2] + weights[3]))) - labels[batch]) / len(batch)
            back = np.outer(off, weights[2]) * (active > 0)
            slopes = [
                x.T @ back + DECAY * weights[0],
                back.sum(axis=0),
                active.T @ off + DECAY * weights[2],
                off.sum(keepdims=True),
            ]
            step += 1
            for i, slope in enumerate(slopes):
                means[i] = 0.9 * means[i] + 0.1 * slope
                squares[i] = 0.999 * squares[i] + 0.001 * slope**2
                rate = RATE * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
                weights[i] = weights[i] - rate * means[i] / (np.sqrt(squares[i]) + 1e-8)
    return weights[0], weights[1], weights[2], weights[3]


def write_weights(path: Path, boxes_alone: Learnt, with_texture: Learnt) -> None:
    """Writes both networks as the module that the page loads."""
    parts = ["// Made by `python -m training gaps`: do not edit. How they are read: gap-network.js.", ""]
    for name, learnt in (("BOXES_ALONE", boxes_alone), ("WITH_TEXTURE", with_texture)):
        network = learnt.network
        values: dict[str, Floats | float] = {
            "mean": network.mean,
            "scale": network.scale,
            "hidden": network.hidden,
            "hiddenBias": network.hidden_bias,
            "output": network.output,
            "outputBias": network.output_bias,
            "threshold": learnt.threshold,
        }
        parts.append("/** @type {import('./gap-network.js').Network} */")
        parts.append(f"export const {name} = {{")
        for key, value in values.items():
            parts.append(f"  {key}: {json.dumps(shortened(value))},")
        parts += ["};", ""]
    path.write_text("\n".join(parts), encoding="utf-8")


def shortened(value: Floats | float) -> object:
    """With three digits, which changes no probability by more than a hundredth."""
    if isinstance(value, float):
        return float(f"{value:.3g}")
    if value.ndim > 1:
        return [shortened(each) for each in value]
    return [float(f"{each:.3g}") for each in value]
