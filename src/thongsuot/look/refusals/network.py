"""Words of bodies and of their reorganisations. Code -> (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {
    "network.coordinator_only": (
        "Việc này do cán bộ điều phối của Trung tâm Thông tin thực hiện. Hãy nhờ Trung tâm.",
        "Only a coordinator of the Information Centre can do this. Please ask the Centre.",
    ),
    "network.not_yours": (
        "Anh/chị chỉ sửa được thông tin của mình và của đơn vị mình.",
        "You can change only your own details and those of your own body.",
    ),
    "network.dates_out_of_order": (
        "Ngày cuối ({last:%d/%m/%Y}) không thể trước ngày đầu ({first:%d/%m/%Y}).",
        "The last day ({last:%d/%m/%Y}) cannot be before the first ({first:%d/%m/%Y}).",
    ),
    "network.name_missing": (
        "Hãy ghi tên.",
        "Please give a name.",
    ),
    "network.role_held": (
        "Đơn vị đã giữ vai trò này trong những ngày đó.",
        "The body already holds this role on those days.",
    ),
    "network.under_itself": (
        "Đơn vị không thể trực thuộc chính mình hoặc đơn vị cấp dưới của mình.",
        "A body cannot stand under itself or under one of its own.",
    ),
    "network.already_set_up": (
        "Hệ thống này đã được thiết lập.",
        "This installation is already set up.",
    ),
    "network.not_set_up": (
        "Hệ thống chưa được thiết lập. Hãy chạy «thongsuot init».",
        "This installation is not set up. Run `thongsuot init`.",
    ),
    "network.no_profile": (
        "Không có bộ dữ liệu mạng lưới «{asked}». Hiện có: {known}.",
        "There is no network profile “{asked}”. There are: {known}.",
    ),
    "network.no_unit": (
        "Không tìm thấy đơn vị này.",
        "There is no such body.",
    ),
    "network.no_province": (
        "Không tìm thấy tỉnh, thành phố này.",
        "There is no such province.",
    ),
    "network.no_sheet": (
        "Không tìm thấy bảng này. Có thể bảng đã được bỏ.",
        "There is no such sheet. Perhaps it was discarded.",
    ),
    "network.no_row": (
        "Mục này không còn. Hãy tải lại trang.",
        "This entry is gone. Please reload the page.",
    ),
    "network.batch_not_a_table": (
        "Không đọc được tệp. Hãy lưu bảng thành CSV (UTF-8) hoặc XLSX rồi thử lại.",
        "The file cannot be read. Save the table as CSV (UTF-8) or XLSX and try again.",
    ),
    "network.batch_empty": (
        "Tệp chưa có dòng nào. Mỗi dòng là một việc: từ đơn vị nào, thành đơn vị nào.",
        "The file has no rows. Each row is one act: from which body, to which.",
    ),
    "network.batch_too_long": (
        "Tệp dài quá {most} dòng. Hãy chia thành nhiều tệp.",
        "The file has more than {most} rows. Split it into several batches.",
    ),
    "network.batch_unknown_column": (
        "Không có cột «{asked}». Hãy xem danh sách cột ở trang sắp xếp tổ chức.",
        "There is no column “{asked}”. See the list of columns on the page of reorganisations.",
    ),
    "network.batch_column_missing": (
        "Thiếu cột «{name}».",
        "The column “{name}” is missing.",
    ),
    "network.batch_event_differs": (
        "Các dòng của việc số {event} phải giống nhau ở cột này, hoặc để trống từ dòng thứ hai.",
        "Rows of event {event} must agree in this column, or leave it empty after the first.",
    ),
    "network.batch_event_number": (
        "Số việc phải là số nguyên từ 1. Các dòng cùng số là một việc.",
        "The event is a whole number from 1. Rows with the same number are one act.",
    ),
    "network.batch_not_a_day": (
        "«{written}» chưa phải ngày. Hãy ghi 2025-07-01 hoặc 01/07/2025.",
        "“{written}” is not a day. Write 2025-07-01 or 01/07/2025.",
    ),
    "network.batch_unknown_word": (
        "Không hiểu «{written}». Dùng một trong: {known}.",
        "“{written}” is not understood. Use one of: {known}.",
    ),
    "network.batch_cell_too_long": (
        "Ô này dài quá {most} ký tự.",
        "This cell has more than {most} characters.",
    ),
    "network.batch_act_does_not_fit": (
        "Số đơn vị ở hai cột «từ», «thành» không hợp với việc «{act}».",
        "The bodies in “from” and “to” do not make up the act “{act}”.",
    ),
    "network.batch_function_missing": (
        "Chuyển chức năng thì phải ghi chức năng nào.",
        "A transfer must name the function.",
    ),
    "network.batch_changed_later": (
        "«{name}» đã có thay đổi từ ngày này trở đi. Hãy hoàn tác thay đổi sau trước đã.",
        "“{name}” already changes on or after this day. Undo the later change first.",
    ),
    "network.batch_no_such_province": (
        "Không có tỉnh, thành phố «{written}» vào ngày đó. Hãy kiểm tra tên và ngày hiệu lực.",
        "There is no province “{written}” on that day. Check its name and the effective day.",
    ),
    "network.batch_no_such_unit": (
        "Không có đơn vị «{written}» vào ngày trước hiệu lực. Hãy ghi đúng tên đầy đủ hoặc mã.",
        "There is no body “{written}” on the day before. Write its whole name or its code.",
    ),
    "network.batch_heir_has_ended": (
        "«{written}» không còn từ ngày này nên không tiếp nhận được.",
        "“{written}” no longer exists from this day and cannot take over.",
    ),
    "network.batch_not_there": (
        "«{name}» không có vào ngày trước ngày hiệu lực.",
        "“{name}” does not exist on the day before the effective day.",
    ),
    "network.batch_has_faults": (
        "Tệp còn {count} chỗ phải sửa nên chưa áp dụng được.",
        "The file has {count} faults, so it cannot be applied yet.",
    ),
    "network.batch_applied_already": (
        "Tệp này đã được áp dụng, không áp dụng lần thứ hai.",
        "This file is already applied and is not applied twice.",
    ),
    "network.batch_seen_otherwise": (
        "Mạng lưới đã đổi từ lúc anh/chị xem trước. Hãy xem lại rồi áp dụng.",
        "The network has changed since you looked. Preview it again, then apply.",
    ),
    "network.batch_in_effect": (
        "Đợt sắp xếp đã có hiệu lực nên không hoàn tác được. Hãy lập một đợt mới để sửa.",
        "The batch is in effect and cannot be undone. Make a new batch to correct it.",
    ),
    "network.batch_undone": (
        "Đợt sắp xếp này đã được hoàn tác.",
        "This batch is undone already.",
    ),
    "network.batch_decided": (
        "Đã có người quyết định phân công theo đợt này nên không hoàn tác được.",
        "Somebody has decided mandates of this batch, so it cannot be undone.",
    ),
    "network.batch_built_upon": (
        "Đã có thay đổi dựa trên đợt này nên không hoàn tác được. Hãy bỏ thay đổi đó trước.",
        "Something was built on this batch, so it cannot be undone. Take that back first.",
    ),
    "network.centre_has_ended": (
        "Đơn vị này không còn nên không làm Trung tâm Thông tin được. Hãy chọn đơn vị khác.",
        "This body no longer exists and cannot be the Information Centre. Choose another.",
    ),
    "network.no_batch": (
        "Không tìm thấy đợt sắp xếp này.",
        "There is no such batch.",
    ),
    "network.no_batch_file": (
        "Không có đợt sắp xếp «{asked}» đi kèm. Hiện có: {known}.",
        "There is no shipped batch “{asked}”. There are: {known}.",
    ),
    "network.no_proposal": (
        "Không tìm thấy đề nghị này, hoặc nó đã được quyết định.",
        "There is no such proposal, or it is already decided.",
    ),
    "network.heir_not_chosen": (
        "Hãy chọn đơn vị mà người này chuyển tới.",
        "Choose the body to which the person goes.",
    ),
    "network.heir_is_no_candidate": (
        "Đơn vị được chọn chưa có vào ngày hiệu lực. Hãy chọn đơn vị khác.",
        "The chosen body does not exist on the effective day. Choose another.",
    ),
    "network.journalist_stays_private": (
        "Địa chỉ của nhà báo luôn được giữ riêng.",
        "A journalist's address always stays private.",
    ),
    "network.named_in_the_past": (
        "Ngày bắt đầu không được trước hôm nay.",
        "The first day cannot be before today.",
    ),
    "network.replaced_has_no_day": (
        "Phân công được thay cần ít nhất một ngày trước ngày này. Hãy chọn ngày muộn hơn.",
        "The mandate that is replaced needs a day before this one. Choose a later day.",
    ),
    "network.not_of_the_unit": (
        "Người này hiện không thuộc đơn vị. Hãy chọn người của đơn vị, hoặc ghi người mới.",
        "This person is not of the unit now. Choose one of the unit's people, or add a new one.",
    ),
    "network.proves_itself": (
        "Đường dẫn và mã do chính người nhận xác nhận. Hãy chọn cách anh/chị đã kiểm tra.",
        "A link or a code is confirmed by whoever received it. Choose how you checked.",
    ),
    "network.not_the_host": (
        "Chỉ người đã hẹn cuộc gọi mới ghi được kết quả.",
        "Only whoever arranged the call can record what came of it.",
    ),
    "network.signals_too_many": (
        "Trình duyệt gửi quá nhiều tín hiệu. Hãy tải lại trang để nối lại cuộc gọi.",
        "The browser sent too many signals. Reload the page to connect again.",
    ),
    "network.not_a_journalist": (
        "Trong những ngày đó người này không được ghi là nhà báo của cơ quan này.",
        "The person is not recorded as a journalist of this agency on those days.",
    ),
}
