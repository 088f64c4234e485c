"""Words of people, mandates, addresses, checks, accounts, data. Code -> (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {
    "network.code_taken": (
        "Mã {asked} đang thuộc một đơn vị khác trong thời gian đó. Hãy kết thúc mã cũ trước.",
        "Another body has the code {asked} on those days. End that one first.",
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
    "network.no_key": (
        "Địa chỉ này không có khóa ký.",
        "This address has no key to sign with.",
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
    "network.delegate_without_limits": (
        "Ủy quyền phát ngôn chỉ cho một việc, trong thời hạn: hãy ghi rõ việc và ngày cuối.",
        "A delegate speaks on one matter, for a limited time: state the matter and the last day.",
    ),
    "network.delegate_passes_on": (
        "Người được ủy quyền phát ngôn không được ủy quyền tiếp. Hãy để người đứng đầu quyết định.",
        "A delegate cannot delegate further. The head of the body must decide.",
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
    "network.not_a_spokesperson": (
        "Chỉ địa chỉ của người phát ngôn và người được ủy quyền phát ngôn mới được công khai.",
        "Only the address of a spokesperson or of a delegate can be made public.",
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
    "network.call_code_not_heard": (
        "Chưa nghe đúng mã. Hãy nhờ người kia đọc sáu số trên màn hình của họ rồi nhập lại.",
        "The code was not heard yet. Have them read the six digits on their screen and type them.",
    ),
    "network.call_not_all_ticked": (
        "Để xác nhận, hãy đánh dấu đủ họ tên, chức vụ và đơn vị, cùng ít nhất một địa chỉ.",
        "To confirm, tick the name, the post and body, and at least one address.",
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
}
