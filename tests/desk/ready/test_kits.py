"""Kits, their rehearsal, and templates, as staff use them."""

import re

import pytest

from tests.circulation.conftest import work_off
from tests.desk.releases.conftest import Enter
from tests.releases.conftest import BODY, World, later, write
from thongsuot.channels.email.sink import Sink
from thongsuot.circulation.models import Dispatch
from thongsuot.releases import actions
from thongsuot.releases.models import Draft, Kit, Release, Template

QUESTIONS = "<h3>Có mất tiền không?</h3><p>Không mất tiền.</p>"


@pytest.fixture
def kit(world: World) -> Kit:
    kit = actions.begin_kit(title="Mạng lưới mới", unit=world.telecom, by=world.officer)
    actions.add_part(kit=kit, role="answers", by=world.officer)
    actions.add_part(kit=kit, role="talking_points", by=world.officer)
    for part in kit.parts.select_related("release"):
        body = QUESTIONS if part.role == "answers" else BODY
        write(part.release, world.officer, body, title=f"Phần {part.role}")
    actions.set_kit_hour(kit=kit, embargo_until=later(hours=2), by=world.officer)
    return kit


def at(kit: Kit, tail: str = "") -> str:
    return f"/ban/bo-cong-bo/{kit.pk}/{tail}"


def test_begun_on_one_page(world: World, enter: Enter) -> None:
    desk = enter("officer")
    desk.get("/ban/bo-cong-bo/")
    desk.get("/ban/bo-cong-bo/moi/")
    asked = {"title": "Chuẩn hóa thuê bao", "unit": world.telecom.pk, "parts": ["answers"]}
    desk.post("/ban/bo-cong-bo/moi/", asked | {"hour": "2030-05-01T09:00"})
    kit = Kit.objects.get()
    assert set(kit.parts.values_list("role", flat=True)) == {"release", "answers"}
    assert desk.post("/ban/bo-cong-bo/moi/", asked | {"parts": ["house"]}).status_code == 409
    assert Kit.objects.count() == 1
    assert "Thiếu" in (page := desk.get(at(kit)).content.decode()) or "Bắt buộc" in page
    desk.get(at(kit, "phan/"))
    desk.post(at(kit, "phan/"), {"role": "talking_points", "release": ""})
    desk.post(at(kit, "phan/answers/dua-ra/"))
    assert set(kit.parts.values_list("role", flat=True)) == {"release", "talking_points"}
    desk.get(at(kit, "gio/"))
    desk.post(at(kit, "gio/"), {"hour": ""})
    kit.refresh_from_db()
    assert kit.embargo_until is None
    assert desk.get("/ban/bo-cong-bo/danh-sach.xlsx").status_code == 200


def test_from_the_editor_back_to_the_kit_with_what_was_typed(
    world: World, kit: Kit, enter: Enter
) -> None:
    desk, part = enter("officer"), kit.parts.get(role="answers").release
    assert 'name="then" value="kit"' in desk.get(f"/ban/tin/{part.pk}/soan/").content.decode()
    typed = {"title": "Hỏi – đáp mới", "summary": "", "body": QUESTIONS, "base": 1, "then": "kit"}
    assert desk.post(f"/ban/tin/{part.pk}/soan/", typed).url == at(kit)
    assert Draft.objects.get(release=part).title == "Hỏi – đáp mới"


