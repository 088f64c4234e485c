"""From the public page to the acknowledgement."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.html import escape

from tests.portal.conftest import SECRET, Archive, Enter
from thongsuot.circulation.models import Acknowledgement
from thongsuot.journal.models import Entry
from thongsuot.lib import clock


def page(client: Any, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode()


def test_the_newsroom_shows_what_is_public_and_nothing_else(archive: Archive, enter: Enter) -> None:
    html = page(enter(), "/")
    assert archive.public.title in html
    assert "Đính chính bản trước" in html
    assert archive.network.title not in html
    assert archive.embargoed.title not in html


def test_the_newsroom_filters_by_unit_kind_and_topic(archive: Archive, enter: Enter) -> None:
    telecom = archive.world.telecom.pk
    assert archive.public.title in page(enter(), f"/?don-vi={telecom}&loai=press_release")
    assert archive.public.title in page(enter(), "/?chu-de=information-security")
    assert archive.public.title not in page(enter(), "/?loai=statement")
    for odd in ("/?don-vi=x", "/?truoc=hom-qua", "/?truoc=2026-99-99T00:00:00Z", "/?loai=%00"):
        assert "Tin mới" in page(enter(), odd)


def test_search_finds_without_accents_only_what_may_be_seen(archive: Archive, enter: Enter) -> None:
    assert archive.public.title.split()[-1] in page(enter(), "/tim/?q=mang luoi truyen thong")
    nothing = "Không tìm thấy"
    assert nothing in page(enter(), "/tim/?q=giu den muoi gio")
    assert nothing in page(enter(), "/tim/?q=trao doi trong")
    assert nothing not in page(enter("journalist"), "/tim/?q=trao doi trong")


@pytest.mark.parametrize("kind", ["", "journalist", "department officer", "unit officer"])
def test_the_edition_page_and_what_one_takes_away(
    archive: Archive, enter: Enter, kind: str
) -> None:
    client = enter(kind)
    html = page(client, f"/tin/{archive.public.pk}/")
    assert SECRET in html and archive.public.number_label in html
    assert SECRET in page(client, f"/tin/{archive.public.pk}/in/")
    for form, begins in {
        "pdf": b"%PDF",
        "docx": b"PK",
        "zip": b"PK",
        "zalo.txt": b"M",
        "ninjs.json": b"{",
    }.items():
        response = client.get(f"/tin/{archive.public.pk}/tai/{form}")
        assert response.status_code == 200
        assert response.content.startswith(begins), form
        assert "attachment" in response["Content-Disposition"]
    assert client.get(f"/tin/{archive.public.pk}/tai/exe").status_code == 404


def test_photos_come_as_previews_and_originals(archive: Archive, enter: Enter) -> None:
    photo = archive.public.files.get().file
    small = enter().get(f"/tep/{photo}/xem?rong=320")
    assert small["Content-Type"] == "image/webp" and small.content[:4] == b"RIFF"
    whole = enter().get(f"/tep/{photo}")
    assert b"".join(whole.streaming_content)[:3] == b"\xff\xd8\xff"
    assert "sandbox" in whole["Content-Security-Policy"]
    hidden = archive.embargoed.files.get().file
    for path in (f"/tep/{hidden}", f"/tep/{hidden}/xem"):
        assert enter().get(path).status_code == 404
        assert enter("unit officer").get(path).status_code == 200


def test_the_embargo_holds_to_the_second(archive: Archive, enter: Enter) -> None:
    path = f"/tin/{archive.embargoed.pk}/"
    hour = archive.embargoed.visible_from
    for kind in ("", "journalist", "department officer", "stranger"):
        with clock.frozen(hour - timedelta(milliseconds=1)):
            assert SECRET not in page(enter(kind), path, 404)
        with clock.frozen(hour):
            assert SECRET in page(enter(kind), path)
    for kind in ("unit officer", "leader", "coordinator"):
        html = page(enter(kind), path)
        assert SECRET in html and "Không đăng, phát trước" in html


def test_withdrawn_and_corrected_show_the_notice_alone(archive: Archive, enter: Enter) -> None:
    for taken, words in ((archive.withdrawn, "thu hồi"), (archive.corrected, "đính chính")):
        for kind in ("", "journalist", "department officer"):
            client = enter(kind)
            html = page(client, f"/tin/{taken.pk}/")
            assert words in html and SECRET not in html
            assert SECRET not in page(client, f"/tin/{taken.pk}/in/")
            for form in ("zalo.txt", "ninjs.json"):
                assert SECRET.encode() not in client.get(f"/tin/{taken.pk}/tai/{form}").content
            assert client.get(f"/tep/{taken.files.get().file}").status_code == 404
        assert SECRET in page(enter("unit officer"), f"/tin/{taken.pk}/")
    assert f"/tin/{archive.corrected.superseded_by_id}/" in page(enter(), "/")


def test_a_department_acknowledges_in_its_inbox(archive: Archive, enter: Enter) -> None:
    client = enter("department officer")
    html = page(client, "/hop-thu/")
    assert archive.embargoed.title not in html
    assert "Cần xác nhận" in html and archive.public.title in html
    dispatch = archive.recipient(archive.public, "hanoi_officer").dispatch_id
    response = client.post(f"/hop-thu/{dispatch}/da-nhan/")
    assert response.status_code == 302
    debt = Acknowledgement.objects.get(dispatch=dispatch, unit=archive.world.hanoi)
    assert debt.settled_by_id == archive.world.hanoi_officer.pk and debt.through == "inbox"
    assert "Cần xác nhận" not in page(client, "/hop-thu/")
    again = client.post(f"/hop-thu/{dispatch}/da-nhan/", follow=True)
    assert "đã xác nhận đợt gửi này rồi" in again.content.decode()


def test_opening_a_mailed_link_does_nothing(archive: Archive, enter: Enter) -> None:
    path = archive.link(archive.public, "hanoi_leader")
    before = Entry.objects.count()
    for _ in range(3):
        response = enter().get(path)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"
        assert not response.cookies
        assert enter().head(path).status_code == 200
        assert enter().options(path).status_code in (200, 405)
    assert Entry.objects.count() == before
    assert not Acknowledgement.objects.filter(settled_at__isnull=False).exists()
    html = response.content.decode()
    assert archive.public.title in html and archive.public.number_label in html
    assert SECRET not in html


def test_its_button_acknowledges_once_for_the_body(archive: Archive, enter: Enter) -> None:
    path = archive.link(archive.public, "hanoi_leader")
    html = enter().post(path, follow=True).content.decode()
    assert "Đơn vị đã xác nhận" in html and escape(archive.world.hanoi_leader.name) in html
    debt = Acknowledgement.objects.get(unit=archive.world.hanoi, settled_at__isnull=False)
    assert debt.through == "link" and debt.settled_by_id == archive.world.hanoi_leader.pk
    colleague = page(enter(), archive.link(archive.public, "hanoi_officer"))
    assert (
        "Đơn vị đã xác nhận" in colleague and escape(archive.world.hanoi_leader.name) in colleague
    )
    entries = Entry.objects.filter(act="dispatch.acknowledged").count()
    enter().post(archive.link(archive.public, "hanoi_officer"))
    assert Entry.objects.filter(act="dispatch.acknowledged").count() == entries
    assert "Đã nhận</button>" in page(enter(), archive.link(archive.public, "hue_leader"))


def test_a_link_grants_one_act_to_one_recipient(archive: Archive, enter: Enter) -> None:
    path = archive.link(archive.public, "hanoi_leader")
    token = path.split("/")[2]
    assert enter().get(f"/giu-tin/{token}/").status_code == 404
    for wrong in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x", token + "x", "%00"):
        assert enter().get(f"/xac-nhan/{wrong}/").status_code == 404
        assert enter().post(f"/xac-nhan/{wrong}/").status_code == 404
    client = enter()
    client.get(path)
    client.post(path)
    assert client.get("/hop-thu/").status_code == 302


def test_a_journalist_owes_nothing(archive: Archive, enter: Enter) -> None:
    html = page(enter(), archive.link(archive.public, "reporter"))
    assert "không phải xác nhận" in html
    assert 'method="post"' not in html
    assert enter().post(archive.link(archive.public, "reporter")).status_code == 200


def test_the_promise_to_hold_opens_the_text_only_after_sign_in(
    archive: Archive, enter: Enter
) -> None:
    path = archive.link(archive.embargoed, "reporter", hold=True)
    html = page(enter(), path)
    assert archive.embargoed.title not in html and SECRET not in html
    journalist = enter("journalist")
    inbox = page(journalist, "/hop-thu/")
    assert "Cam kết giữ tin" in inbox and archive.embargoed.title not in inbox
    done = enter().post(path, follow=True).content.decode()
    assert "Đã ghi nhận cam kết" in done and SECRET not in done
    assert f"next=/tin/{archive.embargoed.pk}/" in done
    assert enter().get(f"/tin/{archive.embargoed.pk}/").status_code == 404
    assert SECRET in page(journalist, f"/tin/{archive.embargoed.pk}/")
    with clock.frozen(archive.embargoed.visible_from):
        assert "đã đến giờ" in page(enter(), path)


def test_a_journalist_promises_in_the_inbox(archive: Archive, enter: Enter) -> None:
    client = enter("journalist")
    response = client.post(f"/hop-thu/{archive.embargoed.pk}/giu-tin/", follow=True)
    assert SECRET in response.content.decode()
    assert enter("stranger").post(f"/hop-thu/{archive.network.pk}/giu-tin/").status_code == 404


def test_the_seal_is_checked_and_can_be_checked_elsewhere(archive: Archive, enter: Enter) -> None:
    number = archive.public.number_label
    found = enter().get("/kiem-chung/", {"so": f"số {number} nhé"})
    assert found["Location"] == f"/kiem-chung/{archive.public.pk}/"
    html = page(enter(), f"/kiem-chung/{archive.public.pk}/")
    assert "Chữ ký khớp" in html
    parts = {
        part: enter().get(f"/kiem-chung/{archive.public.pk}/{part}").content
        for part in ("manifest.json", "chu-ky.bin", "khoa-cong-khai.pem")
    }
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    key = load_pem_public_key(parts["khoa-cong-khai.pem"])
    key.verify(parts["chu-ky.bin"], parts["manifest.json"])  # raises if it does not hold
    assert parts["manifest.json"] == bytes(archive.public.manifest)
    assert enter().get(f"/kiem-chung/{archive.embargoed.pk}/").status_code == 404
    assert enter().get(f"/kiem-chung/{archive.withdrawn.pk}/manifest.json").status_code == 404
    for odd in ("1/2026/KHÁC", "99999999/2026/CVT", str(archive.embargoed.pk), "x" * 900):
        assert "Không có bản phát hành nào như vậy" in page(enter(), f"/kiem-chung/?so={odd}")
