"""The certificate authority of this computer, which phones are asked to trust."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from datetime import timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from ..errors import StartError
from .certificates import CertifiedKey, make_authority, sign_server_certificate
from .key_files import keep_to_owner, load_into, read_key_file, write_key_file
from .private_networks import require_private

AUTHORITY_FILE = "authority.pem"
"""Key and certificate in one file, so that they always belong together."""

RENEW_AUTHORITY_DAYS = 180
"""An authority with less than this left, or that is not valid yet, is replaced at the next start. Phones then need the
new one."""

RENEW_SERVER_DAYS = 30
"""A server's certificate with less than this left is replaced while the server runs."""


class Authority:
    """Signs certificates for private networks. Its own certificate forbids it to vouch for any other site."""

    def __init__(self, folder: Path, certified: CertifiedKey) -> None:
        self._folder = folder
        self._certified = certified

    @classmethod
    def open(cls, folder: Path) -> Authority:
        """The authority kept in ``folder``. A new one is made when there is none, or when it expires soon.

        Raises:
            StartError: the folder cannot be written to or is not ours alone, or its authority is damaged.
        """
        file = folder / AUTHORITY_FILE
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            keep_to_owner(folder)
            if file.exists():
                kept = read_key_file(file)
                if kept.time_left > timedelta(days=RENEW_AUTHORITY_DAYS):
                    file.chmod(0o600)
                    return cls(folder, kept)
            made = make_authority()
            write_key_file(file, made)
        except OSError as error:
            raise StartError(
                f"The certificates for phones cannot be kept in {folder}: {error.strerror}. "
                "Choose another folder with --certificates."
            ) from error
        return cls(folder, made)

    @property
    def certificate(self) -> x509.Certificate:
        """What phones have to trust."""
        return self._certified.certificate

    def der(self) -> bytes:
        """The certificate in the form that phones install: binary, without the key."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def fingerprint(self) -> str:
        """SHA-256 of the certificate, written as phones show it."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(":").upper()

    def issue(self, addresses: Sequence[IPv4Address], names: Sequence[str]) -> ServerCertificate:
        """A certificate for a server at these addresses and names, and on this computer itself.

        Raises:
            StartError: one of the addresses is not private.
        """
        for address in addresses:
            require_private(address)
        certified = sign_server_certificate(self._certified, addresses, names)
        return ServerCertificate(
            self._folder, certified, is_last=certified.expires >= self._certified.expires
        )


class ServerCertificate:
    """The certificate that the server shows to phones, with its key."""

    def __init__(self, folder: Path, certified: CertifiedKey, *, is_last: bool) -> None:
        """``is_last``: it ends with its authority, so another one from there would not last longer."""
        self._folder = folder
        self._certified = certified
        self._is_last = is_last

    @property
    def certificate(self) -> x509.Certificate:
        """The certificate without its key."""
        return self._certified.certificate

    @property
    def needs_renewal(self) -> bool:
        """Whether it expires soon and a new one would last longer."""
        return not self._is_last and self._certified.time_left < timedelta(days=RENEW_SERVER_DAYS)

    def load_into(self, context: ssl.SSLContext) -> None:
        """Uses it for every connection that begins from now on.

        Raises:
            OSError: the folder of the certificates cannot be written to.
        """
        load_into(context, self._certified, self._folder)
