"""The bench's own small server, for its pages, the peers' packages, the converted models and the app's modules."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def __init__(self, *args: object, mounts: Mapping[str, Path], **options: object) -> None:
        self._mounts = mounts
        super().__init__(*args, **options)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """The file behind an address: a mounted file, or one below a mounted folder."""
        mount, _, rest = unquote(urlsplit(path).path).lstrip("/").partition("/")
        root = self._mounts.get(mount)
        if root is None or ".." in rest.split("/"):
            return "/nonexistent"
        return str(root / rest) if rest else str(root)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class named it
        """Logs nothing."""


@contextmanager
def bench_site(mounts: Mapping[str, Path]) -> Iterator[str]:
    """Serves files and folders, each at ``/<name>``, until the block ends; yields the address of the root.

    The pages are not cross-origin isolated, so every runtime has only one thread.
    """
    listener = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, mounts=mounts))
    thread = threading.Thread(target=listener.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.server_port}/"
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()
