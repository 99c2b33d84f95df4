"""Runs coroutines in tests."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def run(coroutine: Coroutine[object, object, Result]) -> Result:
    """The result of a coroutine, from an event loop in a thread of its own.

    ``asyncio.run`` fails in the main thread where a test with a browser ran before in the same process: the loop of
    Playwright's synchronous driver occupies that thread until the last test.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
