"""What offices call the columns of a list of contacts, for `lib.sheets.recognise`.

Pass both tables together (``{**FIELD_WORDS, **REFUSED_FIELDS}``): a column of birthdays must be
known for what it is, or a neighbouring field would claim it. Accents and case do not matter.
"""

from collections.abc import Mapping

FIELD_WORDS: Mapping[str, tuple[str, ...]] = {
    "name": (
        *("họ và tên", "họ tên", "họ, tên", "họ và tên người phát ngôn", "tên người phát ngôn"),
        *("người phát ngôn", "họ và tên cán bộ", "họ và tên đầu mối", "cán bộ đầu mối"),
        *("họ tên người đại diện", "đầu mối liên hệ", "người liên hệ", "phóng viên", "nhà báo"),
        *("họ và tên nhà báo", "họ và tên phóng viên", "tên", "full name", "name"),
    ),
    "family_name": ("họ", "họ đệm", "họ và tên đệm", "họ và chữ đệm", "họ lót", "family name"),
    "post": (
        *("chức vụ", "chức danh", "chức vụ/chức danh", "chức danh/chức vụ", "chức vụ, chức danh"),
        *("chức vụ công tác", "chức vụ hiện nay", "vị trí công tác", "vị trí", "cv"),
        *("position", "post", "title", "job title"),
    ),
    "unit": (
        *("đơn vị", "cơ quan", "đơn vị công tác", "cơ quan công tác", "cơ quan, đơn vị"),
        *("cơ quan/đơn vị", "tên đơn vị", "tên cơ quan", "tên cơ quan, đơn vị", "nơi công tác"),
        *("cơ quan báo chí", "tên cơ quan báo chí", "cơ quan chủ quản", "tòa soạn", "sở, ngành"),
        *("sở/ngành", "địa phương/đơn vị", "tổ chức", "unit", "organisation", "organization"),
        *("agency", "department"),
    ),
    "unit_short": ("tên viết tắt", "viết tắt", "tên tắt", "ký hiệu", "mã đơn vị", "short name"),
    "role": (
        *("vai trò", "tư cách", "phân công", "nhiệm vụ", "vai trò trong mạng lưới"),
        *("nhiệm vụ được giao", "loại đầu mối", "role", "mandate"),
    ),
    "email": (
        *("email", "e-mail", "thư điện tử", "thư", "hộp thư", "hộp thư điện tử", "mail"),
        *("địa chỉ email", "địa chỉ thư điện tử", "email công vụ", "thư điện tử công vụ"),
        *("địa chỉ hộp thư điện tử", "email liên hệ", "email address"),
    ),
    "phone": (
        *("di động", "điện thoại di động", "số di động", "đtdđ", "dđ", "sđt", "số điện thoại"),
        *("điện thoại", "đt", "số đt", "đt di động", "sđt di động", "điện thoại liên hệ"),
        *("số điện thoại liên hệ", "số điện thoại di động", "điện thoại/fax", "liên hệ", "hotline"),
        *("phone", "mobile", "telephone", "tel", "phone number"),
    ),
    "phone_2": (
        *("điện thoại cố định", "cố định", "số cố định", "điện thoại cơ quan", "đt cơ quan"),
        *("điện thoại bàn", "số máy bàn", "máy bàn", "đtcq", "đt cq", "đtcđ", "điện thoại 2"),
        *("số điện thoại 2", "sđt 2", "số điện thoại khác", "điện thoại khác", "landline"),
        *("office phone", "điện thoại", "số điện thoại", "sđt", "đt"),  # a second one of that name
    ),
    "zalo": ("zalo", "số zalo", "tài khoản zalo", "nick zalo", "zalo id"),
    "decision": (
        *("số quyết định", "số qđ", "quyết định", "quyết định số", "số, ngày quyết định", "qđ số"),
        *("văn bản cử", "văn bản giao nhiệm vụ", "văn bản phân công", "số văn bản", "decision"),
        *("quyết định/văn bản phân công", "căn cứ"),
    ),
    "valid_from": (
        *("từ ngày", "ngày bắt đầu", "hiệu lực từ", "có hiệu lực từ", "có hiệu lực từ ngày"),
        *("ngày quyết định", "ngày bổ nhiệm", "ngày phân công", "valid from", "from", "since"),
    ),
    "valid_to": (
        *("đến ngày", "ngày kết thúc", "hết hiệu lực", "hiệu lực đến", "có hiệu lực đến"),
        *("thời hạn", "thời hạn đến", "ngày hết hạn", "valid to", "until", "to"),
    ),
    "province": (
        *("tỉnh", "tỉnh/tp", "tỉnh, thành phố", "tỉnh/thành phố", "tỉnh thành", "tỉnh, tp"),
        *("tỉnh/thành", "thành phố", "địa phương", "địa bàn", "province"),
    ),
    "note": ("ghi chú", "ghi chú khác", "chú thích", "lưu ý", "note", "notes", "remarks"),
    "language": ("ngôn ngữ", "tiếng", "ngôn ngữ nhận tin", "language"),
}
"""Fields that are imported -> what they are called. The first of two equal ones wins.

`family_name` is there for sheets that keep «Họ đệm» and «Tên» apart: it goes before `name`."""

REFUSED_FIELDS: Mapping[str, tuple[str, ...]] = {
    "identity_number": (
        *("cccd", "cmnd", "số cccd", "số cmnd", "cmnd/cccd", "cccd/cmnd", "căn cước"),
        *("căn cước công dân", "số căn cước", "số căn cước công dân", "số định danh cá nhân"),
        *("chứng minh nhân dân", "số chứng minh nhân dân", "số cccd/cmnd", "số cmnd/cccd"),
        *("số định danh", "hộ chiếu", "số hộ chiếu", "ngày cấp", "nơi cấp", "ngày cấp cccd"),
        *("mã định danh", "id number", "passport"),
    ),
    "birth": (
        *("ngày sinh", "năm sinh", "ngày tháng năm sinh", "ngày, tháng, năm sinh", "sinh ngày"),
        *("tuổi", "date of birth", "dob", "birthday"),
    ),
    "press_card": ("số thẻ nhà báo", "thẻ nhà báo", "số thẻ", "số hiệu thẻ nhà báo", "press card"),
    "home": (
        *("quê quán", "nơi ở", "nơi ở hiện nay", "địa chỉ nhà riêng", "nhà riêng", "hộ khẩu"),
        *("chỗ ở", "nơi thường trú", "hộ khẩu thường trú", "điện thoại nhà riêng"),
    ),
    "account": ("số tài khoản", "tài khoản ngân hàng", "ngân hàng", "mã số thuế", "mst"),
    "person_kind": ("giới tính", "nam/nữ", "giới", "dân tộc", "tôn giáo", "đảng viên", "sex"),
    "picture": ("ảnh", "ảnh chân dung", "hình ảnh", "ảnh 3x4", "photo"),
}
"""Columns that are never imported, whatever a sheet holds: see `REFUSED_REASON`."""

REFUSED_REASON = "personal data we do not keep"
