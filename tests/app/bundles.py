"""Makes small model bundles that are valid but detect nothing and tell nothing apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.bundle import CARD_NAME, Card, describe_file
from app.card import ModelCard
from app.embedder_card import EmbedderCard

WEIGHTS = bytes(range(256)) * 8


def write_bundle(
    models: Path,
    *,
    name: str = "shelf",
    version: str = "1.0.0",
    created: str = "2024-05-01T12:00:00Z",
    weights: bytes = WEIGHTS,
) -> Path:
    """Writes the bundle ``<name>-<version>`` into the folder ``models`` and returns its folder."""
    return _write(
        ModelCard,
        models / f"{name}-{version}",
        weights,
        {
            "name": name,
            "version": version,
            "title": "Shelf products",
            "created": created,
            "labels": ["product"],
            "input": {
                "name": "image",
                "range": [-1, 1],
                "stride": 32,
                "pad": 114,
                "sizes": {"live": [640], "photo": [1024]},
            },
            "output": {"name": "predictions", "layout": ["product", "tx", "ty", "tw", "th"]},
            "anchors": [{"stride": 8, "sizes": [[32, 32]]}],
            "boxCoding": {"scales": [10, 10, 5, 5]},
            "defaults": {
                "scoreThreshold": {"live": 0.4, "photo": 0.4},
                "nmsIou": 0.5,
                "maxDetections": 400,
            },
            "metrics": [],
        },
    )


def write_embedder(
    models: Path,
    *,
    name: str = "looks",
    version: str = "1.0.0",
    created: str = "2024-05-01T12:00:00Z",
    weights: bytes = WEIGHTS,
) -> Path:
    """Writes the bundle of an embedder, and returns its folder."""
    return _write(
        EmbedderCard,
        models / f"{name}-{version}",
        weights,
        {
            "name": name,
            "version": version,
            "title": "Looks of products",
            "created": created,
            "input": {"name": "crops", "range": [-1, 1], "height": 48, "width": 32},
            "crop": {"margin": 0.0},
            "output": {"name": "vectors", "dimensions": 4},
            "limits": {"alike": 0.8, "known": 0.7, "margin": 0.05},
            "probe": {"tolerance": 0.1, "numbers": [0.5, 0.5, -0.5, 0.5]},
            "metrics": [],
        },
    )


def _write(kind: type[Card], folder: Path, weights: bytes, card: dict[str, Any]) -> Path:
    folder.mkdir(parents=True)
    (folder / "model.json").write_text('{"format": "graph-model"}\n')
    (folder / "group1-shard1of1.bin").write_bytes(weights)
    common = {
        "parameters": 2048,
        "training": {},
        "licence": {"weights": "none", "data": "none"},
        "files": [describe_file(folder, path) for path in ("model.json", "group1-shard1of1.bin")],
    }
    (folder / CARD_NAME).write_text(kind.model_validate({**card, **common}).to_json())
    return folder
