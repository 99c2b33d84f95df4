"""The command line: ``shelfscan serve``, and ``python -m app`` for the same."""

from __future__ import annotations

import logging.config
import os
from contextlib import ExitStack
from tempfile import TemporaryDirectory
from typing import Annotated, Any, NoReturn

import typer
import uvicorn

from . import __version__
from .errors import StartError
from .logs import log_config
from .metrics import MULTIPROCESS_FOLDER
from .phone.serve import serve_phones
from .ports import listen
from .server import create_app
from .settings import Settings, SettingsError, export_settings, load_settings
from .uvicorn_options import uvicorn_options

main = typer.Typer(add_completion=False, no_args_is_help=True)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"shelfscan {__version__}")
        raise typer.Exit


@main.callback()
def describe(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Counts the products on a shelf, on the phone itself and without a network."""


def _option(help_text: str) -> Any:
    return typer.Option(help=help_text, show_default=False)


# Options are strings here. Settings validates them, flags and environment variables alike.
@main.command()
def serve(
    host: Annotated[str | None, _option("Address to listen on. [default: 127.0.0.1]")] = None,
    port: Annotated[str | None, _option("Port to listen on. [default: 8000]")] = None,
    models: Annotated[
        str | None, _option("Folder of your own model bundles, offered before those that come along.")
    ] = None,
    bundled_models: Annotated[bool | None, _option("Whether to offer the models that come along.")] = None,
    certificate: Annotated[str | None, _option("TLS certificate (PEM), for HTTPS.")] = None,
    key: Annotated[str | None, _option("Its private key (PEM).")] = None,
    phone: Annotated[
        bool | None,
        _option("Open it on phones in this Wi-Fi: HTTPS with a certificate of our own, and a QR code."),
    ] = None,
    https_port: Annotated[
        str | None, _option("With --phone: port of the page itself. [default: 8443]")
    ] = None,
    certificates: Annotated[
        str | None,
        _option("With --phone: folder that keeps the certificates. [default: in your settings folder]"),
    ] = None,
    log_level: Annotated[
        str | None, _option("critical, error, warning, info or debug. [default: info]")
    ] = None,
    log_format: Annotated[
        str | None, _option("text, or json with a line for each answer. [default: text]")
    ] = None,
    root_path: Annotated[str | None, _option("Path that the page lies under, e.g. /shelfscan.")] = None,
    workers: Annotated[str | None, _option("Processes that answer. [default: 1]")] = None,
    retire_worker: Annotated[
        bool | None,
        _option(
            "Take a broken service worker off the phones: see docs/server.md. They need a network meanwhile."
        ),
    ] = None,
) -> None:
    """Serves the page and the models. Each option is also an environment variable: --port is SHELFSCAN_PORT."""
    try:
        settings = load_settings(
            host=host,
            port=port,
            models=models,
            bundled_models=bundled_models,
            certificate=certificate,
            key=key,
            phone=phone,
            https_port=https_port,
            certificates=certificates,
            log_level=log_level,
            log_format=log_format,
            root_path=root_path,
            workers=workers,
            retire_worker=retire_worker,
        )
    except SettingsError as error:
        _fail(error, code=2)
    # Now, since a model bundle that is left out is named while the application is made.
    logging.config.dictConfig(log_config(settings.log_format, settings.log_level))
    try:
        app = create_app(settings)
        if settings.phone:
            serve_phones(app, settings)
            return
        listen(settings.host, settings.port, "--port").close()  # uvicorn says less clearly that it is taken.
    except StartError as error:
        _fail(error, code=1)
    _announce(settings)
    with ExitStack() as stack:
        if settings.workers > 1:
            # The worker processes read the settings from the environment, and share their metrics through a folder.
            export_settings(settings)
            os.environ[MULTIPROCESS_FOLDER] = stack.enter_context(_shared_folder())
        uvicorn.run(
            f"{__package__}.server:create_from_environment" if settings.workers > 1 else app,
            factory=settings.workers > 1,
            workers=settings.workers,
            host=settings.host,
            port=settings.port,
            ssl_certfile=settings.certificate,
            ssl_keyfile=settings.key,
            **uvicorn_options(settings),
        )


def _shared_folder() -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(prefix="shelfscan-")
    except OSError as error:
        problem = (
            "With --workers, the processes share a folder for temporary files, and none can be made: "
            f"{error.strerror}. Name a place for it with the environment variable TMPDIR, or leave --workers out."
        )
        _fail(StartError(problem), code=1)


def _announce(settings: Settings) -> None:
    typer.echo(f"Shelfscan {__version__} starts at {settings.url} (Ctrl+C stops it)")
    if not settings.is_secure_context:
        typer.echo(
            "Phones get no camera and no offline mode from this address: browsers give them to HTTPS pages only. "
            "Start with --phone, or with --certificate and --key."
        )


def _fail(error: Exception, code: int) -> NoReturn:
    typer.echo(f"Error: {error}", err=True)
    raise typer.Exit(code)
