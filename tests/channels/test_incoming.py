"""What mails that come in say: reports of delivery, automatic answers, people's own words."""

from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thongsuot.channels.email import bounces, incoming, words
from thongsuot.channels.email.bounces import Action
from thongsuot.channels.email.incoming import Kind

OURS = "tra-loi+0011@tin.example.vn"


def mail(text: str, **headers: str) -> bytes:
    message = EmailMessage()
    message["From"] = headers.pop("From", "Cán bộ <officer@hue.example>")
    message["To"] = OURS
    message["Subject"] = headers.pop("Subject", "Re: Thông báo")
    message["Message-ID"] = headers.pop("Message_ID", "<1@hue.example>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def report(status: str, action: str = "failed", diagnostic: str = "") -> bytes:
    return f"""From: MAILER-DAEMON@relay.example (Mail Delivery System)
To: {OURS}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; Officer@Hue.Example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {diagnostic}

--b--
""".replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("status", "action", "diagnostic", "expected", "at_fault"),
    [
        ("5.1.1", "failed", "550 5.1.1 no such user", Action.FAILED, True),
        ("5.0.0", "failed", "550 unknown", Action.FAILED, True),
        ("5.0.0", "failed", "552 5.2.2 mailbox full", Action.FAILED, False),
        ("5.2.1", "failed", "", Action.FAILED, True),
        ("5.7.1", "failed", "554 5.7.1 policy", Action.FAILED, False),
        ("5.1.8", "failed", "bad sender", Action.FAILED, False),
        ("4.4.1", "failed", "given up after 5 days", Action.FAILED, False),
        ("4.4.1", "delayed", "", Action.DELAYED, False),
        ("2.0.0", "delivered", "", Action.DELIVERED, False),
    ],
)
def test_a_report_is_read_by_its_codes(
    status: str, action: str, diagnostic: str, expected: Action, at_fault: bool
) -> None:
    read = incoming.read(report(status, action, diagnostic))
    assert read.kind == Kind.BOUNCE and read.bounce is not None
    assert read.bounce.action == expected
    assert read.bounce.address_at_fault is at_fault
    assert read.bounce.addresses == ("officer@hue.example",)


def test_the_worst_of_several_recipients_is_told() -> None:
    both = report("2.0.0", "delivered").replace(
        b"\r\n\r\n--b--",
        b"\r\n\r\nFinal-Recipient: rfc822; b@hue.example\r\nAction: failed\r\nStatus: 5.1.1"
        b"\r\n\r\n--b--",
    )
    told = incoming.read(both).bounce
    assert told == bounces.Bounce(Action.FAILED, "5.1.1", ("b@hue.example",))


QMAIL = """Hi. This is the qmail-send program at relay.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<officer@hue.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.
"""


def test_reports_without_a_standard_are_read_where_only_reports_come() -> None:
    read = incoming.read(mail(QMAIL, Subject="failure notice"), returned=True)
    assert read.bounce == bounces.Bounce(Action.FAILED, "", ("officer@hue.example",))
    assert incoming.read(mail(QMAIL, Subject="failure notice")).kind == Kind.WRITTEN


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; x=y"},
        {"X_Autoreply": "yes"},
        {"Precedence": "bulk"},
        {"List_Id": "<tin.example.vn>"},
        {"Return_Path": "<>"},
        {"From": "no-reply@hue.example"},
        {"Subject": "Trả lời tự động: Thông báo"},
        {"Subject": "Automatic reply: Thông báo"},
        {"Subject": "Vắng mặt đến hết tuần"},
        {"Subject": "Out of Office Re: Thông báo"},
    ],
)
def test_machines_are_told_from_people(headers: dict[str, str]) -> None:
    told = incoming.read(mail("Đã nhận. Tôi đi công tác đến thứ sáu.", **headers))
    assert told.kind == Kind.AUTOMATIC
    assert not told.acknowledges


def test_a_person_who_says_that_no_machine_wrote_is_a_person() -> None:
    assert incoming.read(mail("Đã nhận.", Auto_Submitted="no")).kind == Kind.WRITTEN


