"""Measures an embedder's bundle, through the exported graph, by a protocol of recognition by example."""

from __future__ import annotations

from pathlib import Path

from app.embedder_card import EmbedderCard, EmbedderMetrics, load_embedder
from training.boxes import Floats
from training.embed.config import EmbedConfig
from training.embed.graph import EmbedderGraph
from training.embed.measure import grouping, recognition
from training.embed.names import Names, pairs_in
from training.embed.protocol import Protocol, ProtocolError, read_protocol

CALIBRATED_ON = "calibratedOn"
"""Under this, the card's ``training`` says which sections its limits come from."""


def vectors_of(bundle: Path, protocol: Protocol) -> Floats:
    """Vectors (N, dimensions) of all facings of a protocol."""
    card = load_embedder(bundle)
    size = EmbedConfig(height=card.input.height, width=card.input.width, margin=card.crop.margin)
    with EmbedderGraph(bundle) as graph:
        return graph.vectors(protocol.crops(size))


def sections_for_limits(card: EmbedderCard, protocol: Protocol) -> list[str]:
    """The sections that the card's limits were not calibrated on.

    Raises:
        ProtocolError: there is none.
    """
    seen = str(card.training.get(CALIBRATED_ON, "")).split(", ")
    left = sorted(set(protocol.sections.values()) - set(seen))
    if not left:
        raise ProtocolError(
            f"The limits of {card.folder_name} were calibrated on all sections of these photos: calibrate them on some."
        )
    return left


def evaluate(bundle: Path, folder: Path, *, dataset: str, split: str) -> EmbedderMetrics:
    """Ranks on all sections; what depends on the card's limits, on those that they were not calibrated on.

    Raises:
        ProtocolError: the protocol cannot be read, or the limits were calibrated on all of it.
    """
    card, protocol = load_embedder(bundle), read_protocol(folder)
    vectors = vectors_of(bundle, protocol)
    unseen = protocol.only(sections_for_limits(card, protocol))
    most = list(protocol.enrolled)[-1]
    with Names(vectors, protocol) as page:
        by_examples = {
            examples: recognition(page, protocol, examples, card.limits) for examples in protocol.enrolled
        }
        named = recognition(page, unseen, most, card.limits)
        page.keep(pairs_in(unseen))
        six_named = page.six_named(card.limits)
    (f1,) = grouping(vectors, unseen, [card.limits.alike])
    return EmbedderMetrics(
        dataset=dataset,
        split=split,
        photos=len(protocol.files),
        queries=len(protocol.queries),
        strangers=len(protocol.strangers),
        top1={examples: round(each.top1, 4) for examples, each in by_examples.items()},
        top3=round(by_examples[most].top3, 4),
        known_at5={examples: round(each.known_at5, 4) for examples, each in by_examples.items()},
        named_right=round(named.named_right, 4),
        named_wrong=round(named.named_wrong, 4),
        strangers_named=round(named.strangers_named, 4),
        grouping_f1=round(f1, 4),
        six_named=six_named,
        command=f"python -m training embed evaluate {bundle.name} --protocol {folder.name}",
    )


def with_metrics(card: EmbedderCard, metrics: EmbedderMetrics) -> EmbedderCard:
    """The card with one more measurement, in the place of an earlier one of the same photos."""
    others = [each for each in card.metrics if (each.dataset, each.split) != (metrics.dataset, metrics.split)]
    return card.model_copy(update={"metrics": [*others, metrics]})
