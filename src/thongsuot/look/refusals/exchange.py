"""Words of the refusals of the exchange of information inside the network."""

WORDS: dict[str, tuple[str, str]] = {
    "exchange.not_your_unit": (
        "Anh/chị chỉ gửi yêu cầu thay cho đơn vị mình.",
        "You can ask only on behalf of your own unit.",
    ),
    "exchange.not_your_request": (
        "Yêu cầu này của đơn vị khác. Chỉ đơn vị đã hỏi và Trung tâm Thông tin xử lý được.",
        "This request is another unit's. Only that unit and the Information Centre can act on it.",
    ),
    "exchange.no_request": (
        "Không tìm thấy yêu cầu này.",
        "There is no such request.",
    ),
    "exchange.no_routine": (
        "Không tìm thấy yêu cầu định kỳ này.",
        "There is no such recurring request.",
    ),
    "exchange.title_missing": (
        "Hãy đặt tên cho yêu cầu.",
        "Please give the request a title.",
    ),
    "exchange.question_missing": (
        "Hãy ghi điều cần hỏi.",
        "Please write what you ask.",
    ),
    "exchange.too_long": (
        "Nội dung dài quá {limit} ký tự. Hãy rút gọn hoặc gửi kèm tệp.",
        "The text is longer than {limit} characters. Shorten it or attach a file.",
    ),
    "exchange.wants_missing": (
        "Hãy chọn hình thức trả lời: nội dung, số liệu hay tệp.",
        "Choose the form of the answer: text, figures or files.",
    ),
    "exchange.series_missing": (
        "Hãy chọn ít nhất một số liệu cần hỏi.",
        "Choose at least one figure to ask for.",
    ),
    "exchange.series_unknown": (
        "Có số liệu không còn trong kho hoặc anh/chị không được xem. Hãy chọn lại.",
        "A figure is not in the bank, or not for you to see. Please choose again.",
    ),
    "exchange.due_past": (
        "Hạn trả lời phải sau thời điểm này.",
        "The answer must be due in the future.",
    ),
    "exchange.closed": (
        "Yêu cầu đã khép lại nên không nhận thêm trả lời.",
        "The request is closed and takes no more answers.",
    ),
    "exchange.answer_empty": (
        "Hãy ghi trả lời, hoặc chọn «Không có nội dung báo cáo».",
        "Write an answer, or choose “Nothing to report”.",
    ),
    "exchange.nothing_and_more": (
        "Đã chọn «Không có nội dung báo cáo» thì để trống phần còn lại.",
        "With “Nothing to report” the rest stays empty.",
    ),
    "exchange.too_many_files": (
        "Mỗi trả lời gửi kèm nhiều nhất {limit} tệp.",
        "An answer takes at most {limit} files.",
    ),
    "exchange.file_unknown": (
        "Có tệp không thuộc trả lời trước của đơn vị. Hãy tải lại trang.",
        "A file is not of the body's earlier answers. Please reload the page.",
    ),
    "exchange.series_not_asked": (
        "Có số liệu không nằm trong yêu cầu này.",
        "A figure is not part of this request.",
    ),
    "exchange.figure_twice": (
        "Một số liệu chỉ có một giá trị cho mỗi ngày.",
        "A figure has one value for each day.",
    ),
    "exchange.nothing_answered": (
        "Chưa có đơn vị nào trả lời nên chưa có gì để tổng hợp.",
        "No body has answered yet, so there is nothing to consolidate.",
    ),
    "exchange.topic_missing": (
        "Yêu cầu không gắn chủ đề nên không đưa vào bộ thông điệp được. Hãy tổng hợp thành tin.",
        "The request has no topic, so it cannot go into a message house. Make a draft instead.",
    ),
    "exchange.routine_day": (
        "Hãy chọn ngày trong tuần, hoặc ngày 1 đến 28 của tháng.",
        "Choose a day of the week, or day 1 to 28 of the month.",
    ),
    "exchange.routine_hour": (
        "Giờ gửi từ 0 đến 23.",
        "The hour is 0 to 23.",
    ),
    "exchange.routine_within": (
        "Thời gian trả lời từ 1 đến {limit} giờ.",
        "The time to answer is 1 to {limit} hours.",
    ),
}
