"""A session of W3C WebDriver (https://www.w3.org/TR/webdriver2/), as JSON over HTTP: no more than the journeys need."""

from __future__ import annotations

import http.client
import json
from typing import Any

from tests.engines.driver import EngineError

ANSWER_S = 300
"""How long a command may take; evaluating waits for a promise of the page."""


class WebDriverSession:
    """A browser that a driver program has started, and that listens to commands."""

    def __init__(self, port: int, capabilities: dict[str, Any]) -> None:
        """Starts the browser.

        Args:
            port: where the driver program listens on 127.0.0.1.
            capabilities: what the browser must be, ``alwaysMatch`` in the specification.
        """
        self._port = port
        self._path = "/session"
        started = self.send("POST", "", capabilities={"alwaysMatch": capabilities})
        self._path = f"/session/{started['sessionId']}"
        self.capabilities: dict[str, Any] = started["capabilities"]
        self.send("POST", "/timeouts", script=ANSWER_S * 1000, pageLoad=ANSWER_S * 1000)

    def send(self, method: str, command: str, **parameters: Any) -> Any:
        """Sends a command, and returns what it answers.

        Args:
            method: ``GET``, ``POST`` or ``DELETE``.
            command: the path after the session's, e.g. ``/url``.
            parameters: of a ``POST``.

        Raises:
            EngineError: the command has failed, or nobody listens any more.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=ANSWER_S + 30)
        try:
            body = json.dumps(parameters) if method == "POST" else None
            connection.request(method, self._path + command, body, {"Content-Type": "application/json"})
            value = json.load(connection.getresponse())["value"]
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise EngineError(f"{method} {command}: {error!r}") from error
        finally:
            connection.close()
        if isinstance(value, dict) and "error" in value:
            raise EngineError(f"{method} {command}: {value['error']}: {value.get('message')}")
        return value
