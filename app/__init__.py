"""The server of Shelfscan: pages, static files and model bundles for phones."""

__version__ = "0.1.0"
