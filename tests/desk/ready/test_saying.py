"""«Tôi được nói gì lúc này»: the lines, who sees them, what is new, what is taken from there."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from tests.desk.releases.conftest import open_world
from tests.pages import CarefulClient
from tests.releases.conftest import World, sealed
from thongsuot.desk import visits
from thongsuot.facts import actions as facts
from thongsuot.facts.terms import Cadence
from thongsuot.lib import clock
from thongsuot.network import actions as network
from thongsuot.network.terms import PUBLIC
from thongsuot.releases import actions, queries
from thongsuot.releases.houses import Answered, Document, House, HouseFigure, Line
from thongsuot.releases.models import Edition, Release, Topic
from thongsuot.releases.terms import PolicyStage, Reach

CODE = "subscriber-data"
PAGE = f"/ban/noi-gi/{CODE}/"
OPEN, INSIDE, NOT_YET = "Gọi video ba phút là xong", "Cứ bình tĩnh trả lời", "Chưa nêu ngày khóa"
HOUSE = House(
    one_line="Thuê bao chuẩn hóa tại nhà bằng cuộc gọi video.",
    messages=(Line(OPEN), Line(INSIDE, inside=True)),
    answers=(
        Answered("Ai phải làm lại thông tin?", "Người có thông tin chưa khớp."),
        Answered("Sim không chính chủ có bị khóa không?", "Nhà mạng nhắc trước, khóa sau."),
        Answered("Nội bộ hỏi nhau?", "Gọi cho Cục.", inside=True),
    ),
    not_yet=(NOT_YET,),
    documents=(Document("Công văn hướng dẫn", "12/CVT"),),
    valid_until=date(2026, 12, 31),
)
Enter = Callable[[str], CarefulClient]


@pytest.fixture
def world(db: None, morning: object) -> World:
    found = open_world()
    Topic.objects.filter(pk=CODE).update(owner=found.telecom)
    return found


def publish(
    world: World, house: House = HOUSE, reach: Reach = Reach.UNITS, **details: Any
) -> Edition:
    officer = world.officer
    release = actions.begin_house(topic=CODE, unit=world.telecom, by=officer, house=house)
    actions.save_house(release=release, by=officer, house=house, base=0, title="Bộ thông điệp")
    if reach != Reach.UNITS or details:
        actions.set_details(release=release, by=officer, topic=CODE, reach=reach, **details)
    return sealed(world, release)


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_lines_of_a_topic(world: World, enter: Enter) -> None:
    publish(world, policy_stage=PolicyStage.IN_FORCE)
    page = text(enter("stranger").get(PAGE))
    for told in (HOUSE.one_line, OPEN, INSIDE, NOT_YET, "12/CVT", "Đang có hiệu lực", "31/12/2026"):
        assert told in page
    assert "Nguyễn Thị Mai" in page  # the owner's officer: whom to call
    assert page.index(INSIDE) < page.index("chỉ trong đơn vị") < page.index(NOT_YET)


def test_a_question_opens_its_answer(world: World, enter: Enter) -> None:
    publish(world)
    client = enter("officer")
    found = text(client.get("/ban/noi-gi/", {"q": "sim khong chinh chu co bi khoa khong"}))
    assert "Nhà mạng nhắc trước, khóa sau." in found
    page = text(client.get(PAGE, {"q": "sim khong chinh chu bi khoa"}))
    opened = page.split('<details class="say-answer" open>')[1]
    assert opened.startswith("<summary>Sim không chính chủ")
    assert page.count("<details") - page.count('<details class="menu') >= 3
    assert "Chưa tìm thấy" in text(client.get("/ban/noi-gi/", {"q": "xyzzy"}))


def test_no_stale_answer_after_a_new_edition(world: World) -> None:
    publish(world)
    viewer = world.view("officer")
    assert queries.ask(viewer, "ai phải làm lại thông tin")[0].answer is not None
    again = House(one_line="Mới", answers=(Answered("Làm lại thông tin ở đâu?", "Tại nhà."),))
    publish(world, again)
    best = queries.ask(viewer, "ai phải làm lại thông tin")[0].answer
    assert best is not None and best.answer == "Tại nhà."


def test_lines_from_inside_are_found_by_nobody_else(world: World) -> None:
    publish(world, reach=Reach.PUBLIC)
    secrets = (INSIDE, "Nội bộ hỏi nhau", NOT_YET)
    for viewer in (PUBLIC, world.view("reporter")):
        for question in secrets:
            for asked in queries.ask(viewer, question):
                assert asked.answer is None or not asked.answer.inside
        told = queries.sayable(viewer, CODE)
        assert told is not None
        assert (told.house is not None, told.bodies) == (True, ())
        assert not [secret for secret in secrets if secret in str(told)]
    assert NOT_YET in str(queries.sayable(world.view("stranger"), CODE))


def test_the_scope_tells_others_nothing(world: World, enter: Enter) -> None:
    publish(world, reach=Reach.PUBLIC)
    for client in (enter("public"), enter("reporter")):
        for path in ("/ban/noi-gi/", PAGE, "/ban/noi-gi/sw.js", "/ban/noi-gi/mat-mang/"):
            answer = client.get(path)
            assert answer.status_code in (302, 403)
            assert "X-Kept-For" not in answer
            assert OPEN not in text(answer)
        assert client.post(PAGE + "soan/").status_code in (302, 403)


def test_nothing_before_its_hour(world: World, enter: Enter) -> None:
    hour = clock.now() + timedelta(hours=2)
    publish(world, embargo_until=hour)
    for name in ("officer", "coordinator"):
        page = text(enter(name).get(PAGE))
        assert OPEN not in page
        assert "Chưa có nội dung được duyệt" in page
    with clock.frozen(hour):
        assert OPEN in text(enter("officer").get(PAGE))


def test_expired_lines_say_whom_to_ask(world: World, enter: Enter) -> None:
    publish(world)
    with clock.frozen(clock.now() + timedelta(days=60)):
        client = enter("stranger")
        page = text(client.get(PAGE))
        assert "Nội dung đã hết giá trị" in page
        assert 'id="zalo"' not in page
        assert f"/ban/yeu-cau/moi/?chu-de={CODE}&amp;don-vi={world.telecom.pk}" in page
        client.post(PAGE + "soan/", {"unit": str(world.press.pk)})
    assert not Release.objects.filter(unit=world.press).exists()


def test_what_is_new_since_the_last_visit(world: World, enter: Enter) -> None:
    client = enter("stranger")
    publish(world)
    first = client.get(PAGE)
    assert "Có gì mới" not in text(first)
    cookie = first.cookies["noi-gi"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (PAGE, True, "Lax")
    publish(world, House(one_line=HOUSE.one_line, messages=(Line("Kéo dài thêm một tháng"),)))
    for _again in range(2):  # told the whole day
        page = text(client.get(PAGE))
        assert "<ins>Kéo dài thêm một tháng</ins>" in page
        assert f"<del>{OPEN}</del>" in page
    with clock.frozen(clock.now() + timedelta(days=1)):
        tomorrow = enter("stranger")
        tomorrow.cookies["noi-gi"] = client.cookies["noi-gi"].value
        page = text(tomorrow.get(PAGE))
        assert "Kéo dài thêm một tháng" in page
        assert "Có gì mới" not in page


@pytest.mark.parametrize("cookie", ["", "x", "1.2.3", "..", "not-a-uuid..2026-01-01"])
def test_a_cookie_of_somebody_elses_making_is_none(cookie: str) -> None:
    assert visits.read(cookie) is None


def test_the_text_for_zalo_has_open_lines_only(world: World, enter: Enter) -> None:
    edition = publish(world)
    page = text(enter("officer").get(PAGE))
    zalo = page.split('id="zalo"')[1].split("</textarea>")[0]
    assert OPEN in zalo
    assert f"/tin/{edition.pk}/" in zalo
    assert INSIDE not in zalo
    assert NOT_YET not in zalo
    assert "Chỉ gửi trong nhóm của các đơn vị" in page


def test_a_draft_begun_from_the_lines(world: World, enter: Enter) -> None:
    publish(world)
    answer = enter("stranger").post(PAGE + "soan/", {"unit": str(world.press.pk)})
    release = Release.objects.get(unit=world.press)
    assert answer.headers["Location"] == reverse("desk:editor", args=[release.pk])
    revision = release.revisions.get()
    assert (release.kind_id, release.topic_id, release.reach) == ("press_release", CODE, "units")
    assert OPEN in revision.body
    assert INSIDE not in revision.body
    assert NOT_YET not in revision.body
    enter("officer").post(PAGE + "soan/", {"unit": str(world.press.pk)})  # not their unit
    assert Release.objects.filter(unit=world.press).count() == 1


def test_a_figure_that_moved(world: World, enter: Enter) -> None:
    indicator = facts.keep_indicator(
        name="Thuê bao đã chuẩn hóa",
        measure="thuê bao",
        cadence=Cadence.MONTHLY,
        reach=Reach.UNITS,
        by=world.coordinator,
    )
    series = facts.open_series(
        indicator=indicator,
        owner=world.telecom,
        next_due_on=date(2026, 11, 30),
        by=world.coordinator,
    )
    stated = {"series": series, "stated_for": world.telecom.pk, "by": world.officer}
    facts.state_value(number=Decimal(100), as_of=date(2026, 11, 1), source="BC 1", **stated)
    publish(world, House("Số", (Line(OPEN),), figures=(HouseFigure(series.pk, "Đã chuẩn hóa"),)))
    client = enter("stranger")
    page = text(client.get(PAGE))
    assert "100" in page
    assert "Mới hơn số" not in page
    facts.state_value(number=Decimal(250), as_of=date(2026, 11, 20), source="BC 2", **stated)
    page = text(client.get(PAGE))
    assert "250" in page
    assert "20/11/2026" in page
    assert "Mới hơn số trong bộ thông điệp (100" in page
    with clock.frozen(clock.now() + timedelta(days=90)):
        assert "Đã quá hạn cập nhật" in text(enter("stranger").get(PAGE))


def test_private_numbers_stay_masked(world: World, enter: Enter) -> None:
    point = network.add_contact_point(
        person=world.officer, channel="phone", address="0912000111", by=world.coordinator
    )
    network.share_contact_point(contact_point=point, sharing="private", by=world.officer)
    publish(world)
    assert "0912000111" not in text(enter("stranger").get(PAGE)).replace(" ", "")


def test_the_pages_say_whose_they_are(world: World, enter: Enter) -> None:
    publish(world)
    whose = {name: enter(name).get(PAGE)["X-Kept-For"] for name in ("officer", "stranger")}
    assert len(set(whose.values())) == 2
    worker = enter("officer").get("/ban/noi-gi/sw.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert "no-store" in enter("officer").get(PAGE)["Cache-Control"]
