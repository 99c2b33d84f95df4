"""The error that a person who starts the server sees."""


class StartError(Exception):
    """The server cannot start. The message is a sentence or two: what is wrong, and what to do or to run."""
