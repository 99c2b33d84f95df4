"""The web application: its routes and middleware."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp

from . import __version__
from .assets import Assets, check_vendor_build, content_of, media_type
from .catalogue import ModelFolders
from .encodings import content_with_hash
from .headers import SecurityHeaders
from .metrics import MEDIA_TYPE, Metrics, MetricsMiddleware
from .pages import SERVICE_WORKER, SHARE_URL, SHELL_URL, WEB_MANIFEST_URL, Pages
from .paths import DEFAULT_SITE, Site
from .responses import content_response, file_response
from .root_path import RootPath
from .settings import Settings, load_settings

READ = ["GET", "HEAD"]


def create_app(settings: Settings, site: Site = DEFAULT_SITE) -> ASGIApp:
    """Checks everything that will be served and returns the application.

    Raises:
        StartError: a model bundle or the built JavaScript is missing or damaged.
    """
    check_vendor_build(site.static)
    models = ModelFolders(*settings.model_folders(site))
    assets = Assets(site.static)
    pages = Pages(site, assets)
    metrics = Metrics()
    # Handlers are coroutines where their data is in memory: a response takes less time than passing it to a thread.
    # FastAPI's own API pages are switched off: they load scripts from other servers.
    app = FastAPI(title="Shelfscan", version=__version__, openapi_url=None)

    @app.api_route(SHELL_URL, methods=READ)
    async def shell(request: Request) -> Response:
        return content_response(request, pages.current().shell, "text/html")

    @app.api_route(WEB_MANIFEST_URL, methods=READ)
    async def web_manifest(request: Request) -> Response:
        return content_response(request, pages.current().web_manifest, "application/manifest+json")

    @app.post(SHARE_URL)
    def share() -> Response:
        """Reached only where no service worker handles a share. The body is not read: no photo leaves the phone."""
        # The page then says that nothing has arrived. The relative URL also works below --root-path.
        return RedirectResponse("./#/shared", status_code=303)

    @app.api_route(f"/{SERVICE_WORKER}", methods=READ)
    async def service_worker(request: Request) -> Response:
        return content_response(request, pages.current().service_worker, "text/javascript")

    @app.api_route("/static/{path:path}", methods=READ)
    async def static(request: Request, path: str) -> Response:
        file = assets.find(path)
        if file is None:
            raise HTTPException(404)
        compressed = file.with_name(f"{file.name}.br")
        brotli = content_of(compressed) if compressed.is_file() else None
        return content_response(request, content_of(file), media_type(file), brotli=brotli)

    @app.api_route("/models/{path:path}", methods=READ)
    def model(request: Request, path: str) -> Response:  # Not a coroutine: it may compress several megabytes.
        catalogue = models.catalogue()
        card = catalogue.find_card(path)
        if card is not None:
            return content_response(request, content_with_hash(card.to_json().encode()), "application/json")
        found = catalogue.find_file(path)
        if found is None:
            raise HTTPException(404)
        file, sha256 = found
        kind = "application/json" if file.suffix == ".json" else "application/octet-stream"
        return file_response(request, file, sha256=sha256, media_type=kind)

    @app.api_route("/api/models", methods=READ)
    async def catalogue(request: Request) -> Response:
        cards = [card.model_dump(by_alias=True, mode="json") for card in models.catalogue().cards]
        listed = content_with_hash(json.dumps({"models": cards}).encode())
        return content_response(request, listed, "application/json")

    @app.api_route("/healthz", methods=READ)
    def health(response: Response) -> dict[str, Any]:
        # The onboarding page of --phone, which has another origin, asks whether the server is reachable.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        names = [card.folder_name for card in models.catalogue().cards]
        return {"status": "ok", "version": __version__, "models": names, "problems": models.problems}

    @app.api_route("/metrics", methods=READ)
    def metrics_text() -> Response:
        metrics.problems.set(len(models.problems))
        return Response(metrics.text(), media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})

    measured: ASGIApp = MetricsMiddleware(app, metrics)
    if settings.root_path:
        measured = RootPath(measured, settings.root_path)
    # With --phone, phones that do not trust its certificate yet must still reach the onboarding page over HTTP.
    return SecurityHeaders(measured, hsts=not settings.phone)


def create_from_environment() -> ASGIApp:
    """The application with the settings in the environment; each worker process calls this."""
    return create_app(load_settings())
