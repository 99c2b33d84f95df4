from __future__ import annotations

import asyncio
import logging

import pytest

from app.phone.serve import _start_in_background
from tests import coroutines


async def broken() -> None:
    raise RuntimeError("out of file handles")


def test_background_work_that_ends_with_an_error_is_logged_with_what_to_do(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def run() -> None:
        await asyncio.wait([_start_in_background(broken(), "The page for new phones")])

    with caplog.at_level(logging.ERROR, "shelfscan.phone"):
        coroutines.run(run())
    assert "The page for new phones has stopped. Restart the server" in caplog.text
    assert "out of file handles" in caplog.text
