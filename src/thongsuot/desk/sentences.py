"""Entries of the journal as sentences. Names and titles only where the viewer may see them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.circulation import queries as circulation
from thongsuot.desk import words
from thongsuot.exchange import queries as exchange
from thongsuot.facts import queries as facts
from thongsuot.journal.terms import EntryView
from thongsuot.lib.text import sort_key
from thongsuot.look import naming
from thongsuot.look.states import state_of
from thongsuot.network import queries as network
from thongsuot.network.terms import Viewer
from thongsuot.releases import queries as releases

SENTENCES = {
    "account.closed": gettext_lazy("%(by)s đóng tài khoản của %(subject)s"),
    "account.opened": gettext_lazy("%(by)s mở tài khoản cho %(subject)s"),
    "accreditation.ended": gettext_lazy("%(by)s ghi ngày cuối thẻ nhà báo của %(person)s"),
    "accreditation.recorded": gettext_lazy("%(by)s ghi thẻ nhà báo của %(person)s (%(unit)s)"),
    "call.cancelled": gettext_lazy("%(by)s hủy cuộc gọi có hình với %(person)s"),
    "call.code_compared": gettext_lazy("%(by)s so mã đọc trong cuộc gọi có hình"),
    "call.ended": gettext_lazy("%(by)s gọi có hình với %(person)s: %(result)s"),
    "call.scheduled": gettext_lazy("%(by)s hẹn gọi có hình với %(person)s"),
    "contact_point.asked": gettext_lazy(
        "%(by)s gửi yêu cầu xác minh địa chỉ (%(channel)s) của %(holder)s"
    ),
    "contact_point.code_wrong": gettext_lazy("%(by)s nhập mã chưa đúng cho địa chỉ (%(channel)s)"),
    "contact_points.asked": gettext_lazy("%(by)s gửi đường dẫn xác minh tới %(sent)s địa chỉ"),
    "batch.applied": gettext_lazy("%(by)s áp dụng một đợt sắp xếp tổ chức: %(acts)s việc"),
    "batch.undone": gettext_lazy("%(by)s hoàn tác một đợt sắp xếp tổ chức"),
    "contact_point.added": gettext_lazy("%(by)s thêm địa chỉ (%(channel)s) của %(holder)s"),
    "contact_point.changed": gettext_lazy("%(by)s sửa địa chỉ (%(channel)s) của %(holder)s"),
    "contact_point.failed": gettext_lazy(
        "%(by)s ghi địa chỉ (%(channel)s) của %(holder)s không liên lạc được"
    ),
    "contact_list.looked_at": gettext_lazy(
        "%(by)s xem địa chỉ riêng của %(people)s người trong một danh sách"
    ),
    "contact_point.key_renewed": gettext_lazy(
        "%(by)s đổi khóa ký của địa chỉ nhận cho máy (%(channel)s) của %(holder)s"
    ),
    "contact_point.key_retired": gettext_lazy(
        "%(by)s bỏ khóa ký cũ của địa chỉ nhận cho máy (%(channel)s) của %(holder)s"
    ),
    "contact_point.looked_at": gettext_lazy("%(by)s xem địa chỉ riêng của %(subject)s"),
    "contact_point.released": gettext_lazy(
        "%(by)s cho gửi lại tới địa chỉ (%(channel)s) của %(holder)s"
    ),
    "contact_point.removed": gettext_lazy("%(by)s gỡ địa chỉ (%(channel)s) của %(holder)s"),
    "contact_point.shared": gettext_lazy(
        "%(by)s đổi phạm vi cho xem địa chỉ (%(channel)s) của %(holder)s"
    ),
    "channel.tried": gettext_lazy("%(by)s gửi tin thử qua kênh %(channel)s"),
    "contact_point.tried": gettext_lazy(
        "%(by)s gửi tin thử tới địa chỉ (%(channel)s) của %(holder)s"
    ),
    "contact_point.verified": gettext_lazy(
        "%(by)s kiểm tra địa chỉ (%(channel)s) của %(holder)s (%(method)s): %(result)s"
    ),
    "contact_points.standardised": gettext_lazy("%(by)s chuẩn hóa %(changed)s địa chỉ"),
    "data_request.answered": gettext_lazy("%(by)s trả lời một yêu cầu về dữ liệu cá nhân"),
    "data_request.closed": gettext_lazy("%(by)s khép một yêu cầu về dữ liệu cá nhân"),
    "data_request.extended": gettext_lazy("%(by)s gia hạn một yêu cầu về dữ liệu cá nhân"),
    "data_request.noted": gettext_lazy("%(by)s ghi một yêu cầu về dữ liệu cá nhân"),
    "deputy.ended": gettext_lazy("%(by)s thôi ủy quyền cho %(person)s (%(subject)s)"),
    "deputy.named": gettext_lazy("%(by)s ghi %(person)s được ủy quyền (%(subject)s)"),
    "dispatch.acknowledged": gettext_lazy(
        "%(unit)s xác nhận đã nhận %(subject)s (%(through)s); người ghi: %(by)s"
    ),
    "dispatch.unproved": gettext_lazy(
        "Tin khẩn %(subject)s: %(missing)s loại đơn vị chưa có tin nhận"
    ),
    "reply.answered": gettext_lazy("%(by)s trả lời một thư hồi đáp về %(dispatch)s"),
    "reply.closed": gettext_lazy("%(by)s xử lý xong một thư hồi đáp về %(dispatch)s"),
    "reply.heard": gettext_lazy("Có thư hồi đáp về %(dispatch)s"),
    "follow_up.plan_set": gettext_lazy("%(by)s đặt cách đôn đốc cho một loại tin"),
    "follow_up.plan_dropped": gettext_lazy("%(by)s trở lại cách đôn đốc có sẵn cho một loại tin"),
    "dispatch.dropped": gettext_lazy("%(by)s bỏ đợt gửi quá giờ %(subject)s"),
    "dispatch.released": gettext_lazy("%(by)s cho gửi tiếp đợt gửi quá giờ %(subject)s"),
    "dispatch.undone": gettext_lazy("%(by)s hoàn tác đợt gửi %(subject)s trước khi thư đi"),
    "dispatch.done": gettext_lazy("Gửi xong %(subject)s: %(sent)s thư đi, %(failed)s hỏng"),
    "dispatch.held": gettext_lazy("%(subject)s quá giờ mà chưa gửi được, chờ người quyết định"),
    "dispatch.reconciled": gettext_lazy("Đối soát %(subject)s: sửa số thư của %(batches)s lô gửi"),
    "dispatch.followed_up": gettext_lazy("Đôn đốc %(unit)s về %(subject)s: %(stage)s"),
    "dispatch.late_reminded": gettext_lazy("%(by)s nhắc %(bodies)s đơn vị chậm về %(subject)s"),
    "dispatch.made": gettext_lazy("%(by)s lập đợt gửi %(subject)s"),
    "dispatch.overtaken": gettext_lazy("Thông báo thu hồi %(subject)s dừng %(stopped)s đợt gửi"),
    "dispatch.planned": gettext_lazy("Chốt danh sách nhận %(subject)s: %(recipients)s người"),
    "dispatch.stopped": gettext_lazy("%(by)s dừng đợt gửi %(subject)s"),
    "edition.early_granted": gettext_lazy("%(by)s cho đọc trước %(subject)s"),
    "edition.hold_agreed": gettext_lazy("%(by)s cam kết giữ tin %(subject)s"),
    "edition.offered": gettext_lazy("Gửi %(subject)s tới %(peers)s hệ thống khác"),
    "edition.opened": gettext_lazy("%(subject)s đến giờ phát hành"),
    "edition.posted": gettext_lazy("%(unit)s ghi nơi đã đăng %(subject)s; người ghi: %(by)s"),
    "edition.posting_down": gettext_lazy("%(by)s ghi đã gỡ một nơi đăng %(subject)s"),
    "edition.sealed": gettext_lazy("%(by)s phát hành và ký số %(subject)s"),
    "figure.due_set": gettext_lazy("%(by)s đặt hạn cập nhật của %(subject)s: %(due)s"),
    "figure.settled": gettext_lazy(
        "%(by)s xác định số có giá trị của %(subject)s: số của %(unit)s, tính đến %(as_of)s"
    ),
    "figure.stated": gettext_lazy(
        "%(unit)s nêu %(subject)s, tính đến %(as_of)s; người ghi: %(by)s"
    ),
    "figure.targeted": gettext_lazy("%(by)s ghi mục tiêu của %(subject)s đến ngày %(day)s"),
    "figures.asked_for": gettext_lazy("Nhắc %(subject)s cập nhật %(count)s số liệu quá hạn"),
    "figures.handed_over": gettext_lazy(
        "%(by)s chuyển %(count)s số liệu của %(subject)s sang %(heir)s quản lý"
    ),
    "figures.stated": gettext_lazy("%(by)s nhập %(count)s giá trị vào kho số liệu"),
    "incoming.acknowledged": gettext_lazy(
        "%(by)s xác nhận đã nhận một bản phát hành của hệ thống khác"
    ),
    "incoming.passed_on": gettext_lazy("%(by)s chuyển tiếp một bản phát hành của hệ thống khác"),
    "indicator.kept": gettext_lazy("%(by)s ghi một chỉ tiêu trong kho số liệu"),
    "installation.set_up": gettext_lazy("%(by)s thiết lập hệ thống"),
    "kinds.loaded": gettext_lazy("%(by)s nạp danh mục loại tin và chủ đề"),
    "kit.approved": gettext_lazy("%(by)s duyệt bộ công bố %(subject)s"),
    "kit.begun": gettext_lazy("%(by)s lập bộ công bố %(subject)s"),
    "kit.dropped": gettext_lazy("%(by)s bỏ bộ công bố %(subject)s"),
    "kit.hold_agreed": gettext_lazy("%(by)s cam kết giữ kín bộ công bố %(subject)s đến giờ"),
    "kit.hour_set": gettext_lazy("%(by)s đặt giờ cho bộ công bố %(subject)s"),
    "kit.part_added": gettext_lazy("%(by)s thêm một phần vào bộ công bố %(subject)s"),
    "kit.part_taken_out": gettext_lazy("%(by)s đưa một phần ra khỏi bộ công bố %(subject)s"),
    "kit.recalled": gettext_lazy("%(by)s rút lại bộ công bố %(subject)s để sửa"),
    "kit.returned": gettext_lazy("%(by)s trả lại bộ công bố %(subject)s"),
    "kit.sealed": gettext_lazy("%(by)s duyệt lần cuối và ký số cả bộ công bố %(subject)s"),
    "kit.speakers_named": gettext_lazy("%(by)s ghi người phát ngôn của bộ công bố %(subject)s"),
    "kit.submitted": gettext_lazy("%(by)s trình duyệt bộ công bố %(subject)s"),
    "template.kept": gettext_lazy("%(by)s lưu mẫu tin %(subject)s"),
    "template.retired": gettext_lazy("%(by)s ngừng dùng mẫu tin %(subject)s"),
    "templates.loaded": gettext_lazy("%(by)s nạp các mẫu tin có sẵn"),
    "list.saved": gettext_lazy("%(by)s lưu một danh sách nhận, %(people)s người"),
    "debts.handed_over": gettext_lazy(
        "%(by)s chuyển xác nhận còn nợ và danh sách nhận của %(subject)s sang %(heir)s"
    ),
    "installation.centre_moved": gettext_lazy("%(by)s chọn %(centre)s làm Trung tâm Thông tin"),
    "mailing.left": gettext_lazy("%(by)s thôi nhận tin theo chủ đề, danh sách"),
    "mandate.ended": gettext_lazy("%(by)s kết thúc phân công %(subject)s từ sau %(until)s"),
    "mandate.expired": gettext_lazy("Phân công %(subject)s đã hết từ sau %(until)s"),
    "mandate.given": gettext_lazy("%(by)s phân công %(person)s làm %(role)s tại %(unit)s"),
    "mandate.publication_reminded": gettext_lazy(
        "Hệ thống nhắc công bố người phát ngôn %(subject)s"
    ),
    "mandate.published": gettext_lazy("%(by)s công bố người phát ngôn %(subject)s"),
    "officer.asked_for": gettext_lazy("%(by)s đề nghị lãnh đạo %(subject)s cử cán bộ đầu mối"),
    "officer.confirmed": gettext_lazy("%(by)s ghi nhận cán bộ đầu mối do lãnh đạo cử: %(subject)s"),
    "officer.named": gettext_lazy("%(by)s cử %(person)s làm cán bộ đầu mối %(unit)s từ %(since)s"),
    "officer.naming_undone": gettext_lazy(
        "%(by)s hủy việc cử %(person)s làm cán bộ đầu mối %(unit)s"
    ),
    "mandates.confirmed": gettext_lazy("%(by)s chuyển tiếp %(count)s phân công sau sắp xếp"),
    "mandates.declined": gettext_lazy("%(by)s không chuyển tiếp %(count)s phân công sau sắp xếp"),
    "person.added": gettext_lazy("%(by)s thêm %(subject)s vào mạng lưới"),
    "person.changed": gettext_lazy("%(by)s sửa thông tin của %(subject)s"),
    "person.erased": gettext_lazy("%(by)s xóa dữ liệu cá nhân của %(subject)s"),
    "person.exported": gettext_lazy("%(by)s tải dữ liệu cá nhân của %(subject)s"),
    "person.merge_undone": gettext_lazy("%(by)s tách lại %(person)s khỏi %(subject)s"),
    "person.merged": gettext_lazy("%(by)s gộp %(person)s vào %(subject)s"),
    "person.told_apart": gettext_lazy("%(by)s ghi %(subject)s và %(person)s là hai người"),
    "personal_data.forgotten": gettext_lazy(
        "Xóa lời của %(requests)s yêu cầu và %(looks)s lượt xem đã hết hạn giữ"
    ),
    "profile.loaded": gettext_lazy(
        "%(by)s nạp hồ sơ mạng lưới: %(units)s đơn vị, %(people)s người"
    ),
    "reorganisation.in_effect": gettext_lazy("Một việc sắp xếp tổ chức có hiệu lực từ %(since)s"),
    "finding.dismissed": gettext_lazy("%(by)s bỏ qua một gợi ý %(rule)s ở %(subject)s"),
    "finding.restored": gettext_lazy("%(by)s lấy lại một gợi ý đã bỏ qua ở %(subject)s"),
    "finding.taken": gettext_lazy("%(by)s dùng một gợi ý %(rule)s ở %(subject)s"),
    "release.adapted": gettext_lazy("%(by)s lấy một bản phát hành về làm bài %(subject)s"),
    "release.compared_with_origin": gettext_lazy(
        "%(by)s đối chiếu %(subject)s với bản gốc đã đính chính"
    ),
    "release.origin_moved": gettext_lazy("Bản gốc của %(subject)s đã đính chính hoặc thu hồi"),
    "release.approved": gettext_lazy("%(by)s duyệt %(subject)s"),
    "release.comment_settled": gettext_lazy("%(by)s khép một góp ý về %(subject)s"),
    "release.commented": gettext_lazy("%(by)s góp ý về %(subject)s"),
    "release.consultation_answered": gettext_lazy("%(by)s trả lời ý kiến về %(subject)s"),
    "release.consulted": gettext_lazy("%(by)s hỏi ý kiến %(unit)s về %(subject)s"),
    "release.correction_begun": gettext_lazy("%(by)s bắt đầu đính chính: %(subject)s"),
    "release.detailed": gettext_lazy("%(by)s sửa chi tiết của %(subject)s"),
    "release.drafted": gettext_lazy("%(by)s bắt đầu soạn %(subject)s"),
    "release.dropped": gettext_lazy("%(by)s bỏ %(subject)s"),
    "release.file_attached": gettext_lazy("%(by)s đính kèm tệp vào %(subject)s"),
    "release.recalled": gettext_lazy("%(by)s rút lại %(subject)s để sửa"),
    "release.returned": gettext_lazy("%(by)s trả lại %(subject)s"),
    "release.saved": gettext_lazy("%(by)s lưu phiên bản %(number)s của %(subject)s"),
    "release.submitted": gettext_lazy("%(by)s trình duyệt %(subject)s"),
    "release.taken_over": gettext_lazy("%(by)s nhận soạn %(subject)s"),
    "release.unsaved_kept": gettext_lazy(
        "Lưu thành phiên bản %(number)s phần chưa lưu của %(person)s trong %(subject)s"
    ),
    "release.withdrawal_begun": gettext_lazy("%(by)s bắt đầu thu hồi: %(subject)s"),
    "release.word_opened": gettext_lazy("%(by)s mở một tệp Word vào %(subject)s"),
    "request.answered": gettext_lazy("%(unit)s trả lời %(subject)s; người ghi: %(by)s"),
    "request.asked": gettext_lazy("%(by)s gửi yêu cầu cung cấp thông tin %(subject)s"),
    "request.closed": gettext_lazy("%(by)s khép lại %(subject)s"),
    "request.consolidated": gettext_lazy("%(by)s tổng hợp %(answers)s trả lời cho %(subject)s"),
    "requests.handed_over": gettext_lazy("Yêu cầu của %(subject)s chuyển cho %(heir)s"),
    "rewrite.asked": gettext_lazy("%(by)s gửi một đoạn của %(subject)s tới %(host)s để viết lại"),
    "routine.kept": gettext_lazy("%(by)s đặt yêu cầu định kỳ của %(unit)s"),
    "routine.passed_over": gettext_lazy("Bỏ qua một lần yêu cầu định kỳ"),
    "routine.rested": gettext_lazy("%(by)s tạm dừng yêu cầu định kỳ của %(unit)s"),
    "sending.held": gettext_lazy("%(by)s tạm giữ việc gửi"),
    "sending.resumed": gettext_lazy("%(by)s cho gửi tiếp"),
    "peer.code_entered": gettext_lazy("%(by)s nhập mã giới thiệu của một hệ thống khác"),
    "peer.confirmed": gettext_lazy("%(by)s xác nhận kết nối với một hệ thống khác"),
    "peer.ended": gettext_lazy("%(by)s ngắt kết nối với một hệ thống khác"),
    "peer.introduced": gettext_lazy("Một hệ thống khác đã trao đổi khóa, chờ người xác nhận"),
    "peer.invited": gettext_lazy("%(by)s tạo mã giới thiệu cho một hệ thống khác"),
    "peer.terms_set": gettext_lazy("%(by)s đổi nội dung gửi cho một hệ thống khác"),
    "peer.told": gettext_lazy("Nhận một tin từ hệ thống khác"),
    "series.opened": gettext_lazy("%(by)s mở %(subject)s trong kho số liệu, do %(unit)s quản lý"),
    "sheet.brought": gettext_lazy("%(by)s đưa vào một bảng danh bạ, %(columns)s cột"),
    "sheet.columns_chosen": gettext_lazy("%(by)s chọn cột và cho đọc một bảng danh bạ"),
    "sheet.confirmed": gettext_lazy("%(by)s cho ghi một bảng danh bạ vào mạng lưới"),
    "sheet.discarded": gettext_lazy("%(by)s hủy việc nhập một bảng danh bạ"),
    "sheet.reopened": gettext_lazy("%(by)s chọn lại cột của một bảng danh bạ"),
    "sheet.rows_settled": gettext_lazy("%(by)s quyết định %(rows)s dòng của một bảng danh bạ"),
    "sheet.tab_chosen": gettext_lazy("%(by)s chọn trang tính khác của một bảng danh bạ"),
    "sheet.written": gettext_lazy("%(by)s ghi %(rows)s dòng của một bảng danh bạ vào mạng lưới"),
    "feed.made": gettext_lazy("%(by)s tạo đường dẫn nguồn tin riêng"),
    "feed.revoked": gettext_lazy("%(by)s thu hồi một đường dẫn nguồn tin riêng"),
    "token.issued": gettext_lazy("%(by)s cấp mã truy cập cho %(person)s"),
    "token.revoked": gettext_lazy("%(by)s thu hồi mã truy cập của %(person)s"),
    "topic.followed": gettext_lazy("%(by)s theo dõi chủ đề %(subject)s"),
    "topic.unfollowed": gettext_lazy("%(by)s thôi theo dõi chủ đề %(subject)s"),
    "unit.code_given": gettext_lazy("%(by)s ghi mã cho %(subject)s"),
    "unit.created": gettext_lazy("%(by)s thêm đơn vị %(subject)s"),
    "unit.domain_given": gettext_lazy("%(by)s ghi tên miền cho %(subject)s"),
    "unit.located": gettext_lazy("%(by)s ghi địa bàn của %(subject)s"),
    "unit.named": gettext_lazy("%(by)s đổi tên đơn vị thành %(subject)s"),
    "unit.placed": gettext_lazy("%(by)s xếp %(subject)s dưới %(parent)s"),
    "unit.role_given": gettext_lazy("%(by)s ghi vai trò của %(subject)s trong mạng lưới"),
    "unit.row_ended": gettext_lazy("%(by)s ghi ngày hết hiệu lực của một mục về %(subject)s"),
    "work.handed_over": gettext_lazy("%(by)s bàn giao việc đang mở của %(subject)s cho %(heir)s"),
    "topic.kept": gettext_lazy("%(by)s ghi chủ đề %(subject)s"),
    "topic.reviewed": gettext_lazy("%(by)s rà soát chủ đề %(subject)s, hẹn lại %(review_on)s"),
}
LABELS = {
    "release.origin_moved": gettext_lazy("Bản gốc của bài biên tập lại có thay đổi"),
    "dispatch.acknowledged": gettext_lazy("Đơn vị xác nhận đã nhận"),
    "dispatch.done": gettext_lazy("Gửi xong"),
    "dispatch.held": gettext_lazy("Giữ lại đợt gửi quá giờ"),
    "dispatch.reconciled": gettext_lazy("Đối soát đợt gửi"),
    "dispatch.followed_up": gettext_lazy("Đôn đốc đơn vị chậm"),
    "dispatch.late_reminded": gettext_lazy("Nhắc các đơn vị chậm"),
    "dispatch.overtaken": gettext_lazy("Thu hồi làm dừng đợt gửi"),
    "dispatch.planned": gettext_lazy("Chốt danh sách nhận"),
    "edition.opened": gettext_lazy("Đến giờ phát hành"),
    "edition.posted": gettext_lazy("Ghi nơi đã đăng"),
    "figure.due_set": gettext_lazy("Đặt hạn cập nhật số liệu"),
    "figure.settled": gettext_lazy("Xác định số có giá trị"),
    "figure.stated": gettext_lazy("Nêu số liệu"),
    "figure.targeted": gettext_lazy("Ghi mục tiêu của số liệu"),
    "figures.asked_for": gettext_lazy("Nhắc cập nhật số liệu quá hạn"),
    "figures.handed_over": gettext_lazy("Chuyển đơn vị quản lý số liệu"),
    "figures.stated": gettext_lazy("Nhập nhiều số liệu"),
    "mandate.ended": gettext_lazy("Kết thúc phân công"),
    "mandate.given": gettext_lazy("Phân công"),
    "profile.loaded": gettext_lazy("Nạp hồ sơ mạng lưới"),
    "person.merge_undone": gettext_lazy("Tách ra như cũ hai người đã gộp"),
    "person.merged": gettext_lazy("Gộp hai người"),
    "person.told_apart": gettext_lazy("Ghi nhận là hai người khác nhau"),
    "personal_data.forgotten": gettext_lazy("Xóa dữ liệu hết hạn giữ"),
    "release.saved": gettext_lazy("Lưu phiên bản"),
    "request.answered": gettext_lazy("Đơn vị trả lời yêu cầu"),
    "request.closed": gettext_lazy("Đóng yêu cầu cung cấp thông tin"),
    "request.consolidated": gettext_lazy("Tổng hợp các trả lời"),
    "requests.handed_over": gettext_lazy("Chuyển yêu cầu sang đơn vị khác"),
    "rewrite.asked": gettext_lazy("Gửi một đoạn cho dịch vụ viết lại"),
    "routine.kept": gettext_lazy("Đặt yêu cầu định kỳ"),
    "routine.rested": gettext_lazy("Tạm dừng yêu cầu định kỳ"),
    "series.opened": gettext_lazy("Mở số liệu"),
    "topic.reviewed": gettext_lazy("Ghi rà soát chủ đề"),
    "unit.placed": gettext_lazy("Xếp đơn vị dưới đơn vị khác"),
    "unit.row_ended": gettext_lazy("Ghi ngày hết hiệu lực"),
    "deputy.named": gettext_lazy("Ghi người được ủy quyền"),
    "deputy.ended": gettext_lazy("Thôi ủy quyền"),
    "list.saved": gettext_lazy("Lưu danh sách nhận"),
    "mandate.expired": gettext_lazy("Hết hạn phân công"),
    "officer.named": gettext_lazy("Lãnh đạo cử cán bộ đầu mối"),
    "officer.naming_undone": gettext_lazy("Hủy việc cử cán bộ đầu mối"),
    "release.unsaved_kept": gettext_lazy("Lưu phần chưa lưu của người đã thôi nhiệm vụ"),
}
"""Short words of an act for a list to choose from, where its sentence without names is unclear."""

ABOUT = ("release", "edition", "dispatch", "request", "person", "unit", "mandate")
"""Kinds of subject whose entries can be asked for."""

PEOPLE, UNITS = ("person",), ("unit", "parent", "heir", "centre")
_BLANK = re.compile(r"\(?%\(\w+\)s\)?")


def acts() -> list[tuple[str, str]]:
    """Every act with short words, in their order."""
    found = [(act, _label(act)) for act in SENTENCES]
    return sorted(found, key=lambda each: sort_key(each[1]))


def _label(act: str) -> str:
    if act in LABELS:
        return str(LABELS[act])
    bare = " ".join(_BLANK.sub("", str(SENTENCES[act])).split()).strip(" :;,()")
    return bare[:1].upper() + bare[1:]


@dataclass
class Known:
    """Names and titles of what some entries are about, as far as the viewer may see them."""

    people: dict[UUID, str] = field(default_factory=dict)
    units: dict[UUID, str] = field(default_factory=dict)
    things: dict[tuple[str, UUID], tuple[str, str]] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """An entry in words."""

    entry: EntryView
    words: SafeString

    @property
    def about(self) -> bool:
        """Whether other entries about the same thing can be asked for."""
        return self.entry.subject_kind in ABOUT and bool(self.entry.subject_id)


def lines(viewer: Viewer, entries: list[EntryView]) -> list[Line]:
    """Entries in words; a fixed number of questions, however many."""
    known = _know(viewer, entries)
    return [Line(entry, _sentence(entry, known)) for entry in entries]


def _know(viewer: Viewer, entries: list[EntryView]) -> Known:
    about: dict[str, set[UUID]] = {}
    people, units = set(), set()
    for entry in entries:
        if subject := _uuid(entry.subject_id):
            about.setdefault(entry.subject_kind, set()).add(subject)
        people |= _uuids([entry.by, *(entry.facts.get(name) for name in PEOPLE)])
        units |= _uuids(entry.facts.get(name) for name in UNITS)
    mandates = network.mandates_by_id(about.get("mandate", ()))
    people |= about.get("person", set()) | {row.person_id for row in mandates.values()}
    units |= about.get("unit", set()) | {row.unit_id for row in mandates.values()}
    known = Known(people=network.names_of_people(people))
    known.units = {id: view.name for id, view in network.names_of(units).items()} if units else {}
    for row in mandates.values():
        told = f"{row.person.name}, {known.units.get(row.unit_id, '')}"
        known.things["mandate", row.pk] = (told, _address("desk:unit", row.unit_id))
    _know_texts(viewer, about, known)
    if any(entry.subject_kind == "topic" for entry in entries):
        known.topics = {row.code: naming.named(row) for row in releases.topics()}
    return known


def _know_texts(viewer: Viewer, about: dict[str, set[UUID]], known: Known) -> None:
    """Titles come from the visibility queries alone; what they do not name stays an id."""
    wanted = about.get("release")
    if wanted:
        rows = releases.visible_releases(viewer).filter(pk__in=wanted)
        for id, title in rows.values_list("pk", "title"):
            told = f"«{title or _('(chưa có tiêu đề)')}»"
            known.things["release", id] = (told, _address("desk:release", id))
    for kit, title in releases.kit_titles(viewer, about.get("kit", ())).items():
        known.things["kit", kit] = (f"«{title}»", _address("desk:kit", kit))
    for template, name in releases.template_names(about.get("template", ())).items():
        known.things["template", template] = (f"«{name}»", _address("desk:template", template))
    asked = about.get("request")
    for id, title in exchange.titles(viewer, asked).items() if asked else ():
        known.things["request", id] = (f"«{title}»", _address("desk:request", id))
    _know_figures(viewer, about, known)
    dispatches = circulation.dispatches_by_id(viewer, about.get("dispatch", ()))
    editions = about.get("edition", set()) | {row.edition_id for row in dispatches.values()}
    if editions:
        seen = releases.visible_editions(viewer).filter(pk__in=editions)
        for row in seen:
            told = f"{row.number_label} «{row.title}»"
            known.things["edition", row.pk] = (told, _address("portal:edition", row.pk))
    for dispatch in dispatches.values():
        told = known.things.get(("edition", dispatch.edition_id), (_short(dispatch.pk), ""))[0]
        known.things["dispatch", dispatch.pk] = (told, _address("desk:dispatch", dispatch.pk))


def _know_figures(viewer: Viewer, about: dict[str, set[UUID]], known: Known) -> None:
    if wanted := about.get("series"):
        for figure in facts.figures(viewer, ids=wanted):
            told = f"«{figure.name}, {figure.about}»" if figure.about else f"«{figure.name}»"
            known.things["series", figure.series] = (told, _address("desk:figure", figure.series))


def _sentence(entry: EntryView, known: Known) -> SafeString:
    told = SENTENCES.get(entry.act)
    by = _person(entry.by, known) if entry.by else SafeString(_("Hệ thống"))
    subject = _subject(entry, known)
    if told is None:
        return format_html("{} · {} · {}", by, entry.act, subject)
    shown = _facts(entry, known) | {"by": by, "subject": subject}
    return SafeString(str(told) % _Missing(shown))


class _Missing(dict[str, Any]):
    """A fact that an old entry lacks is a dash, not an error."""

    def __missing__(self, key: str) -> str:
        return "–"


def _facts(entry: EntryView, known: Known) -> dict[str, Any]:
    shown: dict[str, Any] = {name: format_html("{}", v) for name, v in entry.facts.items()}
    for name in PEOPLE:
        if entry.facts.get(name):
            shown[name] = _person(str(entry.facts[name]), known)
    for name in UNITS:
        if entry.facts.get(name):
            shown[name] = _unit(str(entry.facts[name]), known)
    if "role" in entry.facts:
        shown["role"] = format_html("{}", words.mandate(entry.facts["role"]))
    if "channel" in entry.facts:
        shown["channel"] = format_html("{}", words.channel(entry.facts["channel"]))
        shown["holder"] = shown["person"] if entry.facts.get("person") else shown.get("unit", "–")
    if "method" in entry.facts:
        shown["method"] = format_html("{}", words.method(entry.facts["method"]))
    if "result" in entry.facts:
        shown["result"] = format_html("{}", state_of("call", entry.facts["result"]).label)
    if "stage" in entry.facts:
        shown["stage"] = format_html("{}", state_of("follow_up", entry.facts["stage"]).label)
    if "through" in entry.facts:
        shown["through"] = format_html("{}", state_of("through", entry.facts["through"]).label)
    return shown


def _subject(entry: EntryView, known: Known) -> SafeString:
    id = _uuid(entry.subject_id)
    if entry.subject_kind == "topic":
        return format_html("«{}»", known.topics.get(entry.subject_id, entry.subject_id))
    if entry.subject_kind == "person":
        return _person(entry.subject_id, known)
    if entry.subject_kind == "unit":
        return _unit(entry.subject_id, known)
    told = known.things.get((entry.subject_kind, id)) if id else None
    if told is None:
        return format_html('<span class="office-mono">{}</span>', _short(entry.subject_id))
    return _link(*told)


def _person(id: str, known: Known) -> SafeString:
    found = _uuid(id)
    if found not in known.people:
        return format_html('<span class="office-mono">{}</span>', _short(id))
    return _link(known.people[found], _address("desk:person", found))


def _unit(id: str, known: Known) -> SafeString:
    found = _uuid(id)
    if found not in known.units:
        return format_html('<span class="office-mono">{}</span>', _short(id))
    return _link(known.units[found], _address("desk:unit", found))


def _link(told: str, href: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', href, told) if href else format_html("{}", told)


def _address(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _short(id: object) -> str:
    text = str(id)
    return text if len(text) < 12 else text[:8]


def _uuids(values: Iterable[Any]) -> set[UUID]:
    return {found for value in values if (found := _uuid(value))}


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
