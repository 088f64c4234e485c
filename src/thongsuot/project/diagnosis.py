"""What `doctor` looks at: each check gives one finding with its remedy."""

import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from thongsuot.channels.email import imap, smtp
from thongsuot.channels.rewriting import client as rewriting
from thongsuot.circulation import queries as circulation
from thongsuot.journal import queries as journal
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole
from thongsuot.notices import queries as notices
from thongsuot.project.config import LOOPBACK
from thongsuot.releases import keys
from thongsuot.work import queries as work


class Severity(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    FAULT = "fault"


MARKS = {
    Severity.GOOD: ("✔", "green"),
    Severity.WARNING: ("!", "yellow"),
    Severity.FAULT: ("✘", "red"),
}


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `remedy` is what to do about it."""

    subject: str
    severity: Severity
    words: str
    remedy: str = ""


def examine() -> list[Finding]:
    """Every check; those on the database only when it answers."""
    findings = [_address(), _keys(), _room_on_disk(), _database()]
    if findings[-1].severity == Severity.FAULT:
        return findings
    findings.append(_migrations())
    if findings[-1].severity == Severity.FAULT:
        return findings
    return findings + [check() for check in ON_RECORDS]


def _good(subject: str, words: str) -> Finding:
    return Finding(subject, Severity.GOOD, words)


def _address() -> Finding:
    config = settings.CONFIG
    if config.secure or config.host in LOOPBACK:
        return _good("Địa chỉ", config.site_url)
    return Finding(
        "Địa chỉ",
        Severity.FAULT,
        f"{config.site_url} không có TLS: trình duyệt sẽ từ chối khóa truy cập, camera, thông báo.",
        "Đặt một máy chủ có TLS phía trước và sửa site_url thành https://… (docs/tls.md).",
    )


def _keys() -> Finding:
    folder = settings.CONFIG.home / "keys"
    names = ("django.key", "links.key", "seal.key")
    missing = [name for name in names if not (folder / name).exists()]
    if missing:
        return Finding(
            "Khóa", Severity.FAULT, f"thiếu {', '.join(missing)}", "Chạy: thongsuot init"
        )
    loose = [n for n in names if stat.S_IMODE((folder / n).stat().st_mode) & 0o077]
    if loose:
        return Finding(
            "Khóa",
            Severity.FAULT,
            f"người khác đọc được {', '.join(loose)}",
            f"Chạy: chmod 600 {folder}/*.key",
        )
    try:
        keys.private()
    except Refused:
        return Finding("Khóa", Severity.FAULT, "seal.key không đọc được", "Khôi phục từ sao lưu.")
    return _good("Khóa", "đủ, chỉ chủ sở hữu đọc được")


def _room_on_disk() -> Finding:
    free = shutil.disk_usage(settings.CONFIG.home).free // 2**20
    if free < 1024:
        return Finding("Đĩa", Severity.WARNING, f"còn {free} MB trống", "Dọn hoặc mở rộng đĩa.")
    return _good("Đĩa", f"còn {free // 1024} GB trống")


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Finding(
            "Cơ sở dữ liệu", Severity.FAULT, f"không mở được: {error}", "Kiểm tra database_url."
        )
    return _good("Cơ sở dữ liệu", connection.vendor)


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return Finding(
            "Lược đồ",
            Severity.FAULT,
            f"{len(missing)} bước chưa áp dụng",
            "Chạy: thongsuot upgrade",
        )
    return _good("Lược đồ", "đúng phiên bản này")


def _installation() -> Finding:
    try:
        row = network.installation()
    except Refused:
        return Finding("Mạng lưới", Severity.FAULT, "chưa khởi tạo", "Chạy: thongsuot init")
    people = network.people(role=MandateRole.COORDINATOR)
    if not people:
        return Finding(
            "Mạng lưới", Severity.FAULT, f"{row.name}: chưa có cán bộ điều phối", "thongsuot init"
        )
    return _good("Mạng lưới", f"{row.name}, {len(people)} cán bộ điều phối")


def _worker() -> Finding:
    if work.worker_alive(within_seconds=60):
        return _good("Bộ xử lý nền", "đang chạy")
    return Finding("Bộ xử lý nền", Severity.WARNING, "không chạy", "Chạy: thongsuot up")


def _parked() -> Finding:
    failed = work.failed()
    if failed:
        names = ", ".join(sorted({call.job for call in failed}))
        return Finding(
            "Việc hỏng",
            Severity.WARNING,
            f"{len(failed)} việc đã dừng: {names}",
            "Xem nhật ký lỗi.",
        )
    return _good("Việc hỏng", "không có")


def _held() -> Finding:
    held = work.held()
    if held:
        return Finding(
            "Gửi", Severity.WARNING, f"đang giữ lại: {held.reason}", "thongsuot resume-sending"
        )
    return _good("Gửi", "không bị giữ")


def _mail() -> Finding:
    try:
        health = smtp.health(notices.email_config())
    except Refused as refused:
        return Finding("Thư điện tử", Severity.FAULT, refused.code, "Sửa email_… trong thiết lập.")
    if health.ok and health.reason:
        told = f"có máy chủ không trả lời: {health.detail}"
        return Finding("Thư điện tử", Severity.WARNING, told, "Kiểm tra [channels.email].")
    if health.ok:
        return _good("Thư điện tử", f"{settings.CONFIG.email_host}:{settings.CONFIG.email_port}")
    return Finding(
        "Thư điện tử",
        Severity.FAULT,
        f"{health.reason} {health.detail}".strip(),
        "Kiểm tra email_host, email_port, email_security và máy chủ thư.",
    )


def _mailbox() -> Finding:
    config = circulation.mailbox()
    if config is None:
        return _good("Hộp thư hồi đáp", "không dùng")
    health = imap.health(config)
    if health.ok:
        return _good("Hộp thư hồi đáp", config.host)
    return Finding(
        "Hộp thư hồi đáp",
        Severity.WARNING,
        f"{health.reason} {health.detail}".strip(),
        "Kiểm tra imap_… trong thiết lập (docs/mail.md).",
    )


def _rewriting() -> Finding:
    config = settings.REWRITING
    if config is None:
        return _good("Viết lại", "tắt: không gửi văn bản đi đâu")
    health = rewriting.health(config)
    if health.ok:
        return _good("Viết lại", f"{config.model} tại {config.target.host}")
    return Finding(
        "Viết lại",
        Severity.WARNING,
        f"{health.reason} {health.detail}".strip(),
        "Kiểm tra rewrite_url, rewrite_key và máy chủ của dịch vụ (docs/clarity.md).",
    )


def _journal() -> Finding:
    verdict = journal.verify()
    if verdict.ok:
        return _good("Nhật ký", f"{verdict.count} mục nguyên vẹn, {verdict.unsealed} chờ niêm")
    return Finding(
        "Nhật ký",
        Severity.FAULT,
        f"hỏng ở mục {verdict.first_broken}: {verdict.reason}",
        "Giữ nguyên hiện trường và báo người phụ trách an toàn thông tin.",
    )


def _zone() -> Finding:
    if os.environ.get("TZ") not in (None, "", "UTC", "Asia/Ho_Chi_Minh", "Asia/Bangkok"):
        return Finding("Múi giờ", Severity.WARNING, os.environ["TZ"], "Sản phẩm dùng giờ Hà Nội.")
    return _good("Múi giờ", "Asia/Ho_Chi_Minh")


ON_RECORDS: list[Callable[[], Finding]] = [
    _installation,
    _worker,
    _parked,
    _held,
    _mail,
    _mailbox,
    _rewriting,
    _journal,
    _zone,
]
