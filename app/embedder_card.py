"""The card of an embedder: the network that tells which facings show the same product, by their looks.

It makes of each facing a vector of unit length. The cosine of two vectors says how alike their facings look.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .bundle import Card, CardPart, Fraction, Positive, load_as

Cosine = Annotated[float, Field(ge=-1, le=1)]
ByExamples = Annotated[dict[str, Fraction], Field(min_length=1)]
"""A share for each number of examples that a product was enrolled with."""


class CropInput(CardPart):
    """How facings become the tensor ``name``: float32, shape (facings, height, width, 3), RGB.

    Each facing is cut out and stretched to height and width. A channel value v of 0..255 becomes
    ``low + v / 255 * (high - low)``.
    """

    name: str
    range: tuple[float, float]
    height: Positive
    width: Positive


class Crop(CardPart):
    """What of the picture around a box belongs to its crop."""

    margin: Annotated[float, Field(ge=0, le=0.5)]
    """Added on each side, as a share of the box's width or height."""


class VectorOutput(CardPart):
    """The tensor ``name`` of shape (facings, dimensions): a vector of unit length for each facing."""

    name: str
    dimensions: Positive


class Limits(CardPart):
    """How alike is alike enough. Nothing is measured with them on the photos that they were calibrated on."""

    alike: Cosine
    """Two facings of a photo are of one group from here on, without a catalogue: by their cosine and their places.

    static/js/products/likenesses.js says how.
    """
    known: Cosine
    """A facing gets the name of the most similar product from here on ..."""
    margin: Annotated[float, Field(ge=0, le=2)]
    """... if the most similar one of another product is less alike by at least so much."""
    others: Annotated[float, Field(ge=-1, le=1)] | None = None
    """So much less it needs where facings without a name tell what is not in the catalogue. None: as much.

    Where that is known, the limit is not far from how much a facing looks like the most similar one of them
    (static/js/products/recognise.js).
    """
    crowd: Cosine | None = None
    """How much a product looks like the three others of a catalogue that it is most like, typically.

    What looks more like others says less (static/js/products/crowds.js). None: nothing is corrected.
    """


class EmbedderProbe(CardPart):
    """Known answer to the first crop of the picture of static/js/detector/probe.js, which has the size of the input.

    A backend whose numbers are off by more than ``tolerance`` computes wrong; no phone uses it.
    """

    tolerance: Annotated[float, Field(gt=0)]
    numbers: Annotated[list[float], Field(min_length=1)]


class SixNamed(CardPart):
    """What the page names on a photo after six products were named on another photo of the same shelves."""

    pairs: Positive
    """Of photos."""
    right: Fraction
    """Share of the facings of these products that get their right name."""
    wrong: Fraction
    """Share of all other facings that get a name."""


class EmbedderMetrics(CardPart):
    """One measurement and how it was made: products enrolled from one photo, asked for in other photos."""

    dataset: str
    split: str
    photos: Positive
    queries: Positive
    """Facings of enrolled products in other photos."""
    strangers: Positive
    """Facings of products that were never enrolled."""
    top1: ByExamples
    """Share of the queries whose most similar product is the right one."""
    top3: Fraction
    """Share of those whose right product is among the three most similar, with the most examples."""
    known_at5: ByExamples
    """Share of the queries that get their right name where 5 % of the strangers get a name."""
    named_right: Fraction
    """Share of the queries that get their right name at the card's limits, with the most examples."""
    named_wrong: Fraction
    """Share of the queries that get a wrong name then."""
    strangers_named: Fraction
    """Share of the strangers that get a name then."""
    grouping_f1: Fraction
    """Within photos, over pairs of facings: together in a group against together under a name, at the card's limits."""
    six_named: SixNamed | None = None
    """At the card's limits. None where no two photos have six products in common, and in older cards."""
    command: str


class EmbedderCard(Card):
    """The card of an embedder as a whole."""

    kind: Literal["embedder"] = "embedder"
    input: CropInput
    crop: Crop
    output: VectorOutput
    limits: Limits
    probe: EmbedderProbe | None = None
    """None: phones look only whether any numbers come out."""
    metrics: list[EmbedderMetrics]

    @model_validator(mode="after")
    def _probe_fits_output(self) -> EmbedderCard:
        if self.probe and len(self.probe.numbers) != self.output.dimensions:
            raise ValueError("probe.numbers must be as many as output.dimensions")
        return self


def load_embedder(folder: Path) -> EmbedderCard:
    """Reads the card of the embedder's bundle in ``folder`` and checks every file that it lists.

    Raises:
        BundleError: the bundle is damaged, see ``bundle.load_as``.
    """
    return load_as(EmbedderCard, folder)
