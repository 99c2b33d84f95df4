from __future__ import annotations

import asyncio

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from app import protocol
from app.headers import SECURITY_HEADERS
from app.paths import Site
from app.server import create_app
from app.settings import load_settings
from tests import coroutines
from tests.app.bundles import write_bundle
from tests.app.running import running

GET = b"GET /healthz HTTP/1.1\r\nHost: shelf.test\r\n"


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("hello")(scope, receive, send)


@pytest.mark.parametrize(
    "sent",
    [
        b"NO HTTP\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",  # Without a host.
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /" + b"a" * 70_000,
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 70_000,
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1e9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",  # HTTPS on the port of HTTP.
    ],
)
def test_what_is_no_http_is_answered_with_every_security_header(sent: bytes) -> None:
    async def ask() -> bytes:
        async with running(hello) as server:
            return await server.ask(sent)

    head, _, body = coroutines.run(ask()).partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    assert status == "HTTP/1.1 400 Bad Request"
    assert body == b"Invalid HTTP request received."
    headers = dict(line.split(": ", 1) for line in lines)
    assert headers.items() >= SECURITY_HEADERS.items()


def test_nonsense_behind_the_head_of_a_request_ends_it_without_an_error_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It comes with the head, so that the application begins after the connection was ended."""
    sent = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n"

    async def ask() -> bytes:
        async with running(hello) as server:
            return await server.ask(sent)

    assert coroutines.run(ask()).startswith(b"HTTP/1.1 400 ")
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.parametrize("upgrade", ["websocket", "h2c"])
def test_a_request_for_another_protocol_is_answered_as_any_other(site: Site, upgrade: str) -> None:
    """Uvicorn would pass it to a library for WebSockets if there is one, whose refusal has no headers of ours."""
    sent = (
        f"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: {upgrade}\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )

    async def ask() -> bytes:
        async with running(create_app(load_settings(), site)) as server:
            return await server.ask(sent.encode())

    head, _, _ = coroutines.run(ask()).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    for name in SECURITY_HEADERS:
        assert f"\r\n{name.lower()}: ".encode() in head.lower()


@pytest.mark.parametrize("sent", [b"", GET, b"POST /share HTTP/1.1\r\nHost: a\r\nContent-Length: 999\r\n"])
def test_requests_that_are_never_finished_do_not_keep_their_connections(
    monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(protocol, "REQUEST_TIMEOUT_S", 0.3)

    async def wait() -> tuple[list[bytes], bytes]:
        async with running(hello) as server:
            half = [await server.connect(sent) for _ in range(300)]
            whole = await server.ask(GET + b"Connection: close\r\n\r\n")
            answers = [await reader.read() for reader, _ in half]
            return answers, whole

    answers, whole = coroutines.run(wait())
    assert answers == [b""] * 300
    assert whole.endswith(b"hello")


def test_a_body_that_never_ends_does_not_keep_its_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "BODY_TIMEOUT_S", 0.1)

    async def send_on() -> None:
        async with running(hello) as server:
            reader, writer = await server.connect(GET + b"Content-Length: 1000000000\r\n\r\n")
            await reader.readuntil(b"hello")
            while server.server.server_state.connections:
                writer.write(b"a")  # A little now and then: the connection is never idle.
                await asyncio.sleep(0.01)

    coroutines.run(send_on())


def test_an_answer_may_take_longer_than_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "REQUEST_TIMEOUT_S", 0.01)

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(0.1)
        await hello(scope, receive, send)

    async def ask() -> bytes:
        async with running(slow) as server:
            return await server.ask(GET + b"Connection: close\r\n\r\n")

    assert coroutines.run(ask()).endswith(b"hello")


def test_a_client_that_takes_nothing_of_its_answer_is_disconnected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "STALLED_AFTER_S", 0.1)
    ended = asyncio.Event()

    async def endless(_scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # The request.
        gone = asyncio.ensure_future(receive())
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while not gone.done():
            await send({"type": "http.response.body", "body": bytes(1_000_000), "more_body": True})
            await asyncio.sleep(0)
        ended.set()

    async def stall() -> None:
        async with running(endless) as server:
            await server.connect(GET + b"\r\n")
            await ended.wait()

    coroutines.run(stall())


def test_a_server_that_is_told_to_stop_finishes_the_download(site: Site) -> None:
    folder = write_bundle(site.models, version="1.1.0", weights=bytes(16_000_000))
    app = create_app(load_settings(models=str(site.models)), site)
    path = f"/models/{folder.name}/group1-shard1of1.bin".encode()

    async def stop_in_the_middle() -> bytes:
        async with running(app) as server:
            reader, _ = await server.connect(b"GET " + path + b" HTTP/1.1\r\nHost: shelf.test\r\n\r\n")
            begin = await reader.read(1000)
            server.server.should_exit = True
            while server.server.servers[0].is_serving():  # It still takes connections.
                await asyncio.sleep(0.01)
            return begin + await reader.read()

    head, _, body = coroutines.run(stop_in_the_middle()).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK")
    assert len(body) == 16_000_000
