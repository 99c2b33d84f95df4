from __future__ import annotations

import socket
import ssl
import stat
import threading
from datetime import datetime, timedelta, tzinfo
from ipaddress import IPv4Address
from pathlib import Path
from typing import Self

import pytest
from cryptography import x509

from app.errors import StartError
from app.phone import certificates
from app.phone.authority import (
    AUTHORITY_FILE,
    RENEW_AUTHORITY_DAYS,
    RENEW_SERVER_DAYS,
    Authority,
    ServerCertificate,
)

HOME = IPv4Address("192.168.1.20")


def handshake(authority: Authority, issued: ServerCertificate, host: str) -> dict[str, object]:
    """What a client sees that trusts the authority alone and connects to ``host``."""
    server_side, client_side = socket.socketpair()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issued.load_into(context)

    def answer() -> None:
        try:
            context.wrap_socket(server_side, server_side=True).close()
        except (ssl.SSLError, OSError):
            server_side.close()  # The client's side of the story is what is tested.

    serving = threading.Thread(target=answer)
    serving.start()
    trusted = ssl.create_default_context(cadata=authority.der())
    try:
        with trusted.wrap_socket(client_side, server_hostname=host) as connection:
            certificate = connection.getpeercert()
    finally:
        client_side.close()
        serving.join()
    assert certificate is not None
    return dict(certificate)


def test_a_client_that_trusts_the_authority_connects_by_address_and_by_name(tmp_path: Path) -> None:
    authority = Authority.open(tmp_path)
    issued = authority.issue([HOME], ["shop.local"])
    for host in ("192.168.1.20", "shop.local", "localhost", "127.0.0.1"):
        assert handshake(authority, issued, host)["subject"]


def test_a_client_refuses_another_host(tmp_path: Path) -> None:
    authority = Authority.open(tmp_path)
    issued = authority.issue([HOME], [])
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(authority, issued, "192.168.1.21")


def test_the_authority_cannot_vouch_for_a_site_of_the_internet(tmp_path: Path) -> None:
    authority = Authority.open(tmp_path)
    issued = authority.issue([HOME], ["bank.example"])  # As a thief of the key would.
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
        handshake(authority, issued, "bank.example")


def test_it_refuses_to_sign_for_an_address_of_the_internet(tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"8\.8\.8\.8 is an address of the internet"):
        Authority.open(tmp_path).issue([IPv4Address("8.8.8.8")], [])


def test_the_authority_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "certificates"
    first = Authority.open(folder)
    assert Authority.open(folder).der() == first.der()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / AUTHORITY_FILE).stat().st_mode) == 0o600
    assert list(folder.iterdir()) == [folder / AUTHORITY_FILE]


@pytest.mark.parametrize("rights", [0o777, 0o770, 0o755])
def test_rights_that_somebody_widened_are_narrowed_again(tmp_path: Path, rights: int) -> None:
    Authority.open(tmp_path)
    tmp_path.chmod(rights)
    (tmp_path / AUTHORITY_FILE).chmod(0o644)
    Authority.open(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / AUTHORITY_FILE).stat().st_mode) == 0o600


def test_a_folder_for_everybody_is_left_as_it_is_and_not_used(tmp_path: Path) -> None:
    """Such as /tmp: others could not use it any more if its rights were narrowed."""
    tmp_path.chmod(0o1777)
    with pytest.raises(StartError, match=r"everybody may write to\. Name one .* with --certificates"):
        Authority.open(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o1777
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("days", [400, -20 * 365])
def test_an_authority_that_was_made_while_the_clock_was_wrong_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(certificates, "datetime", skewed(timedelta(days=days)))
        wrong = Authority.open(tmp_path)
    made = Authority.open(tmp_path)
    assert made.der() != wrong.der()
    assert handshake(made, made.issue([HOME], []), str(HOME))["subject"]


def test_a_server_certificate_that_was_made_while_the_clock_was_wrong_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority.open(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(certificates, "datetime", skewed(timedelta(days=400)))
        issued = authority.issue([HOME], [])
    assert issued.needs_renewal


def skewed(by: timedelta) -> type[datetime]:
    """A clock that is wrong."""

    class Skewed(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(datetime.now(tz).timestamp(), tz) + by

    return Skewed


def test_no_key_stays_behind_when_a_certificate_is_taken_into_use(tmp_path: Path) -> None:
    authority = Authority.open(tmp_path)
    authority.issue([HOME], []).load_into(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
    assert [file.name for file in tmp_path.iterdir()] == [AUTHORITY_FILE]


def test_an_authority_that_needs_renewal_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificates, "AUTHORITY_DAYS", RENEW_AUTHORITY_DAYS - 1)
    old = Authority.open(tmp_path)
    monkeypatch.undo()
    assert Authority.open(tmp_path).der() != old.der()


def test_a_server_certificate_lasts_as_long_as_phones_accept_and_is_renewed_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority.open(tmp_path)
    issued = authority.issue([HOME], [])
    validity = issued.certificate.not_valid_after_utc - issued.certificate.not_valid_before_utc
    assert validity <= timedelta(days=398)  # Apple's limit for what a person did not install.
    assert not issued.needs_renewal
    monkeypatch.setattr(certificates, "SERVER_DAYS", RENEW_SERVER_DAYS - 1)
    assert authority.issue([HOME], []).needs_renewal


def test_a_server_certificate_that_ends_with_its_authority_is_not_renewed_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificates, "AUTHORITY_DAYS", RENEW_SERVER_DAYS - 1)
    authority = Authority.open(tmp_path)
    issued = authority.issue([HOME], [])
    assert issued.certificate.not_valid_after_utc == authority.certificate.not_valid_after_utc
    assert not issued.needs_renewal


@pytest.mark.parametrize("content", [b"", b"not a certificate", b"-----BEGIN CERTIFICATE-----\n"])
def test_a_damaged_authority_is_named_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / AUTHORITY_FILE).write_bytes(content)
    with pytest.raises(StartError, match=r"authority\.pem is damaged\. Delete it"):
        Authority.open(tmp_path)


def test_a_key_beside_the_certificate_of_another_is_damage(tmp_path: Path) -> None:
    Authority.open(tmp_path / "a")
    Authority.open(tmp_path / "b")
    key = (tmp_path / "a" / AUTHORITY_FILE).read_bytes().partition(b"-----BEGIN CERTIFICATE-----")[0]
    mark = b"-----BEGIN CERTIFICATE-----"
    certificate = mark + (tmp_path / "b" / AUTHORITY_FILE).read_bytes().partition(mark)[2]
    (tmp_path / "a" / AUTHORITY_FILE).write_bytes(key + certificate)
    with pytest.raises(StartError, match="is damaged"):
        Authority.open(tmp_path / "a")


def test_a_folder_that_cannot_be_made_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StartError, match="Choose another folder with --certificates"):
        Authority.open(tmp_path / "file" / "certificates")


def test_what_phones_get_is_the_certificate_without_its_key(tmp_path: Path) -> None:
    authority = Authority.open(tmp_path)
    given = x509.load_der_x509_certificate(authority.der())
    assert given.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert b"PRIVATE" not in authority.der()
    assert authority.fingerprint().count(":") == 31
