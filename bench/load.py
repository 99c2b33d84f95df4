"""load: how many requests the server handles from phones that reopen the page over persistent connections."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bench.options import ROOT, Options
from bench.report import Check, Section, listing
from bench.samples import percentile
from tests.e2e.server import ServerProcess

CLIENTS = 200
SECONDS, QUICK_SECONDS = 60.0, 2.0
WORKERS = 2
SHELL_P99_MS = 250.0
VISIT = ("", "sw.js", "static/js/main.js", "api/models")
"""Requests of a phone that opens the page when it is stored already: the page, and checks for updates."""

PATIENCE_S = 10.0
"""Time limit of a request."""


@dataclass
class Load:
    """Results of the clients: response times in seconds by path, and the number of each kind of error."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    took_s: float = 0.0

    @property
    def requests(self) -> int:
        """Number of answered requests."""
        return sum(len(each) for each in self.seconds.values())


def measure(options: Options) -> Section:
    """Loads a server with two workers, which shares the machine with its clients."""
    server = ServerProcess(ROOT, options.folder / "load.log", "--workers", str(WORKERS))
    server.start()
    try:
        _press(server.url, 1.0)  # Every worker has answered once.
        seconds = QUICK_SECONDS if options.quick else SECONDS
        load = _press(server.url, seconds)
    finally:
        server.kill()
    answers = {path or "the shell": [[each * 1000 for each in found]] for path, found in load.seconds.items()}
    errors = sum(load.errors.values())
    table = listing(
        f"load: {CLIENTS} phones at once for {seconds:.0f} s, {WORKERS} workers", answers,
        note=f"{load.requests / load.took_s:,.0f} answers a second; {dict(load.errors) or 'no errors'}",
    )  # fmt: skip
    p99 = percentile(answers["the shell"][0], 99)
    checks = [
        Check("99 of 100 times the shell is there", p99, "ms", "<=", SHELL_P99_MS),
        Check("requests that failed", errors, "count", "<=", 0),
    ]
    return Section("load", [table], checks)


def _press(url: str, seconds: float) -> Load:
    # In a thread of its own, because this one runs the event loop of the browser driver.
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(lambda: asyncio.run(press(url, clients=CLIENTS, seconds=seconds))).result()


async def press(url: str, *, clients: int, seconds: float) -> Load:
    """Runs ``clients`` that visit the page at ``url`` (which ends with a slash) repeatedly for ``seconds``."""
    load = Load({path: [] for path in VISIT})
    began = time.perf_counter()
    await asyncio.gather(*(_client(url, began + seconds, load) for _ in range(clients)))
    load.took_s = time.perf_counter() - began
    return load


async def _client(url: str, until: float, load: Load) -> None:
    parts = urlsplit(url)
    host, port = parts.hostname or "127.0.0.1", parts.port or 80
    connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    while time.perf_counter() < until:
        for path in VISIT:
            began = time.perf_counter()
            try:
                connection = connection or await asyncio.open_connection(host, port)
                async with asyncio.timeout(PATIENCE_S):
                    status = await _get(*connection, f"{parts.path}{path}", parts.netloc)
            except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
                load.errors[type(error).__name__] += 1
                connection = None  # The next request is on a new one.
                # Do not send thousands of requests per second to a server that is gone.
                await asyncio.sleep(0.1)
                continue
            if status != 200:
                load.errors[f"HTTP {status}"] += 1
            load.seconds[path].append(time.perf_counter() - began)
    if connection:
        connection[1].close()


async def _get(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, host: str) -> int:
    """Reads the whole response and returns its status."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip, br\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = next(line.partition(":")[2] for line in head.split("\r\n") if line.startswith("content-length:"))
    await reader.readexactly(int(length))
    return int(head.split(" ", 2)[1])
