"""``python -m app``: starts the server."""

import typer

from app.cli import serve

typer.run(serve)
