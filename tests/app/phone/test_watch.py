from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from ipaddress import IPv4Address
from pathlib import Path

import pytest

from app.errors import StartError
from app.phone import certificates
from app.phone.addresses import lan_addresses
from app.phone.authority import Authority
from app.phone.endpoints import Endpoints
from app.phone.terminal import announce
from app.phone.watch import AddressWatch, follow_network, hint_without_visits
from tests import coroutines

HOME, SHOP = IPv4Address("192.168.1.20"), IPv4Address("10.1.2.3")
PUBLIC = IPv4Address("8.8.8.8")


@pytest.fixture
def endpoints(tmp_path: Path) -> Endpoints:
    return Endpoints(Authority.open(tmp_path), onboarding_port=8000, app_port=8443)


def serial_number(watch: AddressWatch) -> int:
    return int(watch._certificate.certificate.serial_number)


def follow(watch: AddressWatch, is_done: Callable[[], bool]) -> None:
    """Lets the watch run until ``is_done``; fails if it ends by itself or takes too long."""

    async def run() -> None:
        following = asyncio.create_task(follow_network(watch, every_s=0.01))
        async with asyncio.timeout(10):
            while not is_done():
                assert not following.done(), following
                await asyncio.sleep(0.01)
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following

    coroutines.run(run())


def test_a_new_address_gets_a_new_certificate_and_is_told(endpoints: Endpoints) -> None:
    addresses = [HOME]
    watch = AddressWatch(endpoints, lambda: list(addresses))
    before = serial_number(watch)
    assert not watch.check().has_moved
    assert serial_number(watch) == before

    addresses[:] = [SHOP]
    assert watch.check().has_moved
    assert serial_number(watch) != before
    assert endpoints.app_url() == "https://10.1.2.3:8443/"


def test_while_the_network_is_away_nothing_changes(endpoints: Endpoints) -> None:
    addresses = [HOME]
    watch = AddressWatch(endpoints, lambda: list(addresses))
    addresses.clear()
    assert not watch.check().has_moved
    assert endpoints.addresses == [HOME]


def test_a_certificate_that_ends_soon_is_renewed_without_a_word(
    endpoints: Endpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificates, "SERVER_DAYS", 1)
    watch = AddressWatch(endpoints, lambda: [HOME])
    before = serial_number(watch)
    assert not watch.check().has_moved
    assert serial_number(watch) != before


def test_without_a_network_it_says_what_to_do(endpoints: Endpoints) -> None:
    with pytest.raises(StartError, match="in no network"):
        AddressWatch(endpoints, list)


def test_with_an_address_of_the_internet_alone_it_says_what_to_do(endpoints: Endpoints) -> None:
    with pytest.raises(
        StartError, match=r"8\.8\.8\.8 is an address of the internet.*--certificate and --key"
    ):
        AddressWatch(endpoints, lambda: [PUBLIC])


def test_phones_are_not_sent_to_an_address_of_the_internet_beside_a_private_one(endpoints: Endpoints) -> None:
    AddressWatch(endpoints, lambda: [PUBLIC, HOME])
    assert endpoints.hosts[0] == str(HOME) and str(PUBLIC) not in endpoints.hosts
    assert endpoints.app_url(for_host=str(PUBLIC)) == "https://192.168.1.20:8443/"


@pytest.mark.parametrize("found", [[PUBLIC], [PUBLIC, HOME]])
def test_an_address_of_the_internet_that_comes_later_is_told_once_and_certificates_are_still_renewed(
    endpoints: Endpoints, monkeypatch: pytest.MonkeyPatch, found: list[IPv4Address]
) -> None:
    addresses = [HOME]
    watch = AddressWatch(endpoints, lambda: list(addresses))
    addresses[:] = found
    change = watch.check()
    assert not change.has_moved and change.new_public == [PUBLIC]
    assert endpoints.addresses == [HOME]
    assert watch.check().new_public == []

    monkeypatch.setattr(certificates, "SERVER_DAYS", 1)
    watch._certificate = endpoints.authority.issue([HOME], [])
    before = serial_number(watch)
    watch.check()
    assert serial_number(watch) != before


def test_phones_are_not_sent_to_an_address_before_there_is_a_certificate_for_it(
    endpoints: Endpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [HOME]
    watch = AddressWatch(endpoints, lambda: list(addresses))
    addresses[:] = [SHOP]
    with monkeypatch.context() as broken:
        broken.setattr(endpoints.authority, "issue", fail)
        with pytest.raises(OSError, match="No space left"):
            watch.check()
    assert endpoints.addresses == [HOME]
    assert watch.check().has_moved
    assert endpoints.addresses == [SHOP]


def fail(*_arguments: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("error", [OSError("no route"), ValueError("odd answer"), StartError("public")])
def test_the_watch_survives_whatever_goes_wrong_and_follows_the_next_change(
    endpoints: Endpoints,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
) -> None:
    failures = iter([error, error])
    started = threading.Event()

    def find_addresses() -> list[IPv4Address]:
        if not started.is_set():
            return [HOME]
        failure = next(failures, None)
        if failure:
            raise failure
        return [SHOP]

    watch = AddressWatch(endpoints, find_addresses)
    started.set()
    with caplog.at_level(logging.ERROR, "shelfscan.phone"):
        follow(watch, lambda: "http://10.1.2.3:8000/" in capsys.readouterr().out)
    assert endpoints.addresses == [SHOP]
    assert len(caplog.records) == 1, "the same problem is logged once"
    assert caplog.records[0].exc_info and caplog.records[0].exc_info[1] is error


def test_the_watch_survives_a_terminal_that_was_closed(
    endpoints: Endpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [HOME]
    watch = AddressWatch(endpoints, lambda: list(addresses))
    addresses[:] = [SHOP]

    def closed(_endpoints: Endpoints) -> None:
        addresses[:] = [HOME]
        raise BrokenPipeError

    monkeypatch.setattr("app.phone.terminal.announce_move", closed)
    follow(watch, lambda: endpoints.addresses == [HOME])


def test_the_terminal_explains_an_address_of_the_internet(
    endpoints: Endpoints, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[str] = []

    def has_explained() -> bool:
        shown.append(capsys.readouterr().out)
        return "--certificate and --key" in "".join(shown)

    follow(AddressWatch(endpoints, lambda: [HOME, PUBLIC]), has_explained)
    assert "8.8.8.8, which belongs to the internet" in "".join(shown)


@pytest.mark.parametrize("was_visited", [True, False])
def test_a_hint_is_shown_only_while_no_phone_has_come(
    endpoints: Endpoints, capsys: pytest.CaptureFixture[str], was_visited: bool
) -> None:
    endpoints.was_visited = was_visited
    coroutines.run(hint_without_visits(endpoints, after_s=0))
    assert ("Guest networks" in capsys.readouterr().out) != was_visited


def test_the_terminal_shows_every_address_and_a_code_for_the_first(
    endpoints: Endpoints, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoints.addresses, endpoints.name = [HOME, SHOP], "shop.local"
    announce(endpoints)
    shown = capsys.readouterr().out
    for url in ("http://192.168.1.20:8000/", "http://10.1.2.3:8000/", "http://shop.local:8000/"):
        assert url in shown
    assert "█" in shown
    assert endpoints.authority.fingerprint() in shown


def test_addresses_of_this_machine_are_none_that_only_it_can_reach() -> None:
    addresses = lan_addresses()
    assert len(set(addresses)) == len(addresses)
    assert not any(address.is_loopback or address.is_unspecified for address in addresses)
