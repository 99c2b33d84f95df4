"""The card of a detector: everything that a phone, the server and the trainer need to know about its bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .bundle import Card, CardPart, Fraction, Positive, load_as

Mode = Literal["live", "photo"]
Cut = Literal["quarter", "ninth"]


class Sizes(CardPart):
    """Suitable lengths of the picture's long side, in pixels; the first of each list is the default."""

    live: Annotated[list[Positive], Field(min_length=1)]
    photo: Annotated[list[Positive], Field(min_length=1)]


class ModelInput(CardPart):
    """How a picture becomes the tensor ``name``: float32, shape (1, height, width, 3), RGB.

    A channel value v of 0..255 becomes ``low + v / 255 * (high - low)``. Height and width are multiples of
    ``stride``; the area that the picture does not cover is filled with the channel value ``pad``.
    """

    name: str
    range: tuple[float, float]
    stride: Positive
    pad: Annotated[int, Field(ge=0, le=255)]
    sizes: Sizes


class ModelOutput(CardPart):
    """The tensor ``name`` of shape (1, anchors, len(layout)): one logit per label, then tx, ty, tw, th."""

    name: str
    layout: list[str]


class AnchorLevel(CardPart):
    """Anchors of one feature map: each cell has one for every (width, height) in ``sizes``, in input pixels."""

    stride: Positive
    sizes: Annotated[list[tuple[float, float]], Field(min_length=1)]


class BoxCoding(CardPart):
    """SSD box coding (Liu et al. 2016): centre offsets over the anchor's size and log sizes, each times its scale."""

    type: Literal["ssd"] = "ssd"
    scales: tuple[float, float, float, float]


class ScoreThresholds(CardPart):
    """Boxes with a lower score are not counted. Chosen for each mode on the validation photos."""

    live: Fraction
    photo: Fraction


class MultiScalePass(CardPart):
    """A second pass over a photo at ``scale`` of its size: large products are found better in a smaller picture.

    Of its boxes only those are used that are at least ``least_side`` large: the root of their area, in pixels of the
    smaller picture.
    """

    scale: Annotated[float, Field(gt=0, lt=1)]
    least_side: Annotated[float, Field(ge=0)]


class ProductSides(CardPart):
    """The size at which products are to reach the network, chosen for each mode as ``ScoreThresholds`` are."""

    live: Annotated[float, Field(gt=0)]
    photo: Annotated[float, Field(gt=0)]


class ScaleSelection(CardPart):
    """How the long side of the network's input follows from the size of the products in the picture.

    A look at a small input tells how large they are: the median of the roots of their boxes' areas. Where too few of
    them can be told, a closer look follows. See training/scale_selection.py. All lengths are pixels of the input.
    """

    first_look: Positive
    """Long side of the first look."""
    closer_look: Positive
    legible_side: Annotated[float, Field(gt=0)]
    """Where the products of a look are smaller than this, too few of them are found to go by."""
    product_side: ProductSides
    score: Fraction
    """Boxes of a look count from this score."""
    sides: Annotated[list[Positive], Field(min_length=1)]
    """The long sides to choose from, ascending. None is larger than the one that is asked for, the most."""
    most_from: Fraction
    """Where the right side is at least this part of the most, the most is taken: small products, missed first, gain
    more from it than large ones lose."""


class Defaults(CardPart):
    """Post-processing that the metrics were measured with."""

    scale_selection: ScaleSelection | None = None
    """None: a picture is detected at the size that is asked for, whatever it shows."""
    # The JSON key is older than the name, and published cards keep it.
    multi_scale_pass: MultiScalePass | None = Field(default=None, alias="secondLook")
    """For photos only: live, its time is better spent on the next frame."""
    score_threshold: ScoreThresholds
    nms_iou: Fraction
    max_detections: Annotated[int, Field(ge=300)]


