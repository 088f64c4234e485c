"""The fixed words of a report, Vietnamese and English."""

from collections import Counter
from collections.abc import Iterable

from thongsuot.lib.clarity.rewriting import Way
from thongsuot.lib.clarity.terms import Finding, Severity

SEVERITIES: dict[Severity, dict[str, str]] = {
    Severity.ERROR: {"vi": "lỗi", "en": "error"},
    Severity.WARNING: {"vi": "cảnh báo", "en": "warning"},
    Severity.HINT: {"vi": "gợi ý", "en": "hint"},
}
_MANY = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.HINT: "hints"}
FIELDS: dict[str, dict[str, str]] = {
    "title": {"vi": "tiêu đề", "en": "title"},
    "lead": {"vi": "tóm tắt", "en": "lead"},
    "body": {"vi": "nội dung", "en": "body"},
    "caption": {"vi": "chú thích ảnh", "en": "caption"},
    "attachment": {"vi": "tệp kèm theo", "en": "attachment"},
    "quote": {"vi": "trích dẫn", "en": "quotation"},
}
GROUPS: dict[str, dict[str, str]] = {
    "facts": {"vi": "Số liệu, sự kiện", "en": "Figures and facts"},
    "names": {"vi": "Tên gọi, chữ viết tắt", "en": "Names and acronyms"},
    "sentence": {"vi": "Câu, đoạn", "en": "Sentences and paragraphs"},
    "words": {"vi": "Từ ngữ", "en": "Words"},
    "form": {"vi": "Hình thức văn bản", "en": "Form of the text"},
    "signs": {"vi": "Chính tả, dấu câu", "en": "Spelling and punctuation"},
}
WAYS: dict[Way, dict[str, str]] = {
    Way.LIST: {"vi": "Thành danh sách", "en": "As a list"},
    Way.SPLIT: {"vi": "Tách câu", "en": "Split"},
    Way.PLAIN: {"vi": "Từ thông thường", "en": "Plain words"},
    Way.EXPAND: {"vi": "Viết đủ tên", "en": "Written out"},
    Way.OUTSIDE: {"vi": "Dịch vụ viết lại đề xuất", "en": "Proposed by the rewriting service"},
}


def sound(words: str) -> str:
    """Words that any file can hold: half of a surrogate pair cannot be written in UTF-8."""
    return words.encode("utf-8", "replace").decode("utf-8")


def counted(findings: Iterable[Finding], language: str) -> str:
    """«2 lỗi, 1 cảnh báo, 4 gợi ý», or that there is nothing to say."""
    count = Counter(each.severity for each in findings)
    if not count:
        return "nothing found." if language == "en" else "không có gì cần sửa."
    told = (
        f"{count[each]} "
        f"{_MANY[each] if language == 'en' and count[each] > 1 else SEVERITIES[each][language]}"
        for each in Severity
        if count[each]
    )
    return ", ".join(told) + "."
