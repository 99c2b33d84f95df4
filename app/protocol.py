"""uvicorn's HTTP/1.1, which by itself waits for ever for slow clients and answers bad requests without our headers."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from .headers import SECURITY_HEADERS

REQUEST_TIMEOUT_S = 20.0
"""How long a client may take from its connection, or from the last answer, to the end of the head of a request."""

BODY_TIMEOUT_S = 120.0
"""How long a client may go on sending what nobody reads: a photo that was shared before there was a service worker."""

STALLED_AFTER_S = 60.0
"""A client that takes nothing of an answer for so long is gone."""


class Protocol(H11Protocol):
    """One connection. A client that stops in the middle of a request or of an answer is disconnected."""

    _request_limit: asyncio.TimerHandle | None = None
    _progress_check: asyncio.TimerHandle | None = None
    _unsent_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait for the first request."""
        super().connection_made(transport)
        self._expect_request(REQUEST_TIMEOUT_S)

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends all waiting."""
        self._cancel(self._request_limit)
        self._cancel(self._progress_check)
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Begins to wait for the next request."""
        is_sending = self.conn.their_state is h11.SEND_BODY
        self._expect_request(BODY_TIMEOUT_S if is_sending else REQUEST_TIMEOUT_S)
        super().on_response_complete()

    def pause_writing(self) -> None:
        """The client takes the answer more slowly than we have it."""
        super().pause_writing()
        self._expect_progress()

    def resume_writing(self) -> None:
        """The client has taken what was waiting."""
        super().resume_writing()
        self._cancel(self._progress_check)

    def send_400_response(self, msg: str) -> None:
        """Answers what is no HTTP, with the headers of every answer."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            headers = {"Content-Type": "text/plain; charset=utf-8", "Connection": "close", **SECURITY_HEADERS}
            status = HTTPStatus.BAD_REQUEST
            for event in (
                h11.Response(
                    status_code=status, headers=list(headers.items()), reason=status.phrase.encode()
                ),
                h11.Data(data=msg.encode("ascii")),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
        if self.cycle is not None:  # An answer that is on its way would be an error now.
            self.cycle.disconnected = True
            self.cycle.message_event.set()

    def _should_upgrade(self) -> bool:
        """No: we have no WebSockets, and uvicorn would refuse one without our headers. It is a request as any other."""
        return False

    def _expect_request(self, within_s: float) -> None:
        self._cancel(self._request_limit)
        self._request_limit = self.loop.call_later(within_s, self._close_unless_answering)

    def _close_unless_answering(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()

    def _expect_progress(self) -> None:
        self._unsent_bytes = self.transport.get_write_buffer_size()
        self._progress_check = self.loop.call_later(STALLED_AFTER_S, self._abort_if_stalled)

    def _abort_if_stalled(self) -> None:
        if self.transport.get_write_buffer_size() == self._unsent_bytes:
            self.transport.abort()
        else:
            self._expect_progress()

    @staticmethod
    def _cancel(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()
