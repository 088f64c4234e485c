"""What the officer of the journeys writes, on the facts announced on 24 November 2023."""

from io import BytesIO

from PIL import Image

from thongsuot.project.demo import pictures

TITLE = "Công bố Mạng lưới truyền thông ngành Thông tin và Truyền thông"
SUMMARY = (
    "Từ nay, mỗi đơn vị thuộc Bộ và mỗi Sở Thông tin và Truyền thông đều có một lãnh đạo và một "
    "cán bộ đầu mối truyền thông; gần 80 nhà báo, phóng viên cùng tham gia."
)
OPENING = "Mạng lưới có hơn 40 cơ quan báo chí, do Trung tâm Thông tin của Bộ điều phối."
WRONG, RIGHT = "hơn 40 cơ quan", "hơn 50 cơ quan"
HEADING = "Mạng lưới làm gì"
POINTS = [
    "Sẵn sàng: thông tin chính thức có trước khi báo chí và người dân cần đến.",
    "Thông suốt: tin đến đúng người, đúng lúc; nơi nhận xác nhận đã nhận.",
    "Rõ ràng: viết ngắn, dễ hiểu, mỗi con số có nguồn và có ngày.",
]
MEMBERS = "Ai tham gia mạng lưới"
TABLE = [
    ["Thành phần", "Số lượng", "Người phụ trách"],
    ["Đơn vị thuộc Bộ", "32", "một lãnh đạo, một chuyên viên"],
    ["Sở Thông tin và Truyền thông", "63", "một lãnh đạo, một cán bộ"],
]
WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->'
    '<p class=MsoNormal style="margin:0;color:red"><b><span style="font-size:14pt">Nội dung tập '
    "huấn</span></b> do các đơn vị của Bộ trình bày:<o:p></o:p></p>"
    '<p class=MsoListParagraph style="mso-list:l0 level1 lfo1">'
    '<span style="mso-list:Ignore">·<span>&nbsp; </span></span>Phát ngôn và cung cấp thông tin '
    "cho báo chí</p>"
    '<p class=MsoListParagraph style="mso-list:l0 level1 lfo1">'
    '<span style="mso-list:Ignore">·<span>&nbsp; </span></span>An toàn thông tin</p>'
    "<!--EndFragment--></body></html>"
)
CAPTION = "Sơ đồ: các đơn vị, các Sở và nhà báo nối với Trung tâm Thông tin"
CREDIT = "Cục Báo chí"
NOTE = "Đề nghị các đơn vị, các Sở phổ biến tới cán bộ đầu mối và xác nhận đã nhận."
CORRECTED = f"Đính chính: {TITLE}"
CORRECTED_SUMMARY = "Số cơ quan báo chí tham gia mạng lưới là hơn 50, không phải hơn 40."


def photo() -> dict[str, object]:
    """A file as the browser's chooser hands it over."""
    content = pictures.network()
    return {"name": "so-do-mang-luoi.jpg", "mimeType": "image/jpeg", "buffer": content}


def attachment() -> dict[str, object]:
    sheet = BytesIO()
    Image.new("RGB", (595, 842), "white").save(sheet, "PDF")
    name = "chuong-trinh-tap-huan.pdf"
    return {"name": name, "mimeType": "application/pdf", "buffer": sheet.getvalue()}


NEXT_TITLE = "Lịch cung cấp thông tin cho báo chí tháng 12"
NEXT_BODY = "Các đơn vị trả lời báo chí vào chiều thứ Năm hằng tuần, qua cán bộ đầu mối."
