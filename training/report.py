"""Reports a measurement: tables for the terminal, and a page with the photos that were counted worst."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image
from rich.table import Table

from app.card import SizeMetrics
from training.boxes import Bools, Floats
from training.evaluate import Evaluation
from training.metrics import GroundTruth, Matches, Photos, match, rates_at
from training.predict import Detections

TEMPLATE = "report.html.jinja"
MOST_PHOTOS = 40
"""A page holds its pictures in itself: with more of them a phone would struggle to open it."""
LONG_SIDE = 1024
JPEG_QUALITY = 72


@dataclass(frozen=True)
class ShownPhoto:
    """A photo of the page. Boxes are SVG path data in its pixels: those of hits, false alarms, misses, and ignored."""

    name: str
    picture: str
    width: int
    height: int
    products: int
    counted: int
    f1: float
    hits: int
    false_alarms: int
    misses: int
    paths: dict[str, str]

    @property
    def error(self) -> float:
        """The error of the count as a fraction of the products; negative if too few were counted."""
        return (self.counted - self.products) / max(self.products, 1)


def tables(evaluations: list[Evaluation], title: str) -> list[Table]:
    """Scores, the count, scores by size and, where there are several, by label; a line for each long side."""
    totals = Table("long side", "AP", "AP50", "AP75", "AR300", title=title)
    counts = Table(
        "long side", "threshold", "count error", "bias", "precision", "recall", "F1", title="counting"
    )
    closer = Table("long side", "middle", "photos", "AP", "AP50", "count error", "bias", title="from nearer")
    sizes = Table(
        "long side", "share of the long side", "products", "AP", "AP50", "recall", "photos", "count error",
        title="by size of product, from all distances",
    )  # fmt: skip
    labels = Table(
        "long side", "label", "products", "AP", "AP50", "precision", "recall", "F1", title="by label"
    )
    for each in evaluations:
        metrics, rates, side = each.metrics, each.rates, str(each.metrics.long_side)
        shares = (metrics.ap, metrics.ap50, metrics.ap75, metrics.ar300)
        totals.add_row(side, *(f"{value:.3f}" for value in shares))
        counts.add_row(
            side, f"{metrics.score_threshold:.2f}", f"{metrics.count_error:.1%}", f"{metrics.count_bias:+.1%}",
            *(f"{value:.3f}" for value in (rates.precision, rates.recall, rates.f1)),
        )  # fmt: skip
        for cut in metrics.closer:
            closer.add_row(
                side, cut.cut, str(cut.photos), f"{cut.ap:.3f}", f"{cut.ap50:.3f}", f"{cut.count_error:.1%}",
                f"{cut.count_bias:+.1%}",
            )  # fmt: skip
        for size in metrics.sizes:
            values = [f"{value:.3f}" for value in (size.ap, size.ap50, size.recall)]
            error = "-" if size.count_error is None else f"{size.count_error:.1%}"
            sizes.add_row(side, size_name(size), f"{size.products:,}", *values, str(size.photos), error)
        for label in each.labels:
            of = (
                label.scores.ap,
                label.scores.ap50,
                label.rates.precision,
                label.rates.recall,
                label.rates.f1,
            )
            labels.add_row(side, label.label, f"{label.products:,}", *(f"{value:.3f}" for value in of))
    return [totals, counts, *(table for table in (closer, sizes, labels) if table.rows)]


def size_name(size: SizeMetrics) -> str:
    """A group of sizes in words: "2.5 to 5 %"."""
    low = f"{100 * size.low:g}"
    if size.high is None:
        return f"{low} % and more"
    high = f"{100 * size.high:g} %"
    return f"{low} to {high}" if size.low else f"below {high}"


def write_page(
    folder: Path, evaluation: Evaluation, found: Photos, jpegs: list[bytes], names: list[str], model: str
) -> Path:
    """Writes one HTML file that needs no other, with the photos from the worst count to the best; returns its path.

    ``jpegs`` and ``names`` belong to the photos of ``found``. At most ``MOST_PHOTOS`` are shown.
    """
    metrics = evaluation.metrics
    threshold = metrics.score_threshold
    matches = [match(ground_truth, detections) for ground_truth, detections in found]

    def badness(index: int) -> tuple[float, float]:
        each = matches[index]
        counted = int(((each.scores >= threshold) & each.judged).sum())
        return abs(counted - each.products) / max(each.products, 1), -rates_at([each], threshold).f1

    worst = sorted(range(len(found)), key=badness, reverse=True)[:MOST_PHOTOS]
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    page = environment.get_template(TEMPLATE).render(
        model=model,
        metrics=metrics,
        rates=evaluation.rates,
        size_name=size_name,
        labels=evaluation.labels,
        photos=[
            _shown(names[index], jpegs[index], *found[index], matches[index], threshold) for index in worst
        ],
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (re.sub(r"[^\w.-]+", "-", f"{model}-{metrics.split}-{metrics.long_side}") + ".html")
    path.write_text(page, encoding="utf-8")
    return path


def _shown(
    name: str, jpeg: bytes, ground_truth: GroundTruth, found: Detections, matches: Matches, threshold: float
) -> ShownPhoto:
    kept: Bools = (found.scores >= threshold) & matches.judged
    hit: Bools = kept & (matches.hits >= 0)
    missed: Bools = ~ground_truth.ignored & ~np.isin(np.arange(len(ground_truth.boxes)), matches.hits[kept])
    boxes = {
        "ignored": ground_truth.boxes[ground_truth.ignored],
        "hit": found.boxes[hit],
        "miss": ground_truth.boxes[missed],
        "false-alarm": found.boxes[kept & ~hit],
    }
    with Image.open(io.BytesIO(jpeg)) as photo:
        width, height = photo.size
        small = photo.convert("RGB")
        small.thumbnail((LONG_SIDE, LONG_SIDE))
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return ShownPhoto(
        name=name, picture=base64.b64encode(buffer.getvalue()).decode(), width=width, height=height,
        products=matches.products, counted=int(kept.sum()), f1=rates_at([matches], threshold).f1,
        hits=int(hit.sum()), false_alarms=int((kept & ~hit).sum()), misses=int(missed.sum()),
        paths={kind: _path(of_kind) for kind, of_kind in boxes.items() if len(of_kind)},
    )  # fmt: skip


def _path(boxes: Floats) -> str:
    """Boxes (N, 4) as the data of one SVG path."""
    return "".join(
        f"M{left:.0f} {top:.0f}H{right:.0f}V{bottom:.0f}H{left:.0f}Z"
        for left, top, right, bottom in boxes.tolist()
    )
