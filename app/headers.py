"""Security headers on every answer, error pages included."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        # WebAssembly is compiled on the phone; no other code comes from a string, and none stands in the page.
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' blob:",  # blob: is a picture that the person took or chose.
        # Nothing can be sent or fetched elsewhere: this is what keeps pictures on the phone.
        "connect-src 'self' blob:",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

ONE_YEAR_S = 31_536_000


class SecurityHeaders:
    """ASGI middleware for the very outside: Starlette answers unhandled errors outside of its own middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Adds the headers to the answer's start and passes everything else on."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SECURITY_HEADERS)
                if scope["scheme"] == "https" and not _is_localhost(scope):
                    headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR_S}"
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _is_localhost(scope: Scope) -> bool:
    """A browser that was told so would refuse every other project that a developer serves at http://localhost."""
    return Headers(scope=scope).get("host", "").partition(":")[0] == "localhost"
