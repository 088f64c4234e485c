"""What a house would know when the corpus is looked at: public facts of state bodies.

Names and days out of Nghị quyết 176/2025/QH15 (the ministries of the 15th National Assembly's term
from 1 March 2025) and the acronyms of Nghị định 30/2020/NĐ-CP and common use.
"""

from datetime import date

from thongsuot.lib.clarity import Acronym, Office, Registry

_ACT = "Nghị quyết 176/2025/QH15"
_DAY = date(2025, 3, 1)
_GONE = {
    "Bộ Thông tin và Truyền thông": (
        "Bộ TT&TT",
        "Bộ Khoa học và Công nghệ|Bộ Văn hóa, Thể thao và Du lịch|Bộ Công an",
    ),
    "Bộ Kế hoạch và Đầu tư": ("Bộ KH&ĐT", "Bộ Tài chính"),
    "Bộ Giao thông vận tải": ("Bộ GTVT", "Bộ Xây dựng|Bộ Công an"),
    "Bộ Lao động - Thương binh và Xã hội": (
        "Bộ LĐTB&XH",
        "Bộ Nội vụ|Bộ Y tế|Bộ Giáo dục và Đào tạo",
    ),
    "Bộ Nông nghiệp và Phát triển nông thôn": ("Bộ NN&PTNT", "Bộ Nông nghiệp và Môi trường"),
    "Bộ Tài nguyên và Môi trường": ("Bộ TN&MT", "Bộ Nông nghiệp và Môi trường"),
    "Ủy ban Dân tộc": ("", "Bộ Dân tộc và Tôn giáo"),
}
_STANDING = {
    "Bộ Khoa học và Công nghệ": "Bộ KH&CN",
    "Bộ Tài chính": "",
    "Bộ Xây dựng": "",
    "Bộ Nội vụ": "",
    "Bộ Y tế": "",
    "Bộ Công Thương": "",
    "Bộ Công an": "",
    "Bộ Quốc phòng": "",
    "Bộ Ngoại giao": "",
    "Bộ Tư pháp": "",
    "Bộ Giáo dục và Đào tạo": "Bộ GD&ĐT",
    "Bộ Văn hóa, Thể thao và Du lịch": "Bộ VHTT&DL",
    "Bộ Nông nghiệp và Môi trường": "Bộ NN&MT",
    "Bộ Dân tộc và Tôn giáo": "",
    "Ngân hàng Nhà nước Việt Nam": "NHNN",
    "Thanh tra Chính phủ": "",
    "Văn phòng Chính phủ": "",
}
_KNOWN = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "MTTQ": "Mặt trận Tổ quốc",
    "TP": "thành phố",
    "THPT": "trung học phổ thông",
    "THCS": "trung học cơ sở",
    "ĐH": "đại học",
    "CSGT": "cảnh sát giao thông",
    "TAND": "Tòa án nhân dân",
}

HOUSE = Registry(
    offices=(
        *(
            Office(name, short, None, _DAY, tuple(heirs.split("|")), _ACT)
            for name, (short, heirs) in _GONE.items()
        ),
        *(Office(name, short) for name, short in _STANDING.items()),
    ),
    acronyms=(
        Acronym("TT&TT", ("Thông tin và Truyền thông",), ("TT-TT", "TTTT")),
        Acronym("KH&CN", ("Khoa học và Công nghệ",), ("KH-CN", "KHCN")),
        Acronym("GD&ĐT", ("Giáo dục và Đào tạo",), ("GD-ĐT", "GDĐT")),
        Acronym("NHNN", ("Ngân hàng Nhà nước",)),
        Acronym("QLNN", ("quản lý nhà nước",)),
        Acronym("TTHC", ("thủ tục hành chính",)),
        Acronym("DVCTT", ("dịch vụ công trực tuyến",)),
        Acronym("CĐS", ("chuyển đổi số",)),
        Acronym("CNTT", ("công nghệ thông tin",)),
        *(Acronym(short, (full,), (), common=True) for short, full in _KNOWN.items()),
    ),
)
