"""Addresses of ours with a token: what comes back to them is known, and nothing can be made up."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from thongsuot.circulation import links

TAKING = [
    {"email_bounces": "tra-ve@tin.example.gov.vn", "email_replies": "tra-loi@tin.example.gov.vn"},
    {"email_bounces": "@tra-ve.example.gov.vn", "email_replies": "@tra-loi.example.gov.vn"},
    {"email_bounces": "hop-thu@tin.example.gov.vn", "email_replies": "hop-thu@tin.example.gov.vn"},
]


@pytest.fixture(params=TAKING, ids=["names", "domains", "one mailbox"])
def taking(request: pytest.FixtureRequest, settings: Any) -> None:
    settings.CONFIG = replace(settings.CONFIG, **request.param)


@pytest.mark.usefixtures("taking")
def test_what_was_made_is_read_in_either_case_and_fits_a_local_part() -> None:
    subject = uuid4()
    made = {links.RETURN: links.return_path(subject), links.REPLY: links.reply_to(subject)}
    for purpose, address in made.items():
        assert links.written_to(address) == (purpose, subject)
        assert links.written_to(address.upper()) == (purpose, subject)
        assert len(address.partition("@")[0]) <= 64


@pytest.mark.usefixtures("taking")
@pytest.mark.parametrize("place", [0, 20, 30, -1])
def test_a_token_changed_in_one_letter_is_nobodys(place: int) -> None:
    local, at, domain = links.reply_to(uuid4()).partition("@")
    head, _plus, token = local.rpartition("+")
    changed = list(token)
    changed[place] = "a" if changed[place] != "a" else "b"
    forged = f"{head}+{''.join(changed)}" if head else "".join(changed)
    assert links.written_to(forged + at + domain) is None


@pytest.mark.usefixtures("taking")
@pytest.mark.parametrize(
    "address",
    ["", "@", "tra-loi@tin.example.gov.vn", "tra-loi+@tin.example.gov.vn", "ai-do@khac.example.vn"],
)
def test_other_addresses_are_nobodys(address: str) -> None:
    assert links.written_to(address) is None


@pytest.mark.usefixtures("taking")
def test_a_token_is_bound_to_its_domain_and_secret(settings: Any) -> None:
    address = links.reply_to(uuid4())
    assert links.written_to(address.partition("@")[0] + "@khac.example.gov.vn") is None
    settings.LINK_SECRET = "another"
    assert links.written_to(address) is None


def test_without_addresses_to_take_them_mails_name_the_sender() -> None:
    assert links.return_path(uuid4()) == settings.CONFIG.email_from
    assert links.reply_to(uuid4()) == ""
    assert links.written_to(settings.CONFIG.email_from) is None
