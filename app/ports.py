"""Taking a port."""

from __future__ import annotations

import os
import socket

from .errors import StartError


def listen(host: str, port: int, flag: str) -> socket.socket:
    """A socket that listens at this address; ``flag`` is the option that names the port.

    Raises:
        StartError: another program has the port, or the address is none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        # Python adds the address to the system's words, but for those about a name that nobody knows.
        problem = error.strerror if isinstance(error, socket.gaierror) else os.strerror(error.errno or 0)
        raise StartError(
            f"Port {port} of {host} cannot be used: {problem}. Choose another with {flag}."
        ) from error
