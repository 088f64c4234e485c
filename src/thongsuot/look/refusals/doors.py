"""Words of the API. Code -> (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {
    "api.token_missing": (
        "Cần mã truy cập: gửi kèm «Authorization: Bearer …». Tạo mã trong phần thiết lập.",
        "This address needs a token: send «Authorization: Bearer …». Make one in the settings.",
    ),
    "api.token_unknown": (
        "Mã truy cập không đúng, hết hạn hoặc đã thu hồi. Hãy tạo mã mới trong phần thiết lập.",
        "The token is wrong, expired or revoked. Make a new one in the settings.",
    ),
    "api.scope": (
        "Mã truy cập này không có quyền «{scope}». Hãy tạo mã có quyền đó.",
        "This token lacks the scope «{scope}». Make one that has it.",
    ),
    "api.no_edition": (
        "Không có bản phát hành này, hoặc bản đó không dành cho mã đang dùng.",
        "There is no such edition, or it is not for this token.",
    ),
    "api.no_address": (
        "Không có địa chỉ này. Xem các địa chỉ ở /api/v1/docs.",
        "There is no such address. See /api/v1/docs.",
    ),
    "api.method": (
        "Địa chỉ này chỉ nhận {allowed}.",
        "This address takes {allowed} only.",
    ),
    "api.input": (
        "Tham số chưa đúng: {names}.",
        "Parameters that cannot be read: {names}.",
    ),
    "api.before": (
        "«before» phải là id của bản cuối cùng trong trang trước.",
        "«before» must be the id of the last edition of the page before.",
    ),
    "api.too_many": (
        "Hỏi quá nhanh. Hãy hỏi lại sau {seconds} giây.",
        "Too many requests. Ask again in {seconds} seconds.",
    ),
    "api.input_uuid": (
        "Phải là một id (UUID).",
        "Must be an id (UUID).",
    ),
    "api.input_time": (
        "Phải là một thời điểm có múi giờ, ví dụ 2026-11-23T08:30:00+07:00.",
        "Must be an instant with its time zone, such as 2026-11-23T08:30:00+07:00.",
    ),
    "api.input_number": (
        "Phải là một số nguyên trong khoảng cho phép.",
        "Must be a whole number within the bounds.",
    ),
    "api.input_choice": (
        "Phải là một trong các giá trị cho phép.",
        "Must be one of the values allowed.",
    ),
    "api.input_missing": (
        "Còn thiếu.",
        "Is missing.",
    ),
    "api.input_value": (
        "Giá trị không dùng được.",
        "Cannot be used.",
    ),
}
