"""Cacheable responses: strong ETags from the content, 304, and the content coding that the browser prefers."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from .encodings import CODINGS, Content, choose_coding, compress, compressed, is_compressible
from .files import FileVersion, version_of

CACHE_AND_REVALIDATE = "no-cache, no-transform"
"""For URLs whose content changes: the browser caches it, but asks each time whether it is current. A proxy that changed
it would keep phones from storing it."""

CACHE_FOREVER = "public, max-age=31536000, immutable, no-transform"
"""For URLs that contain a version."""


def content_response(
    request: Request, content: Content, media_type: str, *, brotli: Content | None = None
) -> Response:
    """Responds with ``content``, or with 304 if the browser has it.

    Args:
        request: the browser's request.
        content: the uncompressed content.
        media_type: the Content-Type.
        brotli: the content in Brotli, if it was compressed beforehand: as small as can be, which takes long.
    """
    made = ("br",) if brotli else ()
    offered = CODINGS if is_compressible(len(content.body), media_type) else made
    coding = choose_coding(request, offered)
    sent = content
    if coding:
        sent = brotli if brotli and coding == "br" else compressed(content.body, coding)
    headers = _headers(sent.sha256.hex(), CACHE_AND_REVALIDATE, coding=coding, varies=bool(offered))
    return _not_modified(request, headers) or Response(sent.body, media_type=media_type, headers=headers)


def file_response(request: Request, file: Path, *, sha256: str, media_type: str) -> Response:
    """Responds with the content of ``file``, whose URL contains its version, or with 304 if the browser has it.

    Call it in a thread: compressing a file for the first time takes a while.

    Raises:
        FileNotFoundError: there is no such file.
    """
    status = file.stat()
    varies = is_compressible(status.st_size, media_type)
    # Byte ranges are ranges of the uncompressed file.
    coding = choose_coding(request, CODINGS if varies and "range" not in request.headers else ())
    if coding is None:
        headers = _headers(sha256, CACHE_FOREVER, varies=varies)
        return _not_modified(request, headers) or _FileResponse(file, media_type=media_type, headers=headers)
    sent = _compressed_file(file, coding, version_of(status))
    headers = _headers(sent.sha256.hex(), CACHE_FOREVER, coding=coding, varies=varies)
    return _not_modified(request, headers) or Response(sent.body, media_type=media_type, headers=headers)


class _FileResponse(FileResponse):
    """404 where the file has been removed since it was found, which Starlette takes for an error of the program."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except RuntimeError as error:
            raise HTTPException(404) from error


@lru_cache(maxsize=64)
def _compressed_file(file: Path, coding: str, _version: FileVersion) -> Content:
    return compress(file.read_bytes(), coding)


def _headers(sha256: str, cache_control: str, *, varies: bool, coding: str | None = None) -> dict[str, str]:
    headers = {"ETag": f'"{sha256}"', "Cache-Control": cache_control}
    if varies:
        headers["Vary"] = "Accept-Encoding"
    if coding:
        headers["Content-Encoding"] = coding
    return headers


def _not_modified(request: Request, headers: dict[str, str]) -> Response | None:
    """304 if the request names the ETag in ``headers``.

    If-None-Match compares weakly: a proxy may have prefixed our tag with W/ (RFC 9110, 13.1.2).
    """
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    is_fresh = headers["ETag"] in known or known == ["*"]
    return Response(status_code=304, headers=headers) if is_fresh else None
