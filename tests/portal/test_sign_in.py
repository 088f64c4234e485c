"""Signing in: both factors for staff, a mailed code for journalists, few wrong tries, idleness."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from tests.portal.conftest import PASSWORD, Archive, Enter, World
from thongsuot.channels.email.reading import read
from thongsuot.channels.email.sink import Sink
from thongsuot.lib import clock
from thongsuot.network.models import ContactPoint
from thongsuot.portal import demo


@pytest.fixture(autouse=True)
def _real_mail(settings: Any) -> None:
    """Mail goes the product's way, over the notices room."""
    settings.EMAIL_BACKEND = "thongsuot.notices.backend.Backend"


LOGIN = "/tai-khoan/vao/"
CODE = "/tai-khoan/ma-thu/"


def address(world: World, person: str) -> str:
    return ContactPoint.objects.get(person=world.people[person], channel="email").address


def sign_in(client: Client, world: World, person: str, password: str = PASSWORD) -> Any:
    told = {"login": address(world, person), "password": password}
    return client.post(LOGIN, told, follow=True)


def words(response: Any) -> str:
    return response.content.decode()


def now_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def totp(account: Any) -> str:
    from allauth.mfa.models import Authenticator

    secret = Authenticator.objects.get(user=account, type="totp").data["secret"]
    return now_code(secret)


def test_staff_show_a_password_and_a_code(world: World, enter: Enter) -> None:
    enter("leader")  # gives the second factor
    client = enter()
    page = sign_in(client, world, "leader")
    assert "Bước bảo vệ thứ hai" in words(page)
    assert client.get("/cai-dat/").status_code == 302
    world.leader.refresh_from_db()
    client.post("/tai-khoan/hai-lop/nhap/", {"code": totp(world.leader.account)})
    assert client.get("/cai-dat/").status_code == 200


def test_staff_without_a_second_factor_set_one_up_first(world: World, enter: Enter) -> None:
    client = enter("leader", second_factor=False)
    for path in ("/", "/hop-thu/", "/cai-dat/"):
        assert client.get(path)["Location"] == "/tai-khoan/hai-lop/"
    page = words(client.get("/tai-khoan/hai-lop/"))
    assert "Cần bật trước khi vào bàn làm việc" in page
    assert page.index("Khóa đăng nhập") < page.index("Ứng dụng tạo mã")
    journalist = enter("journalist", second_factor=False)
    assert journalist.get("/hop-thu/").status_code == 200


def test_the_set_up_of_a_code_app_gives_recovery_codes(world: World, enter: Enter) -> None:
    client = enter("leader", second_factor=False)
    asked = client.get("/tai-khoan/hai-lop/ung-dung/", follow=True)
    assert "Xác nhận đúng là anh/chị" in words(asked)
    client.post("/tai-khoan/xac-nhan-lai/?next=/tai-khoan/hai-lop/", {"password": PASSWORD})
    page = words(client.get("/tai-khoan/hai-lop/ung-dung/"))
    secret = re.search(r'secret">([A-Z2-7]+)<', page)[1]
    code = now_code(secret)
    done = client.post("/tai-khoan/hai-lop/ung-dung/", {"code": code}, follow=True)
    assert "Mã dự phòng" in words(done) and done.status_code == 200
    assert client.get("/").status_code == 200
    for path in ("/tai-khoan/hai-lop/", "/tai-khoan/khoa/", "/tai-khoan/khoa/them/"):
        assert client.get(path).status_code == 200


def test_a_journalist_signs_in_by_a_mailed_code(world: World, enter: Enter, sink: Sink) -> None:
    client = enter()
    told = {"email": address(world, "reporter")}
    page = client.post(CODE, told, follow=True)
    assert "Nhập mã đã gửi qua thư" in words(page)
    mail = read(sink.folder.mails_to(told["email"])[0])
    assert "Mã đăng nhập" in mail.subject
    code = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", mail.text, re.MULTILINE)[1]
    wrong = client.post(f"{CODE}nhap/", {"code": "AAAAAA"})
    assert "Mã chưa đúng" in words(wrong)
    client.post(f"{CODE}nhap/", {"code": code})
    assert client.get("/hop-thu/").status_code == 200


@pytest.mark.parametrize("who", ["leader", "hanoi_officer", "coordinator"])
def test_a_code_opens_no_account_of_staff(world: World, enter: Enter, sink: Sink, who: str) -> None:
    client = enter()
    told = {"email": address(world, who)}
    page = words(client.post(CODE, told, follow=True))
    mail = read(sink.folder.mails_to(told["email"])[0])
    assert "mật khẩu" in mail.text
    assert not re.search(r"^[A-Z0-9]{3,}-?[A-Z0-9]{3,}$", mail.text, re.MULTILINE)
    stranger = words(enter().post(CODE, {"email": address(world, "reporter")}, follow=True))
    assert _same(page, told["email"]) == _same(stranger, address(world, "reporter"))
    stages = client.session["account_login"]["state"]["stages"]
    code = stages["login_by_code"]["data"]["code"]  # come by somehow
    refused = words(client.post(f"{CODE}nhap/", {"code": code}, follow=True))
    assert "mật khẩu hoặc khóa đăng nhập" in refused
    assert client.get("/hop-thu/").status_code == 302


