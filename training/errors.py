"""The base of all errors that a person can act on: the command line prints them as one sentence."""


class TrainingSideError(Exception):
    """Input, configuration or state that cannot be used; the message says what, and what to do."""
