"""A passkey in a real browser: added, used as the second factor, used instead of a password."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.portal.conftest import KINDS, PASSWORD
from tests.releases.conftest import build
from thongsuot.network import actions as network

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A phone with a key in it; anything on its console is a fault of ours."""
    phone = {"viewport": {"width": 390, "height": 800}, "locale": "vi-VN"}
    page = browser.new_context(**phone).new_page()
    told: list[str] = []
    page.on("console", lambda m: told.append(m.text) if m.type in ("error", "warning") else 0)
    page.on("pageerror", lambda error: told.append(str(error)))
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    page.context.close()
    assert told == []


def sign_in(page: Any, email: str) -> None:
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("[name=password]", "Enter")


def sign_out(page: Any, site: str) -> None:
    page.goto(f"{site}/tai-khoan/ra/")
    with page.expect_navigation():
        page.click("main button")


def test_a_leader_s_passkey(live_server: Any, page: Any, settings: Any) -> None:
    site = live_server.url.replace("127.0.0.1", "localhost")
    person = build().people[KINDS["leader"]]
    email = network.open_account(person=person, by=None, password=PASSWORD).email

    page.goto(f"{site}/cai-dat/")
    sign_in(page, email)
    assert page.inner_text("h1") == "Bảo vệ hai lớp"
    page.click("text=Thêm khóa")
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("[name=password]", "Enter")
    with page.expect_navigation():
        page.click("#mfa_webauthn_add")
    assert page.inner_text("h1") == "Mã dự phòng"
    assert page.locator(".codes li").count() == 10

    sign_out(page, site)
    page.goto(f"{site}/tai-khoan/vao/?next=/cai-dat/")
    with page.expect_navigation():
        page.click("#passkey_login")
    page.wait_for_url("**/cai-dat/")

    sign_out(page, site)
    page.goto(f"{site}/tai-khoan/vao/")
    sign_in(page, email)
    assert page.inner_text("h1") == "Bước bảo vệ thứ hai"
    with page.expect_navigation():
        page.click("#mfa_webauthn_authenticate")
    assert page.goto(f"{site}/cai-dat/").url.endswith("/cai-dat/")
