"""Words of dispatches and acknowledgements. Code -> (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {
    "circulation.channel_off": (
        "Kênh này đang tắt, hoặc không gửi thử được.",
        "This channel is off, or takes no trial message.",
    ),
    "circulation.feed_links": (
        "Mỗi người giữ nhiều nhất {most} đường dẫn nguồn tin riêng. Hãy thu hồi bớt.",
        "A person keeps at most {most} private feed links. Take back those not in use.",
    ),
    "circulation.no_feed": (
        "Đường dẫn nguồn tin này không còn.",
        "This feed link no longer exists.",
    ),
    "circulation.no_topic": (
        "Không có chủ đề này.",
        "There is no such topic.",
    ),
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
    "circulation.answer_needed": (
        "Đây là yêu cầu cung cấp thông tin: đơn vị trả lời thì xong, không xác nhận đã nhận.",
        "This is a request for information: the body answers it instead of acknowledging.",
    ),
    "circulation.kit_not_sealed": (
        "Bộ công bố chưa được duyệt xong nên chưa gửi được.",
        "The kit is not approved yet and cannot be sent.",
    ),
    "circulation.nothing_asked": (
        "Bản phát hành này không hỏi gì nên không có gì để trả lời.",
        "This edition asks nothing, so there is nothing to answer.",
    ),
    "circulation.already_over": (
        "Đợt gửi đã kết thúc nên không dừng được nữa.",
        "The dispatch is over and can no longer be stopped.",
    ),
    "circulation.plan_minutes": (
        "Số phút phải là số nguyên, từ 1 phút đến {days} ngày (bước đôn đốc có thể là 0).",
        "Minutes are whole numbers from 1 minute to {days} days (a step may be 0).",
    ),
    "circulation.plan_without_coordinator": (
        "Bước cuối phải là báo cán bộ điều phối gọi điện, để không đơn vị nào bị bỏ quên.",
        "The last step must be the coordinator's call, so that no body is forgotten.",
    ),
    "circulation.plan_out_of_order": (
        "Bước sau không được sớm hơn bước trước.",
        "A later step cannot come before an earlier one.",
    ),
    "circulation.undo_too_late": (
        "Đợt gửi đã bắt đầu nên không hoàn tác được nữa. Anh/chị vẫn dừng được phần chưa đi.",
        "The dispatch has begun and can no longer be undone. What has not gone can be stopped.",
    ),
    "circulation.not_held": (
        "Đợt gửi này không còn chờ quyết định; có thể người khác vừa quyết định.",
        "This dispatch no longer waits for a decision; somebody may just have decided.",
    ),
    "circulation.reply_handled": (
        "Thư này đã có người xử lý.",
        "Somebody has already dealt with this mail.",
    ),
    "circulation.no_address_to_answer": (
        "Thư này không có địa chỉ để trả lời. Hãy gọi điện rồi ghi lại kết quả.",
        "This mail has no address to answer. Telephone, and note what came of it.",
    ),
    "circulation.reason_needed": (
        "Hãy ghi lý do.",
        "Please give a reason.",
    ),
}
