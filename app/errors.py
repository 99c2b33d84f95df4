"""The errors that a person who runs the server sees."""


class StartError(Exception):
    """The server cannot start. The message is a sentence or two: what is wrong, and what to do or to run."""


class PageError(StartError):
    """The page cannot be served, because a file of it is missing or wrong. The message names the file.

    At start it ends the server. While it runs, for example in the middle of a deployment, browsers are told to try
    again: they keep the version that they have.
    """
