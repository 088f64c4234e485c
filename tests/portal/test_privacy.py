"""What is kept and why, for everybody; one's own data, requests, and who looked."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.pages import CarefulClient
from thongsuot.journal import queries as journal
from thongsuot.lib import clock
from thongsuot.network import actions as network
from thongsuot.network import queries

pytestmark = pytest.mark.django_db
OWN = "/cai-dat/du-lieu/"


@pytest.fixture
def reporter(world) -> CarefulClient:
    client = CarefulClient()
    client.force_login(world.reporter.account)
    return client


def test_anyone_reads_what_is_kept_and_why(world, client):
    text = _text(client.get(reverse("portal:privacy")))
    for words in ("Điện thoại, thư của nhà báo", "Nghị định 244/2026", "chính người đó"):
        assert words in text
    assert client.get(OWN).status_code == 302  # to the sign-in page


def test_a_person_takes_their_own_data_away_and_nobody_elses(world, reporter):
    assert "Chưa gửi yêu cầu nào" in _text(reporter.get(OWN))
    told = json.loads(reporter.post(OWN, {"form": "json"}).content)
    assert told["network"]["id"] == str(world.reporter.pk)
    assert {"releases", "circulation", "journal", "merged"} <= set(told)
    assert "officer@vidu.example" not in json.dumps(told)
    page = reporter.post(OWN, {"form": "html"})
    assert "attachment" in page["Content-Disposition"] and "reporter@vidu.example" in _text(page)
    assert reporter.post(OWN, {"form": "exe"}).status_code == 422
    entries = journal.entries(act="person.exported")
    assert [entry.by for entry in entries] == [str(world.reporter.pk)] * 2


def test_a_person_asks_and_reads_the_answer(world, reporter):
    asked = {"kind": "rectify", "text": "Tên tôi viết sai."}
    assert reporter.post(OWN, asked).status_code == 302
    assert reporter.post(OWN, asked).status_code == 409
    assert reporter.post(OWN, {"kind": "x"}).status_code == 422
    assert "Chờ trả lời" in _text(reporter.get(OWN))
    row = queries.requests_of(world.reporter)[0]
    network.answer_request(request=row, text="Sẽ sửa hôm nay.", by=world.coordinator)
    assert "Sẽ sửa hôm nay." in _text(reporter.get(OWN))
    network.close_request(request=row.pk, outcome="done", by=world.coordinator)
    assert "Đã giải quyết đầy đủ" in _text(reporter.get(OWN))


def test_a_person_sees_who_looked_for_twelve_months(world, reporter):
    network.look(people=[world.reporter.pk], page="person", by=world.coordinator)
    text = _text(reporter.get(OWN))
    assert world.coordinator.name in text and "Trang của anh/chị trong danh bạ" in text
    with clock.frozen(clock.now() + timedelta(days=366)):
        client = CarefulClient()
        client.force_login(world.reporter.account)
        assert "Chưa có ai xem" in _text(client.get(OWN))


def test_settings_lead_there(world, reporter):
    assert OWN in _text(reporter.get("/cai-dat/"))


def _text(response) -> str:
    return response.content.decode()
