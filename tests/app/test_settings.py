from __future__ import annotations

from pathlib import Path

import pytest
import trustme

from app.paths import DEFAULT_SITE
from app.settings import SettingsError, load_settings


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOST", "PORT", "MODELS", "CERTIFICATE", "KEY", "LOG_LEVEL"):
        monkeypatch.delenv(f"SHELFSCAN_{name}", raising=False)


@pytest.fixture
def key_pair(tmp_path: Path) -> tuple[str, str]:
    issued = trustme.CA().issue_cert("localhost")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    issued.cert_chain_pems[0].write_to_path(certificate)
    issued.private_key_pem.write_to_path(key)
    return str(certificate), str(key)


def test_by_default_only_this_machine_is_served() -> None:
    settings = load_settings()
    assert settings.url == "http://127.0.0.1:8000/"
    assert settings.model_folders(DEFAULT_SITE) == [DEFAULT_SITE.models]


def test_models_of_ones_own_come_first_or_alone(tmp_path: Path) -> None:
    own = str(tmp_path)
    assert load_settings(models=own).model_folders(DEFAULT_SITE) == [tmp_path, DEFAULT_SITE.models]
    assert load_settings(models=own, bundled_models=False).model_folders(DEFAULT_SITE) == [tmp_path]
    with pytest.raises(SettingsError, match="no-bundled-models leaves nothing"):
        load_settings(bundled_models=False)


def test_a_flag_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELFSCAN_PORT", "8001")
    monkeypatch.setenv("SHELFSCAN_LOG_LEVEL", "debug")
    settings = load_settings(port="8002")
    assert (settings.port, settings.log_level) == (8002, "debug")


def test_an_empty_environment_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELFSCAN_CERTIFICATE", "")
    assert load_settings().certificate is None


@pytest.mark.parametrize(
    ("setting", "value", "reason"),
    [
        ("port", "eighty", "valid integer"),
        ("port", "70000", "less than or equal to 65535"),
        ("log_level", "loud", "'critical', 'error', 'warning', 'info' or 'debug'"),
        ("models", "/does/not/exist", "not point to a directory"),
        ("certificate", "/does/not/exist.pem", "not point to a file"),
    ],
)
@pytest.mark.parametrize("source", ["flag", "environment"])
def test_a_wrong_setting_is_named_as_flag_and_as_variable(
    monkeypatch: pytest.MonkeyPatch, setting: str, value: str, reason: str, source: str
) -> None:
    if source == "environment":
        monkeypatch.setenv(f"SHELFSCAN_{setting.upper()}", value)
    flags = {setting: value} if source == "flag" else {}
    with pytest.raises(SettingsError) as raised:
        load_settings(**flags)
    sentence = str(raised.value)
    assert f"--{setting.replace('_', '-')} (or SHELFSCAN_{setting.upper()})" in sentence
    assert reason in sentence
    assert repr(value) in sentence


def test_https_needs_both_certificate_and_key(key_pair: tuple[str, str]) -> None:
    certificate, key = key_pair
    assert load_settings(certificate=certificate, key=key).url == "https://127.0.0.1:8000/"
    with pytest.raises(SettingsError, match="certificate and key go together"):
        load_settings(certificate=certificate)


def test_a_certificate_that_is_none_is_found_before_the_server_starts(
    tmp_path: Path, key_pair: tuple[str, str]
) -> None:
    (tmp_path / "text.pem").write_text("hello")
    with pytest.raises(SettingsError, match=r"text\.pem.*cannot be used for HTTPS"):
        load_settings(certificate=str(tmp_path / "text.pem"), key=key_pair[1])


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("0.0.0.0", "http://localhost:8000/"),
        ("::1", "http://[::1]:8000/"),
        ("192.168.1.5", "http://192.168.1.5:8000/"),
    ],
)
def test_the_address_to_open_is_one_that_a_browser_takes(host: str, url: str) -> None:
    assert load_settings(host=host).url == url


@pytest.mark.parametrize(
    ("host", "secure"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("shop.local", False)],
)
def test_plain_http_gives_a_camera_to_this_machine_alone(host: str, secure: bool) -> None:
    assert load_settings(host=host).is_secure_context is secure
