"""Topics and the editor of message houses, as staff use them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict

from tests.desk.releases.conftest import Enter
from tests.releases.conftest import World, sealed
from thongsuot.desk.forms.houses import Choices, HouseForms
from thongsuot.lib import clock
from thongsuot.releases import actions, houses, queries
from thongsuot.releases.houses import House, HouseFigure, Line
from thongsuot.releases.models import Draft, Release, Topic

TOPIC = "telecom"


@pytest.fixture
def own(world: World) -> World:
    Topic.objects.filter(pk=TOPIC).update(owner=world.telecom)
    return world


@pytest.fixture
def release(own: World) -> Release:
    return actions.begin_house(topic=TOPIC, unit=own.telecom, by=own.officer)


def sent(**more: Any) -> dict[str, Any]:
    return {
        "title": "Viễn thông",
        "one_line": "Một câu.",
        "valid_until": "",
        "review_on": str(clock.legal_date() + timedelta(days=30)),
        "base": "0",
        "messages-0-text": "Lời thứ nhất",
        "messages-7-text": "Lời thứ hai",
        "messages-7-inside": "on",
        "answers-0-question": "Bao giờ?",
        "answers-0-answer": "Sang năm.",
        "not_yet-0-text": "Chưa nói mức giá.",
    } | more


def kept(release: Release) -> House:
    return houses.read(Draft.objects.get(release=release).house)


def address(release: Release, tail: str = "soan") -> str:
    return f"/ban/tin/{release.pk}/{tail}/"


def test_a_house_is_written_and_submitted(own: World, release: Release, enter: Enter) -> None:
    desk = enter("officer")
    page = desk.get(address(release)).content.decode()
    assert "Thêm thông điệp" in page and "id_messages-0-text" in page
    speakers = (f"{own.leader.pk}", f"{own.centre_leader.pk}", f"{own.stranger.pk}")
    assert [key in page for key in speakers] == [True, True, False]
    desk.post(address(release), sent() | {"then": "save"})
    revision = release.revisions.get()
    house = houses.read(revision.house)
    assert house.messages == (Line("Lời thứ nhất"), Line("Lời thứ hai", inside=True))
    assert house.not_yet == ("Chưa nói mức giá.",) and "Lời thứ hai" not in revision.body
    desk.post(address(release), sent(base="1") | {"one_line": "Khác.", "then": "submit"})
    release.refresh_from_db()
    assert release.state == "in_approval" and release.revisions.count() == 2
    step = release.steps.get(state="pending")
    for page in (f"/ban/duyet/{step.pk}/", f"/ban/tin/{release.pk}/"):
        told = enter("leader").get(page).content.decode()
        assert "Lời thứ hai" in told and "Chưa nói mức giá." in told, "who decides sees it all"


def test_rows_are_added_moved_and_taken_out_without_a_script(
    own: World, release: Release, enter: Enter
) -> None:
    desk = enter("officer")
    answer = desk.post(address(release), sent() | {"then": "more:messages"})
    assert answer.headers["Location"].endswith("?them=messages#messages")
    assert "id_messages-2-text" in desk.get(address(release) + "?them=messages").content.decode()
    desk.post(address(release), sent() | {"then": "up:messages-7"})
    assert [line.text for line in kept(release).messages] == ["Lời thứ hai", "Lời thứ nhất"]
    desk.post(address(release), sent() | {"then": "remove:messages-0"})
    assert [line.text for line in kept(release).messages] == ["Lời thứ hai"]
    desk.post(address(release), sent() | {"then": "down:messages-7"})
    assert len(kept(release).messages) == 2, "the last one stays the last"


def test_two_bodies_figures_of_one_series_both_stay() -> None:
    series, one, two = uuid4(), uuid4(), uuid4()
    house = House(figures=(HouseFigure(series, "A", one, "1"), HouseFigure(series, "B", two, "2")))
    choices = Choices([(str(series), "Số")], [])
    shown = HouseForms(house, choices, head={"title": "", "base": 0})
    assert [row["value"].value() for row in shown.rows["figures"]] == [str(one), str(two)]
    post = QueryDict(mutable=True)
    post.update({"base": "0", "title": "", "one_line": "", "valid_until": "", "review_on": ""})
    for n, (words, value) in enumerate((("B mới", two), ("A", one), ("C", ""))):
        row = {"series": series, "words": words, "value": value}
        post.update({f"figures-{n}-{name}": str(given) for name, given in row.items()})
    typed = HouseForms(house, choices, head={}, sent=post)
    assert not typed.errors
    found = [(f.words, f.value, f.written) for f in typed.typed().figures]
    assert found == [("B mới", two, "2"), ("A", one, "1"), ("C", one, "1")]


def test_typing_is_kept_and_findings_told(own: World, release: Release, enter: Enter) -> None:
    desk = enter("officer")
    lines = sent() | {"person": own.officer.pk, "answers-0-answer": ""}
    told = desk.post(address(release, "luu-tam"), lines).json()
    assert "chưa đủ" in told["findings"] and kept(release).answers[0].question == "Bao giờ?"
    six = {f"messages-{n}-text": f"Lời {n}" for n in range(6)}
    refused = desk.post(address(release, "luu-tam"), sent(person=own.officer.pk) | six)
    assert refused.status_code == 409 and "5" in refused.json()["words"]
    shown = desk.post(address(release), sent() | six | {"then": "save"})
    assert shown.status_code == 409 and "Lời 5" in shown.content.decode(), "nothing typed is lost"
    details = {"topic": TOPIC, "reach": "public", "policy_stage": "none"}
    assert "findings" in desk.post(address(release, "chi-tiet"), sent() | details).json()
    release.refresh_from_db()
    assert release.reach == "public"
    wrong = sent() | {"valid_until": "hôm nay", "documents-0-url": "x y", "then": "save"}
    assert desk.post(address(release), wrong).status_code == 422


def test_two_saves_meet(own: World, release: Release, enter: Enter) -> None:
    desk = enter("officer")
    desk.post(address(release, "luu-tam"), sent(person=own.officer.pk))
    theirs = House(messages=(Line("Của người khác"),))
    actions.save_house(release=release, by=own.colleague, house=theirs, base=0)
    answer = desk.post(address(release), sent() | {"then": "save"})
    assert answer.headers["Location"].endswith("/doi-chieu/")
    assert "Của người khác" in desk.get(address(release, "doi-chieu")).content.decode()
    desk.post(address(release), {"base": "1", "title": "x", "summary": "", "body": ""})
    assert houses.read(queries.release_for(own.view("officer"), release.pk).revisions.get(
        number=2
    ).house).messages[0].text == "Lời thứ nhất"  # fmt: skip


def out(own: World, release: Release) -> Any:
    house = House(
        messages=(Line("Lời mở"), Line("Lời kín", inside=True)), not_yet=("Chưa nói giá",)
    )
    actions.save_house(release=release, by=own.officer, house=house, base=0)
    return sealed(own, release)


def test_a_topic_is_listed_reviewed_and_begun_anew(
    own: World, release: Release, enter: Enter
) -> None:
    desk = enter("officer")
    assert "Chưa có bộ thông điệp" in desk.get("/ban/chu-de/").content.decode()
    out(own, release)
    page = desk.get("/ban/chu-de/telecom/").content.decode()
    assert "Lời mở" in page and "Chưa nói giá" in page and "Đã rà soát" in page
    desk.post("/ban/chu-de/telecom/ra-soat/")
    assert Topic.objects.get(pk=TOPIC).reviewed_by == own.officer
    begun = desk.post("/ban/chu-de/telecom/soan/", {"unit": own.telecom.pk})
    new = Release.objects.get(pk=begun.headers["Location"].split("/")[3])
    assert kept(new).not_yet == ("Chưa nói giá",)
    assert "Bản nháp" in desk.get("/ban/chu-de/telecom/").content.decode()
    stranger = enter("stranger").get("/ban/chu-de/telecom/").content.decode()
    assert "Đã rà soát" not in stranger and "/ban/chu-de/telecom/soan/" not in stranger
    assert enter("stranger").get("/ban/chu-de/danh-sach.xlsx").status_code == 200
    assert enter("reporter").get("/ban/chu-de/").status_code == 403


def test_the_centre_adds_and_changes_a_topic(own: World, enter: Enter) -> None:
    desk = enter("coordinator")
    assert desk.get("/ban/chu-de/moi/").status_code == 200
    asked = {
        "name": "Đất hiếm", "name_en": "", "parent": "", "owner": str(own.telecom.pk),
        "deputy_0": str(own.press.pk), "keywords": "mỏ\n", "review_every_days": "30",
    }  # fmt: skip
    desk.post("/ban/chu-de/moi/", asked)
    assert list(Topic.objects.get(pk="dat-hiem").deputies.all()) == [own.press]
    desk.post("/ban/chu-de/dat-hiem/sua/", asked | {"name": "Đất quý", "deputy_0": ""})
    row = Topic.objects.get(pk="dat-hiem")
    assert row.name == "Đất quý" and not row.deputies.exists()
    assert enter("officer").get("/ban/chu-de/dat-hiem/sua/").status_code == 403


def test_lines_from_inside_stand_on_the_edition_for_staff_alone(
    own: World, release: Release, enter: Enter
) -> None:
    actions.set_details(release=release, by=own.officer, topic=TOPIC, reach="public")
    edition = out(own, release)
    page = f"/tin/{edition.pk}/"
    staff = enter("stranger").get(page).content.decode()
    assert "Lời kín" in staff and "Chưa nói giá" in staff and "Chỉ trong đơn vị" in staff
    for name in ("reporter", "public"):
        told = enter(name).get(page).content.decode()
        assert "Lời mở" in told and "Lời kín" not in told and "Chưa nói giá" not in told
