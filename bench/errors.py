"""What keeps the bench from measuring."""


class BenchError(Exception):
    """The message says what is missing or wrong, and what to do."""
