"""The desk's pages of what comes back: mails that wait, and addresses where mail is sent back."""

from typing import Any

import pytest
from django.urls import reverse

from tests.channels.test_incoming import mail
from tests.circulation.test_hearing import bounced, delivery_of, hear, recipient_of, sink  # noqa: F401
from tests.desk.office.conftest import Enter, circulated
from tests.releases.conftest import World
from thongsuot.circulation.actions import hearing
from thongsuot.circulation.links import return_path
from thongsuot.circulation.models import Acknowledgement, Dispatch, Reply
from thongsuot.network.models import ContactPoint
from thongsuot.network.terms import ContactState
from thongsuot.notices.models import Notice

LIST = "/ban/thu-hoi-dap/"


@pytest.fixture
def dispatch(world: World, sink: Any) -> Dispatch:  # noqa: F811
    return circulated(world)


def test_a_question_waits_on_today_and_is_answered_by_mail(
    world: World, dispatch: Dispatch, enter: Enter
) -> None:
    hear(recipient_of(world, dispatch), "Họp báo mấy giờ <b>sáng</b>?")
    coordinator = enter("coordinator")
    assert "1 thư hồi đáp" in coordinator.get("/ban/").content.decode()
    page = coordinator.get(LIST).content.decode()
    assert "&lt;b&gt;sáng&lt;/b&gt;" in page
    one = reverse("desk:reply", args=[Reply.objects.get().pk])
    assert "Gửi trả lời" in coordinator.get(one).content.decode()
    assert coordinator.post(one, {"text": ""}).status_code == 422
    assert coordinator.post(one, {"text": "9 giờ."}).status_code == 302
    assert "9 giờ." in Notice.objects.get(subject__startswith="Re:").body
    assert coordinator.post(one, {"note": "nữa"}).status_code == 409
    assert coordinator.get(LIST + "?loai=moi").content.decode().count("wire-title") == 1
    assert coordinator.get(LIST + "thu-hoi-dap.xlsx").status_code == 200


def test_a_unit_sees_answers_to_its_own_editions_only(
    world: World, dispatch: Dispatch, enter: Enter
) -> None:
    hear(recipient_of(world, dispatch), "Mấy giờ?")
    one = reverse("desk:reply", args=[Reply.objects.get().pk])
    assert enter("officer").get(one).status_code == 200
    other = enter("hue_officer")
    assert (other.get(one).status_code, other.post(one, {"note": ""}).status_code) == (404, 404)


def test_received_from_another_address_is_noted_by_a_person(
    world: World, dispatch: Dispatch, enter: Enter
) -> None:
    hear(recipient_of(world, dispatch), "Đã nhận.", "somebody@else.example")
    row = Reply.objects.get()
    coordinator = enter("coordinator")
    page = coordinator.get(reverse("desk:reply", args=[row.pk])).content.decode()
    assert "Ghi là đơn vị đã nhận" in page
    coordinator.post(reverse("desk:reply_received", args=[row.pk]))
    debt = Acknowledgement.objects.get(dispatch=dispatch, unit=world.units["hue"])
    assert debt.noted_by == world.people["coordinator"]
    assert "không có thư nào chờ" in coordinator.get(LIST).content.decode().lower()


def test_what_machines_answered_stands_apart(
    world: World, dispatch: Dispatch, enter: Enter
) -> None:
    to = return_path(delivery_of(recipient_of(world, dispatch)).pk)
    hearing.hear(mail("Vắng đến thứ sáu.", Auto_Submitted="auto-replied"), [to])
    coordinator = enter("coordinator")
    assert "Vắng đến thứ sáu" not in coordinator.get(LIST).content.decode()
    assert "Vắng đến thứ sáu" in coordinator.get(LIST + "?loai=tu-dong").content.decode()
    page = coordinator.get(reverse("desk:reply", args=[Reply.objects.get().pk])).content.decode()
    assert "Gửi trả lời" not in page


def test_a_failing_address_tells_what_was_missed_and_is_released_with_one_press(
    world: World, dispatch: Dispatch, enter: Enter
) -> None:
    delivery = bounced(delivery_of(recipient_of(world, dispatch)), "5.1.1")
    coordinator = enter("coordinator")
    assert "1 địa chỉ bị trả lại thư" in coordinator.get("/ban/").content.decode()
    page = coordinator.get(reverse("desk:failing")).content.decode()
    assert reverse("desk:dispatch", args=[dispatch.pk]) in page
    assert "5.1.1" in page and "Không còn cách nào khác" in page
    assert coordinator.get(reverse("desk:failing_export")).status_code == 200
    coordinator.post(reverse("desk:release_address", args=[delivery.contact_point]))
    assert ContactPoint.objects.get(pk=delivery.contact_point).state == ContactState.GOOD
    assert "Không địa chỉ nào" in coordinator.get(reverse("desk:failing")).content.decode()
