"""Security headers on every answer, error pages included."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def content_security_policy(connect: str = "") -> str:
    """The policy of every page; ``connect`` is an origin that it may fetch from besides its own."""
    directives = [
        "default-src 'none'",
        # WebAssembly is compiled on the phone. No JavaScript is made from strings, and none is inline.
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' blob:",  # blob: a picture that the person took or chose.
        # The page cannot send anything to another server: this keeps pictures on the phone.
        f"connect-src 'self' blob: {connect}".rstrip(),
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
    return "; ".join(directives)


SECURITY_HEADERS = {
    "Content-Security-Policy": content_security_policy(),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), display-capture=(), geolocation=(self), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

ONE_YEAR_S = 31_536_000


class SecurityHeaders:
    """ASGI middleware. It must be the outermost: Starlette answers unhandled errors outside its own middleware."""

    def __init__(self, app: ASGIApp, *, hsts: bool = True) -> None:
        """``hsts``: browsers are told to use nothing but HTTPS for this host from now on."""
        self._app = app
        self._hsts = hsts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Adds the headers to the response."""
        has_started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal has_started
            if message["type"] == "http.response.start":
                has_started = True
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)  # A response may have its own value.
                if scope["scheme"] == "https" and self._hsts and not _is_localhost(scope):
                    headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR_S}"
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            # uvicorn would answer without our headers what fails outside Starlette's own middleware. It logs the error.
            if not has_started and scope["type"] == "http":
                await PlainTextResponse("Internal Server Error", 500)(scope, receive, send_with_headers)
            raise


def _is_localhost(scope: Scope) -> bool:
    """HSTS for localhost would also block all other projects that a developer serves at http://localhost."""
    return Headers(scope=scope).get("host", "").partition(":")[0] == "localhost"
