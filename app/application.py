"""What both applications of the server, the app and the onboarding page, have in common."""

from __future__ import annotations

from fastapi import Depends, FastAPI, HTTPException, Request

from . import __version__


async def _refuse_line_ends(request: Request) -> None:
    # Starlette's patterns end with $, which also matches before a line end: "/sw.js\n" would be "/sw.js".
    if request.scope["path"].endswith("\n"):
        raise HTTPException(404)


def create_application(title: str) -> FastAPI:
    """An application that answers at the addresses of its routes and at no other spelling of them.

    FastAPI's own pages are switched off, as they load scripts from other servers. So are its redirects to an address
    with another slash at the end: they repeat the host that the request claims, and forget the path of a larger site.
    """
    return FastAPI(
        title=title,
        version=__version__,
        openapi_url=None,
        redirect_slashes=False,
        dependencies=[Depends(_refuse_line_ends)],
    )