def test_together_from_submission_to_the_mail(
    world: World, kit: Kit, enter: Enter, sink: Sink
) -> None:
    officer, leader, coordinator = enter("officer"), enter("leader"), enter("coordinator")
    part = kit.parts.get(role="answers").release
    page = officer.get(f"/ban/tin/{part.pk}/").content.decode()
    assert "Một phần của bộ công bố" in page and "/viec/trinh/" not in page
    officer.get(at(kit, "viec/trinh/"))
    officer.post(at(kit, "viec/trinh/"))
    today = leader.get("/ban/").content.decode()
    assert today.count("Xem và duyệt") == 1 and "Sắp công bố" in today
    step = kit.parts.get(role="release").release.steps.get(state="pending")
    assert leader.get(f"/ban/duyet/{step.pk}/").url == at(kit)
    assert "Không mất tiền" in leader.get(at(kit)).content.decode()
    leader.get(at(kit, "viec/tra-lai/"))
    assert leader.post(at(kit, "viec/tra-lai/"), {"reason": ""}).status_code == 422
    leader.post(at(kit, "viec/duyet/"))
    coordinator.post(at(kit, "viec/duyet/"))
    page = coordinator.get(at(kit)).content.decode()
    assert page.count("Chờ đến giờ") == 3 and "Đã phát hành" not in page
    form = {"mandates": ["leader", "journalist"], "until": "none", "kit": str(kit.pk)}
    coordinator.get(at(kit, "gui/"))
    review = coordinator.post(at(kit, "gui/"), form | {"step": "review"}).content.decode()
    counts = re.findall(r"<span>([^<]+)</span><strong>(\d+) người", review)
    told = dict(counts)
    assert int(told["Thông cáo báo chí"]) == int(told["Nội dung phát ngôn thống nhất"]) + 1
    sent = coordinator.post(at(kit, "gui/"), form | {"step": "send"}).url
    assert "Chưa có thư nào đi" in coordinator.get(sent).content.decode()
    work_off()
    lead = Dispatch.objects.get(carried_by=None)
    page = coordinator.get(f"/ban/gui/{lead.pk}/").content.decode()
    assert "Tài liệu đi cùng" in page
    carried = lead.carries.first()
    assert "Đi cùng đợt gửi" in coordinator.get(f"/ban/gui/{carried.pk}/").content.decode()


def test_the_rehearsal_is_for_the_named_and_those_at_work_on_it(
    world: World, kit: Kit, enter: Enter
) -> None:
    officer, speaker = enter("officer"), enter("stranger")
    page = officer.post(
        at(kit, "nguoi-phat-ngon/"), {"step": "find", "find": "hoang anh thu"}
    ).content.decode()
    assert str(world.stranger.pk) in page
    officer.post(
        at(kit, "nguoi-phat-ngon/"),
        {"step": "save", "person": world.stranger.pk, f"on-{world.stranger.pk}": "Kỹ thuật"},
    )
    assert speaker.get(at(kit, "dien-tap/")).status_code == 404
    actions.submit_kit(kit=kit, by=world.officer)
    promise = speaker.get(at(kit, "dien-tap/")).content.decode()
    assert "cam kết" in promise and "Mạng lưới mới" not in promise and "Phần answers" not in promise
    assert "Mạng lưới mới" not in speaker.get("/ban/").content.decode()
    speaker.post(at(kit, "dien-tap/"))
    cards = speaker.get(at(kit, "dien-tap/")).content.decode()
    assert "Có mất tiền không?" in cards and "<details" in cards and "Kỹ thuật" in cards
    assert speaker.get(at(kit)).status_code == 404
    assert officer.get(at(kit, "dien-tap/")).status_code == 200
    assert enter("other_leader").get(at(kit, "dien-tap/")).status_code == 404


def test_templates_are_kept_by_the_centre_and_used_from_new(world: World, enter: Enter) -> None:
    actions.load_templates()
    desk, officer = enter("coordinator"), enter("officer")
    desk.get("/ban/mau/")
    desk.get("/ban/mau/moi/")
    asked = {"name": "Riêng", "kind": "press_release", "unit": world.telecom.pk, "title": "[gì]"}
    asked |= {"body": "<h2>Chính</h2>", "required": "Chính\n\nChính", "standing": "Một.\nHai."}
    desk.post("/ban/mau/moi/", asked)
    row = Template.objects.get(name="Riêng")
    assert (row.required, row.standing) == (["Chính"], "<p>Một.</p>\n<p>Hai.</p>")
    desk.get(f"/ban/mau/{row.pk}/")
    assert officer.get("/ban/mau/").status_code == 403
    page = officer.get("/ban/tin/moi/").content.decode()
    assert f'value="{row.pk}"' in page and "Bộ thông điệp" in page
    begun = {"kind": "press_release", "unit": world.telecom.pk, "title": "Tin"}
    officer.post("/ban/tin/moi/", begun | {"template-press_release": row.pk})
    release = Release.objects.get()
    assert release.template == row
    assert "<h2>Chính</h2>" in Draft.objects.get(release=release).body
    desk.get(f"/ban/mau/{row.pk}/ngung/")
    desk.post(f"/ban/mau/{row.pk}/ngung/")
    assert f'value="{row.pk}"' not in officer.get("/ban/tin/moi/").content.decode()
    assert desk.get("/ban/mau/danh-sach.xlsx").status_code == 200
