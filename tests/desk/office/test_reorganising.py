"""Batches at the desk: looked at, applied, decided, undone; provinces and lists through time."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from lxml import html
from openpyxl import Workbook, load_workbook

from tests.desk.office.conftest import Enter, circulated
from tests.pages import CarefulClient
from tests.releases.conftest import World
from thongsuot.circulation.models import Acknowledgement
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.network import actions, jobs, queries
from thongsuot.network.models import Batch, Installation, Mandate, MandateProposal
from thongsuot.releases import actions as releases

pytestmark = pytest.mark.django_db
ALL = "/ban/mang-luoi/sap-xep/"
HEADING = "event,act,effective,from,to,to_name,to_role,function\n"


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def soon() -> date:
    return clock.legal_date() + timedelta(days=10)


def merged() -> str:
    row = f"1,merge,{soon()},Cục Viễn thông,new,Cục Số,ministry_unit,\n"
    return HEADING + row + "1,,,Cục Báo chí,new,Cục Số,ministry_unit,\n"


def split() -> str:
    row = f"1,split,{soon()},Cục Viễn thông,a,Cục Một,ministry_unit,mạng\n"
    return HEADING + row + "1,,,Cục Viễn thông,b,Cục Hai,ministry_unit,dịch vụ\n"


def looked_at(client: CarefulClient, text: str) -> HttpResponse:
    return client.post(ALL + "xem/", {"file": SimpleUploadedFile("dot.csv", text.encode())})


def agreed(client: CarefulClient, seen: HttpResponse) -> HttpResponse:
    """Presses the button under a preview."""
    form = html.fromstring(text_of(seen)).xpath("//form[contains(@action, 'ap-dung')]")[0]
    told = {name: form.fields[name] for name in ("name", "fingerprint", "text")}
    return client.post(ALL + "ap-dung/", told)


def test_an_act_is_told_in_the_names_of_its_days(world: World, enter: Enter):
    client = enter("coordinator")
    row = f"1,rename,{soon()},Cục Viễn thông,,Cục Mạng,,\n"
    told = agreed(client, looked_at(client, HEADING + row))
    page = html.fromstring(text_of(client.get(told["Location"])))
    words = " ".join(page.xpath("string(//section[@aria-labelledby='acts'])").split())
    assert "Cục Viễn thông → Cục Mạng" in words


def test_looked_at_applied_decided(world: World, enter: Enter):
    client = enter("coordinator")
    assert "Chưa áp dụng đợt nào" in text_of(client.get(ALL))
    seen = looked_at(client, merged())
    assert seen.status_code == 200
    assert "Cục Số" in text_of(seen)
    assert not Batch.objects.exists()
    assert agreed(client, seen).status_code == 302
    batch = Batch.objects.get()
    page = client.get(f"{ALL}{batch.pk}/")
    assert "5 phân công chờ quyết định" in text_of(page)
    told = {"which": "evident", "decision": "12/QĐ"}
    assert client.post(f"{ALL}{batch.pk}/phan-cong/", told).status_code == 302
    gone_on = Mandate.objects.filter(decision="12/QĐ")
    assert {m.person_id for m in gone_on} == {
        world.people[n].pk for n in ("officer", "colleague", "leader", "stranger", "other_leader")
    }
    assert {m.valid_from for m in gone_on} == {soon()}
    assert "Trần Văn Hùng" in text_of(client.get(f"{ALL}{batch.pk}/"))
    undone = client.post(f"{ALL}{batch.pk}/hoan-tac/")
    assert undone.status_code == 409
    assert "Đã có người quyết định" in text_of(undone)
    sheet = load_workbook(BytesIO(client.get(f"{ALL}{batch.pk}/phan-cong.xlsx").content)).active
    assert sheet.max_row == 6
    assert client.get(ALL + "danh-sach.xlsx").status_code == 200


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_written(world: World, enter: Enter):
    bad = f"1,merge,{soon()},Cục Không Có,new,Cục Số,boss,\nx,merge,hôm nay,Cục Báo chí,,,,\n"
    seen = looked_at(enter("coordinator"), HEADING + bad)
    assert seen.status_code == 422
    rows = html.fromstring(text_of(seen)).xpath("//tbody/tr")
    assert [[c.text_content() for c in row][:2] for row in rows] == [
        ["2", "to_role"],
        ["3", "event"],
        ["3", "effective"],
    ]
    nothing = enter("coordinator").post(ALL + "xem/", {"file": SimpleUploadedFile("a.csv", b"")})
    assert nothing.status_code == 422
    assert not Batch.objects.exists()


def test_a_workbook_says_the_same_in_vietnamese(world: World, enter: Enter):
    book = Workbook()
    book.active.append(["Số việc", "Việc", "Hiệu lực từ", "Từ", "Thành", "Tên mới"])
    book.active.append([1, "Sáp nhập", soon(), "Cục Viễn thông", "moi", "Cục Số"])
    content = BytesIO()
    book.save(content)
    upload = SimpleUploadedFile("dot.xlsx", content.getvalue())
    seen = enter("coordinator").post(ALL + "xem/", {"file": upload})
    assert seen.status_code == 200
    assert "Cục Viễn thông → Cục Số" in " ".join(
        html.fromstring(text_of(seen)).text_content().split()
    )


def test_a_network_that_changed_meanwhile_is_looked_at_again(world: World, enter: Enter):
    client = enter("coordinator")
    seen = looked_at(client, merged())
    actions.give_mandate(person=world.reporter, unit=world.telecom, role="spokesperson", by=None)
    again = agreed(client, seen)
    assert again.status_code == 409
    assert "Mạng lưới đã đổi" in text_of(again)
    assert agreed(client, again).status_code == 302


def test_undone_by_a_button(world: World, enter: Enter):
    client = enter("coordinator")
    agreed(client, looked_at(client, merged()))
    address = f"{ALL}{Batch.objects.get().pk}/"
    assert client.get(address + "hoan-tac/").status_code == 200
    assert client.post(address + "hoan-tac/").status_code == 302
    assert not MandateProposal.objects.exists()
    assert "đã hoàn tác" in text_of(client.get(address))


def test_what_has_several_heirs_waits_for_a_choice(world: World, enter: Enter):
    client = enter("coordinator")
    release = releases.draft(kind="press_release", unit=world.telecom, by=world.officer, title="A")
    agreed(client, looked_at(client, split()))
    proposals = queries.proposals()
    _, other = proposals[0].candidates
    before = soon() - timedelta(days=1)
    address = f"{ALL}{Batch.objects.get().pk}/"
    with clock.frozen(clock.now() + timedelta(days=11)):
        client = enter("coordinator")  # signed out in the meantime
        jobs.take_effect()
        journal.catch_up()
        release.refresh_from_db()
        assert release.unit_id == world.telecom.pk
        assert "chờ quyết định" in text_of(client.get("/ban/"))
        chosen = {f"p-{p.row.pk}": str(p.candidates[0].id) for p in proposals[1:]}
        client.post(address + "phan-cong/", chosen | {f"p-{proposals[0].row.pk}": "thoi"})
        assert {p.row.state for p in queries.proposals()} == {"confirmed", "declined"}
        today = text_of(client.get("/ban/"))
        assert "1 đơn vị đã chấm dứt hoạt động còn việc" in today
        assert "Không có việc nào chờ" not in today
        assert "1 tin đang soạn" in text_of(client.get(ALL))
        over = f"{ALL}ban-giao/{world.telecom.pk}/"
        assert "Cục Hai" in text_of(client.get(over))
        assert client.post(over, {"heir": str(other.id)}).status_code == 302
        release.refresh_from_db()
        assert release.unit_id == other.id
        assert "1 tin đang soạn" not in text_of(client.get(ALL))
        page = text_of(client.get(f"/ban/mang-luoi/{world.telecom.pk}/"))
        assert "Đơn vị này không còn" in page and "Thêm người" not in page
        assert "Cục Hai" in page
        found = text_of(client.get("/ban/mang-luoi/", {"q": "cuc vien thong"}))
        assert "trước là Cục Viễn thông" in found
        then = text_of(client.get("/ban/mang-luoi/", {"ngay": str(before)}))
        assert "Cục Viễn thông" in then
        assert "Cục Hai" not in then
        assert "@" not in then.split("<main")[1]


def test_the_centre_is_chosen_when_it_was_split(world: World, enter: Enter):
    client = enter("coordinator")
    rows = (
        f"1,split,{soon()},Trung tâm Thông tin,a,Trung tâm Một,ministry_unit,mạng\n"
        "1,,,Trung tâm Thông tin,b,Trung tâm Hai,ministry_unit,truyền thông\n"
    )
    agreed(client, looked_at(client, HEADING + rows))
    new = queries.proposals()[0].candidates[1]
    with clock.frozen(clock.now() + timedelta(days=11)):
        client = enter("coordinator")
        assert "Trung tâm Thông tin đã chấm dứt hoạt động" in text_of(client.get(ALL))
        assert client.post(ALL + "trung-tam/", {"heir": str(new.id)}).status_code == 302
        assert Installation.objects.get().centre_id == new.id
        assert "không còn" not in text_of(client.get(ALL))


def test_what_comes_with_the_product_can_be_read_and_looked_at(world: World, enter: Enter):
    client = enter("coordinator")
    for one in queries.shipped_batches():
        assert client.get(f"{ALL}di-kem/{one.name}.csv").status_code == 200
        assert client.get(ALL + "xem/", {"dot": one.name}).status_code == 200
    assert client.get(ALL + "xem/", {"dot": "không có"}).status_code == 404


def test_it_is_for_coordinators(world: World, enter: Enter):
    client = enter("leader")
    for address in (ALL, ALL + "xem/", ALL + "trung-tam/", ALL + "danh-sach.xlsx"):
        assert client.get(address).status_code == 403
    assert looked_at(client, merged()).status_code == 403
    assert client.post(ALL + "ap-dung/", {"text": merged()}).status_code == 403


@pytest.mark.usefixtures("sink")
def test_two_debts_of_one_dispatch_become_one(world: World):
    dispatch = circulated(world)
    rows = f"1,merge,{soon()},Sở TT&TT Hà Nội,n,Sở Mới,department,\n1,,,Sở TT&TT Huế,n,,,\n"
    actions.apply_batch(text=HEADING + rows, by=None)
    owed = Acknowledgement.objects.filter(dispatch=dispatch, settled_at=None)
    before = owed.count()
    with clock.frozen(clock.now() + timedelta(days=11)):
        jobs.take_effect()
        journal.catch_up()
        heir = queries.units(text="Sở Mới")[0]
        assert owed.count() == before - 1
        mine = owed.get(unit=heir.id)
        units = {recipient.unit_id for recipient in mine.people.all()}
        assert units == {world.units["hanoi"].pk, world.units["hue"].pk}  # as they were sent
