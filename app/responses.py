"""Answers that a browser may keep: strong ETags from the content, 304, Brotli variants."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

REVALIDATE = "no-cache"
"""Kept, but asked for again each time: the address stays the same when the content changes."""

FOREVER = "public, max-age=31536000, immutable"
"""For addresses that name a version."""


def content_response(
    request: Request,
    content: bytes,
    media_type: str,
    *,
    sha256: str | None = None,
    variant: Mapping[str, str] | None = None,
) -> Response:
    """Answers with ``content``, or with 304 when the browser has it.

    Args:
        request: what the browser asks for.
        content: the whole of it.
        media_type: the Content-Type.
        sha256: of the content, where it is known.
        variant: the headers that say how this content was chosen (Vary, Content-Encoding).
    """
    etag = _etag(sha256 or hashlib.sha256(content).hexdigest())
    headers = {"ETag": etag, "Cache-Control": REVALIDATE, **(variant or {})}
    if _is_fresh(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


def file_response(request: Request, file: Path, *, sha256: str, media_type: str) -> Response:
    """Answers with the content of ``file``, whose address names its version, or with 304 when the browser has it."""
    headers = {"ETag": _etag(sha256), "Cache-Control": FOREVER}
    if _is_fresh(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return FileResponse(file, media_type=media_type, headers=headers)


def accepts_brotli(request: Request) -> bool:
    """Whether the browser takes ``Content-Encoding: br`` (it offers that to secure origins only)."""
    for offer in request.headers.get("accept-encoding", "").split(","):
        coding, _, parameters = offer.partition(";")
        if coding.strip().lower() == "br":
            return parameters.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _etag(sha256: str) -> str:
    return f'"{sha256}"'


def _is_fresh(request: Request, etag: str) -> bool:
    """If-None-Match compares weakly: a proxy may have put W/ before our tag (RFC 9110, 13.1.2)."""
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    return etag in known or known == ["*"]