def _same(html: str, email: str) -> str:
    """The page without what differs between any two requests."""
    html = html.replace(email, "@")
    return re.sub(r'(nonce|value|X-CSRFToken": )="?[^" >]+|"X-CSRFToken": "[^"]+"', "", html)


def test_nobody_learns_whether_an_account_exists(world: World, enter: Enter, sink: Sink) -> None:
    pages = []
    for email in (address(world, "reporter"), "khong-co@vidu.example"):
        pages.append(_same(words(enter().post(CODE, {"email": email}, follow=True)), email))
        pages.append(
            _same(
                words(enter().post("/tai-khoan/mat-khau/dat-lai/", {"email": email}, follow=True)),
                email,
            )
        )
    assert pages[0] == pages[2]
    assert pages[1] == pages[3]
    unknown = read(sink.folder.mails_to("khong-co@vidu.example")[0])
    assert "chưa có tài khoản" in unknown.text


def test_five_wrong_passwords_lock_the_account(world: World, enter: Enter) -> None:
    client = enter()
    for _ in range(5):
        page = sign_in(client, world, "reporter", "sai-mat-khau")
        assert "Địa chỉ hoặc mật khẩu chưa đúng" in words(page)
    assert "tạm khóa" in words(sign_in(enter(), world, "reporter"))
    assert enter().get(LOGIN).status_code == 200


def test_a_reset_link_sets_a_password_by_its_button(world: World, enter: Enter, sink: Sink) -> None:
    email = address(world, "reporter")
    enter().post("/tai-khoan/mat-khau/dat-lai/", {"email": email})
    link = next(u for u in read(sink.folder.mails_to(email)[0]).links if "dat-lai" in u)
    client = enter()
    page = client.get(link.removeprefix("http://localhost"), follow=True)
    assert "Mật khẩu mới" in words(page)
    new = {"password1": "mot-mat-khau-khac-2026", "password2": "mot-mat-khau-khac-2026"}
    done = client.post(page.request["PATH_INFO"], new, follow=True)
    assert "Đã đổi mật khẩu" in words(done)
    assert sign_in(enter(), world, "reporter", new["password1"]).redirect_chain
    again = enter().get(link.removeprefix("http://localhost"), follow=True)
    assert "không còn dùng được" in words(again)


def test_nobody_signs_up_or_changes_addresses(enter: Enter, world: World) -> None:
    for path in ("signup/", "email/", "confirm-email/", "3rdparty/", "dang-ky/", "login/"):
        assert enter().get(f"/tai-khoan/{path}").status_code == 404


def test_idleness_signs_out_and_leads_back(world: World, enter: Enter, morning: Any) -> None:
    client = enter("journalist")
    client.get("/hop-thu/")
    with clock.frozen(morning + timedelta(minutes=14)):
        assert client.get("/hop-thu/", HTTP_X_BACKGROUND="1").status_code == 200
    with clock.frozen(morning + timedelta(minutes=16)):
        asked = client.get("/cai-dat/?a=b")
        assert asked["Location"] == f"{LOGIN}?next=%2Fcai-dat%2F%3Fa%3Db"
        assert client.get("/hop-thu/")["Location"].startswith(LOGIN)


def test_what_was_typed_waits_where_it_stood(world: World, enter: Enter, morning: Any) -> None:
    client = enter("journalist")
    client.get("/cai-dat/")
    with clock.frozen(morning + timedelta(hours=1)):
        asked = client.post(
            "/cai-dat/ma-truy-cap/", {"label": "x"}, HTTP_REFERER="http://localhost/cai-dat/"
        )
        assert asked["Location"] == f"{LOGIN}?next=%2Fcai-dat%2F"
    client = enter("journalist")
    client.get("/cai-dat/")
    with clock.frozen(morning + timedelta(hours=1)):
        asked = client.post("/cai-dat/chu-de/", HTTP_REFERER="https://xau.example/ban/")
        assert asked["Location"] == f"{LOGIN}?next=%2F"


def test_a_background_question_after_idleness_is_a_401(
    world: World, enter: Enter, morning: Any
) -> None:
    client = enter("journalist")
    client.get("/hop-thu/")
    with clock.frozen(morning + timedelta(hours=1)):
        assert client.get("/hop-thu/", HTTP_HX_REQUEST="true").status_code == 401


