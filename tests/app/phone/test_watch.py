from __future__ import annotations

from ipaddress import IPv4Address
from pathlib import Path

import pytest

from app.errors import StartError
from app.phone import authority as authority_module
from app.phone.addresses import lan_addresses
from app.phone.authority import Authority
from app.phone.place import Place
from app.phone.serve import AddressWatch, announce

HOME, SHOP = IPv4Address("192.168.1.20"), IPv4Address("10.1.2.3")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(Authority.open(tmp_path), door_port=8000, app_port=8443)


def certificates_loaded(watch: AddressWatch) -> int:
    return int(watch._certificate.certificate.serial_number)


def test_a_new_address_gets_a_new_certificate_and_is_told(place: Place) -> None:
    addresses = [HOME]
    watch = AddressWatch(place, lambda: list(addresses))
    before = certificates_loaded(watch)
    assert not watch.look()
    assert certificates_loaded(watch) == before

    addresses[:] = [SHOP]
    assert watch.look()
    assert certificates_loaded(watch) != before
    assert place.app_url() == "https://10.1.2.3:8443/"


def test_while_the_network_is_away_nothing_changes(place: Place) -> None:
    addresses = [HOME]
    watch = AddressWatch(place, lambda: list(addresses))
    addresses.clear()
    assert not watch.look()
    assert place.addresses == [HOME]


def test_a_certificate_that_ends_soon_is_renewed_without_a_word(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authority_module, "SERVER_DAYS", 1)
    watch = AddressWatch(place, lambda: [HOME])
    before = certificates_loaded(watch)
    assert not watch.look()
    assert certificates_loaded(watch) != before


def test_without_a_network_it_says_what_to_do(place: Place) -> None:
    with pytest.raises(StartError, match="in no network"):
        AddressWatch(place, list)


def test_the_terminal_shows_every_address_and_a_code_for_the_first(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.addresses, place.name = [HOME, SHOP], "shop.local"
    announce(place)
    shown = capsys.readouterr().out
    for url in ("http://192.168.1.20:8000/", "http://10.1.2.3:8000/", "http://shop.local:8000/"):
        assert url in shown
    assert "█" in shown
    assert place.authority.fingerprint() in shown


def test_addresses_of_this_machine_are_none_that_only_it_can_reach() -> None:
    addresses = lan_addresses()
    assert len(set(addresses)) == len(addresses)
    assert not any(address.is_loopback or address.is_unspecified for address in addresses)
