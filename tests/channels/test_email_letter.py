"""A letter says in a mail client exactly what was composed, to each recipient their own."""

import html as html_escapes
from datetime import UTC, datetime
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.channels.email.mail import Attachment, Letter, date_header, field
from thongsuot.channels.email.reading import read
from thongsuot.lib.refused import Refused

AT = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
LINK = "https://thongsuot.example/xac-nhan/0f9c7d0e-5f0a-4a57-9d2e-8b2c?n=1&l=vi"
VALUES = {
    "to_name": "Nguyễn Thị Ánh",
    "to_address": "anh.nguyen@so.example",
    "message_id": "<0f9c7d0e.1@thongsuot.example>",
    "date": date_header(AT),
    "greeting": "chị Ánh & anh <Ổn>",
    "ack_url": LINK,
}
TEXT = f"Kính gửi {field('greeting')},\n.Dòng mở đầu bằng chấm\n\nXác nhận: {field('ack_url')}\n"
HTML = f'<p>Kính gửi {field("greeting")},</p>\n<p><a href="{field("ack_url")}">Đã nhận</a></p>\n'

WORDS = st.text(
    st.one_of(
        st.sampled_from("ăâđêôơưĂÂĐÊÔƠƯàảãáạằẳẵắặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựỹỵ .,=?_\"'<>&@-"),
        st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")),
    ),
    max_size=300,
)
BODIES = st.text(
    st.one_of(
        st.sampled_from("ếượ. =\n\t~"), st.characters(exclude_characters="\r\x02", codec="utf-8")
    ),
    max_size=600,
)


def letter(
    subject: str = "Thông cáo", text: str = TEXT, html: str = HTML, **more: object
) -> Letter:
    options: dict[str, object] = {
        "from_name": "Trung tâm Thông tin",
        "from_address": "baochi@bo.example",
        "headers": {"List-Unsubscribe": f"<{field('ack_url')}>"},
        "fields": ("greeting", "ack_url"),
    }
    return Letter.compose(subject, text, html, **(options | more))  # type: ignore[arg-type]


def shown(header: str) -> str:
    return str(make_header(decode_header(header)))


def test_a_letter_reads_as_it_was_written() -> None:
    mail = read(letter().for_recipient(VALUES))
    assert mail.subject == "Thông cáo"
    assert mail.text == TEXT.replace(field("greeting"), VALUES["greeting"]).replace(
        field("ack_url"), LINK
    )
    assert html_escapes.escape(VALUES["greeting"]) in mail.html
    assert mail.links == (LINK,)
    assert mail.headers["to"] == "Nguyễn Thị Ánh <anh.nguyen@so.example>"
    assert mail.headers["from"] == "Trung tâm Thông tin <baochi@bo.example>"
    assert mail.headers["message-id"] == VALUES["message_id"]
    assert mail.headers["date"] == "Thu, 05 Mar 2026 01:30:00 +0000"
    assert mail.headers["list-unsubscribe"] == f"<{LINK}>"


@given(subject=WORDS, name=WORDS, greeting=WORDS, before=BODIES, after=BODIES)
def test_any_vietnamese_survives(
    subject: str, name: str, greeting: str, before: str, after: str
) -> None:
    composed = letter(
        subject, before + field("greeting") + after, "<p>" + before + field("greeting")
    )
    octets = composed.for_recipient(VALUES | {"to_name": name, "greeting": greeting})
    mail = read(octets)
    ends = (before + field("greeting") + after).removesuffix("\n") + "\n"  # as it was composed
    assert mail.text == ends.replace(field("greeting"), greeting)
    assert mail.html == "<p>" + before + html_escapes.escape(greeting) + "\n"
    assert mail.subject == subject.strip()
    lines = octets.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert not any(line.startswith(b".") or b"\n" in line or b"\r" in line for line in lines)
    assert octets.isascii()


@given(name=WORDS.filter(lambda name: name.strip()))
def test_any_name_survives_in_the_header(name: str) -> None:
    octets = letter().for_recipient(VALUES | {"to_name": name})
    raw = octets.split(b"\r\nTo: ")[1].split(b"\r\nSubject")[0].decode().replace("\r\n ", " ")
    phrase = raw.removesuffix("<anh.nguyen@so.example>").strip()
    assert shown(phrase.replace('"', "")) == name or phrase == f'"{name}"'


def test_bodies_keep_to_76_columns() -> None:
    octets = letter(text="Ế" * 5000 + "." * 5000, html="x " * 4000).for_recipient(VALUES)
    body = octets.split(b"\r\n\r\n", 1)[1]
    assert max(map(len, body.split(b"\r\n"))) <= 76


def test_attachments_and_pictures_come_through() -> None:
    composed = letter(
        attachments=(
            Attachment("Thông cáo số 1.pdf", "application/pdf", b"%PDF\x00\r\n.\r\n"),
            Attachment("anh.png", "image/png", b"\x89PNG", content_id="anh1@thongsuot"),
        )
    )
    octets = composed.for_recipient(VALUES)
    assert read(octets).attachments == (("Thông cáo số 1.pdf", b"%PDF\x00\r\n.\r\n"),)
    assert read(octets).links == (LINK,)
    assert b"Content-ID: <anh1@thongsuot>" in octets


@pytest.mark.parametrize(
    "name", ["to_name", "to_address", "message_id", "date", "greeting", "ack_url"]
)
@pytest.mark.parametrize(
    "poison",
    ["a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\x00b", "a\x85b", "a\u2028b", "\ud800", "\x7f"],
)
def test_injection_is_refused(name: str, poison: str) -> None:
    with pytest.raises(Refused, match=r"email\.control_character"):
        letter().for_recipient(VALUES | {name: poison})


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"to_address": "a@b.example>, <c@d.example"}, "email.address"),
        ({"to_address": "a b@c.example"}, "email.address"),
        ({"to_address": ""}, "email.address"),
        ({"message_id": "<a@b> <c@d>"}, "email.header_value"),
        ({"date": "hôm nay"}, "email.header_value"),
        ({"ack_url": "https://x.example/>,<mailto:y@z.example"}, "email.header_value"),
        ({"ack_url": "https://x.example/ế"}, "email.header_value"),
    ],
)
def test_values_that_do_not_fit_are_refused(values: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        letter().for_recipient(VALUES | values)
    assert refused.value.code == code


def test_a_missing_value_is_refused() -> None:
    with pytest.raises(Refused, match=r"email\.field_missing"):
        letter().for_recipient({k: v for k, v in VALUES.items() if k != "ack_url"})


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"text": field("khong_co")}, "email.field_unknown"),
        ({"subject": "a\r\nb"}, "email.control_character"),
        ({"from_name": "a\nb"}, "email.control_character"),
        ({"headers": {"Bcc": "x@y.example"}}, "email.header_name"),
        ({"headers": {"X y": "1"}}, "email.header_name"),
        ({"headers": {"X-Y": "1\r\nZ: 2"}}, "email.control_character"),
        ({"from_address": "khong-phai-dia-chi"}, "email.address"),
    ],
)
def test_what_cannot_be_composed_is_refused(more: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        letter(**more)  # type: ignore[arg-type]
    assert refused.value.code == code
