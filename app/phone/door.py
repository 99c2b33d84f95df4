"""The page over plain HTTP that brings a phone to trust this server, and then on to the app."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI, HTTPException, Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import FileResponse
from starlette.types import ASGIApp

from ..headers import SecurityHeaders, content_security_policy
from ..paths import Site
from .place import Place
from .words import preferred_language, words_of

READ = ["GET", "HEAD"]
AUTHORITY_PATH = "/shelfscan.crt"
_FILES = {"door.js": "text/javascript", "door.css": "text/css"}
_SHARED_STYLES = {"tokens.css", "base.css"}
_DOOR = Path(__file__).resolve().parent / "door"


def create_door(place: Place, site: Site) -> ASGIApp:
    """The application for the plain port of ``--phone``: one page, and the authority's certificate.

    It never serves the app itself: without HTTPS that would have no camera and no offline mode.
    """
    templates = Environment(loader=FileSystemLoader(_DOOR), autoescape=True, undefined=StrictUndefined)
    app = FastAPI(title="Shelfscan's door", openapi_url=None)

    @app.api_route("/", methods=READ)
    def page(request: Request) -> Response:
        place.visited = True
        url = place.app_url(for_host=_host_of(request))
        language = preferred_language(request.headers.get("accept-language", ""))
        content = templates.get_template("door.html").render(
            language=language,
            words=words_of(language),
            app_url=url,
            certificate=AUTHORITY_PATH,
            fingerprint=place.authority.fingerprint(),
            is_elsewhere=_comes_from_elsewhere(request),
            addresses=[place.door_url(host) for host in place.hosts],
        )
        policy = content_security_policy(connect=url.rstrip("/"))
        headers = {
            "Cache-Control": "no-store",
            "Content-Language": language,
            "Content-Security-Policy": policy,
        }
        return Response(content, media_type="text/html", headers=headers)

    @app.api_route(AUTHORITY_PATH, methods=READ)
    def certificate() -> Response:
        headers = {
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{AUTHORITY_PATH[1:]}"',
        }
        return Response(place.authority.der(), media_type="application/x-x509-ca-cert", headers=headers)

    @app.api_route("/door/{name}", methods=READ)
    def part(name: str) -> Response:
        if name not in _FILES:
            raise HTTPException(404)
        return Response(
            (_DOOR / name).read_bytes(), media_type=_FILES[name], headers={"Cache-Control": "no-cache"}
        )

    # What it shares with the app: its icon and the ground of its looks.
    @app.api_route("/icon.svg", methods=READ)
    def icon() -> Response:
        return FileResponse(site.static / "icons" / "icon.svg", media_type="image/svg+xml")

    @app.api_route("/css/{name}", methods=READ)
    def styles(name: str) -> Response:
        if name not in _SHARED_STYLES:
            raise HTTPException(404)
        return FileResponse(site.static / "css" / name, media_type="text/css")

    return SecurityHeaders(app)


def _host_of(request: Request) -> str:
    return urlsplit(f"//{request.headers.get('host', '')}").hostname or ""


def _comes_from_elsewhere(request: Request) -> bool:
    """Whether the phone reaches this machine over the internet instead of the room's network."""
    try:
        return request.client is not None and ip_address(request.client.host).is_global
    except ValueError:
        return False
