"""What the specimen pages show: made-up people and figures around the article's own scene."""

from datetime import timedelta
from typing import Any

from django import forms

from tests.look.map_regions import since_2025
from thongsuot.lib import clock
from thongsuot.look import maps
from thongsuot.look.states import STATES


class Draft(forms.Form):
    """Every kind of field that the doors use."""

    title = forms.CharField(label="Tiêu đề", max_length=120, help_text="Nói điều mới nhất trước.")
    body = forms.CharField(label="Toàn văn", widget=forms.Textarea(attrs={"rows": 4}))
    kind = forms.ChoiceField(
        label="Loại tin", choices=[("press", "Thông cáo báo chí"), ("say", "Phát ngôn")]
    )
    reach = forms.ChoiceField(
        label="Phạm vi",
        widget=forms.RadioSelect,
        choices=[("public", "Công khai"), ("network", "Trong mạng lưới")],
    )
    photo = forms.FileField(label="Ảnh kèm theo", required=False)
    urgent = forms.BooleanField(
        label="Gửi khẩn", required=False, help_text="Đi trước mọi đợt gửi khác."
    )


def context() -> dict[str, Any]:
    """Everything the three specimen templates read, around the hour of the clock."""
    now = clock.now()
    hour = timedelta(hours=1)
    return {
        "now": now,
        "late": now - 2 * hour,
        "earlier": now - 5 * hour,
        "soon": now + 3.1 * hour,
        "later": now + 50 * hour,
        "network_name": "Mạng lưới truyền thông Ngành Thông tin và Truyền thông",
        "nav_counts": {"today": 3, "inbox": 4},
        "form": Draft({"title": "", "body": "Bộ công bố mạng lưới.", "kind": "press"}),
        "refusal": "",
        "zalo": "Công bố Mạng lưới truyền thông Ngành TT&TT.\nXem: https://tin.example/12",
        "parts": [
            ("Đã xác nhận", 95, "good"),
            ("Đã gửi", 119, "strong"),
            ("Chờ gửi", 50, "plain"),
            ("Không gửi được", 6, "bad"),
        ],
        "badges": [(kind, state) for kind, table in STATES.items() for state in table],
        "steps": [
            {"what": "Soạn xong", "who": "Nguyễn Thị Mẫu", "at": now - 6 * hour, "icon": "pencil"},
            {
                "what": "Trả lại",
                "who": "Đỗ Văn Thí",
                "at": now - 5 * hour,
                "icon": "return",
                "tone": "bad",
                "note": "Bổ sung số liệu về các Sở ở đoạn hai.",
            },
            {
                "what": "Lãnh đạo đơn vị đồng ý",
                "who": "Đỗ Văn Thí",
                "at": now - 3 * hour,
                "icon": "check",
                "tone": "good",
            },
            {"what": "Chờ Trung tâm Thông tin", "icon": "hourglass", "tone": "wait"},
        ],
        "tabs": [
            {"label": "Chưa xác nhận", "href": "#", "here": True, "count": 12},
            {"label": "Đã xác nhận", "href": "#", "count": 83},
            {"label": "Không gửi được", "href": "#", "count": 6},
        ],
        "units": [
            {
                "name": "Sở Thông tin và Truyền thông tỉnh Hà Giang",
                "state": "overdue",
                "due": now - 49 * hour,
                "sent": 2,
            },
            {"name": "Cục Viễn thông", "state": "acknowledged", "due": now + hour, "sent": 14},
            {
                "name": "Vụ Kinh tế số và Xã hội số",
                "state": "waiting",
                "due": now + 3 * hour,
                "sent": 1204,
            },
        ],
        "machine": {"state": "failing"},
        "columns": ["Kênh", "Đã gửi", "Không gửi được"],
        "rows": [["Thư điện tử", "1.204", "6"], ["Hộp tin", "1.210", "0"]],
        "map": maps.draw(
            since_2025(), "Đơn vị liên lạc được, theo tỉnh", maps.Legend("Tỷ lệ liên lạc được")
        ),
        "news": [
            {
                "unit": "Trung tâm Thông tin",
                "at": now - hour,
                "title": "95 cơ quan, đơn vị cùng 80 nhà báo lập Mạng lưới truyền thông toàn Ngành",
                "sapo": "Thông tin chính thống đi thẳng từ nơi ban hành tới từng Sở và tòa soạn.",
            },
            {
                "unit": "Cục An toàn thông tin",
                "at": now - 30 * hour,
                "state": "corrected",
                "title": "Cảnh báo hình thức giả mạo thông báo nộp phạt nguội qua tin nhắn",
                "sapo": "Không bấm vào đường dẫn lạ; cơ quan nhà nước không đòi chuyển tiền.",
            },
            {
                "unit": "Cục Viễn thông",
                "at": now - 54 * hour,
                "title": "Chuẩn hóa thông tin thuê bao di động bằng cuộc gọi hình",
                "sapo": "Quy trình mới: thuê bao không phải ra điểm giao dịch.",
            },
        ],
    }
