"""Words of files, texts, numbers and notices. Code -> (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {
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
    "text.not_a_word_file": (
        "Không mở được tệp này. Hãy lưu lại thành Word (.docx) rồi thử lại.",
        "This file cannot be opened. Save it as Word (.docx) and try again.",
    ),
    "text.too_large": (
        "Tệp Word quá lớn (nhiều nhất {limit} MB). Hãy bỏ bớt ảnh rồi thử lại.",
        "The Word file is too large (at most {limit} MB). Take out some pictures and try again.",
    ),
    "text.unknown_kind": (
        "Chưa đọc được loại tệp của «{name}». Hãy dùng tệp .txt, .md, .docx, .html hoặc .pdf.",
        "Files like “{name}” cannot be read. Use .txt, .md, .docx, .html or .pdf.",
    ),
    "text.file_too_large": (
        "Tệp quá lớn (nhiều nhất {limit} MB).",
        "The file is too large (at most {limit} MB).",
    ),
    "text.not_text": (
        "Tệp này không có chữ đọc được. Hãy lưu lại thành văn bản Unicode (UTF-8).",
        "This file has no readable text. Save it as Unicode text (UTF-8).",
    ),
    "text.not_a_pdf": (
        "Không mở được tệp PDF này. Hãy xuất lại từ bản gốc.",
        "This PDF cannot be opened. Export it again from the original.",
    ),
    "text.locked": (
        "Tệp PDF này có mật khẩu. Hãy bỏ mật khẩu rồi thử lại.",
        "This PDF has a password. Take the password off and try again.",
    ),
    "text.scanned": (
        "Tệp PDF này là ảnh chụp trang giấy, không có chữ để đọc. Hãy dùng bản gốc có chữ.",
        "This PDF holds pictures of pages and no text. Use the original with text.",
    ),
    "text.too_long": (
        "Văn bản dài quá, không xem hết được. Hãy tách ra rồi thử lại.",
        "The text is too long to be looked at. Part it and try again.",
    ),
    "lib.not_a_phone": (
        "«{written}» chưa phải số điện thoại. Hãy ghi đủ số, ví dụ 0912 345 678.",
        "“{written}” is not a phone number. Write it in full, such as 0912 345 678.",
    ),
}
