"""Exports made by a test: as large, or as hostile, as no page would write them."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

NOTHING: dict[str, Any] = {
    "removed": [],
    "moved": {},
    "added": [],
    "gaps": {"accepted": [], "dismissed": []},
}


def picture(number: int, size: int = 0) -> bytes:
    """A small JPEG of its own, with noise behind its end, as some cameras append data, up to ``size`` bytes."""
    data = BytesIO()
    shade = (number * 37 % 256, number * 91 % 256, 128 + number // 256)
    Image.new("RGB", (60, 80), shade).save(data, "JPEG")
    return data.getvalue() + os.urandom(max(0, size - data.tell()))


def shot(number: int, audit: str = "a", **other: Any) -> dict[str, Any]:
    """A photo with one product, as audits.json has it."""
    minute, second = divmod(number, 60)
    return {
        "id": f"{audit}-{number}",
        "taken": f"2026-03-09T10:{minute:02}:{second:02}.000Z",
        "photo": f"photos/{audit}-{number:02}.jpg",
        "width": 60,
        "height": 80,
        "threshold": 0.5,
        "labels": ["product"],
        "machine": [{"box": [1, 2, 30, 40], "score": 0.9, "label": 0}],
        "corrections": NOTHING,
        "model": {"name": "shelf", "version": "1.0.0"},
        **other,
    }


def audit(name: str = "a", photos: int = 1, **other: Any) -> dict[str, Any]:
    """An audit with so many photos, as audits.json has it."""
    return {
        "id": name,
        "store": f"Shop {name.upper()}",
        "place": "",
        "note": "",
        "created": "2026-03-09T10:00:00.000Z",
        "changed": "2026-03-09T10:00:00.000Z",
        "shots": [shot(number, name) for number in range(1, photos + 1)],
        **other,
    }


def records(*audits: dict[str, Any]) -> str:
    """The text of audits.json."""
    return json.dumps({"format": "shelfscan-audits", "version": 1, "models": [], "audits": audits})


def write_export(
    path: Path,
    *audits: dict[str, Any],
    content: Callable[[int], bytes | None] = picture,
    compression: int = zipfile.ZIP_STORED,
) -> Path:
    """Writes an export; ``content`` is asked for each photo by its number, over all audits: None leaves it out."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        archive.writestr("audits.json", records(*audits), zipfile.ZIP_DEFLATED)
        for number, each in enumerate((each for audit in audits for each in audit["shots"]), 1):
            data = content(number)
            if data is not None:
                archive.writestr(each["photo"], data)
    return path
