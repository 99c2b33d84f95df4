from __future__ import annotations

import json
import logging
import subprocess
import sys

import pytest
from starlette.testclient import TestClient

from app.logs import ACCESS, JsonFormatter
from tests.conftest import ROOT


@pytest.fixture
def access(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger=ACCESS.name)
    return caplog


def test_each_answer_is_a_line_of_json(client: TestClient, access: pytest.LogCaptureFixture) -> None:
    body = client.get("/static/css/page.css").content
    (record,) = access.records
    line = json.loads(JsonFormatter().format(record))
    assert line["path"] == "/static/css/page.css"
    assert (line["method"], line["status"], line["bytes"]) == ("GET", 200, len(body))
    assert line["milliseconds"] > 0
    assert line["time"].endswith("+00:00")


def test_no_line_names_a_person(client: TestClient, access: pytest.LogCaptureFixture) -> None:
    client.get(
        "/?from=anna@example.com", headers={"User-Agent": "Anna's phone", "X-Forwarded-For": "203.0.113.9"}
    )
    (record,) = access.records
    line = JsonFormatter().format(record)
    for private in ("anna", "Anna", "203.0.113.9", "testclient"):
        assert private not in line


def test_a_line_break_in_a_path_makes_no_second_line(
    client: TestClient, access: pytest.LogCaptureFixture
) -> None:
    client.get("/static/%0A{}")
    (record,) = access.records
    assert len(JsonFormatter().format(record).splitlines()) == 1
    assert record.getMessage() == "GET /static/%0A%7B%7D 404"


def test_an_error_keeps_its_traceback() -> None:
    try:
        raise ValueError("broken")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("shelfscan", logging.ERROR, "file", 1, "It %s.", ("failed",), info)
    line = json.loads(JsonFormatter().format(record))
    assert line["message"] == "It failed."
    assert "ValueError: broken" in line["exception"]


CONFIGURED = """
import logging, logging.config, sys
from app.logs import ACCESS, log_config
logging.config.dictConfig(log_config(sys.argv[1], "warning"))
logging.getLogger("shelfscan.models").warning("A bundle is damaged.")
ACCESS.info("GET / 200")
"""


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_the_configuration_is_one_that_logging_takes(log_format: str) -> None:
    # In a process of its own: logging closes all handlers that there are, of other libraries too.
    command = [sys.executable, "-c", CONFIGURED, log_format]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    (line,) = done.stderr.splitlines()
    assert "A bundle is damaged." in line
    assert line.startswith("{") is (log_format == "json")
