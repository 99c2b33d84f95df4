"""Recognition by example, as a protocol: which facings are enrolled, which are asked for, and which are strangers.

A folder with ``sku_protocol.json``, ``coco.json`` (boxes with categories, photos perhaps with a section of the shop)
and ``images/``. Products are enrolled with 1, 3, 5 ... facings of one photo and asked for in all the others.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from training.boxes import Bools, Floats, Ints, Pixels
from training.embed.config import EmbedConfig
from training.embed.facings import cut
from training.errors import TrainingSideError


class ProtocolError(TrainingSideError):
    """A protocol that cannot be read; the message says why."""


@dataclass(frozen=True)
class Protocol:
    """``names`` (N,) are the products of all N facings, ``photos`` (N,) where they are; the others are indices."""

    boxes: Floats
    names: Ints
    photos: Ints
    is_named: Bools
    """(N,) False for facings whose product nobody could tell."""
    enrolled: dict[str, Ints]
    """By number of examples: facings of each product, as far as its photo has them."""
    queries: Ints
    strangers: Ints
    """Facings of products that are never enrolled."""
    sections: dict[int, str]
    """Of each photo."""
    sizes: dict[int, tuple[int, int]]
    """Width and height of each photo."""
    files: dict[int, Path]
    digest: str
    """Of its rules: tells these photos from others whose sections have the same names."""

    def only(self, sections: list[str]) -> Protocol:
        """What of it is in these sections of the shop; facings keep their indices."""
        is_in = np.array([self.sections[photo] in sections for photo in self.photos.tolist()], bool)

        def those(facings: Ints) -> Ints:
            return np.asarray(facings[is_in[facings]], np.int64)

        return Protocol(
            self.boxes, self.names, self.photos, self.is_named & is_in,
            {examples: those(facings) for examples, facings in self.enrolled.items()},
            those(self.queries), those(self.strangers), self.sections, self.sizes, self.files,
            self.digest,
        )  # fmt: skip

    def crops(self, config: EmbedConfig) -> Pixels:
        """(N, height, width, 3) of all facings."""
        return self.crops_at(self.photos, self.boxes, config)

    def crops_at(self, photos: Ints, boxes: Floats, config: EmbedConfig) -> Pixels:
        """(M, height, width, 3) of these boxes (M, 4), each on one of the photos (M,)."""
        crops = np.zeros((len(boxes), config.height, config.width, 3), np.uint8)
        for photo, file in self.files.items():
            here = np.flatnonzero(photos == photo)
            if len(here) == 0:
                continue
            with Image.open(file) as picture:
                pixels = np.asarray(picture.convert("RGB"))
            for i in here:
                crops[i] = cut(pixels, boxes[i], config)
        return crops


def read_protocol(folder: Path) -> Protocol:
    """The protocol of a folder.

    Raises:
        ProtocolError: a file is missing or not of the form that is expected.
    """
    try:
        coco = json.loads((folder / "coco.json").read_text(encoding="utf-8"))
        content = (folder / "sku_protocol.json").read_bytes()
        rules = json.loads(content)
        index = {each["id"]: i for i, each in enumerate(coco["annotations"])}
        left, top, width, height = np.array([each["bbox"] for each in coco["annotations"]], np.float32).T
        nameless = {each["id"] for each in coco["categories"] if each.get("unknown")}
        names = np.array([each["category_id"] for each in coco["annotations"]], np.int64)

        def indices(facings: list[int]) -> Ints:
            return np.array([index[facing] for facing in facings], np.int64)

        products = rules["categories"]
        return Protocol(
            boxes=np.stack([left, top, left + width, top + height], axis=1),
            names=names,
            photos=np.array([each["image_id"] for each in coco["annotations"]], np.int64),
            is_named=~np.isin(names, list(nameless)),
            enrolled={
                examples: indices([facing for product in products for facing in product["enrol"][examples]])
                for examples in products[0]["enrol"]
            },
            queries=indices([facing for product in products for facing in product["query"]]),
            strangers=indices(rules["open_set"]),
            sections={each["id"]: each.get("section", "") for each in coco["images"]},
            sizes={each["id"]: (each["width"], each["height"]) for each in coco["images"]},
            files={each["id"]: folder / "images" / each["file_name"] for each in coco["images"]},
            digest=hashlib.sha256(content).hexdigest()[:12],
        )
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise ProtocolError(f"{folder} holds no protocol of recognition by example: {error!r}.") from error
