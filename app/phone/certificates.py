"""The X.509 certificates of ``--phone``: that of the authority, and those that it signs for the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from .private_networks import PRIVATE_DOMAINS, PRIVATE_NETWORKS

AUTHORITY_DAYS = 3650
SERVER_DAYS = 397
"""iOS accepts up to 825 days from an authority that its owner installed; a shorter life is safer."""

_CLOCK_TOLERANCE = timedelta(days=1)
"""Certificates begin this long in the past, because the clocks of phones and computers differ."""


@dataclass(frozen=True)
class CertifiedKey:
    """A private key, and the certificate for the public key that belongs to it."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def expires(self) -> datetime:
        """When the certificate ends."""
        return self.certificate.not_valid_after_utc

    @property
    def time_left(self) -> timedelta:
        """How long the certificate is still valid. None at all if it is not valid yet: the clock went wrong then."""
        now = datetime.now(UTC)
        return self.expires - now if self.certificate.not_valid_before_utc <= now else timedelta(0)


def make_authority() -> CertifiedKey:
    """A new authority that can vouch for private networks only (name constraints, RFC 5280, section 4.2.1.10)."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    # A phone may hold the authorities of several computers. The date tells them apart.
    name = _distinguished_name(f"Shelfscan local network {now:%Y-%m-%d}")
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCK_TOLERANCE)
        .not_valid_after(now + timedelta(days=AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.NameConstraints(
                permitted_subtrees=[
                    *(x509.IPAddress(network) for network in PRIVATE_NETWORKS),
                    *(x509.DNSName(domain) for domain in PRIVATE_DOMAINS),
                ],
                excluded_subtrees=None,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    return CertifiedKey(key, certificate)


def sign_server_certificate(
    authority: CertifiedKey, addresses: Sequence[IPv4Address], names: Sequence[str]
) -> CertifiedKey:
    """A new key and certificate for a server at these addresses and names, and on this computer itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    alternative_names: list[x509.GeneralName] = [
        *(x509.IPAddress(address) for address in [*addresses, IPv4Address("127.0.0.1")]),
        *(x509.DNSName(name) for name in [*names, "localhost"]),
    ]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_distinguished_name("Shelfscan on this network"))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCK_TOLERANCE)
        .not_valid_after(min(now + timedelta(days=SERVER_DAYS), authority.expires))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(alternative_names), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_key_usage(signs_certificates=False), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False
        )
        .sign(authority.key, hashes.SHA256())
    )
    return CertifiedKey(key, certificate)


def _distinguished_name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Shelfscan"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


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
