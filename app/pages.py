"""The rendered pages: app shell, web manifest and service worker."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from typing import TypedDict

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from . import __version__
from .assets import Assets, content_of
from .encodings import Content, content_with_hash
from .modules import static_imports
from .paths import Site
from .watched import Watched

SHELL_URL = "/"
WEB_MANIFEST_URL = "/manifest.webmanifest"
SHARE_URL = "/share"
SERVICE_WORKER = "sw.js"

_MANIFEST_PLACEHOLDER = "scope.__WB_MANIFEST"


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


FEATURE_STYLES = "static/css/features/"
"""The page links every style sheet in here, after those that all views share."""


class Pages:
    """Renders again when a file has changed, so that an edit shows on the next reload."""

    def __init__(self, site: Site, assets: Assets) -> None:
        self._static = site.static
        self._assets = assets
        self._templates = Environment(
            loader=FileSystemLoader(site.templates),
            autoescape=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
        )
        self._rendered = Watched((site.static, site.templates), self._render_all)

    def current(self) -> Rendered:
        """The pages for the current state of the files."""
        return self._rendered.get()

    def _render_all(self) -> Rendered:
        shell = self._render(
            "index.html",
            modulepreload=static_imports(self._assets, "js/main.js"),
            feature_styles=[
                url
                for url, file in self._assets.urls()
                if url.startswith(FEATURE_STYLES) and file.suffix == ".css"
            ],
        )
        web_manifest = self._render("manifest.webmanifest")
        return Rendered(shell, web_manifest, self._service_worker(shell, web_manifest))

    def _service_worker(self, shell: Content, web_manifest: Content) -> Content:
        script = (self._static / SERVICE_WORKER).read_text(encoding="utf-8")
        # The last occurrence: an earlier one is in a comment.
        before, placeholder, after = script.rpartition(_MANIFEST_PLACEHOLDER)
        if not placeholder:
            raise ValueError(f"{SERVICE_WORKER} has no {_MANIFEST_PLACEHOLDER}: it would keep nothing")
        entries = self._precache_manifest(shell, web_manifest)
        return content_with_hash(f"{before}{json.dumps(entries, indent=0)}{after}".encode())

    def _precache_manifest(self, shell: Content, web_manifest: Content) -> list[PrecacheEntry]:
        """Everything that the page needs without a network: the page itself and all files of ``static/``.

        The browser checks each download against ``integrity``, so files of two versions are never mixed, even if the
        server is updated during the download. URLs are relative to the service worker, because the site may be served
        under a path.
        """
        entries = [
            _entry("./", shell.sha256),
            _entry(WEB_MANIFEST_URL[1:], web_manifest.sha256),
        ]
        worker = f"static/{SERVICE_WORKER}"
        return entries + [
            _entry(url, content_of(file).sha256) for url, file in self._assets.urls() if url != worker
        ]

    def _render(self, template: str, **context: object) -> Content:
        text = self._templates.get_template(template).render(version=__version__, **context)
        return content_with_hash(text.encode())


def _entry(url: str, sha256: bytes) -> PrecacheEntry:
    return {"url": url, "revision": sha256.hex()[:16], "integrity": f"sha256-{b64encode(sha256).decode()}"}
