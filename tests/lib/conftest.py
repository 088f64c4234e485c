"""One edition with everything in it, and hostile ones."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

import pytest
from PIL import Image, ImageDraw

from thongsuot.lib.text import clean
from thongsuot.lib.wire.document import Attachment, Contact, EditionDocument, Picture

PHOTO = UUID("11111111-1111-4111-8111-111111111111")
CHART = UUID("22222222-2222-4222-8222-222222222222")

BODY = f"""
<p>Sáng 05/01/2026, <strong>Trung tâm Thông tin</strong> công bố kết quả ba năm vận hành mạng lưới
truyền thông với <em>95 đơn vị</em>; xem <a href="https://mang-luoi.example/ket-qua">số liệu</a>
hoặc viết về <a href="mailto:bc@mang-luoi.example">hộp thư</a>. CO<sub>2</sub>, m<sup>2</sup>.</p>
<h2>Kết quả chính</h2>
<p>Thời gian từ lúc tin được duyệt đến lúc các cơ quan báo chí nhận được rút từ hai ngày xuống còn
bốn giờ. “Thông tin phải sẵn sàng, thông suốt và dễ hiểu”, đại diện đơn vị nói.</p>
<ul><li>Tập huấn cho cán bộ đầu mối:<ol><li>Viết tin rõ ràng</li><li>Trả lời đúng hạn</li></ol></li>
<li>Diễn tập xử lý tin giả</li></ul>
<blockquote><p>Không để khoảng trống thông tin là nhiệm vụ của từng ngày.</p></blockquote>
<h3>Số liệu theo năm</h3>
<table><thead><tr><th>Năm</th><th>Tin đã phát</th><th>Tỷ lệ xác nhận</th></tr></thead>
<tr><td>2024</td><td>1.204</td><td>81,5%</td></tr><tr><td>2025</td><td>1.733</td><td>94,2%</td></tr>
<tr><td colspan="2">Mục tiêu năm 2026</td><td>98%</td></tr></table>
<figure><img src="/tep/{PHOTO}" alt="Hội nghị">
<figcaption>Toàn cảnh hội nghị <em>sáng 05/01</em></figcaption></figure>
<hr><p>Giai đoạn tới, mạng lưới mở rộng đến cấp xã.</p>
"""


CONTACT = Contact("Nguyễn Thị Mẫu", "Cán bộ đầu mối", "024 0000 0000", "mau@mang-luoi.example")


def drawn(kind: str, size: tuple[int, int], colour: str) -> bytes:
    image, out = Image.new("RGB", size, colour), BytesIO()
    ImageDraw.Draw(image).ellipse((20, 20, size[0] - 20, size[1] - 20), fill="white")
    image.save(out, kind)
    return out.getvalue()


@pytest.fixture(scope="session")
def document() -> EditionDocument:
    return whole_document()


def whole_document() -> EditionDocument:
    site = "https://mang-luoi.example"
    return EditionDocument(
        id=UUID("33333333-3333-4333-8333-333333333333"),
        version=1,
        number="12/2026/TTTT",
        kind="release",
        kind_label="Thông cáo báo chí",
        language="vi",
        title="Mạng lưới truyền thông ngành sau ba năm: tin đến nơi nhận trong bốn giờ",
        summary="Sau ba năm, 95 đơn vị và hơn 50 cơ quan báo chí nhận thông tin trong ngày. Tỷ lệ "
        "xác nhận đạt 94,2%. TP. Hồ Chí Minh có tỷ lệ cao nhất. Năm 2026 mở rộng đến xã.",
        body_html=clean(BODY),
        unit_name="Trung tâm Thông tin",
        unit_id=UUID("44444444-4444-4444-8444-444444444444"),
        place="Hà Nội",
        issued_at=datetime(2026, 1, 5, 1, 30, tzinfo=UTC),
        url=f"{site}/tin/33333333",
        verify_url=f"{site}/kiem-tra/33333333",
        topics=(("chuyen-doi-so", "Chuyển đổi số"), ("tin-gia", "Tin giả")),
        contacts=(CONTACT,),
        pictures=(
            Picture(
                PHOTO,
                "Hội nghị.JPG",
                "image/jpeg",
                1200,
                800,
                "Toàn cảnh hội nghị",
                "Trần Mẫu",
                f"{site}/tep/{PHOTO}",
                drawn("JPEG", (1200, 800), "#12355b"),
            ),
            Picture(
                CHART,
                "../biểu đồ.png",
                "image/png",
                600,
                800,
                "=Biểu đồ <tỷ lệ>",
                "",
                f"{site}/tep/{CHART}",
                drawn("PNG", (600, 800), "#a3161b"),
            ),
        ),
        attachments=(
            Attachment(
                UUID("55555555-5555-4555-8555-555555555555"),
                "Phụ lục số liệu.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                20480,
                "0" * 64,
                f"{site}/tep/55555555-5555-4555-8555-555555555555",
            ),
        ),
        signature="ab" * 64,
        key_id="0011223344556677",
    )


def embargoed(document: EditionDocument) -> EditionDocument:
    return replace(document, embargo_until=datetime(2026, 1, 5, 3, 0, tzinfo=UTC))
