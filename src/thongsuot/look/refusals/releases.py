"""Words of texts, approvals and editions. Code -> (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {
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
    "releases.figure_altered": (
        "Số «{words}» không còn đúng như trong kho số liệu. Chèn lại số, hoặc bỏ liên kết.",
        "“{words}” is no longer what the bank holds. Insert it again, or take the link away.",
    ),
    "releases.figure_beyond": (
        "Số «{words}» có phạm vi hẹp hơn tin này. Bỏ số đó, hoặc thu hẹp phạm vi của tin.",
        "“{words}” is for fewer readers than this text. Leave it out, or narrow the text's reach.",
    ),
    "releases.figure_moved": (
        "Kho đã có số mới hơn «{words}». Cập nhật bằng một lần bấm ở mục Số liệu trong bài.",
        "The bank has a newer value than “{words}”. Update it under Figures in the text.",
    ),
    "releases.figure_unknown": (
        "Số «{words}» dẫn tới một số không có trong kho. Chèn lại số, hoặc bỏ liên kết.",
        "“{words}” points to nothing in the bank. Insert it again, or take the link away.",
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
    "releases.needs_approval": (
        "Loại tin này phải được duyệt trước khi phát hành.",
        "A text of this kind is approved before it is released.",
    ),
    "releases.nothing_to_approve": (
        "Yêu cầu cung cấp thông tin không qua bước duyệt. Hãy gửi ở mục Yêu cầu thông tin.",
        "A request for information is not approved. Send it under Requests for information.",
    ),
    "releases.beyond_units": (
        "Tin không qua duyệt chỉ đi trong nội bộ các đơn vị.",
        "What nobody approves stays with the units.",
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
    "releases.hour_of_the_kit": (
        "Tin thuộc một bộ công bố, giờ công bố đặt chung cho cả bộ. Hãy đổi giờ ở trang của bộ.",
        "This text is part of a kit and shares its hour. Change the hour on the page of the kit.",
    ),
    "releases.in_a_kit": (
        "Tin thuộc một bộ công bố: trình, duyệt, trả lại cùng cả bộ. Hãy mở trang của bộ.",
        "This text is part of a kit: it is submitted, approved and returned together with it.",
    ),
    "releases.kit_needs_release": (
        "Bộ công bố luôn có thông cáo đứng đầu. Chỉ đưa được các phần khác ra khỏi bộ.",
        "A kit always has its release. Only the other parts can be taken out.",
    ),
    "releases.kit_needs_topic": (
        "Bộ thông điệp phải thuộc một chủ đề. Bộ công bố này chưa ghi chủ đề.",
        "A message house belongs to a topic. This kit has none.",
    ),
    "releases.kit_not_now": (
        "Không làm được việc này khi bộ công bố đang ở trạng thái hiện nay.",
        "This cannot be done to the kit in its present state.",
    ),
    "releases.kit_not_ready": (
        "Bộ công bố chưa trình được: có phần còn thiếu. Xem danh sách việc còn thiếu ở từng phần.",
        "The kit cannot be submitted yet: some parts lack something. See the list at each part.",
    ),
    "releases.part_kind": (
        "Tin này không đúng loại cho phần được chọn của bộ công bố.",
        "This text is not of the kind that this part of the kit asks for.",
    ),
    "releases.origin_altered": (
        "Bản gốc viết «{before}», bài này viết «{after}». Kiểm tra lại theo bản gốc.",
        "The origin says “{before}”, this text says “{after}”. Check it against the origin.",
    ),
    "releases.origin_before_hour": (
        "Bản này chưa đến giờ phát hành nên chưa lấy về biên tập, chưa đăng được.",
        "This edition's hour has not come: it cannot be taken over or posted yet.",
    ),
    "releases.origin_corrected": (
        "Bản gốc {number} của {unit} đã đính chính. Đối chiếu xong thì bấm «Đã đối chiếu».",
        "The original {number} of {unit} was corrected. Check your release, then press “Checked”.",
    ),
    "releases.origin_gone": (
        "Bản này đã được đính chính hoặc thu hồi. Hãy lấy bản mới nhất về biên tập.",
        "This edition was corrected or withdrawn. Take over the latest one instead.",
    ),
    "releases.origin_unmoved": (
        "Bản gốc không có bản đính chính nào để đối chiếu.",
        "The origin has no correction to compare with.",
    ),
    "releases.origin_unread": (
        "Anh/chị chưa mở được bản phát hành này.",
        "This edition is not open to you.",
    ),
    "releases.origin_withdrawn": (
        "Bản gốc {number} của {unit} đã được thu hồi. Không phát hành bài này.",
        "The origin {number} of {unit} was withdrawn. Do not release this text.",
    ),
    "releases.posting_ahead": (
        "Giờ đăng không thể ở phía trước. Ghi khi đã đăng xong.",
        "A posting lies in the past. Record it once it is posted.",
    ),
    "releases.posting_link": (
        "Cần đường dẫn đầy đủ của nơi đã đăng, bắt đầu bằng https://.",
        "Give the full address of where it was posted, beginning with https://.",
    ),
    "releases.posting_where": (
        "Ghi tên nơi đã đăng, tối đa {limit} ký tự: tên trang, tên nhóm, xã nào.",
        "Say where it was posted in at most {limit} characters: the site, the group, the commune.",
    ),
    "releases.reach_of_origin": (
        "Phạm vi của bài không được rộng hơn phạm vi của bản gốc.",
        "A text taken over cannot go further than its origin.",
    ),
    "releases.part_missing": (
        "Mẫu yêu cầu có mục «{heading}» với nội dung bên dưới.",
        "The template asks for the section “{heading}” with words below it.",
    ),
    "releases.place_left": (
        "Còn chỗ chưa điền: «[{words}]».",
        "A place is not filled in: “[{words}]”.",
    ),
    "releases.part_other_unit": (
        "Chỉ ghép được tin của chính đơn vị lập bộ công bố.",
        "Only texts of the unit whose kit it is can be parts.",
    ),
    "releases.part_taken": (
        "Bộ công bố đã có phần này.",
        "The kit has this part already.",
    ),
    "releases.speaker_outside": (
        "{name} không thuộc đơn vị nào trong mạng lưới nên không đọc trước được nội dung.",
        "{name} belongs to no unit of the network and cannot read it before the hour.",
    ),
    "releases.template_kind": (
        "Loại tin này không dùng mẫu. Hãy chọn loại khác.",
        "Texts of this kind begin from no template. Choose another kind.",
    ),
    "releases.template_unfit": (
        "Mẫu này không dùng cho loại tin hoặc đơn vị đã chọn. Hãy chọn mẫu khác.",
        "This template is not for the chosen kind or unit. Choose another.",
    ),
    "releases.template_unnamed": (
        "Hãy đặt tên cho mẫu.",
        "Give the template a name.",
    ),
    "releases.house_empty": (
        "Cần ít nhất một thông điệp hoặc một câu hỏi – đáp được nói ra ngoài đơn vị.",
        "At least one message or answer that may be said outside the units is needed.",
    ),
    "releases.house_ended": (
        "Ngày cuối có giá trị đã qua. Hãy chọn ngày khác.",
        "The last day of validity is past. Choose another day.",
    ),
    "releases.house_figure_empty": (
        "Số liệu «{words}» chưa có giá trị nên chưa hiện trong bộ thông điệp.",
        "The figure “{words}” has no value yet, so it is not shown.",
    ),
    "releases.house_has_lines": (
        "Bộ thông điệp được soạn theo từng dòng, không mở từ tệp Word.",
        "A message house is written line by line, not opened from a Word file.",
    ),
    "releases.house_no_one_line": (
        "Nên có một câu nói gọn điều chính của chủ đề.",
        "One line that says the main point of the topic helps.",
    ),
    "releases.house_no_review": (
        "Chưa chọn ngày rà soát; hệ thống sẽ tính theo chu kỳ của chủ đề.",
        "No review day is chosen; the topic's period will set it.",
    ),
    "releases.house_over": (
        "Bộ thông điệp đã hết giá trị. Hãy soạn bản mới thay vì chỉ rà soát.",
        "These lines have expired. Write new ones instead of reviewing them.",
    ),
    "releases.house_review_past": (
        "Ngày rà soát đã qua. Hãy chọn ngày khác.",
        "The review day is past. Choose another day.",
    ),
    "releases.house_speaker": (
        "{name} hiện không có phân công phát ngôn hoặc lãnh đạo, nên chưa dùng được lời trích.",
        "{name} holds no mandate to speak or to lead today, so the quote cannot be used.",
    ),
    "releases.house_too_many": (
        "Bộ thông điệp có nhiều nhất {limit} thông điệp chính.",
        "A message house has at most {limit} key messages.",
    ),
    "releases.house_topic_missing": (
        "Chưa chọn chủ đề của bộ thông điệp.",
        "The topic of the message house is not chosen.",
    ),
    "releases.house_unfinished": (
        "Còn dòng chưa đủ: thông điệp, câu hỏi và trả lời, số liệu, lời trích hoặc tài liệu.",
        "A line is unfinished: a message, question and answer, figure, quote or document.",
    ),
    "releases.no_house": (
        "Chủ đề này chưa có bộ thông điệp để rà soát.",
        "This topic has no message house to review yet.",
    ),
    "releases.not_a_house": (
        "Tin này không phải là bộ thông điệp.",
        "This text is not a message house.",
    ),
    "releases.not_topic_unit": (
        "Đơn vị này không phụ trách chủ đề nên không soạn, không rà soát bộ thông điệp được.",
        "This unit does not answer for the topic, so it cannot write or review its lines.",
    ),
    "releases.topic_code_taken": (
        "Đã có chủ đề mang mã {taken}. Hãy chọn tên hoặc mã khác.",
        "There is a topic with the code {taken} already. Choose another name or code.",
    ),
    "releases.topic_name_missing": (
        "Hãy ghi tên chủ đề.",
        "Please give the topic a name.",
    ),
    "releases.topic_parent": (
        "Chủ đề chỉ có hai cấp: chủ đề nhỏ không chứa chủ đề khác.",
        "Topics have two levels only: a part has no parts of its own.",
    ),
    "releases.topic_review_days": (
        "Chu kỳ rà soát từ 1 đến {limit} ngày.",
        "The review period is 1 to {limit} days.",
    ),
    "releases.no_such_reason": (
        "Hãy chọn một lý do bỏ qua gợi ý.",
        "Choose why the remark is set aside.",
    ),
    "releases.dismissal_note_missing": (
        "Hãy ghi lý do khác đó là gì.",
        "Please say what the other reason is.",
    ),
    "releases.no_such_remark": (
        "Gợi ý này không còn. Hãy xem lại danh sách gợi ý.",
        "This remark is gone. Please look at the list again.",
    ),
    "releases.clarity_too_long": (
        "Văn bản dài quá {limit} ký tự. Hãy chia thành nhiều phần.",
        "The text is longer than {limit} characters. Please send it in parts.",
    ),
    "releases.clarity_input": (
        "Chưa đọc được văn bản cần xem: {part}.",
        "The text to look at could not be read: {part}.",
    ),
    "releases.contact_missing": (
        "Chưa có nơi liên hệ: tên, điện thoại hoặc thư điện tử để báo chí hỏi thêm.",
        "Nobody to ask is named: give a name, a telephone number or an address for the press.",
    ),
    "releases.lead_who": (
        "Tóm tắt chưa nói ai làm việc này.",
        "The summary does not say who.",
    ),
    "releases.lead_when": (
        "Tóm tắt chưa nói khi nào.",
        "The summary does not say when.",
    ),
    "releases.lead_where": (
        "Tóm tắt chưa nói ở đâu.",
        "The summary does not say where.",
    ),
    "releases.figures_no_source": (
        "Bài có {count} số liệu mà không ghi nguồn nào.",
        "The text has {count} figures and names no source for any.",
    ),
    "releases.figures_no_day": (
        "Bài có {count} số liệu mà không ghi tính đến ngày nào.",
        "The text has {count} figures and does not say of which day they are.",
    ),
    "releases.quote_no_speaker": (
        "Lời trích «{words}» chưa ghi ai nói, chức vụ gì.",
        "The quotation “{words}” does not say whose words they are.",
    ),
    "releases.quote_not_mandated": (
        "{name} hiện không có phân công phát ngôn hoặc lãnh đạo mà được trích lời.",
        "{name} is quoted, and holds no mandate to speak or to lead today.",
    ),
    "releases.alt_missing": (
        "{count} ảnh trong bài chưa có lời tả cho người không xem được ảnh.",
        "{count} pictures in the text have no words for people who cannot see them.",
    ),
    "releases.attachment_differs": (
        "Tệp «{file}» và bài không khớp nhau ở «{words}».",
        "The file “{file}” and the text disagree at “{words}”.",
    ),
    "releases.attachment_unread": (
        "Chưa đối chiếu được tệp «{file}» với bài: tệp không có chữ đọc được.",
        "The file “{file}” could not be compared with the text: it has no words to read.",
    ),
    "releases.question_missing": (
        "Chưa thấy câu hỏi nào: mỗi câu hỏi là một đề mục kết thúc bằng dấu hỏi.",
        "There is no question yet: each one is a heading that ends in a question mark.",
    ),
    "releases.corrected_not_named": (
        "Chưa nhắc số của bản được đính chính: {number}.",
        "The number of the edition that is corrected is not named: {number}.",
    ),
    "releases.answer_day_missing": (
        "Chưa ghi cần trả lời trước ngày, giờ nào.",
        "It does not say by which day or hour an answer is needed.",
    ),
}
