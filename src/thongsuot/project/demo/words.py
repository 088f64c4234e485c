"""The release of the demonstration, in our own words, on what was announced on 24 November 2023."""

TITLE = "Công bố Mạng lưới truyền thông ngành Thông tin và Truyền thông"

SUMMARY = (
    "Từ nay, đơn vị nào thuộc Bộ và Sở Thông tin và Truyền thông nào cũng có một lãnh đạo và một "
    "cán bộ đầu mối truyền thông; gần 80 nhà báo, phóng viên cùng tham gia."
)

WRONG, RIGHT = "hơn 40 cơ quan báo chí", "hơn 50 cơ quan báo chí"

BODY = f"""
<p>Ngày 24/11/2023, tại hội nghị tập huấn về công tác thông tin, truyền thông tổ chức ở tỉnh Quảng
Ninh, Bộ Thông tin và Truyền thông công bố mạng lưới truyền thông của ngành. Trung tâm Thông tin
của Bộ làm đầu mối điều phối.</p>
<h2>Ai tham gia mạng lưới</h2>
<table><tbody>
<tr><th>Thành phần</th><th>Số lượng</th><th>Người phụ trách</th></tr>
<tr><td>Cơ quan, đơn vị thuộc Bộ</td><td>32</td><td>một lãnh đạo, một chuyên viên</td></tr>
<tr><td>Sở Thông tin và Truyền thông</td><td>63 trên 63</td><td>một lãnh đạo, một cán bộ</td></tr>
<tr><td>Nhà báo, phóng viên chuyên trách</td><td>gần 80</td><td>thuộc {WRONG}</td></tr>
</tbody></table>
<h2>Mạng lưới làm gì</h2>
<ul>
<li><strong>Sẵn sàng:</strong> thông tin chính thức có trước khi báo chí và người dân cần đến.</li>
<li><strong>Thông suốt:</strong> tin đến đúng người, đúng lúc; nơi nhận xác nhận đã nhận.</li>
<li><strong>Rõ ràng:</strong> viết ngắn, dễ hiểu, mỗi con số có nguồn và có ngày.</li>
</ul>
<blockquote><p>Một thông tin chính thức chỉ có ích khi người cần đã nhận được và hiểu được
nó.</p></blockquote>
<h2>Nội dung tập huấn</h2>
<ol>
<li>Phát ngôn, cung cấp thông tin cho báo chí và truyền thông chính sách (Cục Báo chí).</li>
<li>Kinh tế số, xã hội số và điều dư luận quan tâm (Vụ Kinh tế số và Xã hội số).</li>
<li>An toàn thông tin trong tình hình mới (Cục An toàn thông tin).</li>
<li>Nhận diện và đấu tranh với tin giả, tin sai sự thật (Cục Phát thanh, truyền hình và thông tin
điện tử).</li>
<li>Định hướng viễn thông và chuẩn hóa thông tin thuê bao bằng cuộc gọi video (Cục Viễn thông cùng
các nhà mạng lớn).</li>
</ol>
"""

NOTE = "Đề nghị các đơn vị, các Sở phổ biến tới cán bộ đầu mối và xác nhận đã nhận."
OPINION = "Trung tâm nhất trí. Đề nghị nêu rõ đầu mối điều phối là Trung tâm Thông tin."
REMARK = "Bảng số liệu dễ theo dõi. Nhờ kiểm tra lại số cơ quan báo chí trước khi gửi."

CORRECTION_TITLE = f"Đính chính: {TITLE}"
CORRECTION_SUMMARY = f"Số cơ quan báo chí tham gia mạng lưới là {RIGHT}, không phải {WRONG}."

PHOTOS = [
    ("so-do-mang-luoi.jpg", "Sơ đồ: các đơn vị, các Sở và nhà báo nối với Trung tâm Thông tin"),
    ("ba-yeu-cau.jpg", "Ba yêu cầu với thông tin trong mạng lưới: sẵn sàng, thông suốt, rõ ràng"),
]
CREDIT = "Hình vẽ của bản trình diễn"
