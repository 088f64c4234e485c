"""Who was asked for information is led to answering, never to acknowledging; files of answers."""

from datetime import timedelta
from typing import Any

import pytest

from tests.portal.conftest import Enter, World
from thongsuot.circulation import links
from thongsuot.circulation.jobs import planning
from thongsuot.circulation.models import Acknowledgement, Recipient
from thongsuot.exchange import actions
from thongsuot.exchange.models import Request
from thongsuot.exchange.terms import Wanted
from thongsuot.lib import clock


@pytest.fixture
def asked(world: World) -> Request:
    made = actions.ask(
        unit=world.centre.pk,
        by=world.coordinator,
        title="Việc trong tuần",
        question="Tuần này có gì mới?",
        wants=[Wanted.TEXT, Wanted.FILES],
        due_at=clock.now() + timedelta(hours=8),
    )
    planning.plan(dispatch=str(made.dispatch_id))
    return made


def page(client: Any, path: str) -> str:
    return client.get(path, follow=True).content.decode()


def test_the_inbox_and_the_edition_lead_to_answering(
    world: World, asked: Request, enter: Enter
) -> None:
    client, answer_at = enter("department officer"), links.answer_path(asked.dispatch_id)
    for path in ("/hop-thu/", f"/tin/{asked.edition_id}/"):
        html = page(client, path)
        assert f'href="{answer_at}"' in html and "Đã nhận</" not in html
    sent = client.post(f"/hop-thu/{asked.dispatch_id}/da-nhan/")
    assert (sent.status_code, sent["Location"]) == (302, answer_at)
    assert not Acknowledgement.objects.filter(settled_at__isnull=False).exists()
    actions.close(request=asked.pk, by=world.coordinator)
    assert answer_at not in page(client, "/hop-thu/")
    assert "không trả lời" in page(client, f"/tin/{asked.edition_id}/")


def test_an_old_link_to_acknowledge_leads_to_answering(
    world: World, asked: Request, enter: Enter
) -> None:
    recipient = Recipient.objects.get(dispatch=asked.dispatch_id, person=world.hanoi_leader)
    path = links.act(recipient.pk, hold=False).removeprefix("http://localhost")
    html = page(enter(), path)
    assert links.answer_path(asked.dispatch_id) in html and "<form" not in html
    assert enter().post(path).status_code == 409
    assert not Acknowledgement.objects.filter(settled_at__isnull=False).exists()
    actions.answer(request=asked.pk, unit=world.hanoi.pk, by=world.hanoi_officer, nothing=True)
    assert "Đơn vị đã trả lời" in page(enter(), path)


def test_a_file_of_an_answer_is_for_both_bodies_and_coordinators(
    world: World, asked: Request, enter: Enter
) -> None:
    given = actions.answer(
        request=asked.pk,
        unit=world.hanoi.pk,
        by=world.hanoi_officer,
        files=[("bao-cao.txt", "Nội dung nội bộ".encode())],
    )
    path = f"/tep/{given.files[0]}"
    for kind, status in {
        "": 404,
        "journalist": 404,
        "stranger": 404,
        "unit officer": 404,
        "department officer": 200,
        "coordinator": 200,
    }.items():
        response = enter(kind).get(path)
        assert response.status_code == status, kind
        if status == 200:
            assert "no-store" in response["Cache-Control"]
