r"""Puts a bundle beside the published ones, where the server finds it, unless it is worse than the current one.

    python -m training publish runs/shelf/shelf-1.4.0 --val records/val

Published bundles stay: phones that run one may still be downloading it, and going back is deleting the newer folder.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from app.bundle import CARD_NAME, Card, load_as
from app.card import Probe, load_bundle
from training.boxes import Pixels
from training.errors import TrainingSideError
from training.evaluate import check_labels, detect_photos
from training.graph import GraphRunner
from training.metrics import CountError, Scores, average_precision, count_error

AP_TOLERANCE = 0.002
"""AP may fall by so much; with a few dozen photos, smaller differences are chance."""

COUNT_TOLERANCE = 0.005
"""The count error may rise by so much, as a fraction: half a percentage point."""

NOTICE_NAME = "NOTICE.md"
"""The terms of the weights, in a file beside them."""

PROBE_SIDE = 256
ADD_PROBE = "python -m training probe {}"
STAGING = ".publishing"
"""Folder inside models/ where a bundle is put together; the catalogue does not look into hidden folders."""

console = Console()


class PublishError(TrainingSideError):
    """A bundle that is not published; the message says why, and what would have to be different."""


@dataclass(frozen=True)
class Measured:
    """A bundle at the default size and threshold of one mode."""

    long_side: int
    scores: Scores
    count: CountError


def publish(bundle: Path, val: Path, models: Path, *, allow_worse: bool = False) -> Path:
    """Copies ``bundle`` into ``models`` and returns its folder there.

    It is worse than the current bundle of its name, the one of the highest version, if its live or photo AP is lower by
    more than ``AP_TOLERANCE`` or a count error higher by more than ``COUNT_TOLERANCE``, on the same photos and each
    with its own card's sizes and thresholds. Publishing what is published already changes nothing.

    Raises:
        BundleError: the bundle, or one in ``models``, is damaged.
        EvaluationError: the photos have other labels than the bundle.
        GraphError: the bundle cannot be run, or its output has the wrong shape.
        PublishError: its version is taken or not the highest, its output is no numbers, or it is worse.
    """
    card = load_bundle(bundle)
    target = models / card.folder_name
    if is_published(card, models):
        return target
    current = bundle_before(card, models)
    check_labels(card, val)
    probe(bundle)
    measured = {card.folder_name: measure(bundle, val)}
    faults: list[str] = []
    if current is not None and load_bundle(current).labels != card.labels:
        faults = [f"{current.name} has other labels, so that the two cannot be compared"]
    elif current is not None:
        measured = {current.name: measure(current, val), **measured}
        faults = worse(measured[card.folder_name], measured[current.name])
    console.print(side_by_side(measured))
    if faults and not allow_worse:
        raise PublishError(
            f"{card.folder_name} is not known to be as good as what it would replace, on {val}: {'; '.join(faults)}. "
            "Nothing was published. To publish it all the same, add --allow-worse."
        )
    if not card.metrics:
        console.print("Its card says nothing of its quality: evaluate --save before publish writes it there.")
    install(bundle, card, models)
    console.print(f"Published {target}. A server that runs on this folder offers it now.")
    return target


def is_published(card: Card, models: Path, load: Callable[[Path], Card] = load_bundle) -> bool:
    """Whether this bundle lies in ``models`` already, which is said.

    Raises:
        PublishError: another one of its name and version does.
    """
    target = models / card.folder_name
    if not target.exists():
        return False
    if load(target) != card:
        raise PublishError(
            f"{target} exists with another content. A published version never changes: export with a higher --version."
        )
    console.print(f"{target} is published already, and the same.")
    return True


def bundle_before(card: Card, models: Path, load: Callable[[Path], Card] = load_bundle) -> Path | None:
    """The published bundle that this one would replace; None if there is none of its name.

    Raises:
        PublishError: this one's version is not the higher one.
    """
    current = current_bundle(models, card.name, load)
    if current is not None and card.version_key <= load(current).version_key:
        raise PublishError(
            f"{card.folder_name} is not newer than {current.name}, so that phones would not take it: export with a "
            "higher --version."
        )
    return current


def current_bundle(models: Path, name: str, load: Callable[[Path], Card] = load_bundle) -> Path | None:
    """The published bundle of ``name`` with the highest version; None if there is none. ``load`` reads its kind."""
    published = [path for path in models.glob(f"{name}-*") if path.is_dir()]
    versions = {path: load(path) for path in published}
    of_name = [path for path, card in versions.items() if card.name == name]
    return max(of_name, key=lambda path: versions[path].version_key, default=None)


def probe(bundle: Path) -> None:
    """Runs the graph once on noise and looks at its output, as phones do before they make a model current.

    Raises:
        GraphError: it cannot be run, or its output has the wrong shape.
        PublishError: its output holds values that are no numbers, or is not what its card says.
    """
    noise: Pixels = np.random.default_rng(0).integers(0, 256, (PROBE_SIDE, PROBE_SIDE, 3), np.uint8)
    with GraphRunner(bundle) as graph:
        if not np.isfinite(graph.raw(noise)).all():
            raise PublishError(
                f"The output of {bundle} holds values that are no numbers: its weights are damaged. Export it anew."
            )
        known = graph.card.probe
        if known is None:
            console.print(
                f"Its card has no known answer, which {ADD_PROBE.format(bundle)} would write there."
            )
        elif not agree(known, graph.probe()):
            raise PublishError(
                f"The probe in the card of {bundle} is not what its graph gives, so that no phone would use it. "
                f"Write it anew: {ADD_PROBE.format(bundle)}"
            )


def agree(known: Probe, found: Probe) -> bool:
    """Whether a phone that finds these answers would use the model."""
    by_size = {(each.height, each.width, each.every): each.numbers for each in found.answers}
    for answer in known.answers:
        numbers = by_size.get((answer.height, answer.width, answer.every), [])
        if len(numbers) != len(answer.numbers):
            return False
        if np.abs(np.subtract(numbers, answer.numbers)).max() > known.tolerance:
            return False
    return True


def measure(bundle: Path, val: Path) -> dict[str, Measured]:
    """The bundle on the photos, by mode, at the default sizes and thresholds of its card."""
    card = load_bundle(bundle)
    sizes, thresholds = card.input.sizes, card.defaults.score_threshold
    modes = {
        "live": (sizes.live[0], thresholds.live),
        "photo": (sizes.photo[0], thresholds.photo),
    }
    measured: dict[str, Measured] = {}
    for mode, (long_side, threshold) in modes.items():
        found = detect_photos(bundle, val, long_side)
        measured[mode] = Measured(long_side, average_precision(found), count_error(found, threshold))
    return measured


def worse(new: dict[str, Measured], old: dict[str, Measured]) -> list[str]:
    """What is worse in ``new`` than in ``old`` by more than chance, as text."""
    faults: list[str] = []
    for mode, was in old.items():
        now = new[mode]
        if now.scores.ap < was.scores.ap - AP_TOLERANCE:
            faults.append(f"{mode} AP {now.scores.ap:.3f} against {was.scores.ap:.3f}")
        if now.count.error > was.count.error + COUNT_TOLERANCE:
            faults.append(f"{mode} count error {now.count.error:.1%} against {was.count.error:.1%}")
    return faults


def side_by_side(measured: dict[str, dict[str, Measured]]) -> Table:
    """The numbers of bundles, by their name, beside each other."""
    table = Table("", *measured, title="on the validation photos")
    for mode in ("live", "photo"):
        columns = [of_bundle[mode] for of_bundle in measured.values()]
        table.add_row(f"{mode}: long side", *(f"{each.long_side} px" for each in columns))
        table.add_row("AP", *(f"{each.scores.ap:.3f}" for each in columns))
        table.add_row("AP50", *(f"{each.scores.ap50:.3f}" for each in columns))
        table.add_row("AR300", *(f"{each.scores.ar300:.3f}" for each in columns))
        table.add_row("count error", *(f"{each.count.error:.1%}" for each in columns))
        table.add_row("count bias", *(f"{each.count.bias:+.1%}" for each in columns))
        table.add_section()
    return table


def install(bundle: Path, card: Card, models: Path) -> None:
    """Copies the bundle's files into ``models`` so that its folder is there whole or not at all."""
    staging = models / STAGING
    shutil.rmtree(staging, ignore_errors=True)  # what a killed run left
    partial = staging / card.folder_name
    partial.mkdir(parents=True)
    notice = [NOTICE_NAME] if (bundle / NOTICE_NAME).is_file() else []
    for path in [*(file.path for file in card.files), CARD_NAME, *notice]:
        copy = partial / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(bundle / path, copy)
        with copy.open("rb") as file:
            os.fsync(file.fileno())
    load_as(type(card), partial)
    partial.rename(models / card.folder_name)
    staging.rmdir()
