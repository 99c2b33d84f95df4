"""Logging: lines for people, or JSON for programs that collect logs."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

ACCESS = logging.getLogger("shelfscan.access")
"""One record per response. Its ``fields`` identify nobody: no IP address, no user agent, no query."""


class JsonFormatter(logging.Formatter):
    """One JSON object per line: time (UTC), level, logger, message, and the record's ``fields``, if any."""

    def format(self, record: logging.LogRecord) -> str:
        """Returns the line for ``record``."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line | getattr(record, "fields", {}), ensure_ascii=False)


def log_config(log_format: str, level: str) -> dict[str, Any]:
    """The argument of ``logging.config.dictConfig``, for uvicorn; ``log_format`` is ``text`` or ``json``."""
    formatters: dict[str, Any] = {
        "text": {"format": "%(asctime)s %(levelname)s %(message)s"},
        "json": {"()": JsonFormatter},
    }
    ours = {"handlers": ["standard"], "level": level.upper(), "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": formatters,
        "handlers": {
            "standard": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": log_format,
            }
        },
        "loggers": {"uvicorn": ours, "shelfscan": ours},
    }
