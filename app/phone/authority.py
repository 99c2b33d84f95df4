"""A certificate authority of this machine alone, and the certificates that it signs for the local network."""

from __future__ import annotations

import os
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Network
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ..errors import StartError

AUTHORITY_FILE = "authority.pem"
"""Key and certificate in one file, so that one never lies beside another's."""

AUTHORITY_DAYS = 3650
AUTHORITY_RENEWED_DAYS = 180
"""An authority with less than this left is replaced at the next start: phones have to be given the new one."""

SERVER_DAYS = 397
"""iOS takes up to 825 days from an authority that was installed by hand; shorter is safer."""
SERVER_RENEWED_DAYS = 30

_CLOCKS_DIFFER = timedelta(days=1)
_MAY_SIGN_ADDRESSES: list[IPv4Network | IPv6Network] = [
    IPv4Network("10.0.0.0/8"),
    IPv4Network("100.64.0.0/10"),  # Shared by providers and by private networks such as Tailscale's.
    IPv4Network("127.0.0.0/8"),
    IPv4Network("169.254.0.0/16"),
    IPv4Network("172.16.0.0/12"),
    IPv4Network("192.0.2.0/24"),  # For documents and tests, and what some virtual machines are given.
    IPv4Network("192.168.0.0/16"),
    IPv6Network("::1/128"),
    IPv6Network("fc00::/7"),
    IPv6Network("fe80::/10"),
]
_MAY_SIGN_NAMES = ["local", "localhost", "home.arpa", "internal"]


class Authority:
    """Signs certificates for addresses of private networks only: on no phone can it vouch for a site of the internet.

    That limit is written into its certificate (name constraints, RFC 5280, 4.2.1.10).
    """

    def __init__(self, folder: Path, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        self._folder = folder
        self._key = key
        self.certificate = certificate

    @classmethod
    def open(cls, folder: Path) -> Authority:
        """The authority kept in ``folder``; made there when there is none, or when it ends soon.

        Raises:
            StartError: the folder cannot be written to, or what lies in it is no authority.
        """
        file = folder / AUTHORITY_FILE
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if file.exists():
                authority = cls(folder, *_read(file))
                if _time_left(authority.certificate) > timedelta(days=AUTHORITY_RENEWED_DAYS):
                    file.chmod(0o600)
                    return authority
            authority = cls(folder, *_make())
            _write_secret(file, _pem(authority._key) + _pem(authority.certificate))
        except OSError as error:
            raise StartError(
                f"The certificates for phones cannot be kept in {folder}: {error.strerror}. "
                "Choose another folder with --certificates."
            ) from error
        return authority

    def der(self) -> bytes:
        """The certificate as phones take it: binary, without the key."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def fingerprint(self) -> str:
        """SHA-256 of the certificate, as phones show it."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(":").upper()

    def issue(self, addresses: Sequence[IPv4Address], names: Sequence[str]) -> IssuedCertificate:
        """A certificate for a server at these addresses and names, and at this machine itself.

        Raises:
            StartError: one of the addresses is of no private network.
        """
        for address in addresses:
            if not any(
                address in network for network in _MAY_SIGN_ADDRESSES if network.version == address.version
            ):
                raise StartError(
                    f"{address} is an address of the internet, and --phone is for local networks. "
                    "Get a certificate for a name that is yours, and use --certificate and --key."
                )
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        general_names: list[x509.GeneralName] = [
            *(x509.IPAddress(address) for address in [*addresses, IPv4Address("127.0.0.1")]),
            *(x509.DNSName(name) for name in [*names, "localhost"]),
        ]
        certificate = (
            x509.CertificateBuilder()
            .subject_name(_name("Shelfscan on this network"))
            .issuer_name(self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _CLOCKS_DIFFER)
            .not_valid_after(min(now + timedelta(days=SERVER_DAYS), self.certificate.not_valid_after_utc))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(general_names), critical=False)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(_key_usage(signs_certificates=False), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False
            )
            .sign(self._key, hashes.SHA256())
        )
        return IssuedCertificate(self._folder, key, certificate)


class IssuedCertificate:
    """A server's certificate and its key."""

    def __init__(self, folder: Path, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        self._folder = folder
        self._key = key
        self.certificate = certificate

    @property
    def ends_soon(self) -> bool:
        """Whether it is time for the next one."""
        return _time_left(self.certificate) < timedelta(days=SERVER_RENEWED_DAYS)

    def load_into(self, context: ssl.SSLContext) -> None:
        """Uses it for every connection that begins from now on."""
        # OpenSSL reads certificates from files only. This one is gone again at once.
        with NamedTemporaryFile(
            dir=self._folder, suffix=".pem", delete=False
        ) as file:  # Readable by its owner only.
            file.write(_pem(self._key) + _pem(self.certificate))
        try:
            context.load_cert_chain(file.name)
        finally:
            Path(file.name).unlink()


def _make() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    # Two machines' authorities on one phone are told apart by the day they were made.
    name = _name(f"Shelfscan local network {now:%Y-%m-%d}")
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCKS_DIFFER)
        .not_valid_after(now + timedelta(days=AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.NameConstraints(
                permitted_subtrees=[
                    *(x509.IPAddress(network) for network in _MAY_SIGN_ADDRESSES),
                    *(x509.DNSName(name) for name in _MAY_SIGN_NAMES),
                ],
                excluded_subtrees=None,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    return key, certificate


def _read(file: Path) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
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
    return key, certificate


def _write_secret(file: Path, content: bytes) -> None:
    """The old content or the whole new one is there at any moment, and nobody else may read it."""
    with NamedTemporaryFile(dir=file.parent, delete=False) as new:  # Made with the mode 0600.
        new.write(content)
        new.flush()
        os.fsync(new.fileno())
    Path(new.name).replace(file)


def _pem(part: ec.EllipticCurvePrivateKey | x509.Certificate) -> bytes:
    if isinstance(part, x509.Certificate):
        return part.public_bytes(serialization.Encoding.PEM)
    return part.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Shelfscan"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _time_left(certificate: x509.Certificate) -> timedelta:
    return certificate.not_valid_after_utc - datetime.now(UTC)


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
