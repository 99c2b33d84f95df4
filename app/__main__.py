"""``python -m app``: starts the server."""

import typer

from .cli import serve

typer.run(serve)
