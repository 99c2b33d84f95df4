"""A connection to a browser by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), for one tab."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.engines.driver import EngineError

ANSWER_S = 120
"""How long the browser may take for one command: to load a page or to run a script to its end."""


class BidiConnection:
    """Sends commands, waits for their results, and keeps the log's entries that arrive meanwhile."""

    def __init__(self, address: str) -> None:
        """Connects.

        Args:
            address: of the browser's WebSocket, e.g. ``ws://127.0.0.1:9222/session``.
        """
        self._stack = ExitStack()
        # Screenshots are large; nobody reads between two commands, so what arrives must not be held back; and a busy
        # browser that does not answer a ping is not gone.
        connection = connect(
            address, max_size=None, max_queue=None, ping_interval=None, open_timeout=ANSWER_S
        )
        self._socket = self._stack.enter_context(connection)
        self._last_id = 0
        self.capabilities = self.send("session.new", capabilities={})["capabilities"]
        self.errors: list[str] = []
        """Texts of errors in the console and of uncaught exceptions."""
        self.send("session.subscribe", events=["log.entryAdded"])

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Sends a command and returns its result.

        Raises:
            EngineError: the browser refused it, was gone, or did not answer in ``ANSWER_S``.
        """
        self._last_id += 1
        try:
            self._socket.send(json.dumps({"id": self._last_id, "method": method, "params": parameters}))
            while True:
                message: dict[str, Any] = json.loads(self._socket.recv(ANSWER_S))
                if message.get("id") == self._last_id:
                    break
                self._listen(message)
        except (ConnectionClosed, TimeoutError) as error:
            raise EngineError(f"{method}: {error!r}") from error
        if message["type"] == "error":
            raise EngineError(f"{method}: {message['error']}: {message['message']}")
        result: dict[str, Any] = message["result"]
        return result

    def close(self) -> None:
        """Ends the connection, and leaves the browser as it is."""
        self._stack.close()

    def _listen(self, message: dict[str, Any]) -> None:
        entry = message.get("params", {})
        if message.get("method") == "log.entryAdded" and entry["level"] == "error":
            self.errors.append(f"{entry['text']} {entry.get('stackTrace', '')}")