class Certainty(CardPart):
    """How sure a count on a photo is, fitted on the validation photos: training/certainty.py says how.

    A box of score s is a product with the probability 1 / (1 + exp(-(offset + slope * ln(s / (1 - s))))).
    """

    offset: float
    slope: Annotated[float, Field(gt=0)]
    missed: Annotated[float, Field(ge=0)]
    """Products that no box shows, however low its score: for each unit of the sum of p (1 - p) over the boxes."""
    spread: Annotated[float, Field(ge=0)]
    """How far the log-odds of all boxes of a photo are off together, as a standard deviation."""


class ProbeAnswer(CardPart):
    """What the model makes of the picture of static/js/detector/probe.js at one size of the input, in pixels."""

    height: Positive
    width: Positive
    every: Positive
    """Of each so many numbers of the output, the first is kept."""
    numbers: Annotated[list[float], Field(min_length=1)]


class Probe(CardPart):
    """Known answers. A backend whose numbers are off by more than ``tolerance`` computes wrong; no phone uses it."""

    tolerance: Annotated[float, Field(gt=0)]
    answers: Annotated[list[ProbeAnswer], Field(min_length=1)]


class CutMetrics(CardPart):
    """The same photos cut to their middle, as from nearer; those that show no whole product then are left out."""

    cut: Cut
    photos: Positive
    ap: float
    ap50: float
    count_error: float
    count_bias: float


class SizeMetrics(CardPart):
    """Products of one size on these photos and their cuts.

    ``low`` and ``high`` (None: without end) are the root of a product's area as a share of the picture's long side.
    """

    low: float
    high: float | None
    products: Positive
    ap: float
    ap50: float
    recall: float
    """At the score threshold."""
    photos: Annotated[int, Field(ge=0)]
    """Pictures whose median product is of this size; the count error is theirs, and None where there is none."""
    count_error: float | None


class Metrics(CardPart):
    """One measurement and how it was made. AP is COCO's, with up to 300 boxes per photo; count errors are fractions."""

    dataset: str
    split: str
    mode: Mode | None = None
    """None in cards of earlier versions: see ``ModelCard.mode_at``."""
    photos: Positive
    long_side: Positive
    ap: float
    ap50: float
    ap75: float
    ar300: float
    count_error: float
    count_bias: float
    score_threshold: float
    closer: list[CutMetrics] = Field(default_factory=list)
    sizes: list[SizeMetrics] = Field(default_factory=list)
    """From small to large, but for those that no product has."""
    command: str


class ModelCard(Card):
    """The card of a detector as a whole."""

    labels: Annotated[list[str], Field(min_length=1)]
    input: ModelInput
    output: ModelOutput
    anchors: Annotated[list[AnchorLevel], Field(min_length=1)]
    box_coding: BoxCoding
    defaults: Defaults
    certainty: Certainty | None = None
    """None: counts have no range."""
    probe: Probe | None = None
    """None: phones look only whether any numbers come out. ``python -m training probe`` adds it."""
    metrics: list[Metrics]

    @model_validator(mode="after")
    def _parts_fit_together(self) -> ModelCard:
        if len(self.output.layout) != len(self.labels) + 4:
            raise ValueError("output.layout needs one logit for each label, followed by tx, ty, tw, th")
        if any(self.input.stride % level.stride for level in self.anchors):
            raise ValueError("input.stride must be a multiple of the stride of every anchor level")
        answers = self.probe.answers if self.probe else []
        if any(side % self.input.stride for each in answers for side in (each.height, each.width)):
            raise ValueError("the sides of every answer of probe must be multiples of input.stride")
        return self

    def mode_at(self, long_side: int) -> Mode:
        """What pictures of this long side are for: photos are larger than any live frame."""
        return "photo" if long_side > max(self.input.sizes.live) else "live"


def load_bundle(folder: Path) -> ModelCard:
    """Reads the card of the detector's bundle in ``folder`` and checks every file that it lists.

    Raises:
        BundleError: the bundle is damaged, see ``bundle.load_as``.
    """
    return load_as(ModelCard, folder)
