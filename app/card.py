"""The model card: everything that a phone, the server and the trainer need to know about a model bundle.

A bundle is a folder with a TensorFlow.js graph model and a ``card.json``. The card names every file with its size
and SHA-256, so that a damaged or tampered bundle is found before it is served, and again before it is run.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic.alias_generators import to_camel

from .files import open_regular

CARD_NAME = "card.json"

MAX_CARD_BYTES = 1_000_000
"""Fifty times what a card has with all its metrics."""

Version = Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]
Positive = Annotated[int, Field(gt=0)]
Fraction = Annotated[float, Field(ge=0, le=1)]
Mode = Literal["live", "photo"]
Cut = Literal["quarter", "ninth"]


class BundleError(Exception):
    """A model bundle cannot be used. The message names the bundle, what is wrong with it, and what to do."""


class _CardPart(BaseModel):
    """Base of all parts: immutable, camelCase in JSON, and no unknown keys (a misspelt key is an error)."""

    # JSON has no NaN and no infinity: one of them would make the whole list of models unreadable in browsers.
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True, allow_inf_nan=False
    )


class Sizes(_CardPart):
    """Suitable lengths of the picture's long side, in pixels; the first of each list is the default."""

    live: Annotated[list[Positive], Field(min_length=1)]
    photo: Annotated[list[Positive], Field(min_length=1)]


class ModelInput(_CardPart):
    """How a picture becomes the tensor ``name``: float32, shape (1, height, width, 3), RGB.

    A channel value v of 0..255 becomes ``low + v / 255 * (high - low)``. Height and width are multiples of
    ``stride``; the area that the picture does not cover is filled with the channel value ``pad``.
    """

    name: str
    range: tuple[float, float]
    stride: Positive
    pad: Annotated[int, Field(ge=0, le=255)]
    sizes: Sizes


class ModelOutput(_CardPart):
    """The tensor ``name`` of shape (1, anchors, len(layout)): one logit per label, then tx, ty, tw, th."""

    name: str
    layout: list[str]


class AnchorLevel(_CardPart):
    """Anchors of one feature map: each cell has one for every (width, height) in ``sizes``, in input pixels."""

    stride: Positive
    sizes: Annotated[list[tuple[float, float]], Field(min_length=1)]


class BoxCoding(_CardPart):
    """SSD box coding (Liu et al. 2016): centre offsets over the anchor's size and log sizes, each times its scale."""

    type: Literal["ssd"] = "ssd"
    scales: tuple[float, float, float, float]


class ScoreThresholds(_CardPart):
    """Boxes with a lower score are not counted. Chosen for each mode on the validation photos."""

    live: Fraction
    photo: Fraction


class MultiScalePass(_CardPart):
    """A second pass over a photo at ``scale`` of its size: large products are found better in a smaller picture.

    Of its boxes only those are used that are at least ``least_side`` large: the root of their area, in pixels of the
    smaller picture.
    """

    scale: Annotated[float, Field(gt=0, lt=1)]
    least_side: Annotated[float, Field(ge=0)]


class ProductSides(_CardPart):
    """The size at which products are to reach the network, chosen for each mode as ``ScoreThresholds`` are."""

    live: Annotated[float, Field(gt=0)]
    photo: Annotated[float, Field(gt=0)]


class ScaleSelection(_CardPart):
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


class Defaults(_CardPart):
    """Post-processing that the metrics were measured with."""

    scale_selection: ScaleSelection | None = None
    """None: a picture is detected at the size that is asked for, whatever it shows."""
    # The JSON key is older than the name, and published cards keep it.
    multi_scale_pass: MultiScalePass | None = Field(default=None, alias="secondLook")
    """For photos only: live, its time is better spent on the next frame."""
    score_threshold: ScoreThresholds
    nms_iou: Fraction
    max_detections: Annotated[int, Field(ge=300)]


