"""The road of a text at the desk: submitted, decided, talked about, corrected."""

import re
from datetime import timedelta

import pytest

from tests.desk.releases.conftest import Enter
from tests.releases.conftest import World, begin, later, pending, sealed, write
from thongsuot.lib import clock
from thongsuot.network import actions as network
from thongsuot.releases import actions
from thongsuot.releases.models import Approval, Comment, Consultation, Release


def submitted(world: World) -> Release:
    release = begin(world)
    return actions.submit(release=release, by=world.officer)


def test_the_whole_road_by_thumb(world: World, enter: Enter) -> None:
    release = begin(world)
    page = enter("officer").get(f"/ban/tin/{release.id}/viec/trinh/").text
    assert "Trong lúc chờ duyệt không sửa được" in page
    enter("officer").post(f"/ban/tin/{release.id}/viec/trinh/")
    for name, words in (("leader", "Duyệt"), ("coordinator", "Duyệt, phát hành")):
        address = f"/ban/duyet/{pending(release).id}/"
        assert words in enter(name).get(address).text
        assert not Approval.objects.filter(decided_by=world.people[name]).exists()
        answer = enter(name).post(address, {"decision": "approve"}, follow=True)
        assert answer.status_code == 200
    assert "1/2026/CVT" in answer.text
    release.refresh_from_db()
    assert release.state == "released"


def test_a_return_needs_its_reason(world: World, enter: Enter) -> None:
    release = submitted(world)
    address = f"/ban/duyet/{pending(release).id}/"
    answer = enter("leader").post(address, {"decision": "return", "reason": "  "})
    assert answer.status_code == 409
    assert not Approval.objects.exists()
    enter("leader").post(address, {"decision": "return", "reason": "Thiếu số liệu <b>"})
    for name in ("officer", "colleague"):
        for part in ("", "soan/"):
            page = enter(name).get(f"/ban/tin/{release.id}/{part}").text
            assert "Thiếu số liệu &lt;b&gt;" in page
    answer = enter("leader").get(address)
    assert answer["Location"] == f"/ban/tin/{release.id}/"


def test_taking_over_opens_the_editor(world: World, enter: Enter) -> None:
    release = submitted(world)
    address = f"/ban/duyet/{pending(release).id}/"
    answer = enter("leader").post(address, {"decision": "take_over"})
    assert answer["Location"] == f"/ban/tin/{release.id}/soan/"
    assert enter("leader").get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("decision", ["", "x", "approve\0"])
def test_an_unknown_decision_does_nothing(world: World, enter: Enter, decision: str) -> None:
    release = submitted(world)
    address = f"/ban/duyet/{pending(release).id}/"
    assert enter("leader").post(address, {"decision": decision}).status_code == 422
    assert not Approval.objects.exists()


@pytest.mark.parametrize("name", ["officer", "colleague", "coordinator", "stranger", "reporter"])
def test_only_its_decider_decides(world: World, enter: Enter, name: str) -> None:
    release = submitted(world)
    address = f"/ban/duyet/{pending(release).id}/"
    assert enter(name).post(address, {"decision": "approve"}).status_code in (302, 403, 404)
    assert not Approval.objects.exists()


def test_a_decision_says_what_changed_since(world: World, enter: Enter) -> None:
    release = begin(world)
    write(release, world.officer, "<p>Mạng lưới truyền thông có thêm hai đầu mối.</p>", base=1)
    actions.submit(release=release, by=world.officer)
    page = enter("leader").get(f"/ban/duyet/{pending(release).id}/").text
    assert "Đổi gì so với phiên bản trước" in page
    assert "<ins>" in page


def test_a_deputy_sees_in_whose_place(world: World, enter: Enter) -> None:
    client = enter("leader")
    today = clock.legal_date()
    page = client.get("/ban/uy-quyen/").text
    mandate = re.search(r'name="mandate" value="([^"]+)"', page)
    assert mandate
    asked = {
        "mandate": mandate[1],
        "person": str(world.colleague.pk),
        "first": str(today),
        "last": str(today + timedelta(days=3)),
    }
    assert client.post("/ban/uy-quyen/", asked).status_code == 302
    assert "Lý Văn Tám" in client.get("/ban/uy-quyen/").text
    release = submitted(world)
    address = f"/ban/duyet/{pending(release).id}/"
    assert "Anh/chị duyệt thay Trần Văn Hùng" in enter("colleague").get(address).text
    assert "được ủy quyền" in enter("officer").get(f"/ban/tin/{release.id}/").text
    enter("colleague").post(address, {"decision": "approve"})
    assert Approval.objects.get().deputising
    assert "duyệt thay" in enter("officer").get(f"/ban/tin/{release.id}/").text


def test_deputies_are_named_by_leaders_alone(world: World, enter: Enter) -> None:
    for name in ("officer", "reporter"):
        assert enter(name).get("/ban/uy-quyen/").status_code == 403
    bad = {"person": str(world.stranger.pk), "first": "2026-13-99", "last": ""}
    answer = enter("leader").post("/ban/uy-quyen/", bad)
    assert answer.status_code == 422
    assert "2026-13-99" in answer.text


