"""Serving under a path of a larger site, e.g. ``https://example.com/shelfscan/``."""

from __future__ import annotations

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class RootPath:
    """ASGI middleware that removes ``root_path`` from the path of every request.

    It does not matter whether a proxy has removed it already. The page uses relative URLs only, so it needs no root
    path.
    """

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        self._app = app
        self._root_path = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on without the root path."""
        if scope["type"] == "http":
            path: str = scope["path"]
            if path == self._root_path:
                # Relative URLs of the page resolve against its folder, so the slash is needed.
                await RedirectResponse(f"{self._root_path}/", status_code=308)(scope, receive, send)
                return
            if path.startswith(f"{self._root_path}/"):
                below = path[len(self._root_path) :]
                scope = {**scope, "path": below, "raw_path": below.encode()}
        await self._app(scope, receive, send)
