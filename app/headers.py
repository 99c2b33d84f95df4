"""Security headers on every answer, error pages included."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def content_security_policy(connect: str = "") -> str:
    """The policy of every page; ``connect`` is an origin that the page may ask besides its own."""
    directives = [
        "default-src 'none'",
        # WebAssembly is compiled on the phone; no other code comes from a string, and none stands in the page.
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' blob:",  # blob: is a picture that the person took or chose.
        # Nothing can be sent or fetched elsewhere: this is what keeps pictures on the phone.
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
    "Permissions-Policy": "camera=(self), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

ONE_YEAR_S = 31_536_000


class SecurityHeaders:
    """ASGI middleware for the very outside: Starlette answers unhandled errors outside of its own middleware."""

    def __init__(self, app: ASGIApp, *, is_for_good: bool = True) -> None:
        """``is_for_good``: HTTPS is here to stay, so browsers shall use nothing else at this name (HSTS)."""
        self._app = app
        self._is_for_good = is_for_good

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Adds the headers to the answer's start and passes everything else on."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)  # An answer may say otherwise for itself.
                if scope["scheme"] == "https" and self._is_for_good and not _is_localhost(scope):
                    headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR_S}"
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _is_localhost(scope: Scope) -> bool:
    """A browser that was told so would refuse every other project that a developer serves at http://localhost."""
    return Headers(scope=scope).get("host", "").partition(":")[0] == "localhost"
