"""Coming in: password and code app, passkey, and a session that ends while one writes."""

import base64
import hmac
import re
import struct
import time
from typing import Any

import pytest

from tests.journeys import words
from tests.journeys.browsing import People, type_vietnamese
from tests.journeys.house import House

pytestmark = pytest.mark.browser
PASSWORD = "Núi-Cao-Biển-Rộng-7"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def code_now(secret: str) -> str:
    """What a code app shows (RFC 6238: SHA-1, six digits, half a minute)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def set_password(people: People, house: House, who: str) -> Any:
    """By the mailed link, as everybody's first password is set; the page after signing in."""
    address = house.people[who]["email"]
    page = people.anybody()
    page.goto("/tai-khoan/vao/")
    page.get_by_role("link", name="Quên mật khẩu?").click()
    page.get_by_label("Địa chỉ thư điện tử").fill(address)
    page.get_by_role("main").locator("form button[type=submit]").first.click()
    page.goto(house.link(address, "/mat-khau/dat-lai/"))
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("main").locator("form button[type=submit]").first.click()
    page.wait_for_url("**/xong/")
    return page


def sign_in(page: Any, address: str) -> None:
    page.goto("/tai-khoan/vao/")
    page.get_by_label("Địa chỉ thư điện tử").fill(address)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def sign_out(page: Any) -> None:
    page.goto("/hop-thu/")
    page.locator("summary").filter(has_text="Tài khoản").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_load_state()


def confirm_password(page: Any) -> None:
    """Changing how one signs in asks for the password again, unless just given."""
    if "/xac-nhan-lai/" in page.url:
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Xác nhận").click()


def test_an_officer_comes_in_by_password_and_code(people: People, house: House) -> None:
    address = house.people["department_officer"]["email"]
    page = set_password(people, house, "department_officer")
    sign_in(page, address)
    page.get_by_role("heading", name="Bảo vệ hai lớp").wait_for()
    page.goto("/ban/")
    page.get_by_role("heading", name="Bảo vệ hai lớp").wait_for()
    page.get_by_role("link", name="Bật ứng dụng tạo mã").click()
    confirm_password(page)
    secret = re.search(r"\b[A-Z2-7]{16,}\b", page.get_by_role("main").inner_text())
    assert secret
    page.get_by_label("Mã 6 số").fill(code_now(secret[0]))
    page.get_by_role("button", name="Bật", exact=True).click()
    page.get_by_role("heading", name="Mã dự phòng").wait_for()
    sign_out(page)
    sign_in(page, address)
    page.get_by_role("heading", name="Bước bảo vệ thứ hai").wait_for()
    time.sleep(30 - time.time() % 30)  # a code opens once
    page.get_by_label("Mã trong ứng dụng").fill(code_now(secret[0]))
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.get_by_role("heading", name="Hôm nay").wait_for()


def test_a_leader_comes_in_by_passkey(people: People, house: House) -> None:
    address = house.people["department_leader"]["email"]
    page = set_password(people, house, "department_leader")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(page, address)
    page.get_by_role("link", name="Thêm khóa").click()
    confirm_password(page)
    page.get_by_label("Tên để nhớ").fill("Điện thoại của tôi")
    page.get_by_role("button", name="Thêm khóa").click()
    page.get_by_role("heading", name="Mã dự phòng").wait_for()
    sign_out(page)
    page.goto("/tai-khoan/vao/")
    page.get_by_role("button", name="Dùng khóa đăng nhập").click()
    page.get_by_role("heading", name="Hôm nay").wait_for()


def test_a_session_that_ends_loses_no_typing(people: People, house: House) -> None:
    people.expect(401)
    page = people.signed_in("officer")
    page.goto("/ban/tin/moi/")
    page.get_by_text("Thông cáo báo chí").first.click()
    page.get_by_role("button", name="Bắt đầu soạn").click()
    page.wait_for_url("**/soan/")
    page.get_by_role("toolbar", name="Định dạng").wait_for()
    house.end_sessions()
    page.get_by_role("textbox", name="Nội dung").click()
    type_vietnamese(page, words.OPENING)
    page.get_by_text("Phiên làm việc đã hết").first.wait_for()
    editor = page.url
    people.enter(page, "officer")
    page.goto(editor)
    page.get_by_role("button", name="Lấy lại").click()
    page.get_by_role("status").get_by_text("Đã lưu nháp lúc").wait_for()
    assert words.OPENING in page.get_by_role("textbox", name="Nội dung").inner_text()
    house_has = house.rows("SELECT count(*) FROM releases_draft WHERE body LIKE '%hơn 40%'")
    assert house_has[0][0] >= 1
