"""The onboarding page over plain HTTP: it helps a phone to trust this server, then leads to the app."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import HTTPException, Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.types import ASGIApp

from ..application import create_application
from ..assets import Assets, content_of, media_type
from ..headers import SecurityHeaders, content_security_policy
from ..paths import Site
from ..responses import content_response
from .endpoints import Endpoints
from .translations import preferred_language, texts_in

READ = ["GET", "HEAD"]
AUTHORITY_PATH = "/shelfscan.crt"
_FILES = {"page.js": "text/javascript", "page.css": "text/css"}
_SHARED_STYLES = {"tokens.css", "base.css"}
_FOLDER = Path(__file__).resolve().parent / "onboarding_page"


def create_onboarding(endpoints: Endpoints, site: Site) -> ASGIApp:
    """The application for the plain port of ``--phone``: one page, and the authority's certificate.

    It never serves the app itself, which has neither camera nor offline mode without HTTPS.
    """
    templates = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)
    app = create_application("Shelfscan onboarding")
    assets = Assets(site.static)

    @app.api_route("/", methods=READ)
    def page(request: Request) -> Response:
        endpoints.was_visited = True
        url = endpoints.app_url(for_host=_host_of(request))
        language = preferred_language(request.headers.get("accept-language", ""))
        content = templates.get_template("page.html").render(
            language=language,
            texts=texts_in(language),
            app_url=url,
            certificate=AUTHORITY_PATH,
            fingerprint=endpoints.authority.fingerprint(),
            is_on_internet=_comes_from_internet(request),
            addresses=[endpoints.onboarding_url(host) for host in endpoints.hosts],
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
        return Response(endpoints.authority.der(), media_type="application/x-x509-ca-cert", headers=headers)

    @app.api_route("/onboarding/{name}", methods=READ)
    def page_file(name: str) -> Response:
        if name not in _FILES:
            raise HTTPException(404)
        return Response(
            (_FOLDER / name).read_bytes(), media_type=_FILES[name], headers={"Cache-Control": "no-cache"}
        )

    # The icon and the base styles are the app's own.
    @app.api_route("/icon.svg", methods=READ)
    def icon(request: Request) -> Response:
        return shared(request, "icons/icon.svg")

    @app.api_route("/css/{name}", methods=READ)
    def styles(request: Request, name: str) -> Response:
        if name not in _SHARED_STYLES:
            raise HTTPException(404)
        return shared(request, f"css/{name}")

    def shared(request: Request, path: str) -> Response:
        file = assets.find(path)
        if file is None:
            raise HTTPException(404)
        return content_response(request, content_of(file), media_type(file))

    return SecurityHeaders(app)


def _host_of(request: Request) -> str:
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    except ValueError:  # "[::1", say.
        return ""


def _comes_from_internet(request: Request) -> bool:
    """Whether the phone comes over the internet instead of the local network."""
    try:
        return request.client is not None and ip_address(request.client.host).is_global
    except ValueError:
        return False
