"""How uvicorn serves our applications."""

from __future__ import annotations

from typing import Any

from .logs import log_config
from .protocol import Protocol
from .settings import Settings

SHUTDOWN_GRACE_S = 10
"""How long running downloads may take to finish after the server was told to stop."""


def uvicorn_options(settings: Settings) -> dict[str, Any]:
    """Arguments of ``uvicorn.Config`` and ``uvicorn.run`` that all our servers have in common."""
    return {
        "http": Protocol,
        "lifespan": "off",
        "log_config": log_config(settings.log_format, settings.log_level),
        "access_log": False,  # It has IP addresses; metrics.py writes one without.
        "server_header": False,
        "timeout_graceful_shutdown": SHUTDOWN_GRACE_S,
    }
