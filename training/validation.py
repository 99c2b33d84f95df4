"""What the Keras network finds on the validation photos while it is trained."""

from __future__ import annotations

import io

import keras
import numpy as np
from PIL import Image, ImageDraw

from training.boxes import Floats, Pixels
from training.config import Config
from training.data.records import Photo
from training.metrics import CountError, GroundTruth, Photos, Scores
from training.network import normalise
from training.predict import Detections, detect

GROUND_TRUTH_COLOUR, FOUND_COLOUR = "#ffb000", "#1a9aff"


def detect_all(network: keras.Model, photos: list[Photo], config: Config, long_side: int) -> Photos:
    """Detections of a Keras network on photos, each beside the ground truth."""

    def raw(pixels: Pixels) -> Floats:
        picture = keras.ops.convert_to_numpy(normalise(pixels[None]))
        return np.asarray(network.predict_on_batch(picture)[0], np.float32)

    return [(photo.ground_truth, detect(raw, photo.jpeg, config.network, long_side)) for photo in photos]


def log_values(scores: Scores, counted: CountError) -> dict[str, float]:
    """Validation results under the names that the log and TensorBoard show."""
    return {f"val/{key}": value for key, value in {**scores.__dict__, "count_error": counted.error}.items()}


def draw_boxes(jpeg: bytes, ground_truth: GroundTruth, found: Detections, threshold: float) -> Image.Image:
    """The photo with its ground truth and, thinner and in another colour, boxes that score ``threshold`` or more."""
    picture = Image.open(io.BytesIO(jpeg)).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for box in ground_truth.boxes.tolist():
        draw.rectangle(box, outline=GROUND_TRUTH_COLOUR, width=3)
    for box in found.boxes[found.scores >= threshold].tolist():
        draw.rectangle(box, outline=FOUND_COLOUR, width=1)
    return picture