def test_after_sign_in_everybody_is_where_their_work_is(world: World, enter: Enter) -> None:
    assert enter("journalist").get("/vao/")["Location"] == "/hop-thu/"
    assert enter("coordinator").get("/vao/")["Location"] in ("/ban/", "/hop-thu/")
    assert enter().get("/vao/")["Location"] == "/"


# Demonstrations ---------------------------------------------------------------------------------


@pytest.fixture
def in_demo(settings: Any) -> None:
    settings.CONFIG = replace(settings.CONFIG, mode="demo")


def test_demo_links_sign_each_kind_of_person_in(world: World, enter: Enter, in_demo: None) -> None:
    links = demo.links()
    assert len(links) == 3  # the small network's centre has no officer, its leader no account
    for label, url in links:
        client = enter()
        path = url.removeprefix("http://localhost")
        page = client.get(path)
        assert page.status_code == 200, label
        assert client.get("/cai-dat/").status_code == 302
        assert client.post(path)["Location"] == "/vao/"
        assert client.get("/cai-dat/").status_code == 200


def test_demo_sign_in_exists_nowhere_else(world: World, enter: Enter, settings: Any) -> None:
    live = settings.CONFIG
    settings.CONFIG = replace(live, mode="demo")
    path = demo.links()[0][1].removeprefix("http://localhost")
    far = {"REMOTE_ADDR": "10.0.0.7"}
    passed_on = {"HTTP_X_FORWARDED_FOR": "10.0.0.7"}
    named = {"HTTP_HOST": "testserver"}
    for more in (far, passed_on, named):
        assert Client(**{"HTTP_HOST": "localhost", **more}).post(path).status_code == 404
    for wrong in (path[:-2] + "x/", "/thu-nghiem/x/"):
        assert enter().post(wrong).status_code == 404
    settings.CONFIG = live
    assert enter().get(path).status_code == 404
    assert enter().post(path).status_code == 404


def test_a_demo_session_is_worth_nothing_outside_demo_mode(
    world: World, enter: Enter, settings: Any
) -> None:
    live = settings.CONFIG
    settings.CONFIG = replace(live, mode="demo")
    client = enter()
    client.post(demo.links()[0][1].removeprefix("http://localhost"))
    assert client.get("/cai-dat/").status_code == 200
    settings.CONFIG = live
    assert client.get("/cai-dat/").status_code == 302


# Settings ---------------------------------------------------------------------------------------


def test_topics_language_and_theme_are_kept(world: World, enter: Enter) -> None:
    client = enter("journalist")
    client.post("/cai-dat/chu-de/", {"topic": ["false-news", "no-such-topic"]})
    page = words(client.get("/cai-dat/"))
    assert re.search(r'value="false-news"[^>]* checked', page)
    client.post("/cai-dat/chu-de/", {})
    assert not re.search(r'value="false-news"[^>]* checked', words(client.get("/cai-dat/")))
    done = client.post("/cai-dat/hien-thi/", {"language": "en", "theme": "dark"})
    assert done.cookies["django_language"].value == "en" and done.cookies["theme"].value == "dark"
    world.reporter.refresh_from_db()
    assert world.reporter.language == "en"
    client.post("/cai-dat/hien-thi/", {"language": "xx", "theme": "pink"})
    world.reporter.refresh_from_db()
    assert world.reporter.language == "en"


def test_a_token_s_secret_is_shown_once(world: World, enter: Enter) -> None:
    client = enter("journalist")
    told = {"label": "Hệ thống tòa soạn", "scopes": ["read_editions"], "days": "30"}
    page = client.post("/cai-dat/ma-truy-cap/", told)
    secret = re.search(r"ts_[\w-]{40,}", words(page))[0]
    assert "no-store" in page["Cache-Control"]
    settings_page = words(client.get("/cai-dat/"))
    assert "Hệ thống tòa soạn" in settings_page and secret not in settings_page
    path = re.search(r"/cai-dat/ma-truy-cap/[0-9a-f-]+/thu-hoi/", settings_page)[0]
    assert enter("stranger").post(path).status_code == 404
    client.post(path)
    assert "Hệ thống tòa soạn" not in words(client.get("/cai-dat/"))
    wrong = client.post("/cai-dat/ma-truy-cap/", {"label": "", "days": "9999"})
    assert wrong.status_code == 422 and "Hãy đặt tên" in words(wrong)


def test_settings_show_only_one_s_own(archive: Archive, enter: Enter) -> None:
    page = words(enter("journalist").get("/cai-dat/"))
    assert "reporter@vidu.example" in page
    assert "leader@vidu.example" not in page
    assert archive.public.number_label in page
