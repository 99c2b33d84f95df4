"""The server's settings: command line flags, else environment variables ``SHELFSCAN_*``, else defaults."""

from __future__ import annotations

import os
import ssl
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from pydantic import DirectoryPath, Field, FilePath, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from .paths import Site

LogLevel = Literal["critical", "error", "warning", "info", "debug"]


class SettingsError(Exception):
    """A setting is invalid. The message names its flag and environment variable, and says what is allowed."""


class Settings(BaseSettings):
    """Validated settings."""

    model_config = SettingsConfigDict(
        env_prefix="SHELFSCAN_",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
    )

    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    models: DirectoryPath | None = None
    bundled_models: bool = True
    certificate: FilePath | None = None
    key: FilePath | None = None
    phone: bool = False
    https_port: Annotated[int, Field(ge=1, le=65535)] = 8443
    certificates: Path = Path(typer.get_app_dir("shelfscan")) / "certificates"
    log_level: LogLevel = "info"
    log_format: Literal["text", "json"] = "text"
    root_path: Annotated[str, Field(pattern=r"^(/[A-Za-z0-9._~-]+)*$")] = ""
    workers: Annotated[int, Field(ge=1, le=64)] = 1
    retire_worker: bool = False

    @model_validator(mode="after")
    def _certificate_and_key_belong_together(self) -> Settings:
        if (self.certificate is None) != (self.key is None):
            raise ValueError("certificate and key go together: give both for HTTPS, or neither for HTTP")
        if self.certificate and self.key:
            try:
                ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(self.certificate, self.key)
            except (ssl.SSLError, OSError) as error:
                message = (
                    f"certificate {self.certificate} and key {self.key} cannot be used for HTTPS: {error}"
                )
                raise ValueError(message) from error
        return self

    @model_validator(mode="after")
    def _phone_excludes_some_settings(self) -> Settings:
        if self.phone and self.certificate:
            raise ValueError(
                "phone makes certificates of its own: leave certificate and key out, or leave phone out"
            )
        if self.phone and self.workers > 1:
            raise ValueError(
                "phone and workers exclude each other: one process is enough for the phones in a room"
            )
        if self.phone and self.port == self.https_port:
            raise ValueError(f"port and https_port cannot both be {self.port}")
        return self

    @model_validator(mode="after")
    def _some_models_are_offered(self) -> Settings:
        if not self.bundled_models and self.models is None:
            raise ValueError(
                "no-bundled-models leaves nothing to offer: name a folder of your own with --models"
            )
        return self

    def model_folders(self, site: Site) -> list[Path]:
        """The folders with bundles: the user's own folder comes before the one of ``site``."""
        return [*([self.models] if self.models else []), *([site.models] if self.bundled_models else [])]

    @property
    def listen_host(self) -> str:
        """The address to listen on. The default is this machine only, and with --phone all interfaces."""
        return "0.0.0.0" if self.phone and "host" not in self.model_fields_set else self.host  # noqa: S104 - intended

    @property
    def url(self) -> str:
        """The page's URL for a browser on this machine."""
        scheme = "https" if self.certificate else "http"
        every_interface = self.host in ("0.0.0.0", "::")  # noqa: S104 - compared, not bound to
        host = "localhost" if every_interface else f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{self.port}{self.root_path}/"

    @property
    def is_secure_context(self) -> bool:
        """Whether browsers allow the page the camera and a service worker: over HTTPS, or from this machine."""
        if self.certificate or self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False  # A host name.


def load_settings(**flags: Any) -> Settings:
    """Settings from ``flags`` (those that are not None) and the environment.

    Raises:
        SettingsError: a setting is invalid; the message is about the first one.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from error


def export_settings(settings: Settings) -> None:
    """Copies the settings that differ from defaults into the environment, for worker processes."""
    for name in settings.model_fields_set:
        value = getattr(settings, name)
        if value is not None:
            os.environ[f"SHELFSCAN_{name.upper()}"] = str(value)


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    reason = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:  # The error is about several settings, and its message names them.
        return f"Setting {reason}."
    name = str(first["loc"][0])
    flag, variable = f"--{name.replace('_', '-')}", f"SHELFSCAN_{name.upper()}"
    return f"Setting {flag} (or {variable}) is wrong: {reason}, not {str(first['input'])!r}."
