"""Taking a port."""

from __future__ import annotations

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
        raise StartError(
            f"Port {port} of {host} cannot be used: {error.strerror}. Choose another with {flag}."
        ) from error
