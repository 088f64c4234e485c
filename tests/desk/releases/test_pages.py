"""Every page of a text opens, with a title and one h1; whose it is not, it is not there."""

import re
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from tests.desk.releases.conftest import Enter
from tests.releases.conftest import World, begin, later, pending, sealed, write
from thongsuot.releases import actions

OWN = ("officer", "colleague", "leader")
OTHERS = ("stranger", "other_leader", "centre_leader", "coordinator", "reporter", "public")
GETS = ("", "soan/", "dang-soan/", "doi-chieu/", "so-sanh/", "viec/trinh/", "viec/bo/")
POSTS = ("soan/", "luu-tam/", "chi-tiet/", "bo-nhap/", "tep/", "word/", "gop-y/", "viec/trinh/")


def heading(page: str) -> str:
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert len(found) == 1
    assert "<title>" in page
    return found[0].strip()


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("part", GETS)
def test_the_unit_opens_every_page_of_its_text(
    world: World, enter: Enter, name: str, part: str
) -> None:
    release = begin(world)
    answer = enter(name).get(f"/ban/tin/{release.id}/{part}", follow=True)
    assert answer.status_code == 200
    if part != "dang-soan/":
        assert heading(answer.text)


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("part", GETS)
def test_a_draft_of_another_unit_is_not_there(
    world: World, enter: Enter, name: str, part: str
) -> None:
    release = begin(world)
    write(release, world.officer, "<p>Chuyện riêng của Cục</p>", title="Chuyện riêng", base=1)
    answer = enter(name).get(f"/ban/tin/{release.id}/{part}")
    assert answer.status_code == {"public": 302, "reporter": 403}.get(name, 404)
    assert "Chuyện riêng" not in answer.text


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("part", POSTS)
def test_nobody_else_writes_into_it(world: World, enter: Enter, name: str, part: str) -> None:
    release = begin(world)
    answer = enter(name).post(f"/ban/tin/{release.id}/{part}", {"title": "x", "base": "1"})
    assert answer.status_code == {"public": 302, "reporter": 403}.get(name, 404)
    release.refresh_from_db()
    assert (release.title, release.state) == ("Tin mới", "draft")


@pytest.mark.parametrize("name", [*OTHERS, "officer", "leader"])
def test_lists_show_only_what_is_mine(world: World, enter: Enter, name: str) -> None:
    begin(world)
    for tab in ("mine", "waiting", "in_approval", "released", "dropped"):
        answer = enter(name).get("/ban/tin/", {"tab": tab})
        if name in ("public", "reporter"):
            assert answer.status_code in (302, 403)
        else:
            assert ("Tin mới" in answer.text) == (tab == "mine" and name in OWN)


def test_a_list_is_filtered_and_exported(world: World, enter: Enter) -> None:
    begin(world)
    statement = begin(world, kind="statement")
    write(statement, world.officer, title="=Phát ngôn về SIM rác", base=1)
    client = enter("officer")
    only = client.get("/ban/tin/", {"kind": "statement"}).text
    assert "Phát ngôn về SIM rác" in only
    assert "Tin mới" not in only
    assert "Phát ngôn về SIM rác" in client.get("/ban/tin/", {"q": "phat ngon sim"}).text
    assert "Không có tin nào khớp" in client.get("/ban/tin/", {"q": "zzz"}).text
    sheet = load_workbook(BytesIO(client.get("/ban/tin/danh-sach.xlsx").content)).active
    assert sorted(row[0].value for row in sheet.iter_rows(min_row=2)) == [
        "'=Phát ngôn về SIM rác",
        "Tin mới",
    ]


@pytest.mark.parametrize(
    "asked",
    [
        {"before": "x"},
        {"before": "2026-01-01"},
        {"before": "0001-01-01T00:00:00+23:59"},
        {"tab": "<script>"},
        {"q": "\0" * 9},
        {"q": "%' OR 1=1 --"},
        {"kind": "x" * 999, "unit": "y"},
    ],
)
def test_hostile_questions_do_no_harm(world: World, enter: Enter, asked: dict[str, str]) -> None:
    begin(world)
    answer = enter("officer").get("/ban/tin/", asked)
    assert answer.status_code == 200
    assert "<script>" not in answer.text.replace("<script ", "")


def test_pages_of_a_list_miss_nothing(world: World, enter: Enter) -> None:
    from thongsuot.lib import clock

    for n in range(35):
        with clock.frozen(later(minutes=n)):
            begin(world, title=f"Số {n:02}")
    client = enter("officer")
    first = client.get("/ban/tin/").text
    older = re.search(r'href="(\?[^"]*before[^"]*)"', first)
    assert older
    second = client.get("/ban/tin/" + older[1].replace("&amp;", "&")).text
    shown = re.findall(r"/ban/tin/([0-9a-f-]{36})/", first) + re.findall(
        r"/ban/tin/([0-9a-f-]{36})/", second
    )
    assert len(set(shown)) == len(shown) == 35


def test_what_is_not_there(world: World, enter: Enter) -> None:
    client = enter("officer")
    release = begin(world)
    assert client.get(f"/ban/tin/{uuid4()}/").status_code == 404
    assert client.get(f"/ban/tin/{release.id}/viec/xoa/").status_code == 404
    assert client.get(f"/ban/tin/{release.id}/so-sanh/?cu=1&moi=99").status_code in (302, 404)
    assert client.get(f"/ban/duyet/{uuid4()}/").status_code == 404


def test_a_released_text_shows_its_edition(world: World, enter: Enter) -> None:
    edition = sealed(world)
    page = enter("officer").get(f"/ban/tin/{edition.release_id}/").text
    assert edition.number_label in page
    assert f"/ban/phat-hanh/{edition.id}/gui/" in page
    assert "Chữ gửi nhóm Zalo" in page
    for part in ("viec/dinh-chinh/", "viec/thu-hoi/"):
        assert enter("officer").get(f"/ban/tin/{edition.release_id}/{part}").status_code == 200


def test_revisions_compare(world: World, enter: Enter) -> None:
    release = begin(world)
    write(release, world.officer, "<p>Mạng lưới có hai đầu mối mới.</p>", "Tin hai", base=1)
    page = enter("leader").get(f"/ban/tin/{release.id}/so-sanh/?cu=1&moi=2").text
    assert "<ins>" in page
    assert "<del>mới</del>" in page
    for number in ("0", "-1", "²", "x" * 50, "999"):
        answer = enter("leader").get(f"/ban/tin/{release.id}/so-sanh/", {"cu": number})
        assert answer.status_code == 404


def test_a_submitted_text_is_seen_by_its_deciders(world: World, enter: Enter) -> None:
    release = begin(world)
    actions.submit(release=release, by=world.officer)
    step = pending(release)
    for name, status in (
        ("leader", 200),
        ("officer", 302),
        ("coordinator", 302),
        ("other_leader", 404),
        ("stranger", 404),
        ("reporter", 403),
        ("public", 302),
    ):
        assert enter(name).get(f"/ban/duyet/{step.id}/").status_code == status
    assert enter("stranger").get(f"/ban/tin/{release.id}/").status_code == 404
    assert "Trần Văn Hùng" in enter("officer").get(f"/ban/tin/{release.id}/").text
