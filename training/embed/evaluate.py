"""Measures an embedder's bundle, through the exported graph, by a protocol of recognition by example."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from app.embedder_card import EmbedderCard, EmbedderMetrics, Limits, load_embedder
from training.boxes import Floats
from training.embed.calibrate import calibrate
from training.embed.config import EmbedConfig
from training.embed.detected import found_by
from training.embed.graph import EmbedderGraph
from training.embed.measure import f1_of, grouped_pairs, recognition
from training.embed.names import Names, Parts, SixCounts, examples_of, pairs_in, part_boxes
from training.embed.protocol import Protocol, ProtocolError, read_protocol

CALIBRATED_ON = "calibratedOn"
"""Under this, the card's ``training`` says which sections its limits come from ..."""

CALIBRATION_PHOTOS = "calibrationPhotos"
"""... and under this, of which photos: the digest of their protocol."""


def vectors_of(bundle: Path, protocol: Protocol) -> tuple[Floats, Parts]:
    """Vectors (N, dimensions) of all facings of a protocol, and those of the parts of all that are ever examples."""
    card = load_embedder(bundle)
    size = EmbedConfig(height=card.input.height, width=card.input.width, margin=card.crop.margin)
    examples = [*protocol.enrolled.values(), *(examples_of(pair, protocol) for pair in pairs_in(protocol))]
    facings = np.unique(np.concatenate(examples))
    boxes = part_boxes(protocol.boxes[facings])
    photos = np.repeat(protocol.photos[facings], boxes.shape[1])
    with EmbedderGraph(bundle) as graph:
        vectors = graph.vectors(protocol.crops(size))
        parts = graph.vectors(protocol.crops_at(photos, boxes.reshape(-1, 4), size))
    return vectors, Parts(facings, parts.reshape(*boxes.shape[:2], -1))


def unseen(
    card: EmbedderCard, protocol: Protocol, vectors: Floats, parts: Parts
) -> list[tuple[Limits, Protocol]]:
    """Limits, each with what of the photos they do not come from.

    The card's limits, where they come from other photos or other sections. Where they come from all sections, each
    section has the limits that the others give.

    Raises:
        NamesError: Node stopped.
        ProtocolError: they come from the only section.
    """
    sections = sorted(set(protocol.sections.values()))
    if card.training.get(CALIBRATION_PHOTOS, protocol.digest) != protocol.digest:
        return [(card.limits, protocol)]
    seen = str(card.training.get(CALIBRATED_ON, "")).split(", ")
    left = [section for section in sections if section not in seen]
    if left:
        return [(card.limits, protocol.only(left))]
    if len(sections) == 1:
        raise ProtocolError(
            f"The limits of {card.folder_name} come from these photos, all of one section: measure on others."
        )
    others = {section: [each for each in sections if each != section] for section in sections}
    return [
        (calibrate(vectors, protocol.only(others[section]), parts), protocol.only([section]))
        for section in sections
    ]


def evaluate(bundle: Path, folder: Path, *, dataset: str, split: str) -> EmbedderMetrics:
    """Ranks, and what depends on limits with limits that come from other photos or sections (``unseen``).

    Raises:
        NamesError: Node stopped.
        ProtocolError: the protocol cannot be read, or the limits come from all of it.
    """
    card, protocol = load_embedder(bundle), read_protocol(folder)
    vectors, parts = vectors_of(bundle, protocol)
    most = list(protocol.enrolled)[-1]
    pairs, six = np.zeros(3, np.int64), SixCounts(0, 0, 0, 0, 0)
    named, asked = np.zeros(3), np.zeros(3)
    with Names(vectors, protocol, parts) as page:
        by_examples = {
            examples: recognition(page, protocol, examples, card.limits) for examples in protocol.enrolled
        }
        for limits, part in unseen(card, protocol, vectors, parts):
            pairs += grouped_pairs(page, part, [limits.alike])[0]
            page.keep(pairs_in(part))
            six += page.six_named(limits)
            each = recognition(page, part, most, limits)
            these = np.array([len(part.queries), len(part.queries), len(part.strangers)])
            named += these * [each.named_right, each.named_wrong, each.strangers_named]
            asked += these
    right, wrong, strangers = (round(float(share), 4) for share in named / np.maximum(asked, 1))
    return EmbedderMetrics(
        dataset=dataset,
        split=split,
        photos=len(protocol.files),
        queries=len(protocol.queries),
        strangers=len(protocol.strangers),
        top1={examples: round(each.top1, 4) for examples, each in by_examples.items()},
        top3=round(by_examples[most].top3, 4),
        known_at5={examples: round(each.known_at5, 4) for examples, each in by_examples.items()},
        named_right=right,
        named_wrong=wrong,
        strangers_named=strangers,
        grouping_f1=round(float(f1_of(pairs)), 4),
        six_named=six.shares,
        command=f"python -m training embed evaluate {bundle.name} --protocol {folder.name}",
    )


@dataclass(frozen=True)
class ThroughApp:
    """Of the queries that the detector has a box for: whose most similar product is right, by number of examples."""

    found: float
    """Share of all queries."""
    by_people: dict[str, float]
    """With the boxes that people drew ..."""
    by_detector: dict[str, float]
    """... and with those of the detector, of the examples too."""


def through_app(bundle: Path, folder: Path, detector: Path) -> ThroughApp:
    """What is lost where the boxes are those of a detector.

    Raises:
        BundleError: the detector's bundle is damaged.
        GraphError: a bundle could not be run.
        ProtocolError: the protocol cannot be read.
    """
    card, protocol = load_embedder(bundle), read_protocol(folder)
    seen, is_found = found_by(detector, protocol)
    queries = protocol.queries[is_found[protocol.queries]]
    top1 = []
    for each in (replace(protocol, queries=queries), replace(seen, queries=queries)):
        vectors, parts = vectors_of(bundle, each)
        with Names(vectors, each, parts) as page:
            top1.append({
                examples: round(recognition(page, each, examples, card.limits).top1, 4)
                for examples in each.enrolled
            })  # fmt: skip
    return ThroughApp(len(queries) / len(protocol.queries), *top1)


def with_metrics(card: EmbedderCard, metrics: EmbedderMetrics) -> EmbedderCard:
    """The card with one more measurement, in the place of an earlier one of the same photos."""
    others = [each for each in card.metrics if (each.dataset, each.split) != (metrics.dataset, metrics.split)]
    return card.model_copy(update={"metrics": [*others, metrics]})
