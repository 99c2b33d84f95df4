"""Metrics for Prometheus: what was served, how fast, and which bundles have problems. Nothing about people."""

from __future__ import annotations

import os
import time
from urllib.parse import quote

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .logs import ACCESS

MEDIA_TYPE = CONTENT_TYPE_LATEST
MULTIPROCESS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Environment variable of prometheus_client: the folder through which worker processes share their metrics."""

KINDS = {"static": "static", "models": "model", "api": "catalogue", "healthz": "health", "metrics": "metrics"}
"""Kind of a response by the first part of its path; all others are the page itself."""


class Metrics:
    """The metrics of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.responses = Counter(
            "shelfscan_responses", "Responses by kind and status.", ["kind", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "shelfscan_response_seconds",
            "Time until the last byte of a response was handed to the network.",
            ["kind"],
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
            registry=self.registry,
        )
        self.downloads = Counter(
            "shelfscan_model_downloads",
            "Downloads of a model that phones have started.",
            ["model"],
            registry=self.registry,
        )
        self.problems = Gauge(
            "shelfscan_model_problems",
            "Bundles in the model folders that cannot be offered.",
            multiprocess_mode="livemax",
            registry=self.registry,
        )

    def text(self) -> bytes:
        """All metrics in Prometheus' text format, added up over all workers."""
        registry = self.registry
        if MULTIPROCESS_FOLDER in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)


class MetricsMiddleware:
    """ASGI middleware: measures every response and writes the access log."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and records the response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status, sent = 500, 0  # 500 is sent when the application fails before it responds.

        async def send_and_measure(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_and_measure)
        finally:
            self._record(scope["method"], scope["path"], status, sent, time.perf_counter() - began)

    def _record(self, method: str, path: str, status: int, sent: int, seconds: float) -> None:
        kind = KINDS.get(path.split("/", 2)[1], "page") if status != 404 else "none"
        self._metrics.responses.labels(kind, str(status)).inc()
        self._metrics.seconds.labels(kind).observe(seconds)
        if kind == "model" and status == 200 and method == "GET" and path.endswith("/model.json"):
            self._metrics.downloads.labels(path.split("/")[2]).inc()
        milliseconds = round(seconds * 1000, 1)
        fields = {
            "method": method,
            "path": path,
            "status": status,
            "bytes": sent,
            "milliseconds": milliseconds,
        }
        # Quoted: a line end in a path would begin a line of the log that somebody made up.
        ACCESS.info("%s %s %s", method, quote(path), status, extra={"fields": fields})
