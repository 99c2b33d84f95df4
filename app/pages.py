"""What the server renders: the app shell, the web manifest and the service worker."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from typing import TypedDict

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app import __version__
from app.assets import Assets, sha256_of
from app.modules import static_imports
from app.paths import Site

SHELL_URL = "/"
WEB_MANIFEST_URL = "/manifest.webmanifest"
SHARE_URL = "/share"
SERVICE_WORKER = "sw.js"

_MANIFEST_PLACEHOLDER = "scope.__WB_MANIFEST"


class PrecacheEntry(TypedDict):
    """One file that the service worker keeps, in Workbox's terms."""

    url: str
    revision: str
    integrity: str


class Pages:
    """Renders from the files as they are at the time of the call: an edit shows when the page is loaded again."""

    def __init__(self, site: Site, assets: Assets) -> None:
        self._static = site.static
        self._assets = assets
        self._templates = Environment(
            loader=FileSystemLoader(site.templates),
            autoescape=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
        )

    def shell(self) -> bytes:
        """The page."""
        return self._render("index.html", modulepreload=static_imports(self._assets, "js/main.js"))

    def web_manifest(self) -> bytes:
        """What the phone needs for an icon on its home screen."""
        return self._render("manifest.webmanifest")

    def service_worker(self) -> bytes:
        """``static/sw.js`` with the list of all that it has to keep."""
        script = (self._static / SERVICE_WORKER).read_text(encoding="utf-8")
        # The first mention is in the comment that explains it.
        before, placeholder, after = script.rpartition(_MANIFEST_PLACEHOLDER)
        if not placeholder:
            raise ValueError(f"{SERVICE_WORKER} has no {_MANIFEST_PLACEHOLDER}: it would keep nothing")
        return f"{before}{json.dumps(self.precache_manifest(), indent=0)}{after}".encode()

    def precache_manifest(self) -> list[PrecacheEntry]:
        """All that the page needs without a network: the page itself and every file of ``static/``.

        The browser checks each download against ``integrity``, so files of two versions are never mixed, not even
        when the server is replaced by a newer one during the download.
        """
        entries = [
            _entry(SHELL_URL, hashlib.sha256(self.shell()).digest()),
            _entry(WEB_MANIFEST_URL, hashlib.sha256(self.web_manifest()).digest()),
        ]
        worker = f"/static/{SERVICE_WORKER}"
        return entries + [_entry(url, sha256_of(file)) for url, file in self._assets.urls() if url != worker]

    def _render(self, template: str, **context: object) -> bytes:
        return self._templates.get_template(template).render(version=__version__, **context).encode()


def _entry(url: str, sha256: bytes) -> PrecacheEntry:
    return {"url": url, "revision": sha256.hex()[:16], "integrity": f"sha256-{b64encode(sha256).decode()}"}
