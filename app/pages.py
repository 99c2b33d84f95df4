"""The rendered pages: app shell, web manifest and service worker."""

from __future__ import annotations

import json
import logging
import re
from base64 import b64encode
from dataclasses import dataclass
from typing import TypedDict

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from . import __version__
from .assets import Assets, Listing, check_vendor_build, content_of
from .encodings import Content, content_with_hash
from .errors import PageError
from .modules import check_references, static_imports
from .paths import Site
from .watched import Watched

SHELL_URL = "/"
WEB_MANIFEST_URL = "/manifest.webmanifest"
SHARE_URL = "/share"
SIGN_IN_URL = "/signin"
SERVICE_WORKER = "sw.js"
RETIRED_WORKER = "sw/retired.js"
"""Takes the place of a service worker that is broken, and goes."""

_MANIFEST_PLACEHOLDER = "scope.__WB_MANIFEST"

_ASSET = re.compile(r"""["']static/([^"'?#\s]+\.\w+)["']""")
"""A file of ``static/`` in quotes, as templates and the service worker name it."""

logger = logging.getLogger("shelfscan.pages")


class PrecacheEntry(TypedDict):
    """One file that the service worker precaches, as Workbox names its parts."""

    url: str
    revision: str
    integrity: str


@dataclass(frozen=True)
class Rendered:
    """All pages, rendered from the same state of the files."""

    shell: Content
    """The page itself."""
    web_manifest: Content
    """Makes the page installable on a home screen."""
    service_worker: Content
    """``static/sw.js`` with the list of files to precache."""


FEATURE_STYLES = "css/features/"
"""The page links every style sheet in here, after those that all views share."""


class Pages:
    """Renders again when a file has changed, so that an edit shows on the next reload.

    What is rendered is whole. If a file is missing that the page, its modules or the service worker name, nothing is
    rendered: phones would keep a list without it, and so a dead page.
    """

    def __init__(self, site: Site, assets: Assets) -> None:
        """Renders for the first time.

        Raises:
            PageError: a file is missing or wrong.
        """
        self._site = site
        self._assets = assets
        self._templates = Environment(
            loader=FileSystemLoader(site.templates),
            autoescape=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
        )
        self._problem = ""
        self._rendered = Watched((site.static, site.templates), self._render_or_log)
        self._rendered.get()

    def check(self) -> None:
        """Raises PageError if the page cannot be served now."""
        self._rendered.get()

    async def current(self) -> Rendered:
        """The pages for the current state of the files.

        Raises:
            PageError: a file is missing or wrong.
        """
        return await self._rendered.fetch()

    def _render_or_log(self) -> Rendered:
        try:
            rendered = self._render_all()
        except PageError as error:
            if str(error) != self._problem:  # A check twice a second would fill the log.
                self._problem = str(error)
                logger.error("The page cannot be served: %s", error)
            raise
        self._problem = ""
        return rendered

    def _render_all(self) -> Rendered:
        try:
            # What is checked is what phones are told to keep. A file that is removed meanwhile is in this list, and
            # cannot be read.
            files = self._assets.listing()
            check_vendor_build(self._site.static)
            check_references(files)
            shell = self._render(
                files,
                "index.html",
                modulepreload=static_imports(files, "js/main.js"),
                feature_styles=[
                    f"static/{path}"
                    for path, file in files.items()
                    if path.startswith(FEATURE_STYLES) and file.suffix == ".css"
                ],
            )
            web_manifest = self._render(files, "manifest.webmanifest")
            return Rendered(shell, web_manifest, self._service_worker(files, shell, web_manifest))
        except (OSError, ValueError) as error:  # Removed meanwhile, or no text.
            raise PageError(f"A file of the page cannot be read: {error}") from error

    def _service_worker(self, files: Listing, shell: Content, web_manifest: Content) -> Content:
        file = self._site.static / SERVICE_WORKER
        script = file.read_text(encoding="utf-8")
        _check_assets(files, script, str(file))
        # The last occurrence: an earlier one is in a comment.
        before, placeholder, after = script.rpartition(_MANIFEST_PLACEHOLDER)
        if not placeholder:
            raise PageError(f"{file} has no {_MANIFEST_PLACEHOLDER}: phones would keep nothing.")
        entries = _precache_manifest(files, shell, web_manifest)
        return content_with_hash(f"{before}{json.dumps(entries, indent=0)}{after}".encode())

    def _render(self, files: Listing, template: str, **context: object) -> Content:
        file = self._site.templates / template
        try:
            text = self._templates.get_template(template).render(version=__version__, **context)
        except Exception as error:  # A template can raise anything.
            raise PageError(f"The template {file} is missing or wrong: {error}") from error
        _check_assets(files, text, str(file))
        return content_with_hash(text.encode())


def _check_assets(files: Listing, text: str, source: str) -> None:
    for path in _ASSET.findall(text):
        if path not in files:
            raise PageError(f"{source} needs static/{path}, which is not there.")


def _precache_manifest(files: Listing, shell: Content, web_manifest: Content) -> list[PrecacheEntry]:
    """Everything that the page needs without a network: the page itself and all files of ``static/``.

    The browser checks each download against ``integrity``, so files of two versions are never mixed, even if the
    server is updated during the download. URLs are relative to the service worker, because the site may be served
    under a path.
    """
    entries = [
        _entry("./", shell.sha256),
        _entry(WEB_MANIFEST_URL[1:], web_manifest.sha256),
    ]
    return entries + [
        _entry(f"static/{path}", content_of(file).sha256)
        for path, file in files.items()
        if path != SERVICE_WORKER
    ]


def _entry(url: str, sha256: bytes) -> PrecacheEntry:
    return {"url": url, "revision": sha256.hex()[:16], "integrity": f"sha256-{b64encode(sha256).decode()}"}
