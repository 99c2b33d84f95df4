"""Names that facings get by their looks, and groups of those that look alike, from the page's own modules under Node.

static/js/products/recognise.js and groups.js.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from itertools import permutations
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from app.embedder_card import Limits, SixNamed
from training.boxes import Bools, Floats, Ints
from training.embed.protocol import Protocol
from training.errors import TrainingSideError
from training.node_process import NodeProcess

RUNNER = Path(__file__).with_name("run_names.mjs")

EXAMPLES = 5
"""So many facings of a product are shown when it gets its name, the largest."""

CUTS = [[0.3, 0, 0, 0], [0, 0.15, 0, 0], [0, 0, 0.3, 0], [0, 0, 0, 0.15]]
"""Parts of an example, as in static/js/products/parts.js; both are held to tests/vectors/parts.json."""


class NamesError(TrainingSideError):
    """Node stopped; the message says why."""


@dataclass(frozen=True)
class Matches:
    """The most similar products of each query: ``products`` and ``scores`` (Q, 8), the best first.

    A place without a product has -1 in both.
    """

    products: Ints
    scores: Floats

    @property
    def leads(self) -> Floats:
        """(Q,) by how much the best product is more alike than the second."""
        return np.asarray(self.scores[:, 0] - self.scores[:, 1], np.float32)

    def accepted(self, known: float, margin: float) -> Bools:
        """(Q,) whether the page would give a name, in a catalogue of many products, to a facing alone."""
        return np.asarray((self.scores[:, 0] >= known) & (self.leads >= margin))

    def limit(self, margin: float, accepted: float) -> float:
        """The lowest score from which on no more than this share of these queries gets a name."""
        scores = np.sort(np.where(self.leads >= margin, self.scores[:, 0], -1.0))[::-1]
        highest_refused = scores[int(accepted * len(scores))] if len(scores) else -1.0
        return float(np.nextafter(np.float32(highest_refused), np.float32(2)))


@dataclass(frozen=True)
class Pair:
    """Two photos of the same shelves: on ``first`` the ``products`` are named, on ``second`` they are to be found."""

    first: int
    second: int
    products: list[int]


@dataclass(frozen=True)
class SixCounts:
    """Facings of the second photos of so many ``pairs``."""

    pairs: int
    right: int
    """Facings with their right name ..."""
    of_these: int
    """... of all those of the products that were named."""
    wrong: int
    """Facings with a name ..."""
    others: int
    """... of all others."""

    def __add__(self, more: SixCounts) -> SixCounts:
        return SixCounts(*(a + b for a, b in zip(astuple(self), astuple(more), strict=True)))

    @property
    def shares(self) -> SixNamed | None:
        """As the card has it; None without pairs."""
        if self.pairs == 0:
            return None
        return SixNamed(
            pairs=self.pairs,
            right=round(self.right / max(self.of_these, 1), 4),
            wrong=round(self.wrong / max(self.others, 1), 4),
        )


def pairs_in(protocol: Protocol, *, products: int = 6, facings: int = 18) -> list[Pair]:
    """All ordered pairs of photos of one section that have so many products in common.

    Those with most facings on both are taken; of these there must be so many in all.
    """
    counts: dict[int, dict[int, int]] = {}
    for photo in protocol.sizes:
        here = (protocol.photos == photo) & protocol.is_named
        if here.any():
            names, numbers = np.unique(protocol.names[here], return_counts=True)
            counts[photo] = dict(zip(names.tolist(), numbers.tolist(), strict=True))
    pairs = []
    for first, second in permutations(counts, 2):
        if protocol.sections[first] != protocol.sections[second]:
            continue
        common = {
            name: min(count, counts[second][name])
            for name, count in counts[first].items()
            if name in counts[second]
        }
        most = sorted(common, key=lambda name: -common[name])[:products]
        if len(most) == products and sum(common[name] for name in most) >= facings:
            pairs.append(Pair(first, second, most))
    return pairs


@dataclass(frozen=True)
class Parts:
    """``vectors`` (M, parts, dimensions) of the parts of ``facings`` (M,)."""

    facings: Ints
    vectors: Floats


def part_boxes(boxes: Floats) -> Floats:
    """(M, parts, 4) of boxes (M, 4)."""
    sizes = np.tile(boxes[:, 2:] - boxes[:, :2], 2)[:, None] * [1, 1, -1, -1]
    return np.asarray(boxes[:, None] + np.array(CUTS) * sizes, np.float32)


def examples_of(pair: Pair, protocol: Protocol) -> Ints:
    """The facings that are examples of the pair's products: the largest of each on the first photo."""
    here = np.flatnonzero(protocol.photos == pair.first)
    left, top, right, bottom = protocol.boxes[here].T
    largest = here[np.argsort(-(right - left) * (bottom - top), kind="stable")]
    each = [largest[protocol.names[largest] == product][:EXAMPLES] for product in pair.products]
    return np.concatenate(each)


