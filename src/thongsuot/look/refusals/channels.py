"""Words of mail servers and webhooks. Code -> (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {
    "drops.folder": (
        (
            "«{written}» không phải tên thư mục dùng được. Chỉ dùng chữ không dấu, số, dấu chấm, "
            "gạch; các cấp cách nhau bằng dấu /, ví dụ toa-soan/tin-vao."
        ),
        (
            "«{written}» cannot be used as a folder. Use unaccented letters, digits, dots and "
            "dashes, with / between levels, such as newsroom/incoming."
        ),
    ),
    "drops.format": (
        "Không có định dạng «{written}». Chọn một trong: {known}.",
        "There is no format «{written}». Choose one of: {known}.",
    ),
    "drops.name": (
        "Tên tệp gửi đi có ký tự không dùng được.",
        "The file's name holds characters that cannot be used.",
    ),
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
    "email.dkim": (
        "Không dùng được khóa ký thư (DKIM) của {domain}: cần tệp PEM, Ed25519 hoặc RSA 2048 bit.",
        "No DKIM key of {domain} can be used: give a PEM file, Ed25519 or RSA of 2048 bits.",
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
    "email.keep": (
        "Thời gian giữ kết nối tới máy chủ thư phải từ 0 đến 300 giây, không phải {keep}.",
        "A connection to the mail server may be kept for 0 to 300 seconds, not {keep}.",
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
    "email.rate": (
        "Số thư mỗi giây phải từ 0 (không giới hạn) đến 100000, không phải {rate}.",
        "Messages a second must be from 0 (no limit) to 100000, not {rate}.",
    ),
    "email.security": (
        "Cách bảo mật {security} không hợp lệ; hãy chọn none, starttls hoặc tls.",
        "{security} is not a kind of security; choose none, starttls or tls.",
    ),
    "email.setting": (
        "Mục «{name}» của [channels.email] không có hoặc không đúng kiểu.",
        "«{name}» of [channels.email] does not exist or is of the wrong kind.",
    ),
    "email.timeout": (
        "Thời gian chờ máy chủ thư phải lớn hơn 0 và không quá 600 giây.",
        "The mail server's timeout must be above 0 and at most 600 seconds.",
    ),
    "email.weight": (
        "Tỷ trọng của máy chủ thư phải từ 1 đến 1000, không phải {weight}.",
        "A mail server's weight must be from 1 to 1000, not {weight}.",
    ),
    "email.window": (
        "Số thư gửi gối nhau phải từ 1 đến 1000.",
        "The number of mails on the way at once must be 1 to 1000.",
    ),
    "folder.root": (
        "Thư mục gốc của kênh thư mục phải là đường dẫn đầy đủ: {written}",
        "The root of the folder channel must be a full path: {written}",
    ),
    "push.subscription": (
        "Trình duyệt này chưa đăng ký nhận thông báo được. Hãy thử lại hoặc dùng trình duyệt khác.",
        "This browser could not be subscribed to notifications. Try again, or use another.",
    ),
    "receipts.none_expected": (
        "Kênh này không nhận báo đã chuyển qua địa chỉ này.",
        "This channel takes no receipts at this address.",
    ),
    "receipts.secret": (
        "Khóa hoặc chữ ký của bên báo không đúng nên báo đã chuyển bị từ chối.",
        "The key or signature of this receipt is wrong; it is refused.",
    ),
    "receipts.unreadable": (
        "Không đọc được báo đã chuyển này; cần JSON hoặc biểu mẫu.",
        "This receipt cannot be read; send JSON or a form.",
    ),
    "receipts.weak_secret": (
        "Khóa nhận báo đã chuyển quá yếu; cần ít nhất {shortest} ký tự ASCII.",
        "The secret for receipts is too weak; use at least {shortest} ASCII characters.",
    ),
    "sftp.address": (
        "Địa chỉ SFTP cần dạng sftp://nguoi-dung@may-chu/thu-muc, không kèm mật khẩu.",
        "An SFTP address looks like sftp://user@host/folder, without a password.",
    ),
    "sftp.host_key": (
        "Cần khóa của máy chủ SFTP, một dòng như «ssh-ed25519 AAAA…»; bên nhận cung cấp dòng này.",
        "Give the SFTP server's host key, a line such as «ssh-ed25519 AAAA…», told by its owner.",
    ),
    "sftp.timeout": (
        "Thời gian chờ SFTP phải lớn hơn 0 và không quá 120 giây.",
        "The SFTP timeout must be above 0 and at most 120 seconds.",
    ),
    "sms.hole": (
        "Cấu hình SMS: «{written}» có chỗ trống không biết; chỉ dùng {known}.",
        "SMS settings: «{written}» has an unknown hole; use only {known}.",
    ),
    "sms.host": (
        "Cấu hình SMPP: máy chủ hoặc cổng không dùng được ({host}).",
        "SMPP settings: this host or port cannot be used ({host}).",
    ),
    "sms.most_parts": (
        "Cấu hình SMS: most_parts từ 1 đến 10.",
        "SMS settings: most_parts must be 1 to 10.",
    ),
    "sms.number": (
        "«{written}» không phải số di động nên không nhận được tin nhắn SMS.",
        "«{written}» is no mobile number, so it cannot get text messages.",
    ),
    "sms.numbers": (
        "Cấu hình SMS: numbers là một trong {known}, không phải «{written}».",
        "SMS settings: numbers is one of {known}, not «{written}».",
    ),
    "sms.password_in_clear": (
        (
            "Không gửi mật khẩu tới {host} khi chưa mã hóa. Hãy bật tls, hoặc đặt own_line = true "
            "nếu đây là đường truyền riêng với nhà mạng."
        ),
        (
            "The password will not go to {host} unencrypted. Turn on tls, or set own_line = true "
            "if this is a private line to the carrier."
        ),
    ),
    "sms.sender": (
        "Tên gửi SMS «{written}» quá dài hoặc có dấu.",
        "The SMS sender «{written}» is too long or has accents.",
    ),
    "sms.timeout": (
        "Thời gian chờ cổng SMS phải lớn hơn 0 và không quá 60 giây.",
        "The SMS gateway's timeout must be above 0 and at most 60 seconds.",
    ),
    "sms.url": (
        "Địa chỉ cổng SMS phải bắt đầu bằng https (trong mạng nội bộ: allow_private = true).",
        (
            "The SMS gateway's address must begin with https (or set allow_private = true inside "
            "your own network)."
        ),
    ),
    "sms.window": (
        "Cấu hình SMPP: window từ 1 đến 1000.",
        "SMPP settings: window must be 1 to 1000.",
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
    "rewriting.key": (
        "Khóa của dịch vụ viết lại (rewrite_key) có ký tự không dùng được.",
        "The rewriting service's key (rewrite_key) holds characters that cannot be used.",
    ),
    "rewriting.model": (
        "Thiếu tên mô hình của dịch vụ viết lại (rewrite_model).",
        "Name the model of the rewriting service (rewrite_model).",
    ),
    "rewriting.timeout": (
        "Dịch vụ viết lại: không đợi {timeout} giây được; đặt rewrite_seconds từ 1 đến {limit}.",
        "The rewriting service: not {timeout} seconds; set rewrite_seconds to 1 to {limit}.",
    ),
    "rewriting.url": (
        "Địa chỉ dịch vụ viết lại (rewrite_url) không hợp lệ; cần dạng https://ten-mien/v1.",
        "The address of the rewriting service (rewrite_url) is not valid: https://host/v1.",
    ),
    "zalo.hole": (
        "Cấu hình ZNS: «{written}» có chỗ trống không biết; chỉ dùng {known}.",
        "ZNS settings: «{written}» has an unknown hole; use only {known}.",
    ),
    "zalo.missing": (
        "Cấu hình Zalo: thiếu hoặc sai {name}; lấy tại trang quản lý ứng dụng của Zalo.",
        "Zalo settings: {name} is missing or wrong; find it where Zalo keeps your app.",
    ),
    "zalo.templates": (
        "Cấu hình ZNS: cần template, hoặc templates theo từng việc: {known}.",
        "ZNS settings: give template, or templates by what is asked: {known}.",
    ),
    "zalo.timeout": (
        "Thời gian chờ Zalo phải lớn hơn 0 và không quá 60 giây.",
        "Zalo's timeout must be above 0 and at most 60 seconds.",
    ),
    "zalo.url": (
        "Địa chỉ {written} của Zalo không hợp lệ; cần bắt đầu bằng https.",
        "{written} is not a usable address of Zalo's; it must begin with https.",
    ),
    "zalo.user": (
        "«{written}» không phải mã người quan tâm Zalo OA; mã này chỉ gồm chữ số.",
        "«{written}» is not the id of a follower on Zalo; such an id is digits only.",
    ),
}
