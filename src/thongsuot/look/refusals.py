"""The words of every refusal: code -> (Vietnamese, English). Rules say no in codes; doors speak.

The words say what is wrong and what to do next. Parameters in braces come from the refusal.
A test proves that every code used anywhere stands here, and that none stands here unused.
"""

from django.utils.translation import get_language

from thongsuot.lib.refused import Refused

REFUSALS: dict[str, tuple[str, str]] = {
    # circulation
    "circulation.not_yours": (
        "Anh/chị chỉ gửi được tin của đơn vị mình. Hãy nhờ Trung tâm Thông tin gửi giúp.",
        "You can circulate only your own unit's editions. Ask the Information Centre.",
    ),
    "circulation.nobody": (
        "Chưa có ai trong nơi nhận này. Hãy chọn thêm vai trò, loại đơn vị hoặc tên người.",
        "Nobody is in this audience. Choose more mandates, kinds of unit, or names.",
    ),
    "circulation.withdrawn": (
        "Bản phát hành này đã thu hồi nên không gửi được nữa.",
        "This edition is withdrawn and cannot be circulated.",
    ),
    "circulation.before_hour": (
        "Bản phát hành chưa đến giờ. Hãy hẹn gửi lúc mở, hoặc gửi kèm cam kết giữ tin.",
        "The edition is not out yet. Let it go at its hour, or send it under embargo.",
    ),
    "circulation.due_in_past": (
        "Hạn xác nhận phải sau thời điểm này.",
        "The acknowledge-by time must be in the future.",
    ),
    "circulation.not_your_body": (
        "Chỉ lãnh đạo hoặc cán bộ đầu mối của đơn vị mới xác nhận thay cho đơn vị.",
        "Only the body's leader or officer can acknowledge for it.",
    ),
    "circulation.nothing_owed": (
        "Đơn vị này không phải xác nhận đợt gửi này.",
        "This body owes no acknowledgement for this dispatch.",
    ),
    "circulation.already_over": (
        "Đợt gửi đã kết thúc nên không dừng được nữa.",
        "The dispatch is over and can no longer be stopped.",
    ),
    "circulation.reason_needed": (
        "Hãy ghi lý do.",
        "Please give a reason.",
    ),
    # files
    "files.empty": (
        "Tệp này trống. Hãy kiểm tra lại rồi chọn tệp khác.",
        "This file is empty. Check it and choose another.",
    ),
    "files.too_large": (
        "Tệp lớn hơn {limit} MB. Hãy nén nhỏ lại hoặc chia thành nhiều tệp.",
        "The file is larger than {limit} MB. Make it smaller or split it.",
    ),
    "files.type": (
        "Chưa nhận loại tệp này. Hãy dùng ảnh JPEG, PNG, WebP, PDF, Word, Excel, MP3 hoặc MP4.",
        "This type is not accepted. Use a JPEG, PNG or WebP picture, PDF, Word, Excel, MP3 or MP4.",
    ),
    "files.type_here": (
        "Chỗ này không nhận loại tệp ({content_type}). Hãy chọn tệp loại khác.",
        "A file of this type ({content_type}) cannot be used here. Choose another type.",
    ),
    "files.damaged": (
        "Không mở được tệp, có thể tệp bị hỏng hoặc tải lên chưa trọn. Hãy tải lại tệp gốc.",
        "The file cannot be opened; it may be damaged or incomplete. Upload the original again.",
    ),
    "files.too_many_pixels": (
        "Ảnh quá lớn, trên {limit} triệu điểm ảnh. Hãy thu nhỏ ảnh rồi tải lại.",
        "The picture has more than {limit} million pixels. Make it smaller and upload it again.",
    ),
    "files.unpacks_too_large": (
        "Tệp văn phòng này quá lớn khi mở ra. Hãy bỏ bớt ảnh hoặc chia thành nhiều tệp.",
        "This office file is too large once opened. Take out pictures or split it.",
    ),
    "files.macros": (
        "Tệp có macro nên không nhận, để bảo đảm an toàn. Hãy lưu thành tệp không có macro.",
        "The file has macros and is not accepted, for safety. Save it without macros.",
    ),
    "files.markup": (
        "Không nhận tệp HTML hoặc SVG, để bảo đảm an toàn. Hãy dùng PDF hoặc ảnh.",
        "HTML and SVG files are not accepted, for safety. Use PDF or a picture.",
    ),
    "files.not_utf8": (
        "Tệp chữ này không ở dạng UTF-8. Hãy lưu lại với bảng mã UTF-8 rồi tải lên.",
        "This text file is not in UTF-8. Save it as UTF-8 and upload it again.",
    ),
    "files.no_preview": (
        "Tệp này không phải ảnh nên không xem trước được. Hãy tải tệp về để xem.",
        "This file is not a picture and has no preview. Download it to see it.",
    ),
    # notices
    "notices.address": (
        "Địa chỉ thư điện tử chưa đúng. Hãy kiểm tra lại, ví dụ: ten@coquan.vn.",
        "The e-mail address is not valid. Check it; it looks like name@office.vn.",
    ),
    "notices.subject": (
        "Tiêu đề thư phải là một dòng, không quá {limit} ký tự. Hãy sửa lại tiêu đề.",
        "The subject must be one line of at most {limit} characters. Please change it.",
    ),
    "notices.empty": (
        "Thư chưa có nội dung. Hãy viết nội dung trước khi gửi.",
        "The message is empty. Write something before sending it.",
    ),
    # channels: settings of the relay and of webhooks, and what may stand in a mail
    "email.address": (
        "Địa chỉ thư điện tử không hợp lệ. Hãy kiểm tra lại.",
        "This is not a valid mail address. Check it.",
    ),
    "email.ca_file": (
        "Không thấy tệp chứng thư gốc {path}.",
        "There is no file of certificate authorities at {path}.",
    ),
    "email.control_character": (
        "Mục {field} có ký tự xuống dòng hoặc ký tự điều khiển. Hãy gõ lại trên một dòng.",
        "{field} holds a line break or a control character. Type it again on one line.",
    ),
    "email.field_missing": (
        "Thiếu giá trị {field} của người nhận.",
        "The recipient's value {field} is missing.",
    ),
    "email.field_unknown": (
        "Mẫu thư dùng trường {field} không có.",
        "The letter uses a field {field} that does not exist.",
    ),
    "email.half_credentials": (
        "Máy chủ thư cần cả tên đăng nhập và mật khẩu, hoặc không cần cả hai.",
        "Give the mail server both user name and password, or neither.",
    ),
    "email.header_name": (
        "Không đặt được dòng đầu thư {header}.",
        "The header {header} cannot be set.",
    ),
    "email.header_value": (
        "Giá trị {field} không dùng được trong dòng đầu thư.",
        "The value of {field} does not fit a mail header.",
    ),
    "email.helo": (
        "Tên máy {helo} khai với máy chủ thư không hợp lệ.",
        "{helo} is not a valid host name to greet the mail server with.",
    ),
    "email.host": (
        "Tên máy chủ thư {host} không hợp lệ.",
        "{host} is not a valid mail server name.",
    ),
    "email.media_type": (
        "Kiểu tệp đính kèm {media_type} không hợp lệ.",
        "{media_type} is not a valid type for an attachment.",
    ),
    "email.password_in_clear": (
        "Không gửi mật khẩu tới {host} khi chưa mã hóa. Hãy bật STARTTLS hoặc TLS.",
        "The password will not go to {host} unencrypted. Turn on STARTTLS or TLS.",
    ),
    "email.port": (
        "Cổng {port} không hợp lệ; cổng là số từ 1 đến 65535.",
        "{port} is not a port; ports are 1 to 65535.",
    ),
    "email.security": (
        "Cách bảo mật {security} không hợp lệ; hãy chọn none, starttls hoặc tls.",
        "{security} is not a kind of security; choose none, starttls or tls.",
    ),
    "email.timeout": (
        "Thời gian chờ máy chủ thư phải lớn hơn 0 và không quá 600 giây.",
        "The mail server's timeout must be above 0 and at most 600 seconds.",
    ),
    "email.window": (
        "Số thư gửi gối nhau phải từ 1 đến 1000.",
        "The number of mails on the way at once must be 1 to 1000.",
    ),
    "webhook.headers_missing": (
        "Tin nhận được thiếu các dòng đầu webhook-id, webhook-timestamp, webhook-signature.",
        "The message lacks the headers webhook-id, webhook-timestamp, webhook-signature.",
    ),
    "webhook.id": (
        "Mã tin webhook chỉ gồm ký tự ASCII, không có dấu chấm và dấu cách.",
        "A webhook's id is ASCII without dots or spaces.",
    ),
    "webhook.not_https": (
        "Địa chỉ webhook phải bắt đầu bằng https.",
        "A webhook's address must begin with https.",
    ),
    "webhook.secret": (
        "Khóa webhook không hợp lệ; khóa có dạng whsec_ và 24 đến 64 byte base64.",
        "The webhook's secret is not valid: whsec_ and 24 to 64 bytes in base64.",
    ),
    "webhook.signature": (
        "Chữ ký của tin không đúng nên tin bị từ chối.",
        "The message's signature is wrong; it is refused.",
    ),
    "webhook.timeout": (
        "Thời gian chờ webhook phải lớn hơn 0 và không quá 60 giây.",
        "A webhook's timeout must be above 0 and at most 60 seconds.",
    ),
    "webhook.too_old": (
        "Thời điểm ghi trên tin lệch quá 5 phút nên tin bị từ chối.",
        "The message's time is off by more than 5 minutes; it is refused.",
    ),
    "webhook.url": (
        "Địa chỉ webhook không hợp lệ. Hãy kiểm tra lại.",
        "This is not a valid webhook address. Check it.",
    ),
    # network
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
    "network.code_taken": (
        "Mã {asked} đang thuộc một đơn vị khác trong thời gian đó. Hãy kết thúc mã cũ trước.",
        "Another body has the code {asked} on those days. End that one first.",
    ),
    "network.under_itself": (
        "Đơn vị không thể trực thuộc chính mình hoặc đơn vị cấp dưới của mình.",
        "A body cannot stand under itself or under one of its own.",
    ),
    "network.already_holds": (
        "Người này đã được phân công như vậy tại đơn vị trong những ngày đó.",
        "The person already holds this mandate at the body on those days.",
    ),
    "network.deputy_of_leader_only": (
        "Chỉ lãnh đạo phụ trách mới cử người thay.",
        "Only a leader can have a deputy.",
    ),
    "network.deputy_of_oneself": (
        "Hãy chọn một người khác làm người thay.",
        "Choose somebody else as deputy.",
    ),
    "network.deputy_not_staff": (
        "Người thay phải đang được phân công tại một cơ quan trong mạng lưới (không phải nhà báo).",
        "A deputy must hold a staff mandate in the network (not a journalist's).",
    ),
    "network.deputy_beyond_mandate": (
        "Những ngày thay phải nằm trong thời gian phân công của lãnh đạo.",
        "The deputy's days must lie within the leader's own mandate.",
    ),
    "network.not_an_email": (
        "«{written}» chưa phải địa chỉ thư điện tử. Ví dụ đúng: ten@coquan.gov.vn.",
        "“{written}” is not an e-mail address. A right one looks like name@agency.gov.vn.",
    ),
    "network.not_a_phone": (
        "«{written}» chưa phải số điện thoại. Hãy ghi đủ số, ví dụ 0912 345 678.",
        "“{written}” is not a phone number. Write it in full, such as 0912 345 678.",
    ),
    "network.not_a_web_address": (
        "Địa chỉ nhận tự động phải bắt đầu bằng https://.",
        "The address must begin with https://.",
    ),
    "network.address_twice": (
        "Địa chỉ này đã có trong danh sách.",
        "This address is already on the list.",
    ),
    "network.verifies_oneself": (
        "Địa chỉ của mình phải do người khác xác minh, hoặc qua liên kết, mã gửi đến địa chỉ đó.",
        "Somebody else must verify your address, or a link or code sent to it.",
    ),
    "network.no_email": (
        "Người này chưa có địa chỉ thư điện tử dùng được. Hãy thêm một địa chỉ trước.",
        "This person has no working e-mail address. Add one first.",
    ),
    "network.account_exists": (
        "Người này đã có tài khoản.",
        "This person already has an account.",
    ),
    "network.no_account": (
        "Người này chưa có tài khoản.",
        "This person has no account.",
    ),
    "network.email_taken": (
        "Địa chỉ này đang dùng để đăng nhập cho một tài khoản khác.",
        "Another account signs in with this address.",
    ),
    "network.token_without_scope": (
        "Hãy chọn ít nhất một quyền cho mã truy cập.",
        "Choose at least one thing the token may do.",
    ),
    "network.token_expiry": (
        "Hạn của mã truy cập phải ở sau hôm nay và trong vòng {days} ngày.",
        "A token must expire after today and within {days} days.",
    ),
    "network.already_erased": (
        "Dữ liệu của người này đã được xóa.",
        "This person's data are already erased.",
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
    "network.no_person": (
        "Không tìm thấy người này.",
        "There is no such person.",
    ),
    "network.no_mandate": (
        "Không tìm thấy phân công này.",
        "There is no such mandate.",
    ),
    "network.no_address": (
        "Không tìm thấy địa chỉ này. Có thể địa chỉ vừa bị gỡ.",
        "There is no such address. It may just have been removed.",
    ),
    "network.no_token": (
        "Không tìm thấy mã truy cập này.",
        "There is no such token.",
    ),
    "network.no_sheet": (
        "Không tìm thấy bảng này. Có thể bảng đã được bỏ.",
        "There is no such sheet. Perhaps it was discarded.",
    ),
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
    "network.no_row": (
        "Mục này không còn. Hãy tải lại trang.",
        "This entry is gone. Please reload the page.",
    ),
    "network.delegate_without_limits": (
        "Ủy quyền phát ngôn chỉ cho một việc, trong thời hạn: hãy ghi rõ việc và ngày cuối.",
        "A delegate speaks on one matter, for a limited time: state the matter and the last day.",
    ),
    "network.delegate_passes_on": (
        "Người được ủy quyền phát ngôn không được ủy quyền tiếp. Hãy để người đứng đầu quyết định.",
        "A delegate cannot delegate further. The head of the body must decide.",
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
    "network.batch_code_is_no_province": (
        "«{written}» chỉ là mã; mã tỉnh đã được dùng lại cho tỉnh khác. Hãy ghi tên tỉnh.",
        "“{written}” is only a code, and codes were re-used. Write the province's name.",
    ),
    "network.batch_code_form": (
        "Mã «{written}» phải có dạng hệ-mã:mã, ví dụ mic-2023:C-VT.",
        "The code “{written}” must be scheme:code, such as mic-2023:C-VT.",
    ),
    "network.batch_several_so_called": (
        "Có nhiều nơi cùng tên «{written}» vào ngày đó. Hãy ghi mã (hệ-mã:mã).",
        "Several are called “{written}” on that day. Write the code (scheme:code).",
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
    "network.not_a_spokesperson": (
        "Chỉ địa chỉ của người phát ngôn và người được ủy quyền phát ngôn mới được công khai.",
        "Only the address of a spokesperson or of a delegate can be made public.",
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
    "network.no_naming": (
        "Không còn việc cử này, hoặc đã có người xử lý.",
        "This naming is no longer there, or somebody has dealt with it.",
    ),
    "network.leader_unreachable": (
        "Đơn vị chưa có lãnh đạo nào nhận được thư. Hãy gọi điện, hoặc bổ sung địa chỉ trước.",
        "The unit has no leader whom mail can reach. Telephone, or add an address first.",
    ),
    "network.asked_lately": (
        "Đã gửi thư đề nghị trong 3 ngày qua. Hãy gọi điện nếu cần gấp.",
        "They were asked by mail within the last 3 days. Telephone if it is urgent.",
    ),
    "network.nothing_to_publish": (
        "Hãy chọn ít nhất một số điện thoại và một địa chỉ thư để công khai.",
        "Choose at least one telephone number and one e-mail address to publish.",
    ),
    "network.quiet_half": (
        "Giờ yên tĩnh cần cả giờ bắt đầu và giờ kết thúc; bỏ trống cả hai nếu không đặt.",
        "Quiet hours need a beginning and an end; leave both empty for none.",
    ),
    "network.quiet_all_day": (
        "Giờ bắt đầu và giờ kết thúc phải khác nhau.",
        "The beginning and the end must differ.",
    ),
    "network.proves_itself": (
        "Đường dẫn và mã do chính người nhận xác nhận. Hãy chọn cách anh/chị đã kiểm tra.",
        "A link or a code is confirmed by whoever received it. Choose how you checked.",
    ),
    "network.link_by_mail_only": (
        "Đường dẫn chỉ gửi được tới địa chỉ thư. Với số điện thoại, hãy gọi hoặc đọc mã.",
        "A link can be sent to an e-mail address only. For a number, call or read out a code.",
    ),
    "network.link_expired": (
        "Đường dẫn này đã dùng rồi hoặc đã hết hạn. Nếu cần, xin nhờ Trung tâm Thông tin gửi lại.",
        "This link was used or has expired. If needed, ask the Information Centre for a new one.",
    ),
    "network.asked_just_now": (
        "Vừa gửi tới địa chỉ này chưa đầy một phút. Xin đợi một chút rồi gửi lại.",
        "Something was sent to this address less than a minute ago. Wait a little, then try again.",
    ),
    "network.code_by_hand": (
        "Chưa có kênh tin nhắn. Xin nhờ cán bộ điều phối đọc mã cho anh/chị qua điện thoại.",
        "There is no channel of text messages yet. Ask a coordinator to read you a code by phone.",
    ),
    "network.no_code": (
        "Chưa có mã nào đang chờ cho địa chỉ này. Hãy gửi mã mới.",
        "No code is waiting for this address. Send a new one.",
    ),
    "network.code_expired": (
        "Mã đã hết hạn. Hãy gửi mã mới.",
        "The code has expired. Send a new one.",
    ),
    "network.code_tries": (
        "Đã nhập sai quá năm lần nên mã này không dùng được nữa. Hãy gửi mã mới.",
        "Five wrong tries: this code is worth nothing any more. Send a new one.",
    ),
    "network.no_call": (
        "Không tìm thấy cuộc gọi này.",
        "There is no such call.",
    ),
    "network.calls_oneself": (
        "Cuộc gọi xác minh phải do một cán bộ điều phối khác thực hiện.",
        "Another coordinator has to make this call.",
    ),
    "network.call_about_nothing": (
        "Hãy chọn ít nhất một địa chỉ của người này hoặc của đơn vị họ để xác minh.",
        "Choose at least one address of the person, or of their body, to check.",
    ),
    "network.call_time": (
        "Hãy chọn giờ gọi từ bây giờ đến {days} ngày tới.",
        "Choose an hour between now and {days} days from now.",
    ),
    "network.call_to_come": (
        "Chưa đến giờ. Cuộc gọi mở trước giờ hẹn {minutes} phút.",
        "It is too early. The call opens {minutes} minutes before its hour.",
    ),
    "network.call_over": (
        "Cuộc gọi này đã kết thúc hoặc đã qua giờ. Hãy hẹn một cuộc gọi khác.",
        "This call is over, or its time has passed. Arrange another one.",
    ),
    "network.not_the_host": (
        "Chỉ người đã hẹn cuộc gọi mới ghi được kết quả.",
        "Only whoever arranged the call can record what came of it.",
    ),
    "network.call_code_not_heard": (
        "Chưa nghe đúng mã. Hãy nhờ người kia đọc sáu số trên màn hình của họ rồi nhập lại.",
        "The code was not heard yet. Have them read the six digits on their screen and type them.",
    ),
    "network.call_not_all_ticked": (
        "Để xác nhận, hãy đánh dấu đủ họ tên, chức vụ và đơn vị, cùng ít nhất một địa chỉ.",
        "To confirm, tick the name, the post and body, and at least one address.",
    ),
    "network.signals_too_many": (
        "Trình duyệt gửi quá nhiều tín hiệu. Hãy tải lại trang để nối lại cuộc gọi.",
        "The browser sent too many signals. Reload the page to connect again.",
    ),
    "network.not_a_journalist": (
        "Trong những ngày đó người này không được ghi là nhà báo của cơ quan này.",
        "The person is not recorded as a journalist of this agency on those days.",
    ),
    "network.accredits_oneself": (
        "Thẻ của anh/chị phải do người khác xem và ghi.",
        "Somebody else has to see and record your own card.",
    ),
    "network.accreditation_too_long": (
        "Thời hạn ghi dài quá {years} năm hoặc dài hơn hạn đã ghi. Hãy kiểm tra ngày cuối.",
        "This is longer than {years} years, or than what was recorded. Check the last day.",
    ),
    "network.request_of_whom": (
        "Hãy ghi họ tên người yêu cầu và cách trả lời họ.",
        "State who asks, and how to answer them.",
    ),
    "network.request_in_the_future": (
        "Ngày giờ nhận yêu cầu không thể ở tương lai.",
        "A request cannot have come in the future.",
    ),
    "network.request_open": (
        "Yêu cầu loại này của người này đang được xử lý.",
        "A request of this kind by this person is already being dealt with.",
    ),
    "network.request_answered": (
        "Yêu cầu này đã được trả lời.",
        "This request is answered already.",
    ),
    "network.request_closed": (
        "Yêu cầu này đã khép lại.",
        "This request is closed.",
    ),
    "network.request_not_extensible": (
        "Luật không cho gia hạn loại yêu cầu này.",
        "The law knows no extension for this kind of request.",
    ),
    "network.request_extended": (
        "Yêu cầu này đã được gia hạn một lần; luật không cho gia hạn nữa.",
        "This request was extended once; the law allows no second time.",
    ),
    "network.request_overdue": (
        "Đã quá hạn thực hiện nên không gia hạn được nữa.",
        "The time has run out, so it can no longer be extended.",
    ),
    "network.request_without_words": (
        "Hãy viết nội dung trả lời hoặc lý do.",
        "Write the answer or the reason.",
    ),
    "network.no_request": (
        "Không tìm thấy yêu cầu này.",
        "There is no such request.",
    ),
    "network.merge_with_oneself": (
        "Hãy chọn hai người khác nhau.",
        "Choose two different people.",
    ),
    "network.already_merged": (
        "Một trong hai người đã được gộp trước đó.",
        "One of the two was merged before.",
    ),
    "network.both_sign_in": (
        "Cả hai tài khoản đều đăng nhập trong {days} ngày qua. Hãy hỏi rồi đóng một tài khoản.",
        "Both accounts signed in within {days} days. Ask first, then close one of them.",
    ),
    "network.no_merge": (
        "Không tìm thấy lần gộp này.",
        "There is no such merge.",
    ),
    "network.merge_undone": (
        "Lần gộp này đã được hoàn tác.",
        "This merge is undone already.",
    ),
    "network.merge_built_on": (
        "Đã có thay đổi dựa trên lần gộp này nên không hoàn tác được nữa.",
        "Something was changed since on the strength of this merge, so it cannot be undone.",
    ),
    # releases
    "releases.answered_already": (
        "Ý kiến này đã được trả lời.",
        "This opinion has been given already.",
    ),
    "releases.beyond_reach": (
        "{name} nằm ngoài phạm vi của bản phát hành này nên không thể cho đọc trước.",
        "{name} is outside the reach of this edition and cannot read it early.",
    ),
    "releases.body_missing": (
        "Chưa có nội dung.",
        "There is no text yet.",
    ),
    "releases.caption_missing": (
        "Có ảnh chưa có chú thích.",
        "A photo has no caption.",
    ),
    "releases.consulted_already": (
        "Đơn vị này đã được xin ý kiến về phiên bản này.",
        "That unit has been asked about this revision already.",
    ),
    "releases.coordinator_only": (
        "Chỉ cán bộ điều phối của Trung tâm Thông tin được rút gọn bước duyệt.",
        "Only a coordinator of the Information Centre may shorten the route.",
    ),
    "releases.corrected_already": (
        "Bản phát hành này đã có bản đính chính. Hãy làm tiếp trên bản mới nhất.",
        "This edition has been corrected already. Work on the latest one instead.",
    ),
    "releases.credit_missing": (
        "Có ảnh chưa ghi nguồn.",
        "A photo has no credit.",
    ),
    "releases.decided_already": (
        "Bước này đã có người quyết định. Hãy tải lại trang.",
        "Somebody has decided this step already. Please reload the page.",
    ),
    "releases.decided_before": (
        "Anh/chị đã duyệt một bước của tin này. Bước sau cần một người khác.",
        "You have decided an earlier step of this text. The next one needs another person.",
    ),
    "releases.file_missing": (
        "Có tệp hoặc ảnh không thuộc tin này. Hãy tải tệp lên lại tại đây.",
        "A file or picture does not belong to this text. Please attach it here again.",
    ),
    "releases.hour_past": (
        "Giờ đã chọn phải sau thời điểm này. Hãy chọn lại.",
        "The hour must be in the future. Please choose another.",
    ),
    "releases.moved_to_centre": (
        "Người duyệt của đơn vị là tác giả, nên bước này chuyển lên lãnh đạo Trung tâm Thông tin.",
        "The unit's approver wrote the text, so this step moved to the Information Centre.",
    ),
    "releases.no_edition": (
        "Không tìm thấy bản phát hành này.",
        "There is no such edition.",
    ),
    "releases.no_seal_key": (
        (
            "Chưa có khóa ký số nên chưa phát hành được; tin vẫn được giữ nguyên. Hãy "
            "báo người quản trị chạy «thongsuot doctor»."
        ),
        (
            "There is no sealing key, so nothing was released; the text is safe. Ask the "
            "administrator to run “thongsuot doctor”."
        ),
    ),
    "releases.no_such_kind": (
        "Chưa có loại tin cho việc này. Hãy báo Trung tâm Thông tin.",
        "No kind of text exists for this. Tell the Information Centre.",
    ),
    "releases.nobody_to_approve": (
        (
            "Chưa có ai có thể duyệt tin này: cần một người chưa tham gia viết. Hãy báo "
            "Trung tâm Thông tin bổ sung phân công."
        ),
        (
            "Nobody can approve this text: it needs somebody who did not write it. Ask "
            "the Information Centre to add a mandate."
        ),
    ),
    "releases.not_cleared": (
        (
            "Tin nói về chính sách đang dự thảo: cần xác nhận được phép công bố, hoặc "
            "thu hẹp phạm vi trong nội bộ đơn vị."
        ),
        (
            "The text is about a draft policy: confirm that it is cleared for "
            "publication, or keep it within the units."
        ),
    ),
    "releases.not_early_reader": (
        "Anh/chị không có trong danh sách được đọc trước bản phát hành này.",
        "You are not among those who may read this edition early.",
    ),
    "releases.not_now": (
        "Tin đã chuyển sang trạng thái khác nên không làm được việc này nữa. Hãy tải lại trang.",
        "The text has moved on, so this cannot be done now. Please reload the page.",
    ),
    "releases.not_ready": (
        "Tin chưa đủ điều kiện để trình. Hãy xem các mục bắt buộc bên cạnh.",
        "The text is not ready to submit. See what is marked as required.",
    ),
    "releases.not_your_step": (
        "Bước duyệt này không thuộc phần việc của anh/chị.",
        "This step is not yours to decide.",
    ),
    "releases.not_your_unit": (
        "Việc này thuộc về đơn vị khác.",
        "This belongs to another unit.",
    ),
    "releases.not_yours_to_read": (
        "Anh/chị chưa được xem tin này.",
        "This text is not open to you.",
    ),
    "releases.nothing_said": (
        "Hãy viết ý kiến trước khi gửi.",
        "Write something before you send it.",
    ),
    "releases.nothing_written": (
        "Tin chưa có nội dung nào được lưu.",
        "Nothing has been saved in this text yet.",
    ),
    "releases.open_already": (
        "Bản phát hành đã đến giờ, ai trong phạm vi cũng đọc được.",
        "The edition is out: everyone within its reach can read it.",
    ),
    "releases.own_text": (
        "Không ai được duyệt văn bản mình đã viết. Hãy để người khác duyệt.",
        "Nobody approves a text they wrote. Let somebody else decide.",
    ),
    "releases.own_unit": (
        "Không cần xin ý kiến chính đơn vị mình.",
        "There is no need to ask your own unit.",
    ),
    "releases.predecessor_needed": (
        "Đính chính và thu hồi bắt đầu từ bản phát hành cần sửa. Hãy mở bản đó rồi chọn lại.",
        "Corrections and withdrawals begin at the edition concerned. Open it and choose again.",
    ),
    "releases.reach_of_predecessor": (
        "Đính chính, thu hồi phải đến đúng phạm vi của bản trước.",
        "A correction or withdrawal goes exactly as far as the earlier edition.",
    ),
    "releases.reach_too_wide": (
        "Phạm vi này rộng hơn mức cho phép của loại tin.",
        "That reach is wider than this kind of text allows.",
    ),
    "releases.reason_needed": (
        "Hãy ghi lý do.",
        "Please give a reason.",
    ),
    "releases.stale": (
        (
            "{author} đã lưu phiên bản {number} trong lúc anh/chị soạn. Bản của anh/chị "
            "vẫn còn; hãy so sánh rồi lưu lại."
        ),
        (
            "{author} saved revision {number} while you were writing. Your text is kept; "
            "compare the two and save again."
        ),
    ),
    "releases.successor_in_work": (
        "Đã có người đang soạn bản này. Hãy mở bản đang soạn.",
        "Somebody has begun this already. Open the text in work.",
    ),
    "releases.summary_missing": (
        "Nên có một câu tóm tắt để người đọc nắm ngay ý chính.",
        "A one-sentence summary helps readers get the point at once.",
    ),
    "releases.title_long": (
        "Tiêu đề dài hơn {limit} ký tự sẽ bị cắt trên điện thoại và trong bản tin tổng hợp.",
        "A title beyond {limit} characters is cut on phones and in feeds.",
    ),
    "releases.title_missing": (
        "Chưa có tiêu đề.",
        "There is no title yet.",
    ),
    "releases.title_too_long": (
        "Tiêu đề dài quá {limit} ký tự. Hãy rút gọn.",
        "The title is longer than {limit} characters. Please shorten it.",
    ),
    "releases.unchanged": (
        "Phiên bản này đã qua một lượt trình. Hãy sửa và lưu trước khi trình lại.",
        "This revision has been submitted before. Change and save it before submitting again.",
    ),
    "releases.withdrawal_at_once": (
        "Thu hồi có hiệu lực ngay, không hẹn giờ.",
        "A withdrawal takes effect at once and has no hour.",
    ),
    "releases.withdrawal_stands": (
        "Không thể thu hồi một thông báo thu hồi; có thể đính chính.",
        "A withdrawal cannot be withdrawn; it can be corrected.",
    ),
    "releases.withdrawn_already": (
        "Bản phát hành này đã được thu hồi.",
        "This edition has been withdrawn.",
    ),
    # lib/text
    "text.not_a_word_file": (
        "Không mở được tệp này. Hãy lưu lại thành Word (.docx) rồi thử lại.",
        "This file cannot be opened. Save it as Word (.docx) and try again.",
    ),
    "text.too_large": (
        "Tệp Word quá lớn (nhiều nhất {limit} MB). Hãy bỏ bớt ảnh rồi thử lại.",
        "The Word file is too large (at most {limit} MB). Take out some pictures and try again.",
    ),
    # lib: telephone numbers, sheets
    "lib.not_a_phone": (
        "«{written}» chưa phải số điện thoại. Hãy ghi đủ số, ví dụ 0912 345 678.",
        "“{written}” is not a phone number. Write it in full, such as 0912 345 678.",
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
    # api
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
        "Giao diện này chỉ để đọc: dùng GET hoặc HEAD.",
        "This interface is read only: use GET or HEAD.",
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


def words(refused: Refused, language: str | None = None) -> str:
    """The sentence for a refusal, in the active language unless another is asked for."""
    vietnamese, english = REFUSALS[refused.code]
    template = english if (language or get_language() or "vi").startswith("en") else vietnamese
    return template.format(**refused.params)
