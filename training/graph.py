"""A model bundle run as the phone runs it: TensorFlow.js on WebAssembly, with the page's own decode and NMS."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from math import floor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from PIL import Image

from app.card import Mode, ModelCard, MultiScalePass, Probe, ScaleSelection, load_bundle
from training.boxes import Floats, Pixels, make_anchors
from training.errors import TrainingSideError
from training.node_process import NodeProcess
from training.predict import Detections, Sheets, letterbox_size
from training.scale_selection import choose_long_side, for_parts, most_for, parts_in

RUNNER = Path(__file__).with_name("run_graph.mjs")


class GraphError(TrainingSideError):
    """The bundle could not be run; the message holds what Node said."""


class GraphRunner:
    """A Node process with the bundle loaded, for the time of a ``with`` block."""

    def __init__(self, bundle: Path, *, tiles: int = 1) -> None:
        """``tiles``: the number of tiles that a live frame is cut into, as on a phone whose cores share the work."""
        self.card: ModelCard = load_bundle(bundle)
        self._bundle = bundle
        self._node = NodeProcess(RUNNER, str(bundle.resolve()), str(tiles))

    def __enter__(self) -> Self:
        self._node.__enter__()
        try:
            self._answer()
        except BaseException:
            self._node.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._node.__exit__(kind, error, at)

    def _failure(self) -> GraphError:
        return GraphError(
            f"Node stopped while it ran {self._bundle}: {self._node.failure()} "
            "Build the JavaScript with scripts/build-vendor if modules are missing."
        )

    def _answer(self) -> tuple[dict[str, Any], bytes]:
        out = self._node.answers
        line = out.readline()
        header = json.loads(line) if line.endswith(b"\n") else None
        body = out.read(header["bytes"]) if header else b""
        if header is None or len(body) < header["bytes"]:
            raise self._failure()
        return header, body

    def _ask(self, header: dict[str, Any], pictures: list[Pixels]) -> tuple[dict[str, Any], bytes]:
        stdin = self._node.questions
        try:
            stdin.write(json.dumps(header).encode() + b"\n")
            for pixels in pictures:
                rgba = np.concatenate([pixels, np.full((*pixels.shape[:2], 1), 255, np.uint8)], axis=2)
                stdin.write(rgba.tobytes())
            stdin.flush()
        except BrokenPipeError as error:
            raise self._failure() from error
        return self._answer()

    def raw(self, pixels: Pixels) -> Floats:
        """Raw predictions (N, labels + 4) for letterboxed pixels (H, W, 3).

        Raises:
            GraphError: the graph's output has not a row for every anchor of the card.
        """
        height, width = pixels.shape[:2]
        box = {"inputHeight": height, "inputWidth": width}
        _, body = self._ask({"raw": True, "passes": [{"box": box}]}, [pixels])
        values = np.frombuffer(body, np.float32)
        shape = (len(make_anchors(self.card.anchors, height, width)), len(self.card.output.layout))
        if values.size != shape[0] * shape[1]:
            raise GraphError(
                f"The graph of {self._bundle} gives {values.size} numbers for a picture of {width} x {height} pixels, "
                f"its card promises {shape[0]} rows of {shape[1]}. Export the bundle anew."
            )
        return values.reshape(shape)

    def probe(self) -> Probe:
        """The known answers for the card: what the graph makes of the pictures that phones try it with."""
        header, _ = self._ask({"known": True, "passes": []}, [])
        return Probe.model_validate(header["probe"])

    def detect(
        self,
        jpeg: bytes,
        long_side: int,
        *,
        threshold: float,
        nms_iou: float | None = None,
        limit: int | None = None,
    ) -> Detections:
        """Detections on a photo, in its own pixels; without ``nms_iou`` and ``limit``, the card's."""
        ious = [self.card.defaults.nms_iou if nms_iou is None else nms_iou]
        return self.detect_each(jpeg, long_side, threshold=threshold, nms_ious=ious, limit=limit)[0]

    def detect_each(
        self,
        jpeg: bytes,
        long_side: int,
        *,
        threshold: float,
        nms_ious: Sequence[float],
        limit: int | None = None,
        mode: Mode = "live",
        scale_selection: ScaleSelection | None = None,
        multi_scale_pass: MultiScalePass | None = None,
    ) -> list[Detections]:
        """``detect`` for each NMS IoU; the network runs only once at each size.

        With ``scale_selection``, for pictures of ``mode``, ``long_side`` is the most, but for panoramas. One low
        threshold serves for all higher ones: NMS begins with the best box, so that what is kept at a higher threshold
        is what is kept at the lower one and reaches the higher.
        """
        pictures: list[Pixels] = []
        passes: list[dict[str, Any]] = []
        with Image.open(io.BytesIO(jpeg)) as photo:
            width, height = photo.size
            size = parts_in(width, height) if mode == "photo" else 1.0
            if mode == "photo":
                long_side = most_for(width, height, long_side)
            if scale_selection:
                scale_selection = for_parts(scale_selection, size)
            sheets = Sheets(photo, long_side if mode == "photo" else None)
            if scale_selection:
                long_side = self._choose_long_side(sheets, scale_selection, mode, long_side)
            sides = [(long_side, 0.0)]
            if multi_scale_pass:
                sides.append((round(long_side * multi_scale_pass.scale), multi_scale_pass.least_side))
            for side, least_side in sides:
                pictures.append(sheets.at(side))
                passes.append({"box": _box_of(sheets, side), "leastSide": least_side})
        common = {
            "width": width,
            "height": height,
            "threshold": threshold,
            "limit": floor(self.card.defaults.max_detections * size + 0.5) if limit is None else limit,
        }
        options = [common | {"nmsIou": iou} for iou in nms_ious]
        header, body = self._ask({"mode": mode, "passes": passes, "options": options}, pictures)
        total = sum(header["counts"])
        boxes = np.frombuffer(body, np.float32, total * 4).reshape(-1, 4)
        scores = np.frombuffer(body, np.float32, total, total * 16)
        labels = np.frombuffer(body, np.uint16, total, total * 20).astype(np.int64)
        ends = np.cumsum(header["counts"])[:-1]
        parts = (np.split(values, ends) for values in (boxes, scores, labels))
        return [Detections(*of_one) for of_one in zip(*parts, strict=True)]

    def _choose_long_side(self, sheets: Sheets, selection: ScaleSelection, mode: Mode, most: int) -> int:
        defaults = self.card.defaults
        post = {
            "threshold": selection.score,
            "nmsIou": defaults.nms_iou,
            "limit": defaults.max_detections,
        }

        def look(side: int) -> float | None:
            request = {"mode": mode, "look": post, "passes": [{"box": _box_of(sheets, side), "leastSide": 0}]}
            typical: float | None = self._ask(request, [sheets.at(side)])[0]["typicalSide"]
            return typical

        return choose_long_side(selection, mode, most, look)


def _box_of(sheets: Sheets, long_side: int) -> dict[str, int]:
    """The letterbox as the page's modules describe it."""
    names = ("width", "height", "inputWidth", "inputHeight")
    return dict(zip(names, letterbox_size(*sheets.size, long_side), strict=True))
