"""The pages of other installations and of what came from them."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from tests.pages import CarefulClient
from tests.peers.conftest import Other, introduced, present, standing
from tests.releases.conftest import World
from thongsuot.lib import clock
from thongsuot.peers import queries
from thongsuot.peers.models import OutgoingEvent, Peer
from thongsuot.peers.terms import PeerState, Reach

Enter = Callable[[str], CarefulClient]


def text(answer) -> str:
    return answer.content.decode()


def test_from_the_invitation_to_the_confirmation(world: World, enter: Enter) -> None:
    desk, other = enter("coordinator"), Other(name="Bộ Ví Dụ")
    assert "Chưa kết nối" in text(desk.get(reverse("desk:peers")))
    made = desk.post(reverse("desk:invite_peer"), {"name": "Bộ", "reach": "network"}, follow=True)
    row = Peer.objects.get()
    code = queries.code_of(world.view("coordinator"), row.pk)
    assert code in text(made) and row.reach == Reach.NETWORK
    assert present(other, code).status_code == 200
    page = desk.get(reverse("desk:peer", args=[row.pk]))
    assert queries.peer(world.view("coordinator"), row.pk).fingerprint in text(page)
    assert queries.own_fingerprint() in text(page)
    desk.post(
        reverse("desk:peer", args=[row.pk]), {"name": "Bộ Ví Dụ", "reach": "", "we_hold": "on"}
    )
    row.refresh_from_db()
    assert row.state == PeerState.STANDING and row.reach == "" and row.we_hold
    assert OutgoingEvent.objects.get().facts == {"holds": True}
    assert "Bộ Ví Dụ" in text(desk.get(reverse("desk:peers")))
    desk.post(reverse("desk:peer_terms", args=[row.pk]), {"name": "Bộ", "reach": "public"})
    desk.post(reverse("desk:end_peer", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == PeerState.ENDED
    desk.get(reverse("desk:peer", args=[row.pk]))


def test_a_wrong_code_is_told_with_what_was_typed(world: World, enter: Enter) -> None:
    desk = enter("coordinator")
    answer = desk.post(reverse("desk:enter_peer_code"), {"code": "thongsuot:sai"})
    assert answer.status_code == 409 and "thongsuot:sai" in text(answer)
    for name in ("peers", "invite_peer", "enter_peer_code"):
        assert desk.get(reverse(f"desk:{name}")).status_code == 200


def test_a_cut_off_peer_is_seen(world: World, enter: Enter) -> None:
    other = Other(name="Tỉnh Xa")
    row = standing(world, other)
    Peer.objects.filter(pk=row.pk).update(trouble="timeout", failing_since=clock.now())
    with clock.frozen(clock.now() + timedelta(hours=1)):
        page = text(enter("coordinator").get(reverse("desk:peers")))
    assert "Mất liên lạc" in page and "trả lời quá chậm" in page and "1 chờ gửi" in page


def test_an_edition_of_another_house_is_read_acknowledged_and_passed_on(
    world: World, enter: Enter
) -> None:
    other, commune = Other(name="Bộ Ví Dụ"), Other(name="Xã Ví Dụ")
    standing(world, other)
    further = standing(world, commune)
    other.say("edition", other.edition(title="Thủ tục mới"))
    (view,) = queries.incoming(world.view("coordinator"))
    officer, desk = enter("hanoi_officer"), enter("coordinator")
    page = reverse("desk:incoming_edition", args=[view.id])
    assert "Thủ tục mới" in text(officer.get(reverse("desk:incoming") + "?chua-nhan=1"))
    assert "làm tại xã" in text(officer.get(page)) and "Chuyển tiếp" not in text(officer.get(page))
    officer.post(reverse("desk:acknowledge_incoming", args=[view.id]))
    assert "Đơn vị đã nhận" in text(officer.get(page))
    assert queries.unacknowledged(world.view("hanoi_officer")) == 0
    desk.get(reverse("desk:pass_on", args=[view.id]))
    answer = desk.post(
        reverse("desk:pass_on", args=[view.id]),
        {"peers": [str(further.pk)], "note": "Phát loa lúc 17 giờ"},
        follow=True,
    )
    assert "Xã Ví Dụ" in text(answer) and "Phát loa lúc 17 giờ" in text(answer)
    assert [each["kind"] for each in commune.heard()] == ["terms", "edition"]
    for name in ("incoming_export", "peers_export"):
        assert desk.get(reverse(f"desk:{name}")).content[:2] == b"PK"


def test_what_may_not_be_seen_is_not_there(world: World, enter: Enter) -> None:
    other = Other()
    standing(world, other)
    hour = clock.now() + timedelta(hours=1)
    other.say("edition", other.edition(title="Chưa đến giờ", visible_from=hour))
    (view,) = queries.incoming(world.view("coordinator"))
    page = reverse("desk:incoming_edition", args=[view.id])
    assert enter("hanoi_officer").get(page).status_code == 404
    assert "Không đăng, phát trước" in text(enter("coordinator").get(page))
    told = other.edition(title="Bị đổi")
    other.say("edition", told | {"signature": "00" * 64})
    (forged, _) = queries.incoming(world.view("coordinator"))
    shown = text(enter("coordinator").get(reverse("desk:incoming_edition", args=[forged.id])))
    assert "Chữ ký không khớp" in shown and "làm tại xã" not in shown
    assert enter("hanoi_officer").get(reverse("desk:peers")).status_code == 403
    file = reverse("desk:incoming_file", args=[uuid4()])
    assert enter("coordinator").get(file).status_code == 404


def test_the_key_of_who_presented_itself_waits_for_a_person(world: World, enter: Enter) -> None:
    row = introduced(world, Other())
    page = text(enter("coordinator").get(reverse("desk:peer", args=[row.pk])))
    assert "So khóa rồi xác nhận" in page


def test_today_and_the_search_know_of_them(world: World, enter: Enter) -> None:
    other = Other(name="Bộ Ví Dụ")
    standing(world, other)
    other.say("edition", other.edition(title="Thủ tục sáp nhập"))
    introduced(world, Other(name="Kẻ lạ"))
    today = text(enter("coordinator").get(reverse("desk:today")))
    assert "1 bản phát hành từ hệ thống khác" in today and "Kẻ lạ chờ anh/chị so khóa" in today
    found = text(enter("hanoi_officer").get(reverse("desk:search") + "?q=sap+nhap"))
    assert "Bộ Ví Dụ" in found and reverse("desk:incoming_edition", args=[_only(world)]) in found


def _only(world: World):
    return queries.incoming(world.view("coordinator"))[0].id
