"""What ``--phone`` prints for the person at the computer."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address

import segno
import typer

from .endpoints import Endpoints


def announce(endpoints: Endpoints) -> None:
    """Prints the addresses for phones, and the first of them as a QR code."""
    typer.echo("\nScan this with a phone in the same Wi-Fi, or type the address:")
    segno.make(endpoints.onboarding_url(), micro=False).terminal(compact=True, border=2)
    for host in endpoints.hosts:
        typer.echo(f"  {endpoints.onboarding_url(host)}")
    typer.echo(
        f"\nThe app itself is at {endpoints.app_url()} (Ctrl+C stops it).\n"
        "An installed page belongs to its address. Give this computer a fixed address in the router: at another one,\n"
        "phones do not find the visits that they have saved.\n"
        f"Fingerprint of the certificate: {endpoints.authority.fingerprint()}\n"
    )


def announce_move(endpoints: Endpoints) -> None:
    """Prints the addresses after they have changed."""
    typer.echo("\nThis computer has another address now. Phones have to open this one:")
    announce(endpoints)


def explain_public_addresses(addresses: Sequence[IPv4Address]) -> None:
    """Prints why phones are not sent to these addresses, and what to do to use one of them."""
    for address in addresses:
        typer.echo(
            f"\nThis computer also has the address {address}, which belongs to the internet. Phones are not\n"
            "sent there, because the certificate of --phone is for private networks only. To serve phones over the\n"
            "internet, get a certificate for a domain name of your own, and use --certificate and --key."
        )


def explain_no_visits(endpoints: Endpoints) -> None:
    """Prints what may keep phones from reaching this computer."""
    typer.echo(
        f"No phone has opened {endpoints.onboarding_url()} yet. Is it in the same Wi-Fi? Guest networks often keep "
        "devices apart, and a firewall on this computer may have to let the ports "
        f"{endpoints.onboarding_port} and {endpoints.app_port} through."
    )