class Certainty(_CardPart):
    """How sure a count on a photo is, fitted on the validation photos: training/certainty.py says how.

    A box of score s is a product with the probability 1 / (1 + exp(-(offset + slope * ln(s / (1 - s))))).
    """

    offset: float
    slope: Annotated[float, Field(gt=0)]
    missed: Annotated[float, Field(ge=0)]
    """Products that no box shows, however low its score: for each unit of the sum of p (1 - p) over the boxes."""
    spread: Annotated[float, Field(ge=0)]
    """How far the log-odds of all boxes of a photo are off together, as a standard deviation."""


class ProbeAnswer(_CardPart):
    """What the model makes of the picture of static/js/detector/probe.js at one size of the input, in pixels."""

    height: Positive
    width: Positive
    every: Positive
    """Of each so many numbers of the output, the first is kept."""
    numbers: Annotated[list[float], Field(min_length=1)]


class Probe(_CardPart):
    """Known answers. A backend whose numbers are off by more than ``tolerance`` computes wrong; no phone uses it."""

    tolerance: Annotated[float, Field(gt=0)]
    answers: Annotated[list[ProbeAnswer], Field(min_length=1)]


class CutMetrics(_CardPart):
    """The same photos cut to their middle, as from nearer; those that show no whole product then are left out."""

    cut: Cut
    photos: Positive
    ap: float
    ap50: float
    count_error: float
    count_bias: float


class SizeMetrics(_CardPart):
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


class Metrics(_CardPart):
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
    closer: list[CutMetrics] = []
    sizes: list[SizeMetrics] = []
    """From small to large, but for those that no product has."""
    command: str


class Licences(_CardPart):
    """Terms of use of the weights and of the training data."""

    weights: str
    data: str
    commercial_use: bool | None = None
    """Whether these terms allow business use of the weights; None where the card does not say."""


class BundleFile(_CardPart):
    """One file of the bundle: ``path`` relative to the bundle's folder, size, and SHA-256 of the content."""

    path: str
    bytes: Positive
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

    @field_validator("path")
    @classmethod
    def _stays_inside_the_bundle(cls, path: str) -> str:
        plain = PurePosixPath(path)
        # Browsers clear up "." and "//" in an address before they ask.
        if (
            str(plain) != path
            or plain.is_absolute()
            or ".." in plain.parts
            or "\\" in path
            or path == CARD_NAME
        ):
            raise ValueError(f"{path!r} is not a file inside the bundle")
        return path


class ModelCard(_CardPart):
    """The card as a whole. ``files[0]`` is always ``model.json``."""

    schema_version: Literal[1] = 1
    name: Slug
    version: Version
    title: str
    created: str
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
    parameters: Positive
    training: dict[str, str | int | float]
    licence: Licences
    files: Annotated[list[BundleFile], Field(min_length=2)]

    @model_validator(mode="after")
    def _parts_fit_together(self) -> ModelCard:
        if len(self.output.layout) != len(self.labels) + 4:
            raise ValueError("output.layout needs one logit for each label, followed by tx, ty, tw, th")
        if self.files[0].path != "model.json":
            raise ValueError("files must begin with model.json")
        if any(self.input.stride % level.stride for level in self.anchors):
            raise ValueError("input.stride must be a multiple of the stride of every anchor level")
        answers = self.probe.answers if self.probe else []
        if any(side % self.input.stride for each in answers for side in (each.height, each.width)):
            raise ValueError("the sides of every answer of probe must be multiples of input.stride")
        return self

    @property
    def folder_name(self) -> str:
        """The name of the bundle's folder, ``<name>-<version>``."""
        return f"{self.name}-{self.version}"

    @property
    def version_key(self) -> tuple[int, ...]:
        """The version as numbers, so that 1.10.0 sorts after 1.9.0."""
        return tuple(int(part) for part in self.version.split("."))

    def mode_at(self, long_side: int) -> Mode:
        """What pictures of this long side are for: photos are larger than any live frame."""
        return "photo" if long_side > max(self.input.sizes.live) else "live"

    def to_json(self) -> str:
        """The content of ``card.json``, which is also what phones get."""
        return json.dumps(self.model_dump(by_alias=True, mode="json"), indent=2) + "\n"


