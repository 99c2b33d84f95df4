"""Whatever is asked of any address: an answer that is no error of the server, with every security header.

Schemathesis makes the requests out of the API's description. The applications publish none, so it is made of their
routes.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from app import server
from app.application import create_application
from app.headers import SECURITY_HEADERS
from app.paths import Site
from app.phone import onboarding
from app.phone.authority import Authority
from app.phone.endpoints import Endpoints
from app.settings import load_settings

TEXT = {"type": "string", "maxLength": 60}
RANGE = {"type": "string", "pattern": r"^bytes=([0-9]{0,4}-[0-9]{0,4}, ?){0,3}[0-9]{0,20}-[0-9]{0,20}$"}
HEADERS: dict[str, dict[str, Any]] = {
    "Range": {"anyOf": [RANGE, TEXT]},
    "If-Range": TEXT,
    "If-None-Match": TEXT,
    "Accept-Encoding": {"anyOf": [{"enum": ["br", "gzip;q=0", "*", "br;q=x", ";"]}, TEXT]},
    "Accept-Language": {"anyOf": [{"enum": ["de", "pt-BR,es;q=0.5", "*;q=", "-"]}, TEXT]},
    "Host": {"anyOf": [{"enum": ["shelf.test", "[::1", "a:99999"]}, TEXT]},
}
"""What the servers read besides the address."""
PATHS = [
    "js/main.js",
    "vendor/lit.js",
    "shelf-1.0.0/model.json",
    "../secret",
    "page.js",
    "tokens.css",
    "a/" * 300,
]
"""Of files that are there, and of some that nobody may have."""

Make = Callable[[Site], ASGIApp]


def make_app(site: Site) -> ASGIApp:
    return server.create_app(load_settings(), site)


def make_onboarding(site: Site) -> ASGIApp:
    authority = Authority.open(site.root / "certificates")
    return onboarding.create_onboarding(Endpoints(authority, onboarding_port=8000, app_port=8443), site)


def description_of(app: FastAPI) -> dict[str, Any]:
    """The API's description, to which what FastAPI cannot know is added."""
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", "Duplicate Operation ID"
        )  # A route for GET and HEAD is one function.
        description = app.openapi()
    headers = [{"name": name, "in": "header", "schema": schema} for name, schema in HEADERS.items()]
    for path in description["paths"].values():
        for operation in path.values():
            for parameter in operation.setdefault("parameters", []):
                parameter["schema"] = {"anyOf": [{"enum": PATHS}, TEXT]}
            operation["parameters"].extend(headers)
    return description


@pytest.mark.parametrize(("module", "make"), [(server, make_app), (onboarding, make_onboarding)])
def test_no_request_is_an_error_of_the_server_and_every_answer_has_the_security_headers(
    site: Site, monkeypatch: pytest.MonkeyPatch, module: Any, make: Make
) -> None:
    made: list[FastAPI] = []

    def remember(title: str) -> FastAPI:
        made.append(create_application(title))
        return made[0]

    monkeypatch.setattr(module, "create_application", remember)
    client = TestClient(make(site), follow_redirects=False)  # An exception of the server is one of the test.
    schema = schemathesis.openapi.from_dict(description_of(made[0]))
    operations = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    assert len(operations) >= 10
    statuses = set()

    @settings(
        max_examples=100,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of([operation.as_strategy(mode) for operation in operations for mode in GenerationMode]))
    def ask(case: Case[Any]) -> None:
        path = case.formatted_path
        answer = client.request(
            case.method, path, headers=dict(case.headers or {}), params=case.query or None
        )
        statuses.add(answer.status_code)
        assert answer.status_code < 500, (case.method, path, answer.status_code)
        assert [name for name in SECURITY_HEADERS if name not in answer.headers] == []

    ask()
    assert {200, 404} <= statuses
