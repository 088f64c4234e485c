"""A body's page of the dispatch that a request is: it leads to answering."""

from django.urls import reverse

from tests.desk.office.conftest import Enter
from tests.desk.ready.test_exchange import asked
from thongsuot.exchange import actions


def test_it_leads_to_answering(world, enter: Enter) -> None:
    request = asked(world)
    address = reverse("desk:dispatch_body", args=[request.dispatch_id, world.hanoi.pk])
    answer_at = reverse("desk:answer_dispatch", args=[request.dispatch_id])
    wanted = {"hanoi_officer": "Trả lời", "coordinator": "Ghi trả lời qua điện thoại"}
    for kind, words in wanted.items():
        html = enter(kind).get(address).content.decode()
        assert f'href="{answer_at}?don-vi={world.hanoi.pk}"' in html and words in html
        assert "Đã nhận</button>" not in html and "Đã gọi, đơn vị xác nhận" not in html
    actions.answer(request=request.pk, unit=world.hanoi.pk, by=world.hanoi_officer, nothing=True)
    html = enter("coordinator").get(address).content.decode()
    assert "Đơn vị trả lời" in html and answer_at not in html
