"""Somebody before the server signs people in: the installed page goes on without, and leads there and back."""

from __future__ import annotations

import json
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.e2e.bad_network import BadNetwork
from tests.e2e.phone import Phone
from tests.e2e.published import wait_ready
from tests.e2e.server import ServerProcess
from tests.e2e.shell import expect_the_page, kept_files, precache_manifest, wait_until_kept
from tests.e2e.sign_in import PERSON, SignIn, Way

ASKED = "Somebody who signs people in"


@pytest.mark.shared_browser
@pytest.mark.provokes(ASKED)
@pytest.mark.parametrize(
    "way",
    [
        "redirect",
        pytest.param("elsewhere", marks=pytest.mark.provokes(r"request: to \S+/company/login")),  # not sent
        "refuse",
        "page",
    ],
)
def test_a_session_that_ends_is_told_and_the_page_leads_to_the_sign_in_and_back(
    copy_server: ServerProcess, phone: Phone, way: Way, networks: ExitStack
) -> None:
    """The model of this server does not work, so it is asked for at every start."""
    company = SignIn(copy_server.url, "page")
    network = SignIn(copy_server.url, way, company.url)
    for each in (network, company):
        networks.enter_context(each.running())
    page = phone.visit(network.url)
    wait_until_kept(page)
    network.is_signed_in = company.is_signed_in = False
    page.reload()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("A sign-in is needed")
    expect_the_page(page)
    phone.wait_for_provoked([ASKED])
    assert company.requests == [], "nothing but a person's tap leads to another origin"
    alert.get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("heading", name="Company")).to_be_visible()
    if way == "elsewhere":
        page.goto(f"{network.url}company/callback")  # as that company's page does, which knows this site
    else:
        page.get_by_role("link", name="Enter").click()
    expect(alert).to_contain_text("does not work here")
    assert page.url == network.url
    expect_the_page(page)


@pytest.mark.shared_browser
def test_an_installed_page_counts_on_after_its_session_has_ended_and_says_what_is_missing(
    own_server: ServerProcess, phone: Phone, networks: ExitStack
) -> None:
    network = networks.enter_context(SignIn(own_server.url, "redirect").running())
    page = phone.visit(network.url)
    wait_ready(page)
    wait_until_kept(page)
    expect(page.get_by_text("Ready to work offline")).to_be_visible()
    network.is_signed_in = False
    page.reload()
    toast = page.get_by_role("status").filter(has_text="Sign in again to get updates")
    expect(toast).to_be_visible()
    expect(page.get_by_text("Ready to work offline")).to_be_visible()
    toast.get_by_role("link", name="Sign in").click()
    page.get_by_role("link", name="Enter").click()
    expect(page.get_by_text("Ready to work offline")).to_be_visible()
    expect(toast).to_have_count(0)


@pytest.mark.provokes(ASKED)
def test_behind_a_password_of_http_the_page_is_installed_works_offline_and_leads_to_the_password(
    copy_server: ServerProcess, phone: Phone, networks: ExitStack
) -> None:
    network = networks.enter_context(SignIn(copy_server.url, "basic").running())
    page = phone.visit(network.url, http_credentials=PERSON)
    wait_until_kept(page)
    assert sorted(kept_files(page)) == sorted(entry["url"] for entry in precache_manifest(copy_server))
    manifest = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert json.loads(manifest["data"])["name"] == "Shelfscan"
    assert "/manifest.webmanifest" not in network.refused
    phone.close()

    # The browser forgets the password when it is closed.
    page = phone.visit(network.url)
    expect(page.get_by_role("alert")).to_contain_text("A sign-in is needed")
    phone.wait_for_provoked([ASKED])
    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_text("Who are you?")).to_be_visible()  # where the browser asks for the password
    assert network.requests[-1] == ("/signin", "document")
    page.goto(network.url.replace("//", "//ana:shelf@") + "signin")  # as if they were typed
    assert page.url.endswith(network.url.split("//")[1])
    page.goto(network.url)
    expect(page.get_by_role("alert")).to_contain_text("does not work here")
    phone.close()
    expect_the_page(phone.visit(network.url))


@pytest.mark.shared_browser
@pytest.mark.parametrize("address", ["nobody", "nobody/deeper?x=1"])
def test_an_address_that_nobody_answers_for_opens_the_page(
    network: BadNetwork, phone: Phone, address: str
) -> None:
    page = phone.visit(network.url)
    wait_until_kept(page)
    page.goto(network.url + address)
    expect_the_page(page)
    assert page.url == network.url
