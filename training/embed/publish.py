"""Puts an embedder's bundle beside the published ones, unless it is worse than the current one of its name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from rich.console import Console

from app.embedder_card import EmbedderCard, EmbedderMetrics, load_embedder
from training.embed.evaluate import evaluate
from training.embed.graph import EmbedderGraph
from training.publish import PublishError, bundle_before, install, is_published

TOLERANCE = 0.01
"""By so much a share may be lower: with some thousand facings, smaller differences are chance."""

console = Console()


def publish(bundle: Path, protocol: Path, models: Path, *, allow_worse: bool = False) -> Path:
    """Copies ``bundle`` into ``models`` and returns its folder there.

    It is worse than the current bundle of its name if fewer queries are right, or known, or groups are, by more than
    ``TOLERANCE``. Publishing what is published already changes nothing.

    Raises:
        BundleError: the bundle, or one in ``models``, is damaged.
        GraphError: the bundle cannot be run.
        PublishError: its version is taken or not the highest, its probe is not what its graph gives, or it is worse.
    """
    card = load_embedder(bundle)
    target = models / card.folder_name
    if is_published(card, models, load_embedder):
        return target
    current = bundle_before(card, models, load_embedder)
    check_probe(bundle, card)
    if current is not None:
        now, was = (evaluate(each, protocol, dataset="", split="") for each in (bundle, current))
        faults = worse(now, was)
        if faults and not allow_worse:
            raise PublishError(
                f"{card.folder_name} is worse than {current.name} on {protocol}: {'; '.join(faults)}. Nothing was "
                "published. To publish it all the same, add --allow-worse."
            )
    install(bundle, card, models)
    console.print(f"Published {target}. A server that runs on this folder offers it now.")
    return target


def check_probe(bundle: Path, card: EmbedderCard) -> None:
    """Raises PublishError where no phone would use the bundle."""
    with EmbedderGraph(bundle) as graph:
        found = graph.probe()
    known = card.probe
    if not np.isfinite(found).all() or (
        known is not None and np.abs(found - known.numbers).max() > known.tolerance
    ):
        raise PublishError(
            f"The graph of {bundle} does not give what its card says, so that no phone would use it: export it anew."
        )


def worse(now: EmbedderMetrics, was: EmbedderMetrics) -> list[str]:
    """What is worse by more than chance, as text."""
    pairs = {
        "top-1": (list(now.top1.values())[-1], list(was.top1.values())[-1]),
        "right names at 5 % of strangers": (
            list(now.known_at5.values())[-1],
            list(was.known_at5.values())[-1],
        ),
        "pairwise F1 of groups": (now.grouping_f1, was.grouping_f1),
    }
    return [
        f"{what} {new:.3f} against {old:.3f}" for what, (new, old) in pairs.items() if new < old - TOLERANCE
    ]
