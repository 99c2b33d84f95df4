"""Answers that a browser may keep: strong ETags from the content, 304, and the coding that the browser likes most."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from .encodings import Content, choose_coding, compress, gzipped, is_worth_it

REVALIDATE = "no-cache"
"""Kept, but asked for again each time: the address stays the same when the content changes."""

FOREVER = "public, max-age=31536000, immutable"
"""For addresses that name a version."""


def content_response(
    request: Request, content: Content, media_type: str, *, brotli: Content | None = None
) -> Response:
    """Answers with ``content``, or with 304 when the browser has it.

    Args:
        request: what the browser asks for.
        content: the whole of it.
        media_type: the Content-Type.
        brotli: the same in Brotli, where that was made beforehand: it takes long.
    """
    offered = ["br"] if brotli else []
    if is_worth_it(len(content.body), media_type):
        offered.append("gzip")
    coding = choose_coding(request, offered)
    sent = content
    if coding == "gzip":
        sent = gzipped(content.body)
    elif coding and brotli:
        sent = brotli
    headers = _headers(sent.sha256.hex(), REVALIDATE, coding=coding, varies=bool(offered))
    return _unless_fresh(request, headers) or Response(sent.body, media_type=media_type, headers=headers)


def file_response(request: Request, file: Path, *, sha256: str, media_type: str) -> Response:
    """Answers with the content of ``file``, whose address names its version, or with 304 when the browser has it.

    The first answer in gzip takes a while: it is for a thread.
    """
    status = file.stat()
    varies = is_worth_it(status.st_size, media_type)
    # A part is one of the content as it is.
    coding = choose_coding(request, ["gzip"] if varies and "range" not in request.headers else [])
    if coding is None:
        headers = _headers(sha256, FOREVER, varies=varies)
        return _unless_fresh(request, headers) or FileResponse(file, media_type=media_type, headers=headers)
    sent = _gzipped_file(file, status.st_mtime_ns, status.st_size)
    headers = _headers(sent.sha256.hex(), FOREVER, coding=coding, varies=varies)
    return _unless_fresh(request, headers) or Response(sent.body, media_type=media_type, headers=headers)


@lru_cache(maxsize=64)
def _gzipped_file(file: Path, _mtime_ns: int, _size: int) -> Content:
    return compress(file.read_bytes())


def _headers(sha256: str, keep: str, *, varies: bool, coding: str | None = None) -> dict[str, str]:
    headers = {"ETag": f'"{sha256}"', "Cache-Control": keep}
    if varies:
        headers["Vary"] = "Accept-Encoding"
    if coding:
        headers["Content-Encoding"] = coding
    return headers


def _unless_fresh(request: Request, headers: dict[str, str]) -> Response | None:
    """304 when the browser has what these headers are for.

    If-None-Match compares weakly: a proxy may have put W/ before our tag (RFC 9110, 13.1.2).
    """
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    is_fresh = headers["ETag"] in known or known == ["*"]
    return Response(status_code=304, headers=headers) if is_fresh else None
