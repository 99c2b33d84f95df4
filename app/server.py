"""The web application: its routes and middleware."""

from __future__ import annotations

import json
from collections.abc import Sequence

from fastapi import HTTPException, Request, Response
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp

from . import __version__
from .application import create_application
from .assets import Assets, content_of, media_type
from .bundle import Card
from .catalogue import ModelFolders
from .encodings import content_with_hash
from .errors import PageError
from .headers import SecurityHeaders
from .metrics import MEDIA_TYPE, Metrics, MetricsMiddleware
from .pages import (
    RETIRED_WORKER,
    SERVICE_WORKER,
    SHARE_URL,
    SHELL_URL,
    SIGN_IN_URL,
    WEB_MANIFEST_URL,
    Pages,
)
from .paths import DEFAULT_SITE, Site
from .responses import content_response, file_response
from .root_path import RootPath
from .settings import Settings, load_settings

READ = ["GET", "HEAD"]

PAGE_IS_INCOMPLETE = (
    "Shelfscan cannot be opened at the moment: a file is missing on the server. Please try again in a minute, or "
    "tell the person who runs this server."
)


def create_app(settings: Settings, site: Site = DEFAULT_SITE) -> ASGIApp:
    """Checks everything that will be served and returns the application.

    Raises:
        StartError: a template, a file of the page or the built JavaScript is missing or damaged, or no model bundle can
            be offered.
    """
    models = ModelFolders(*settings.model_folders(site))
    assets = Assets(site.static)
    pages = Pages(site, assets)
    metrics = Metrics()
    # Handlers are coroutines where their data is in memory: a response takes less time than passing it to a thread.
    app = create_application("Shelfscan")

    @app.exception_handler(PageError)
    async def page_is_incomplete(_request: Request, _error: PageError) -> Response:
        # The file is named in the log and in /healthz. A service worker that gets this keeps the version that it has.
        return PlainTextResponse(PAGE_IS_INCOMPLETE, 503, {"Cache-Control": "no-store", "Retry-After": "10"})

    @app.api_route(SHELL_URL, methods=READ)
    async def shell(request: Request) -> Response:
        return content_response(request, (await pages.current()).shell, "text/html")

    @app.api_route(WEB_MANIFEST_URL, methods=READ)
    async def web_manifest(request: Request) -> Response:
        return content_response(request, (await pages.current()).web_manifest, "application/manifest+json")

    @app.api_route(SIGN_IN_URL, methods=READ)
    def signed_in() -> Response:
        """Reached once whoever signs people in before this server has done so: the page's way there and back."""
        return RedirectResponse("./", status_code=303, headers={"Cache-Control": "no-store"})

    @app.post(SHARE_URL)
    def share() -> Response:
        """Reached only where no service worker handles a share. The body is not read: no photo leaves the phone."""
        # The page then says that nothing has arrived. The relative URL also works below --root-path.
        return RedirectResponse("./#/shared", status_code=303)

    @app.api_route(f"/{SERVICE_WORKER}", methods=READ)
    async def service_worker(request: Request) -> Response:
        if settings.retire_worker:
            return content_response(request, content_of(site.static / RETIRED_WORKER), "text/javascript")
        return content_response(request, (await pages.current()).service_worker, "text/javascript")

    @app.api_route("/static/{path:path}", methods=READ)
    async def static(request: Request, path: str) -> Response:
        file = assets.find(path)
        if file is None:
            raise HTTPException(404)
        compressed = file.with_name(f"{file.name}.br")
        try:
            brotli = content_of(compressed) if compressed.is_file() else None
            return content_response(request, content_of(file), media_type(file), brotli=brotli)
        except FileNotFoundError:  # Removed after it was found.
            raise HTTPException(404) from None

    @app.api_route("/models/{path:path}", methods=READ)
    def model(request: Request, path: str) -> Response:  # Not a coroutine: it may compress several megabytes.
        catalogue = models.catalogue()
        card = catalogue.find_card(path)
        if card is not None:
            return content_response(request, content_with_hash(card.to_json().encode()), "application/json")
        found = catalogue.find_file(path)
        # Removed or replaced since the last check: what it holds now would be cached for good under the old hash.
        if found is None or not found.is_as_checked():
            raise HTTPException(404)
        kind = "application/json" if found.path.suffix == ".json" else "application/octet-stream"
        try:
            return file_response(request, found.path, sha256=found.sha256, media_type=kind)
        except FileNotFoundError:  # Removed after it was checked.
            raise HTTPException(404) from None

    @app.api_route("/api/models", methods=READ)
    async def catalogue(request: Request) -> Response:
        current = await models.current_catalogue()
        offer: dict[str, Sequence[Card]] = {"models": current.cards, "embedders": current.embedders}
        content = {
            kind: [card.model_dump(by_alias=True, mode="json") for card in cards]
            for kind, cards in offer.items()
        }
        listed = content_with_hash(json.dumps(content, allow_nan=False).encode())
        return content_response(request, listed, "application/json")

    @app.api_route("/healthz", methods=READ)
    def health() -> Response:
        names = models.catalogue().names
        problems, status = models.problems, 200
        try:
            pages.check()
        except PageError as error:
            problems, status = [str(error), *problems], 503
        word = "ok" if status == 200 else "page incomplete"
        content = {"status": word, "version": __version__, "models": names, "problems": problems}
        # The onboarding page of --phone, which has another origin, asks whether the server is reachable.
        return JSONResponse(content, status, {"Cross-Origin-Resource-Policy": "cross-origin"})

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
