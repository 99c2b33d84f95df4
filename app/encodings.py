"""Content codings (Brotli, gzip): which one a browser prefers, and the compressed content."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import brotli
from starlette.requests import Request

CODINGS = ("br", "gzip")
"""The codings that are made on request, the smaller one first. Browsers accept Brotli from secure origins only."""

MIN_COMPRESSED_BYTES = 256
"""Shorter content hardly becomes smaller. A phone fetches hundreds of small files: it adds up."""

MAX_COMPRESSED_BYTES = 32_000_000
"""Ten times our largest file. Longer content is sent as it is, in pieces: to be compressed it must be in memory."""

BROTLI_QUALITY = 5
"""Quality 11 makes our code another tenth smaller, and takes thirty times as long."""

GZIP_LEVEL = 6
"""Level 9 takes half as long again and makes our files no smaller."""

_COMPRESSED_TYPES = {"image/jpeg", "image/png", "image/webp"}
"""Media types whose content is compressed already."""


@dataclass(frozen=True)
class Content:
    """The bytes of a response body and their SHA-256."""

    body: bytes
    sha256: bytes


def is_compressible(size: int, media_type: str) -> bool:
    """Whether compressing content of this size and type saves more than it costs."""
    return MIN_COMPRESSED_BYTES <= size <= MAX_COMPRESSED_BYTES and media_type not in _COMPRESSED_TYPES


def content_with_hash(body: bytes) -> Content:
    """Adds the hash to ``body``."""
    return Content(body, hashlib.sha256(body).digest())


def compress(body: bytes, coding: str) -> Content:
    """``body`` in one of ``CODINGS``. Every worker process gets the same bytes and so the same ETag: no timestamps."""
    if coding == "br":
        return content_with_hash(brotli.compress(body, quality=BROTLI_QUALITY))
    return content_with_hash(gzip.compress(body, GZIP_LEVEL, mtime=0))


@lru_cache(maxsize=1024)
def compressed(body: bytes, coding: str) -> Content:
    """The same from a cache in memory, if it was compressed before."""
    return compress(body, coding)


def choose_coding(request: Request, offered: Sequence[str]) -> str | None:
    """The coding in ``offered``, best first, that the browser prefers, or None for uncompressed content."""
    weights = _weights(request.headers.get("accept-encoding", ""))
    others = weights.get("*", 0.0)
    # max() takes the first of several with the same weight.
    best = max(offered, key=lambda coding: weights.get(coding, others), default=None)
    if best is None:
        return None
    weight = weights.get(best, others)
    # A header without "identity" accepts it, but prefers the codings that it names (RFC 9110, 12.5.3).
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else None


def _weights(accepted: str) -> dict[str, float]:
    """The weight of each coding in an Accept-Encoding header; an unreadable weight is 0."""
    weights = {}
    for offer in accepted.lower().split(","):
        coding, *parameters = (part.strip() for part in offer.split(";"))
        if coding:
            weights["gzip" if coding == "x-gzip" else coding] = _weight(parameters)
    return weights


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
