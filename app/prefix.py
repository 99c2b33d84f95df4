"""Running under a path of a larger site, e.g. ``https://example.com/shelfscan/``."""

from __future__ import annotations

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class UnderPath:
    """ASGI middleware that takes ``prefix`` off every path.

    A proxy may have taken it off already: both ways of passing requests on work. The page itself names its files by
    relative addresses only and needs to know nothing of this.
    """

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on under its path below the prefix."""
        if scope["type"] == "http":
            path: str = scope["path"]
            if path == self._prefix:
                # Relative addresses of the page count from its folder, so the slash is needed.
                await RedirectResponse(f"{self._prefix}/", status_code=308)(scope, receive, send)
                return
            if path.startswith(f"{self._prefix}/"):
                below = path[len(self._prefix) :]
                scope = {**scope, "path": below, "raw_path": below.encode()}
        await self._app(scope, receive, send)
