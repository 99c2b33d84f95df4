"""From a team's own photos and boxes, with labels of its own, to a bundle for the phones: every command in order."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from typer.testing import CliRunner

from app.card import load_bundle
from tests.e2e.published import published
from training.cli import app
from training.graph import GraphRunner

KINDS = {"cola": ((190, 20, 25), (16, 44)), "water": ((60, 140, 220), (26, 30))}
"""Label: colour, and width and height in pixels."""


def draw_labelled(folder: Path, count: int, seed: int) -> Path:
    """Pictures of shelves with two kinds of packages in ``folder``/photos; returns the COCO file of their boxes."""
    rng = np.random.default_rng(seed)
    (folder / "photos").mkdir(parents=True)
    coco: dict[str, list[dict[str, object]]] = {"images": [], "annotations": [], "categories": []}
    coco["categories"] = [{"id": number, "name": name} for number, name in enumerate(KINDS, start=3)]
    for picture_id in range(count):
        picture = Image.new("RGB", (256, 192), (225, 225, 220))
        draw = ImageDraw.Draw(picture)
        for bottom in (62, 124, 186):
            left = int(rng.integers(4, 12))
            while left < 220:
                number = int(rng.integers(0, 2))
                colour, (width, height) = list(KINDS.values())[number]
                draw.rectangle([left, bottom - height, left + width, bottom], fill=colour)
                draw.rectangle(
                    [left + 3, bottom - height // 2, left + width - 3, bottom - height // 3], fill="white"
                )
                coco["annotations"].append(
                    {"id": len(coco["annotations"]), "image_id": picture_id, "category_id": number + 3, "iscrowd": 0,
                     "bbox": [left, bottom - height, width, height], "area": width * height}
                )  # fmt: skip
                left += width + int(rng.integers(4, 14))
        name = f"{picture_id}.jpg"
        picture.save(folder / "photos" / name, quality=92)
        coco["images"].append({"id": picture_id, "file_name": name, "width": 256, "height": 192})
    path = folder / "boxes.json"
    path.write_text(json.dumps(coco))
    return path


def run(*arguments: str | Path) -> str:
    """A command of ``python -m training`` that must succeed; its output."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.timeout(900)
def test_own_photos_with_two_labels_become_a_published_model(tmp_path: Path) -> None:
    start = max(published("detector"))
    for split, count in (("train", 12), ("val", 3)):
        coco = draw_labelled(tmp_path / split, count, seed=count)
        run("convert", "coco", "--annotations", coco, "--images", tmp_path / split / "photos",
            "--out", tmp_path / "records" / split, "--shards", "1")  # fmt: skip
    knobs = [
        "augment.crop=128", "augment.long_side=[224, 288]", "augment.hue=0.01", "run.steps=60", "run.batch=8",
        "run.warmup_steps=5", "run.log_every=20", "run.checkpoint_every=60", "run.evaluate_every=60", "run.ema=0.9",
        "run.evaluate_long_side=256", "run.norm_batches=4",
    ]  # fmt: skip
    val = tmp_path / "records" / "val"
    run("train", "--train", tmp_path / "records" / "train", "--val", val, "--out", tmp_path / "run",
        "--start", start, *(part for knob in knobs for part in ("--set", knob)))  # fmt: skip
    run("export", "--run", tmp_path / "run", "--val", val, "--name", "drinks", "--version", "1.0.0",
        "--out", tmp_path / "made")  # fmt: skip
    run("publish", tmp_path / "made" / "drinks-1.0.0", "--val", val, "--models", tmp_path / "models")

    bundle = tmp_path / "models" / "drinks-1.0.0"
    assert load_bundle(bundle).labels == ["cola", "water"]
    ground_truth = json.loads((tmp_path / "val" / "boxes.json").read_text())
    with GraphRunner(bundle) as graph:
        for image in ground_truth["images"]:
            jpeg = (tmp_path / "val" / "photos" / image["file_name"]).read_bytes()
            found = graph.detect(jpeg, 256, threshold=0.4)
            marked = [box for box in ground_truth["annotations"] if box["image_id"] == image["id"]]
            for label in (0, 1):
                wanted = sum(box["category_id"] == label + 3 for box in marked)
                assert abs(int((found.labels == label).sum()) - wanted) <= max(2, wanted // 4)