def test_a_deputy_ends_only_by_its_leader(world: World, enter: Enter) -> None:
    today = clock.legal_date()
    mandate = world.leader.mandates.get()
    named = network.name_deputy(
        mandate=mandate.pk,
        person=world.colleague,
        valid_from=today,
        valid_to=today,
        by=world.leader,
    )
    address = f"/ban/uy-quyen/{named.pk}/thoi/"
    assert enter("other_leader").post(address).status_code == 404
    assert enter("colleague").post(address).status_code == 404
    assert enter("leader").post(address).status_code == 302
    assert not mandate.deputies.exists()


def test_remarks_are_left_and_settled(world: World, enter: Enter) -> None:
    release = begin(world)
    client = enter("leader")
    client.post(f"/ban/tin/{release.id}/gop-y/", {"text": "<i>Rõ hơn</i>", "quote": "đầu mối"})
    page = client.get(f"/ban/tin/{release.id}/").text
    assert "&lt;i&gt;Rõ hơn" in page
    remark = Comment.objects.get()
    settle = f"/ban/tin/{release.id}/gop-y/{remark.id}/xong/"
    assert enter("stranger").post(settle).status_code == 404
    assert enter("officer").post(settle).status_code == 302
    assert "đã xử lý" in client.get(f"/ban/tin/{release.id}/").text
    other = begin(world)
    assert enter("officer").post(f"/ban/tin/{other.id}/gop-y/{remark.id}/xong/").status_code == 404
    answer = client.post(f"/ban/tin/{release.id}/gop-y/", {"text": "", "quote": "giữ lại"})
    assert answer.status_code == 422
    assert "giữ lại" in answer.text


def test_an_opinion_is_asked_and_given(world: World, enter: Enter) -> None:
    release = submitted(world)
    ask = f"/ban/tin/{release.id}/viec/hoi-y-kien/"
    by = later(hours=5).astimezone(clock.VIETNAM).strftime("%Y-%m-%dT%H:%M")
    wrong = enter("leader").post(
        ask, {"unit": str(world.press.pk), "answer_by": "2020-01-01T00:00"}
    )
    assert wrong.status_code == 409
    assert "2020-01-01T00:00" in wrong.text
    assert enter("leader").post(ask, {"unit": "x", "answer_by": by}).status_code == 422
    assert enter("stranger").get(f"/ban/tin/{release.id}/").status_code == 404
    enter("leader").post(ask, {"unit": str(world.press.pk), "answer_by": by})
    asked = Consultation.objects.get()
    assert "Ý kiến của đơn vị" in enter("stranger").get(f"/ban/tin/{release.id}/").text
    answer = f"/ban/tin/{release.id}/y-kien/{asked.id}/"
    assert enter("officer").post(answer, {"text": "Thay"}).status_code == 409
    enter("stranger").post(answer, {"text": "Nhất trí."})
    assert "Nhất trí." in enter("officer").get(f"/ban/tin/{release.id}/").text


def test_acts_ask_for_their_reason(world: World, enter: Enter) -> None:
    release = submitted(world)
    shorten = f"/ban/tin/{release.id}/viec/rut-gon/"
    assert enter("officer").post(shorten, {"reason": "x"}).status_code == 409
    assert enter("coordinator").post(shorten, {"reason": ""}).status_code == 422
    answer = enter("coordinator").post(shorten, {"reason": "Cơn bão đang tới"}, follow=True)
    assert "Cơn bão đang tới" in answer.text
    release.refresh_from_db()
    assert release.state == "released"


def test_a_text_is_dropped_with_its_reason(world: World, enter: Enter) -> None:
    release = begin(world)
    enter("officer").post(f"/ban/tin/{release.id}/viec/bo/", {"reason": "Đã có tin khác"})
    release.refresh_from_db()
    assert release.state == "dropped"
    assert "Tin mới" in enter("officer").get("/ban/tin/?tab=dropped").text


def test_a_submitted_text_is_recalled(world: World, enter: Enter) -> None:
    release = submitted(world)
    answer = enter("officer").post(f"/ban/tin/{release.id}/viec/rut-lai/")
    assert answer["Location"] == f"/ban/tin/{release.id}/soan/"
    assert enter("officer").get(answer["Location"]).status_code == 200


def test_a_withdrawal_is_confirmed_twice(world: World, enter: Enter) -> None:
    edition = sealed(world)
    address = f"/ban/tin/{edition.release_id}/viec/thu-hoi/"
    client = enter("officer")
    assert "Thu hồi rồi thì không lấy lại được" in client.get(address).text
    assert client.post(address).status_code == 422
    assert Release.objects.count() == 1
    client.post(address, {"sure": "on"})
    assert Release.objects.get(predecessor=edition).kind_id == "withdrawal"
    again = client.post(address, {"sure": "on"})
    assert again.status_code == 409
    assert enter("stranger").post(address, {"sure": "on"}).status_code == 404


def test_a_correction_opens_with_the_old_words(world: World, enter: Enter) -> None:
    edition = sealed(world)
    client = enter("officer")
    answer = client.post(f"/ban/tin/{edition.release_id}/viec/dinh-chinh/", follow=True)
    assert "thêm đầu mối ở mỗi đơn vị" in answer.text
    assert Release.objects.get(predecessor=edition).kind_id == "correction"
