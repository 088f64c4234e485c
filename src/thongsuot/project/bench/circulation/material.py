"""The mail that everybody sends: 20 kB of Vietnamese text and page, personal in four places."""

from collections.abc import Iterator
from functools import cache

from thongsuot.channels.email.mail import Letter, field

SENDER = "ban-tin@bo.example"
SIZE = 20_000  # octets of a whole mail, about
PARAGRAPH = (
    "Từ ngày 1 tháng 9, người dân nộp hồ sơ và nhận kết quả tại bất kỳ điểm tiếp nhận nào "
    "trong tỉnh, không phụ thuộc nơi cư trú. Bộ phận một cửa hẹn giờ trả kết quả bằng tin nhắn. "
)
PARAGRAPHS = 20


def text() -> str:
    """The plain part; `%(name)s` and `%(link)s` stand where a person's own values go."""
    body = "\n\n".join([PARAGRAPH] * PARAGRAPHS)
    return f"Kính gửi anh/chị %(name)s,\n\n{body}\n\nĐã nhận: %(link)s\n"


def html() -> str:
    """The page, with the same places."""
    body = "".join([f"<p>{PARAGRAPH}</p>"] * PARAGRAPHS)
    return f'<p>Kính gửi anh/chị %(name)s,</p>{body}<p><a href="%(link)s">Đã nhận</a></p>'


def subject() -> str:
    return "Thông báo về tiếp nhận hồ sơ"


def people(count: int) -> Iterator[tuple[str, str, str]]:
    """Id, name and address of each, made as they are asked for."""
    for number in range(count):
        yield f"{number:032x}", f"Nguyễn Thị Hòa {number}", f"p{number}@so.example"


def link(id: str) -> str:
    """A person's own page."""
    return f"https://mang-luoi.example/xac-nhan/{id}/"


@cache
def letter() -> Letter:
    """The mail composed once."""
    places = {"name": field("to_name"), "link": field("link")}
    return Letter.compose(
        subject(),
        text() % places,
        html() % places,
        from_address=SENDER,
        from_name="Thông Suốt",
        fields=("link",),
    )


def values(id: str, name: str, address: str) -> dict[str, str]:
    """What is a person's own in it."""
    return {
        "to_name": name,
        "to_address": address,
        "message_id": f"<{id}@mang-luoi.example>",
        "date": "Mon, 23 Nov 2026 08:00:00 +0700",
        "link": link(id),
    }
