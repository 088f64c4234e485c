"""Words of sheets that are read and brought in. Code -> (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {
    "network.sheet_moved_on": (
        "Bảng đã sang bước khác. Hãy tải lại trang để xem bảng đang ở đâu.",
        "The sheet has moved on. Reload the page to see where it stands.",
    ),
    "network.import_no_unit_column": (
        "Chưa có cột nào là đơn vị. Hãy chọn cột đơn vị, hoặc chọn một đơn vị cho cả bảng.",
        "No column is the body. Choose that column, or one body for the whole sheet.",
    ),
    "network.import_nothing_to_take": (
        "Chưa có cột nào để nhập. Hãy chọn ít nhất cột họ tên, thư điện tử hoặc điện thoại.",
        "No column is taken. Choose at least the names, the e-mails or the phones.",
    ),
    "network.import_column_twice": (
        "Mỗi nội dung chỉ lấy từ một cột. Hãy bỏ bớt một trong các cột {columns}.",
        "Each field comes from one column. Leave out one of the columns {columns}.",
    ),
    "network.import_nothing_to_write": (
        "Không có dòng nào mới hoặc thay đổi, nên không có gì để ghi.",
        "No row is new or changed, so there is nothing to write.",
    ),
    "network.import_not_a_day": (
        "«{written}» không phải là ngày. Hãy viết như 31/12/2026.",
        "“{written}” is not a day. Write it as 31/12/2026.",
    ),
    "network.import_too_long": (
        "Ô này dài quá {limit} chữ cái. Hãy viết gọn lại.",
        "This cell is longer than {limit} letters. Shorten it.",
    ),
    "network.import_several_people": (
        "Ô «{written}» ghi nhiều người. Hãy tách mỗi người một dòng.",
        "“{written}” names several people. Give each a row.",
    ),
    "network.import_not_a_name": (
        "«{written}» không giống họ tên. Hãy xem lại ô này, hoặc cột này có đúng là họ tên không.",
        "“{written}” is no name of a person. Check the cell, or whether this is the right column.",
    ),
    "network.import_unknown_role": (
        (
            "Không hiểu vai trò «{written}». Hãy ghi: lãnh đạo phụ trách, cán bộ đầu mối, "
            "người phát "
            "ngôn, người được ủy quyền phát ngôn hoặc nhà báo."
        ),
        "“{written}” is no role. Write leader, officer, spokesperson, delegate or journalist.",
    ),
    "network.import_no_role": (
        (
            "Chưa biết người này giữ vai trò gì. Hãy thêm cột vai trò, hoặc chọn vai trò "
            "cho cả bảng ở "
            "bước chọn cột."
        ),
        "It is not said in which role. Add a column of roles, or choose one for the whole sheet.",
    ),
    "network.import_no_body": (
        "Dòng này không ghi đơn vị. Hãy điền đơn vị, hoặc chọn một đơn vị cho cả bảng.",
        "This row names no body. Fill it in, or choose one body for the whole sheet.",
    ),
    "network.import_nobody": (
        "Dòng này không có tên người lẫn tên đơn vị. Nếu là dòng ghi chú thì cứ để yên.",
        "This row names neither a person nor a body. If it is a remark, leave it.",
    ),
    "network.import_unknown_body": (
        (
            "Không có đơn vị nào tên «{written}». Hãy sửa lại tên, hoặc thêm đơn vị vào "
            "mạng lưới rồi "
            "nhập lại."
        ),
        "No body is called “{written}”. Correct the name, or add the body and import again.",
    ),
    "network.import_body_needs_place": (
        (
            "Có nhiều đơn vị tên «{written}». Hãy ghi thêm tỉnh, thành phố: trong tên, ở "
            "một cột, hoặc "
            "cho cả bảng."
        ),
        (
            "Many bodies are called “{written}”. Say the province: in the name, in a "
            "column, or for "
            "the whole sheet."
        ),
    ),
    "network.import_body_ended": (
        "Đơn vị này không còn hoạt động. Hãy ghi tên đơn vị kế tục.",
        "This body is no more. Write the one that succeeds it.",
    ),
    "network.import_no_province": (
        "Không có tỉnh, thành phố nào tên «{written}».",
        "No province is called “{written}”.",
    ),
    "network.import_no_coordinator": (
        "Vai trò cán bộ điều phối không nhận từ bảng. Hãy phân công ở trang của người đó.",
        "Coordinators are not made by a sheet. Give the mandate on the person's page.",
    ),
    "network.import_coordinators_row": (
        "Người này là cán bộ điều phối, bảng không sửa được. Hãy sửa ở trang của người đó.",
        "This is a coordinator, whom no sheet changes. Do it on the person's page.",
    ),
    "network.import_repeats": (
        "Dòng {row} đã nói về người hoặc đơn vị này; điều ghi khác đi ở đây không thay dòng đó.",
        "Row {row} spoke of them already; what is said otherwise here does not replace it.",
    ),
    "sheets.not_a_sheet": (
        "Không đọc được tệp này. Hãy lưu lại thành Excel (.xlsx) hoặc CSV rồi chọn lại.",
        "This file cannot be read. Save it as Excel (.xlsx) or CSV and choose it again.",
    ),
    "sheets.old_or_locked": (
        "Tệp Excel kiểu cũ (.xls) hoặc có mật khẩu. Hãy bỏ mật khẩu và lưu thành .xlsx.",
        "An old Excel file (.xls), or one with a password. Take it off and save as .xlsx.",
    ),
    "sheets.too_large": (
        "Bảng quá lớn (nhiều nhất {limit} MB). Hãy bỏ hình ảnh hoặc chia thành nhiều tệp.",
        "The file is too large (at most {limit} MB). Take out pictures or split it.",
    ),
    "sheets.too_many_rows": (
        "Bảng có hơn {limit} dòng. Hãy chia thành nhiều tệp.",
        "The sheet has more than {limit} rows. Split it into several files.",
    ),
    "sheets.too_wide": (
        "Bảng có hơn {limit} cột. Hãy chỉ giữ các cột cần nhập.",
        "The sheet has more than {limit} columns. Keep only those to be imported.",
    ),
    "sheets.no_headings": (
        "Không tìm thấy dòng tiêu đề cột. Hãy thêm một dòng: «Họ và tên», «Điện thoại», …",
        "No row of column headings was found. Add one: “Họ và tên”, “Điện thoại”, …",
    ),
    "sheets.no_such_sheet": (
        "Tệp này không có trang tính «{name}». Hãy chọn lại.",
        "This file has no sheet named “{name}”. Choose again.",
    ),
}