class Names:
    """The page's modules with all facings of a protocol, for the time of a ``with`` block. Vectors are of length 1.

    Examples among the facings of ``parts`` are known by these, too.
    """

    def __init__(self, vectors: Floats, protocol: Protocol, parts: Parts | None = None) -> None:
        self._vectors, self._protocol, self._parts = vectors, protocol, parts
        self._node = NodeProcess(RUNNER)
        self._photos = list(protocol.sizes)
        self._facings = {photo: np.flatnonzero(protocol.photos == photo) for photo in self._photos}
        self._pairs: list[Pair] = []

    def __enter__(self) -> Self:
        self._node.__enter__()
        self._is_told = False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._node.__exit__(kind, error, at)

    def matches(self, queries: Ints, enrolled: Ints, crowd: float | None) -> Matches:
        """What facings look like in a catalogue of these examples.

        Raises:
            NamesError: Node stopped.
        """
        found = self._ask({"enrolled": enrolled.tolist(), "asked": queries.tolist(), "crowd": crowd})
        most = max([2, *map(len, found["scores"])])
        places = np.full((2, len(queries), most), -1.0)
        for query, row in enumerate(found["products"]):
            places[0, query, : len(row)] = row
            places[1, query, : len(row)] = found["scores"][query]
        return Matches(places[0].astype(np.int64), places[1].astype(np.float32))

    def typical_crowd(self, enrolled: Ints) -> float:
        """The median crowd of the products of these examples, see static/js/products/crowds.js.

        Raises:
            NamesError: Node stopped.
        """
        return float(np.median(self._ask({"enrolled": enrolled.tolist(), "asked": []})["crowds"]))

    def keep(self, pairs: list[Pair]) -> None:
        """The pairs that ``six_named`` goes through.

        Raises:
            NamesError: Node stopped.
        """
        asked = []
        for pair in pairs:
            here = self._facings[pair.first]
            asked.append({
                "examples": examples_of(pair, self._protocol).tolist(),
                "others": here[~np.isin(self._protocol.names[here], pair.products)].tolist(),
                "photo": self._photos.index(pair.second),
            })  # fmt: skip
        self._ask({"pairs": asked})
        self._pairs = pairs

    def six_named(self, limits: Limits) -> SixCounts:
        """What the page names on the second photos, with the first ones' products named there.

        Raises:
            NamesError: Node stopped.
        """
        right = of_these = wrong = others = 0
        answers = self._ask({"limits": limits.model_dump()})
        for pair, named in zip(self._pairs, answers, strict=True):
            names = self._protocol.names[self._facings[pair.second]]
            found = np.array([-1 if name is None else name for name in named], np.int64)
            is_asked = np.isin(names, pair.products)
            right += int((is_asked & (found == names)).sum())
            of_these += int(is_asked.sum())
            wrong += int((~is_asked & (found != -1)).sum())
            others += int((~is_asked).sum())
        return SixCounts(len(self._pairs), right, of_these, wrong, others)

    def groups(self, photos: Iterable[int], limits: Sequence[float]) -> dict[int, Ints]:
        """For each of these photos, the group of each of its facings at each limit: (limits, facings).

        Raises:
            NamesError: Node stopped.
        """
        asked = list(photos)
        found = self._ask({"alike": list(limits), "photos": [self._photos.index(photo) for photo in asked]})
        return {
            photo: np.array(groups, np.int64).reshape(len(limits), -1)
            for photo, groups in zip(asked, found, strict=True)
        }

    def _facts(self) -> dict[str, Any]:
        protocol = self._protocol
        parts = self._parts or Parts(np.zeros(0, np.int64), np.zeros((0, 0, 0), np.float32))
        return {
            "dimensions": self._vectors.shape[1], "vectors": _bytes_of(self._vectors),
            "parts": {"facings": parts.facings.tolist(), "vectors": _bytes_of(parts.vectors)},
            "names": protocol.names.tolist(), "boxes": protocol.boxes.tolist(),
            "photos": [
                {"width": width, "height": height, "facings": self._facings[photo].tolist()}
                for photo, (width, height) in protocol.sizes.items()
            ],
        }  # fmt: skip

    def _ask(self, question: dict[str, Any]) -> Any:
        for each in [question] if self._is_told else [self._facts(), question]:
            answer = self._node.ask(each)
            if answer is None:
                raise NamesError(f"Node stopped while it named facings: {self._node.failure()}")
        self._is_told = True
        return answer


def _bytes_of(vectors: Floats) -> str:
    # The page keeps vectors as int8.
    return base64.b64encode(np.round(vectors * 127).astype(np.int8).tobytes()).decode()
