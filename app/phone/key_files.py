"""Private keys on disk: readable by their owner alone, never half written, and never left behind."""

from __future__ import annotations

import os
import ssl
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ..errors import StartError
from .certificates import CertifiedKey


def keep_to_owner(folder: Path) -> None:
    """Takes from everybody but the owner all rights to ``folder``: whoever may write there can replace the key in it.

    Raises:
        OSError: the rights cannot be changed.
        StartError: the folder is one for everybody, as /tmp is.
    """
    mode = folder.stat().st_mode
    if mode & stat.S_ISVTX:
        raise StartError(
            f"{folder} is a folder that everybody may write to. Name one for the certificates alone with "
            "--certificates."
        )
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        folder.chmod(stat.S_IRWXU)


def read_key_file(file: Path) -> CertifiedKey:
    """The key and the certificate in ``file``.

    Raises:
        OSError: the file cannot be read.
        StartError: it holds no key with a matching certificate.
    """
    content = file.read_bytes()
    damaged = StartError(
        f"{file} is damaged. Delete it to have a new one made; phones then have to be given the new one."
    )
    try:
        key = serialization.load_pem_private_key(content, password=None)
        certificate = x509.load_pem_x509_certificate(content)
    except ValueError as error:
        raise damaged from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise damaged
    return CertifiedKey(key, certificate)


def write_key_file(file: Path, certified: CertifiedKey) -> None:
    """Replaces ``file`` in one step: at any moment it holds the old content or all of the new."""
    with _temporary_file(file.parent, certified) as written:
        written.replace(file)


def load_into(context: ssl.SSLContext, certified: CertifiedKey, folder: Path) -> None:
    """Uses the certificate for every connection that begins from now on.

    OpenSSL reads certificates from files only, so one exists in ``folder`` for a moment.
    """
    with _temporary_file(folder, certified) as written:
        context.load_cert_chain(written)


@contextmanager
def _temporary_file(folder: Path, certified: CertifiedKey) -> Iterator[Path]:
    file = NamedTemporaryFile(dir=folder, suffix=".pem", delete=False)  # noqa: SIM115 - created with mode 0600
    written = Path(file.name)
    try:
        with file:
            file.write(_to_pem(certified))
            file.flush()
            os.fsync(file.fileno())
        yield written
    finally:
        written.unlink(missing_ok=True)


def _to_pem(certified: CertifiedKey) -> bytes:
    key = certified.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return key + certified.certificate.public_bytes(serialization.Encoding.PEM)
