"""The bench's error."""


class BenchError(Exception):
    """The message says what is missing or wrong, and what to do."""
