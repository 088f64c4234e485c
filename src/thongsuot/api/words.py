"""What the interface says of itself: a table of operations and one of parameters."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ABOUT = _(
    "Bản phát hành cho hệ thống tòa soạn, ở dạng ninjs 2.2. Không cần mã truy cập để đọc tin công "
    "khai; có mã thì đọc được những gì chủ mã được xem."
)

GROUPS: dict[str, Promise] = {
    "editions": _("Bản phát hành"),
    "directory": _("Danh mục"),
    "deliveries": _("Lần gửi"),
    "clarity": _("Rõ ràng"),
}

OPERATIONS: dict[str, tuple[Promise, Promise]] = {
    "editions": (
        _("Danh sách bản phát hành"),
        _(
            "Bản mới nhất trước, mỗi bản là một mục ninjs 2.2. Không có mã thì chỉ có tin công "
            "khai. Đọc tiếp theo địa chỉ trong «next»."
        ),
    ),
    "edition": (
        _("Một bản phát hành"),
        _(
            "Một mục ninjs 2.2. Bản đã thu hồi có pubstatus là canceled và không còn nội dung: hãy "
            "gỡ khỏi hệ thống. Bản chưa đến giờ là withheld, kèm giờ được đăng."
        ),
    ),
    "rendition": (
        _("Tải bản PDF, Word, ảnh gốc hoặc chữ thuần"),
        _("«zip» là ảnh gốc kèm chú thích; «txt» là bản ngắn cho nhóm Zalo."),
    ),
    "seal_of": (
        _("Chữ ký số"),
        _(
            "Đủ để tự kiểm tra ở nơi khác mà không cần tin trang này: bản kê, chữ ký, khóa công "
            "khai và nội dung đã ký."
        ),
    ),
    "log": (
        _("Sổ bản phát hành công khai"),
        _("Mọi bản công khai kèm chữ ký, kể cả bản đã đính chính hoặc thu hồi."),
    ),
    "kinds": (_("Loại bản phát hành"), _("Mã, tên và phạm vi rộng nhất của mỗi loại.")),
    "topics": (_("Chủ đề"), _("Mã và tên; chủ đề lớn đứng trước chủ đề nhỏ của nó.")),
    "units": (
        _("Cơ quan, đơn vị"),
        _("Đơn vị trong mạng lưới theo tên gọi hôm nay. Không có tên người."),
    ),
    "spokespersons": (
        _("Người phát ngôn"),
        _(
            "Người phát ngôn và người được ủy quyền phát ngôn, với số điện thoại và thư điện tử "
            "được công bố theo Nghị định 244/2026/NĐ-CP."
        ),
    ),
    "deliveries": (
        _("Những lần gửi cho chủ mã"),
        _("Bản nào, gửi tới địa chỉ nào, lúc nào, kết quả ra sao."),
    ),
    "clarity": (
        _("Xem một văn bản có rõ ràng không"),
        _(
            "Gửi văn bản tiếng Việt (theo dòng, chữ thuần hoặc HTML), nhận lại gợi ý và số đo; "
            "vị trí tính bằng điểm mã Unicode. Văn bản không được lưu lại. So với tên cơ quan, "
            "chữ viết tắt, số liệu và bản phát hành mà chủ mã được xem."
        ),
    ),
}

PARAMETERS: dict[str, Promise] = {
    "before": _("id của bản cuối cùng đã đọc; trả về những bản cũ hơn"),
    "limit": _("số mục mỗi lần"),
    "kind": _("mã loại, xem /kinds"),
    "unit": _("id đơn vị, xem /units"),
    "topic": _("mã chủ đề, xem /topics; gồm cả chủ đề nhỏ của nó"),
    "since": _("phát hành từ lúc này trở đi, dạng 2026-11-23T08:30:00+07:00"),
    "edition": _("id của bản phát hành"),
    "form": _("dạng tệp"),
    "province": _("id của tỉnh, thành phố"),
    "role": _("loại đơn vị"),
    "text": _("một phần của tên, có dấu hay không đều được"),
}
