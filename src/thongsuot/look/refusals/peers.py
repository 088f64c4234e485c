"""Words of the refusals between installations."""

WORDS: dict[str, tuple[str, str]] = {
    "peers.coordinators_only": (
        "Chỉ cán bộ điều phối mở, xác nhận và ngắt kết nối giữa các hệ thống.",
        "Only coordinators connect, confirm and disconnect systems.",
    ),
    "peers.no_peer": (
        "Không tìm thấy hệ thống này.",
        "There is no such system.",
    ),
    "peers.not_now": (
        "Kết nối này không còn ở bước đó. Hãy tải lại trang để xem tình trạng hiện tại.",
        "This connection is no longer at that step. Reload the page to see how it stands.",
    ),
    "peers.name": (
        "Hãy ghi tên hệ thống bên kia, không quá 200 ký tự.",
        "Name the other system in at most 200 characters.",
    ),
    "peers.url": (
        "Địa chỉ cần dạng https://ten-mien, không có đường dẫn phía sau.",
        "The address must look like https://domain, without a path.",
    ),
    "peers.code": (
        "Mã giới thiệu không đúng hoặc chép thiếu. Hãy chép lại nguyên cả dòng mã.",
        "The introduction code is wrong or incomplete. Copy the whole line again.",
    ),
    "peers.code_own": (
        "Đây là mã do chính hệ thống này tạo. Hãy gửi mã cho bên kia để họ nhập.",
        "This code was made by this system. Send it to the other side to enter.",
    ),
    "peers.code_spent": (
        "Mã giới thiệu đã được dùng hoặc đã quá hạn. Hãy đề nghị bên kia tạo mã mới.",
        "The introduction code was used or has expired. Ask the other side for a new one.",
    ),
    "peers.stands": (
        "Bên kia còn nối với hệ thống này bằng khoá cũ. Hãy nhờ họ kết thúc rồi nhập lại mã.",
        "The other side is still linked under the former key. Have them end that, and try again.",
    ),
    "peers.unknown": (
        "Hệ thống gửi yêu cầu này chưa được giới thiệu ở đây.",
        "The system that asks has not been introduced here.",
    ),
    "peers.not_confirmed": (
        "Kết nối này chưa được người phụ trách xác nhận.",
        "Nobody has confirmed this connection yet.",
    ),
    "peers.not_for_us": (
        "Nội dung này gửi cho một hệ thống khác.",
        "This is meant for another system.",
    ),
    "peers.unreadable": (
        "Không đọc được nội dung nhận từ hệ thống bên kia.",
        "What the other system sent cannot be read.",
    ),
    "peers.newer": (
        "Hệ thống bên kia dùng phiên bản mới hơn. Hãy cập nhật Thông Suốt ở bên này.",
        "The other system runs a newer release. Update Thông Suốt on this side.",
    ),
    "peers.too_large": (
        "Nội dung lớn hơn mức cho phép.",
        "The content is larger than allowed.",
    ),
    "peers.no_incoming": (
        "Không tìm thấy bản phát hành này trong số đã nhận từ các hệ thống khác.",
        "No such edition was received from another system.",
    ),
    "peers.nobody_to_acknowledge": (
        "Anh/chị không phải lãnh đạo hay cán bộ đầu mối của đơn vị nào để xác nhận thay.",
        "You are not a leader or officer of any body for which to acknowledge.",
    ),
    "peers.unproven": (
        "Chữ ký số của bản này không khớp nên không chuyển tiếp được.",
        "The signature of this edition does not match, so it cannot be passed on.",
    ),
    "peers.not_standing": (
        "Bản này đã được đính chính hoặc thu hồi nên không chuyển tiếp nữa.",
        "This edition was corrected or withdrawn and is no longer passed on.",
    ),
    "peers.reach": (
        "Phạm vi của bản này không cho phép chuyển tới hệ thống đã chọn.",
        "The reach of this edition does not allow passing it to that system.",
    ),
    "peers.circle": (
        "Hệ thống này đã có bản phát hành: bản đi từ đó tới đây.",
        "That system has the edition already: it came from there.",
    ),
    "peers.note_too_long": (
        "Lời gửi kèm dài quá {limit} ký tự.",
        "The note is longer than {limit} characters.",
    ),
    "peers.nobody_chosen": (
        "Hãy chọn ít nhất một hệ thống để chuyển tiếp.",
        "Choose at least one system to pass it on to.",
    ),
}
