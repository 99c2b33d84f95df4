"""Makes small model bundles that are valid but detect nothing."""

from __future__ import annotations

from pathlib import Path

from app.bundle import CARD_NAME, describe_file
from app.card import ModelCard

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
    folder = models / f"{name}-{version}"
    folder.mkdir(parents=True)
    (folder / "model.json").write_text('{"format": "graph-model"}\n')
    (folder / "group1-shard1of1.bin").write_bytes(weights)
    card = ModelCard.model_validate(
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
            "parameters": 2048,
            "training": {},
            "licence": {"weights": "none", "data": "none"},
            "files": [describe_file(folder, path) for path in ("model.json", "group1-shard1of1.bin")],
        }
    )
    (folder / CARD_NAME).write_text(card.to_json())
    return folder
