"""The server that hands Shelfscan to phones: pages, static files, model bundles."""

__version__ = "0.1.0"
