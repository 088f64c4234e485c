"""What the house of the tests knows: the examples of registry rules stand on it."""

from datetime import date
from decimal import Decimal

from thongsuot.lib.clarity import Acronym, Known, Office, Registry, Stated

HOUSE = Registry(
    offices=(
        Office("Bộ Thông tin và Truyền thông", "Bộ TT&TT", date(2007, 8, 4), date(2025, 3, 1),
               ("Bộ Khoa học và Công nghệ",), "Nghị quyết 176/2025/QH15"),
        Office("Bộ Khoa học và Công nghệ", "Bộ KH&CN", date(1992, 10, 12)),
        Office("Cục Phát thanh, truyền hình và thông tin điện tử", "", date(2012, 1, 1)),
        Office("Cục An toàn thông tin", "", date(2014, 9, 1)),
        Office("Trung tâm Thông tin", "", date(2008, 1, 1)),
        Office("Ủy ban Vật giá", "", date(1992, 1, 1), date(2025, 3, 1),
               ("Cục Giá thị trường", "Cục Giá nhà nước"), "Nghị quyết 176/2025/QH15"),
        Office("Sở Thông tin và Truyền thông Cà Mau", "Sở TT&TT Cà Mau", date(2008, 1, 1),
               date(2025, 3, 1), ("Sở Khoa học và Công nghệ Cà Mau",), ""),
    ),
    acronyms=(
        Acronym("TT&TT", ("Thông tin và Truyền thông",), ("TT-TT", "TTTT")),
        Acronym("KH&CN", ("Khoa học và Công nghệ",), ("KH-CN", "KHCN")),
        Acronym("UBND", ("Ủy ban nhân dân",), (), common=True),
        Acronym("HĐND", ("Hội đồng nhân dân",), (), common=True),
        Acronym("QLNN", ("quản lý nhà nước",)),
        Acronym("TTHC", ("thủ tục hành chính",)),
        Acronym("DVCTT", ("dịch vụ công trực tuyến",)),
        Acronym("CĐS", ("chuyển đổi số",)),
    ),
    figures=(
        Known("value-1", ("nhà báo tham gia mạng lưới", "nhà báo, phóng viên chuyên trách"),
              Decimal(78), "nhà báo", date(2023, 11, 28), "Trung tâm Thông tin"),
        Known("value-2", ("thuê bao di động đã chuẩn hóa",), Decimal(124_500_000), "thuê bao",
              date(2026, 1, 31), "Cục Viễn thông"),
    ),
    stated=(
        Stated("12/2026/CVT", "Cục Viễn thông", date(2026, 2, 10),
               "Đến hết tháng 1 năm 2026, cả nước có 11.234 điểm phục vụ bưu chính.",
               Decimal(11_234), "điểm phục vụ bưu chính"),
    ),
    tone_marks="old",
)  # fmt: skip
