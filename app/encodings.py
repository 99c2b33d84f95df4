"""Content codings: which one a browser takes, and what to send then."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request

LEAST_BYTES = 1400
"""What fits into one packet anyway is sent as it is."""

GZIP_LEVEL = 6
"""Of our files 9 makes no smaller ones, in half as much time again."""

_PACKED = {"image/jpeg", "image/png", "image/webp"}
"""Types whose content is compressed already."""


@dataclass(frozen=True)
class Content:
    """What is sent, and its SHA-256."""

    body: bytes
    sha256: bytes


def is_worth_it(size: int, media_type: str) -> bool:
    """Whether content of that size and type becomes smaller by more than it costs."""
    return size >= LEAST_BYTES and media_type not in _PACKED


def content_with_hash(body: bytes) -> Content:
    """The content and its hash."""
    return Content(body, hashlib.sha256(body).digest())


def compress(body: bytes) -> Content:
    """The content in gzip. No time is written into it: every worker process makes the same, with the same ETag."""
    return content_with_hash(gzip.compress(body, GZIP_LEVEL, mtime=0))


@lru_cache(maxsize=1024)
def gzipped(body: bytes) -> Content:
    """The content in gzip: made once, then answered from memory."""
    return compress(body)


def choose_coding(request: Request, offered: Sequence[str]) -> str | None:
    """The coding of ``offered``, best first, that the browser likes most; None: the content as it is.

    Browsers offer Brotli to secure origins only.
    """
    weights = _weights(request.headers.get("accept-encoding", ""))
    others = weights.get("*", 0.0)
    # Of two that are liked alike, the first one offered is taken.
    best = max(offered, key=lambda coding: weights.get(coding, others), default=None)
    if best is None:
        return None
    weight = weights.get(best, others)
    # Who does not mention the content as it is takes it, and would rather have it compressed (RFC 9110, 12.5.3).
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else None


def _weights(accepted: str) -> dict[str, float]:
    """The weight of each coding in an Accept-Encoding header; what cannot be read is not wanted."""
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
