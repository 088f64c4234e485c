"""Notices over a real mail server: once, later, or at once, and never more than one address."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core.mail import EmailMessage as DjangoMail
from django.core.mail import get_connection, send_mail
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.channels.email.sink import Sink
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.notices import actions, jobs, outgoing, queries, rules
from thongsuot.notices.models import Notice
from thongsuot.notices.terms import FORGOTTEN, SOON, STALE
from thongsuot.work import actions as work
from thongsuot.work import direct

pytestmark = pytest.mark.django_db

TO = "binh@so-tttt.example"
SUBJECT, BODY = (
    "Một bản tin chờ anh/chị duyệt",
    "Kính gửi anh Bình,\n\nMời mở https://a.example/x?a=1&b=2.",
)


@pytest.fixture
def refusals() -> dict[str, list[str]]:
    return {"bounces": ["gone@x.example"], "deferred": ["later@x.example"]}


@pytest.fixture
def nobody(settings) -> None:
    point_to(settings, 1)


def point_to(settings, port: int) -> None:
    settings.CONFIG = replace(settings.CONFIG, email_host="127.0.0.1", email_port=port)
    settings.EMAIL_BACKEND = "thongsuot.notices.backend.Backend"


def mails(sink: Sink, to: str = TO) -> list[EmailMessage]:
    return [message_from_bytes(m, policy=policy.default) for m in sink.folder.mails_to(to)]


def test_a_notice_goes_out_with_its_command_and_once(sink: Sink) -> None:
    notice = actions.send(TO, SUBJECT, BODY)
    assert mails(sink) == []
    assert queries.waiting() == 1
    direct.drain()
    jobs.deliver(notice=str(notice.id))
    (mail,) = mails(sink)
    assert mail["subject"] == SUBJECT
    assert mail["to"] == TO
    assert mail["auto-submitted"] == "auto-generated"
    assert mail["message-id"].startswith(f"<notice.{notice.id.hex}@")
    assert mail.get_body(("plain",)).get_content().split() == BODY.split()
    page = mail.get_body(("html",)).get_content()
    assert '<a href="https://a.example/x?a=1&amp;b=2">' in page
    notice.refresh_from_db()
    assert notice.sent_at
    assert notice.body == ""
    assert queries.waiting() == 0


@pytest.mark.django_db(transaction=True)
def test_a_command_that_fails_sends_nothing(sink: Sink) -> None:
    with transaction.atomic():
        actions.send(TO, SUBJECT, BODY)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    direct.drain()
    assert mails(sink) == []


def test_a_permanent_refusal_is_recorded_and_the_text_dropped(sink: Sink) -> None:
    notice = actions.send("gone@x.example", SUBJECT, BODY, by="someone")
    direct.drain()
    notice.refresh_from_db()
    assert (notice.sent_at, notice.body, notice.by) == (None, "", "someone")
    (trouble,) = queries.failed(clock.now() - timedelta(minutes=1))
    assert (trouble.id, trouble.reason) == (notice.id, "recipient_refused")
    jobs.deliver(notice=str(notice.id))


@pytest.mark.parametrize("to", ["later@x.example", TO])
def test_what_is_put_off_is_tried_again(request, settings, tmp_path: Path, to: str) -> None:
    if to == TO:
        request.getfixturevalue("nobody")
    else:
        request.getfixturevalue("sink")
    notice = actions.send(to, SUBJECT, BODY)
    with pytest.raises(jobs.TryAgain):
        direct.drain()
    notice.refresh_from_db()
    assert (notice.sent_at, notice.failed_at, notice.claimed_at) == (None, None, None)
    assert notice.body == BODY
    with Sink(tmp_path / "second") as repaired:
        point_to(settings, repaired.port)
        jobs.deliver(notice=str(notice.id))
        assert len(mails(repaired, to)) == 1


def test_a_hold_keeps_notices_but_not_codes_for_a_person_at_the_screen(sink: Sink) -> None:
    work.hold_sending("bản khôi phục")
    actions.send("later-on@x.example", SUBJECT, BODY)
    code = actions.send(TO, "Mã đăng nhập", "123456", at_once=True)
    with clock.frozen(clock.now() + SOON * 2):
        direct.drain()
    assert len(mails(sink)) == 1
    assert mails(sink, "later-on@x.example") == []
    assert code.sent_at
    assert code.body == ""


def test_a_code_that_is_put_off_is_queued(nobody: None, settings, tmp_path: Path) -> None:
    code = actions.send(TO, "Mã đăng nhập", "123456", at_once=True)
    assert code.sent_at is None
    with Sink(tmp_path) as sink:
        point_to(settings, sink.port)
        direct.drain()
        assert mails(sink) == []
        with clock.frozen(clock.now() + SOON * 2):
            direct.drain()
        assert len(mails(sink)) == 1


def test_two_workers_do_not_send_the_same(sink: Sink) -> None:
    notice = actions.send(TO, SUBJECT, BODY)
    assert actions.claim(notice)
    with pytest.raises(jobs.TryAgain):
        jobs.deliver(notice=str(notice.id))
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        jobs.deliver(notice=str(notice.id))
    assert len(mails(sink)) == 1


def test_the_sweep_queues_what_no_job_knows_and_gives_up_the_stale(sink: Sink) -> None:
    notice = actions.send(TO, SUBJECT, BODY)
    direct.clear()
    jobs.find_forgotten()
    assert direct.waiting() == []
    with clock.frozen(clock.now() + FORGOTTEN * 2):
        jobs.find_forgotten()
        jobs.find_forgotten()
        assert len(direct.waiting()) == 1
        direct.drain()
    assert len(mails(sink)) == 1
    old = actions.send(TO, SUBJECT, BODY)
    with clock.frozen(clock.now() + STALE):
        jobs.find_forgotten()
        direct.drain()
    old.refresh_from_db()
    notice.refresh_from_db()
    assert (old.reason, old.body, old.sent_at) == ("stale", "", None)
    assert notice.sent_at
    assert len(mails(sink)) == 1


@pytest.mark.parametrize(
    ("address", "subject", "body", "code"),
    [
        ("", SUBJECT, BODY, "notices.address"),
        ("không phải địa chỉ", SUBJECT, BODY, "notices.address"),
        ("a@x.example\r\nBcc: b@x.example", SUBJECT, BODY, "notices.address"),
        ("a@x.example, b@x.example", SUBJECT, BODY, "notices.address"),
        ("A <a@x.example>", SUBJECT, BODY, "notices.address"),
        (TO, "Chào\r\nBcc: b@x.example", BODY, "notices.subject"),
        (TO, "Chào\nanh", BODY, "notices.subject"),
        (TO, "Chào\u2028anh", BODY, "notices.subject"),
        (TO, " ", BODY, "notices.subject"),
        (TO, "a" * 201, BODY, "notices.subject"),
        (TO, SUBJECT, " \n", "notices.empty"),
    ],
)
def test_hostile_or_empty_notices_are_refused(
    address: str, subject: str, body: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.send(address, subject, body)
    assert refused.value.code == code
    assert not Notice.objects.exists()


@given(st.text(max_size=120), st.text(max_size=300))
def test_what_is_accepted_is_one_mail_to_one_address(subject: str, body: str) -> None:
    try:
        subject, body = rules.checked_subject(subject), rules.checked_body(body)
    except Refused:
        return
    notice = Notice(address=TO, subject=subject, body=body)
    mail = message_from_bytes(
        outgoing.letter(notice, outgoing.email_config()), policy=policy.default
    )
    assert len(mail.get_all("to")) == 1
    assert mail["bcc"] is None
    assert mail["cc"] is None
    assert mail.get_content_type() == "multipart/alternative"


def test_the_accounts_library_sends_notices_at_once(sink: Sink) -> None:
    work.hold_sending("bản khôi phục")
    assert send_mail("Mã đăng nhập", "Mã của anh/chị: 123456", None, [TO]) == 1
    (mail,) = mails(sink)
    assert "123456" in mail.get_body(("plain",)).get_content()
    wrong = DjangoMail("Mã", "123456", None, ["x"])
    assert get_connection(fail_silently=True).send_messages([wrong]) == 0
    with pytest.raises(Refused):
        get_connection().send_messages([wrong])


def test_texts_and_codes_reach_no_log(sink: Sink, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="thongsuot")
    actions.send("gone@x.example", "Mã đăng nhập", "123456", at_once=True)
    assert "123456" not in caplog.text
    assert "gone@x.example" not in caplog.text