_IDENTITY: list[tuple[str, TypeAdapter[str], str]] = [
    ("name", TypeAdapter(Slug), "lower-case letters, digits and hyphens, shelf-drinks say"),
    ("version", TypeAdapter(Version), "three numbers, 1.2.3 say"),
]


def check_identity(name: str, version: str) -> None:
    """Checks what the name of a bundle's folder is made of.

    Raises:
        BundleError: one of the two is not of the form that cards allow.
    """
    for (part, form, allowed), value in zip(_IDENTITY, (name, version), strict=True):
        try:
            form.validate_python(value)
        except ValidationError as error:
            raise BundleError(f"The {part} of a bundle is {allowed}, not {value!r}.") from error


def describe_file(folder: Path, path: str) -> BundleFile:
    """The card's entry for ``folder / path``; the file need not fit into memory.

    Raises:
        OSError: it cannot be read, or is no regular file.
        ValidationError: it is empty, or ``path`` leads out of the bundle.
    """
    with open_regular(folder / path) as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return BundleFile(path=path, bytes=file.tell(), sha256=sha256)


def load_bundle(folder: Path) -> ModelCard:
    """Reads the card of the bundle in ``folder`` and checks size and hash of every file that it lists.

    Raises:
        BundleError: the card is missing or invalid, or a file is missing, differs from the card, or is a link that
            leads out of the folder that holds the bundle.
    """
    again = f"Copy the bundle {folder.name} again, or export it anew with: python -m training export"
    try:
        _refuse_link_out(folder, CARD_NAME)
        card = ModelCard.model_validate_json(_read_card(folder / CARD_NAME))
    except OSError as error:
        raise BundleError(f"Model bundle {folder} has no readable {CARD_NAME} ({error}). {again}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the card"
        message = f"{CARD_NAME} of model bundle {folder} is wrong at {where}: {first['msg']}. {again}"
        raise BundleError(message) from error
    if folder.name != card.folder_name:
        raise BundleError(f"Model bundle {folder} describes {card.folder_name}: rename the folder to that.")
    for file in card.files:
        try:
            _refuse_link_out(folder, file.path)
            size = (folder / file.path).stat().st_size
            # A file of another size need not be read.
            is_described = size == file.bytes and describe_file(folder, file.path) == file
        except (OSError, ValueError) as error:
            raise BundleError(f"Model bundle {folder} lacks {file.path} ({error}). {again}") from error
        if not is_described:
            raise BundleError(
                f"{file.path} of model bundle {folder} is not the file that its card describes "
                f"({size} bytes instead of {file.bytes}, or another content). {again}"
            )
    return card


def _read_card(file: Path) -> bytes:
    with open_regular(file) as opened:
        content = opened.read(MAX_CARD_BYTES + 1)
    if len(content) > MAX_CARD_BYTES:
        raise OSError(f"{file} has more than {MAX_CARD_BYTES:,} bytes")
    return content


def _refuse_link_out(folder: Path, path: str) -> None:
    """Raises OSError for a link that leads out of the folder of all bundles: it may be to anything on this computer.

    So it does for a link to a folder inside the bundle: nobody would notice when a file in there changes.
    """
    for parent in PurePosixPath(path).parents:
        if parent != PurePosixPath() and (folder / parent).is_symlink():
            raise OSError(f"{folder / parent} is a link to a folder: put the folder itself there")
    try:
        target = (folder / path).resolve()
    except RuntimeError as error:  # Links that lead in a circle.
        raise OSError(str(error)) from error
    if not target.is_relative_to(folder.parent.resolve()):
        raise OSError(f"{folder / path} is a link to {target}, which is outside {folder.parent}")
