"""The fixed words of renditions, Vietnamese and English, and how dates are written in them."""

from dataclasses import dataclass
from datetime import datetime

from thongsuot.lib.clock import VIETNAM


@dataclass(frozen=True, slots=True)
class Words:
    number: str
    embargo: str
    embargo_short: str
    correction: str
    withdrawal: str
    corrected: str
    withdrawn: str
    corrected_text: str
    withdrawn_text: str
    read_on: str
    contact: str
    attachments: str
    pictures: str
    photo_by: str
    verify: str
    source: str
    page: str
    file: str
    caption: str
    author: str
    size: str
    no_photos: str


VIETNAMESE = Words(
    number="Số: {}",
    embargo="KHÔNG ĐĂNG, PHÁT TRƯỚC {}",
    embargo_short="Cấm đăng trước {}",
    correction="Đính chính",
    withdrawal="Thu hồi",
    corrected="Đã đính chính",
    withdrawn="Đã thu hồi",
    corrected_text="Nội dung này đã được đính chính. Đề nghị sử dụng bản mới.",
    withdrawn_text=(
        "Nội dung này đã bị thu hồi. Đề nghị không sử dụng và gỡ những gì đã đăng, phát."
    ),
    read_on="Xem toàn văn: {}",
    contact="Liên hệ",
    attachments="Tệp kèm theo",
    pictures="Ảnh",
    photo_by="Ảnh: {}",
    verify="Kiểm tra tin thật tại {}",
    source="Nguồn: {}",
    page="Trang {} / {}",
    file="Tệp",
    caption="Chú thích",
    author="Tác giả, nguồn",
    size="Kích thước",
    no_photos="Bản tin này không có ảnh.",
)

ENGLISH = Words(
    number="No. {}",
    embargo="NOT FOR PUBLICATION OR BROADCAST BEFORE {}",
    embargo_short="Embargoed until {}",
    correction="Correction",
    withdrawal="Withdrawal",
    corrected="Corrected",
    withdrawn="Withdrawn",
    corrected_text="This text has been corrected. Please use the new edition.",
    withdrawn_text=(
        "This text has been withdrawn. Please do not use it and take down what was published."
    ),
    read_on="Full text: {}",
    contact="Contact",
    attachments="Attachments",
    pictures="Photos",
    photo_by="Photo: {}",
    verify="Check that this is genuine at {}",
    source="Source: {}",
    page="Page {} / {}",
    file="File",
    caption="Caption",
    author="Author, source",
    size="Size",
    no_photos="This edition has no photos.",
)


def words(language: str) -> Words:
    """The words of a language; Vietnamese for any but English."""
    return ENGLISH if language.lower().startswith("en") else VIETNAMESE


def moment(at: datetime, language: str) -> str:
    """An hour and a day in Viet Nam: «08 giờ 00 ngày 05/01/2026»."""
    local = at.astimezone(VIETNAM)
    if words(language) is ENGLISH:
        return f"{local:%H:%M} (GMT+7), {local.day} {local:%B %Y}"
    return f"{local:%H} giờ {local:%M} ngày {local:%d/%m/%Y}"


def place_and_date(place: str, at: datetime, language: str) -> str:
    """As Decree 30/2020/NĐ-CP writes it: «Hà Nội, ngày 05 tháng 01 năm 2026».

    Days below 10 and the months 1 and 2 have a zero.
    """
    local = at.astimezone(VIETNAM)
    if words(language) is ENGLISH:
        day = f"{local.day} {local:%B %Y}"
    else:
        month = f"{local.month:02d}" if local.month < 3 else str(local.month)
        day = f"ngày {local.day:02d} tháng {month} năm {local.year}"
        if not place:
            return day[0].upper() + day[1:]
    return f"{place}, {day}" if place else day