@pytest.mark.parametrize(
    "text",
    [
        "Đã nhận",
        "Đã nhận được ạ.",
        "ĐÃ NHẬN!",
        "da nhan",
        "Da nhan duoc email a",
        "Sở đã nhận đủ. Trân trọng.",
        "Kính gửi anh chị,\nĐơn vị đã tiếp nhận thông tin lúc 9 giờ.\nTrân trọng,\nNguyễn Thị Hoa",
        "Xác nhận đã nhận bản tin.",
        "Nhận được rồi nhé.",
        "Received, thank you.",
        "Acknowledged.",
        "Đã nhận thông tin nêu trên. Cảm ơn anh.",
    ],
)
def test_clear_words_acknowledge_and_ask_nothing(text: str) -> None:
    assert words.acknowledges(text)
    assert not words.asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chưa nhận được thư.",
        "Chúng tôi không nhận được tệp kèm theo.",
        "Anh chị đã nhận được công văn của sở chưa?",
        "Đề nghị cho biết các đơn vị đã nhận.",
        "Khi nhận được bản tin sẽ báo lại.",
        "Đã nhận nhưng tệp không mở được.",
        "Đã nhận được phản ánh của người dân về việc này.",
        "Not received yet.",
        "Da nhan nhung thieu tep",
        "Cảm ơn anh chị.",
        "",
        "Chua nhan duoc",
    ],
)
def test_other_words_do_not(text: str) -> None:
    assert not words.acknowledges(text)


def test_one_mail_may_acknowledge_and_ask() -> None:
    text = "Đã nhận. Cho hỏi họp báo bắt đầu lúc mấy giờ?"
    assert words.acknowledges(text)
    assert words.asks(text)


QUOTATIONS = {
    "marks": "Mấy giờ họp báo?\n\nVào T2, 23 thg 11, 2026 vào lúc 09:00 Trung tâm\n"
    "<tin@example.vn> đã viết:\n> Đề nghị xác nhận. Đã nhận: bấm vào đây.\n> Trân trọng",
    "below": "Mấy giờ họp báo?\n\nOn Mon, 23 Nov 2026 at 09:00, Centre <tin@example.vn> wrote:\n"
    "Đã nhận.",
    "outlook": "Mấy giờ họp báo?\n\n________________________________\nFrom: Trung tâm\nĐã nhận",
    "head": "Mấy giờ họp báo?\n\nTừ: Trung tâm <tin@example.vn>\nĐã gửi: 23/11/2026\nĐã nhận",
    "original": "Mấy giờ họp báo?\n-----Original Message-----\nĐã nhận",
    "signature": "Mấy giờ họp báo?\n-- \nĐã nhận",
    "device": "Mấy giờ họp báo?\n\nĐược gửi từ iPhone của tôi\nĐã nhận",
}


@pytest.mark.parametrize("text", QUOTATIONS.values(), ids=QUOTATIONS)
def test_quoted_words_are_nobodys_answer(text: str) -> None:
    assert words.own(text) == "Mấy giờ họp báo?"


def test_words_below_a_quotation_are_the_writers() -> None:
    text = "Vào T2, Trung tâm <tin@example.vn> đã viết:\n> Đề nghị xác nhận.\n\nĐã nhận."
    assert words.own(text) == "Đã nhận."


@pytest.mark.parametrize(
    "page",
    [
        "<div>Đã nhận.</div><div class='gmail_quote'><blockquote>Chưa xong?</blockquote></div>",
        "<p>Đã nhận.</p><blockquote type='cite'><p>Chưa xong?</p></blockquote>",
        "<style>p{}</style><p>Đã nhận.</p><div id='divRplyFwdMsg'>Từ: A</div><p>Chưa xong?</p>",
    ],
)
def test_a_page_alone_is_read_without_what_it_quotes(page: str) -> None:
    assert words.own("", page) == "Đã nhận."


def test_addresses_are_found_in_the_head_when_there_is_no_envelope() -> None:
    octets = b"Delivered-To: a+1@x.vn\r\n" + mail("x", Cc="b@x.vn, c@x.vn")
    assert incoming.addressed(octets) == ["a+1@x.vn", OURS, "b@x.vn", "c@x.vn"]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.booleans())
def test_nothing_that_comes_in_makes_it_fall(octets: bytes, returned: bool) -> None:
    head = b"From: a@b.vn\r\nContent-Type: multipart/report; boundary=b\r\n"
    for each in (octets, head + octets):
        incoming.read(each, returned=returned)
        incoming.addressed(each)
