"""What somebody wrote above, between and below what they quote, and what it says.

Only clear words acknowledge: «đã nhận» in a sentence of its own meaning, not denied, not asked, not
about others. Whatever else is said is left to a person.
"""

import re
import unicodedata
from html.parser import HTMLParser

QUOTED = re.compile(r"^\s*(>|\|)")
ATTRIBUTION = re.compile(
    r"^\s*(on\b.{5,300}\bwrote\s*:|(vào|ngày|lúc)\b.{5,300}\b(đã viết|viết)\s*:"
    r"|.{0,200}<[^<>\s]+@[^<>\s]+>\s*(đã viết|viết|wrote)\s*:)\s*$",
    re.IGNORECASE,
)
BEGINS = re.compile(r"^\s*(on|vào|ngày|lúc)\b", re.IGNORECASE)
BELOW = re.compile(
    r"^\s*(-{2,}\s*(original message|forwarded message|thư gốc|tin nhắn gốc|thư đã chuyển tiếp|"
    r"thư được chuyển tiếp)\s*-{2,}|_{10,}|begin forwarded message:|"
    r"bắt đầu thư (được )?chuyển tiếp:)",
    re.IGNORECASE,
)
HEAD = re.compile(r"^\s*\*?(from|từ|người gửi)\s*:\*?\s*\S", re.IGNORECASE)
HEAD_GOES_ON = re.compile(
    r"^\s*\*?(sent|date|to|subject|đã gửi|gửi lúc|ngày|tới|đến|người nhận|chủ đề)\s*:",
    re.IGNORECASE,
)
SIGNATURE = re.compile(r"^(-- ?|—)$")
DEVICE = re.compile(
    r"^\s*(sent from (my|mail|outlook|yahoo)|get outlook for|(được |đã )?gửi từ (iphone|ipad|"
    r"điện thoại|thiết bị|samsung|outlook|ứng dụng|máy))",
    re.IGNORECASE,
)

AUTOMATIC = re.compile(
    r"^\W*(re:\s*)?\W*(auto(matic)?[ -]?(reply|response)|autoreply|out of (the )?office|vacation|"
    r"away from|trả lời tự động|thư trả lời tự động|phản hồi tự động|tự động trả lời|"
    r"vắng mặt|nghỉ phép|đang đi công tác)",
    re.IGNORECASE,
)

OBJECTS = (
    "tin|bản|văn bản|thông tin|thư|mail|email|e-mail|công văn|tài liệu|nội dung|tệp|file|bài|"
    "thông cáo|thông báo|đính chính|thu hồi|yêu cầu|này|và|từ|của|lúc|vào|ngày|sáng|chiều|rồi|ạ|"
    "nhé|nha|đủ|đầy đủ|cám ơn|cảm ơn|xin|trân trọng"
)
RECEIVED = re.compile(
    rf"\b(đã (tiếp )?nhận|nhận)( được)?( rồi| đủ| đầy đủ)*(?=\s*$|\s+({OBJECTS})\b)"
    r"|\b(đã rõ, )?xác nhận đã nhận\b"
    r"|\b(received|acknowledged|receipt confirmed)\b(?!\s+(a|your) (complaint|question)s?)"
)
CLEAR = re.compile(r"\bđã\b|\brồi\b|\breceived\b|\backnowledged\b|\bconfirmed\b|\bnhận được\b")
NOT_SO = re.compile(
    r"\b(chưa|không|chẳng|chả|nếu|khi|sẽ|đề nghị|yêu cầu xác nhận|những ai|ai|các|những|nhưng|"
    r"bao giờ|liệu|hay|not|n't|never|nothing|haven't|hasn't|didn't|if|when|will|who|"
    r"whether|but|please|yet)\b"
)
ASKING = re.compile(
    r"\?|\b(xin hỏi|cho hỏi|cho biết|cho em hỏi|cho tôi hỏi|đề nghị|kính đề nghị|gửi lại|"
    r"khi nào|bao giờ|thế nào|ở đâu|vì sao|tại sao|không mở được|không xem được|không đọc được|"
    r"không thấy|chưa|sai|nhầm|thiếu|nhưng|could you|can you|please|when|where|why|how|cannot|"
    r"can't|unable|missing|wrong|but)\b"
)
ENDS = re.compile(r"(?<=[.!?…;])\s+|\n+")
LONG = 240  # letters beside the acknowledgement: somebody should read that


def own(text: str, page: str = "") -> str:
    """The writer's own words: without quotations, the head of a quoted mail, signatures."""
    lines = (text if text.strip() else _text_of(page)).replace("\r\n", "\n").split("\n")
    lines = _joined(lines)
    kept: list[str] = []
    for place, line in enumerate(lines):
        if _cut_at(lines, place):
            break
        if not QUOTED.match(line) and not ATTRIBUTION.match(line):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def acknowledges(text: str) -> bool:
    """Whether these words say that the mail was received."""
    return any(map(_receives, _sentences(text)))


def asks(text: str) -> bool:
    """Whether somebody should read these words: a question, or much beside «đã nhận»."""
    rest = [sentence for sentence in _sentences(text) if not _receives(sentence)]
    return any(map(ASKING.search, map(_comparable, rest))) or sum(map(len, rest)) > LONG


def automatic_subject(subject: str) -> bool:
    """Whether a subject is that of an answer by a machine."""
    return AUTOMATIC.match(unicodedata.normalize("NFC", subject)) is not None


def _receives(sentence: str) -> bool:
    told = _comparable(sentence)
    if told.endswith("?") or len(told.split()) > 30:
        return False
    told = told.rstrip(" .!…;,")
    if told.isascii():  # typed without accents
        return _finds(FOLDED, told)
    return _finds((RECEIVED, CLEAR, NOT_SO), told)


def _finds(patterns: tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]], told: str) -> bool:
    received, clear, not_so = patterns
    return bool(received.search(told) and clear.search(told) and not not_so.search(told))


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in ENDS.split(text) if part.strip()]


def _comparable(sentence: str) -> str:
    return " ".join(unicodedata.normalize("NFC", sentence).casefold().split())


def _fold(pattern: str) -> str:
    apart = unicodedata.normalize("NFD", pattern.replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


FOLDED = (
    re.compile(_fold(RECEIVED.pattern)),
    re.compile(_fold(CLEAR.pattern)),
    re.compile(_fold(NOT_SO.pattern)),
)


def _joined(lines: list[str]) -> list[str]:
    """Programs break the line above a quotation («Vào … đã viết:») in two; here it is one again."""
    found: list[str] = []
    for line in lines:
        both = f"{found[-1]} {line.strip()}" if found else ""
        if found and BEGINS.match(found[-1]) and ATTRIBUTION.match(both):
            found[-1] = both
        else:
            found.append(line)
    return found


def _cut_at(lines: list[str], place: int) -> bool:
    """Whether all from this line on is not the writer's own."""
    line = lines[place]
    if BELOW.match(line) or SIGNATURE.match(line) or DEVICE.match(line):
        return True
    if HEAD.match(line):
        return any(map(HEAD_GOES_ON.match, lines[place + 1 : place + 4]))
    # A quotation without marks goes to the end; with marks, the writer may go on below it.
    marked = any(map(QUOTED.match, lines[place + 1 :]))
    return ATTRIBUTION.match(line) is not None and not marked


class _Page(HTMLParser):
    """The text of a page without what is quoted in it."""

    SKIPPED = ("blockquote", "style", "script", "head", "title")
    BREAKS = ("br", "p", "div", "li", "tr", "hr", "h1", "h2", "h3")
    VOID = ("br", "hr", "img", "meta", "link", "input", "col", "wbr", "area", "base", "source")
    QUOTES = ("gmail_quote", "gmail_attr", "yahoo_quoted", "moz-cite-prefix", "divrplyfwdmsg")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.skipping: list[str] = []
        self.ended = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = " ".join(value or "" for name, value in attrs if name in ("class", "id")).casefold()
        if "divrplyfwdmsg" in told or "appendonsend" in told:
            self.ended = True  # what this program quotes stands beside the mark, not in it
        if tag in self.VOID:
            self.parts.append("\n" if tag in self.BREAKS and not self.skipping else "")
        elif self.skipping or tag in self.SKIPPED or any(name in told for name in self.QUOTES):
            self.skipping.append(tag)
        elif tag in self.BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.skipping:
            while self.skipping and self.skipping.pop() != tag:
                pass
        elif tag in self.BREAKS and not self.skipping:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.skipping and not self.ended:
            self.parts.append(re.sub(r"\s+", " ", data))


def _text_of(page: str) -> str:
    reader = _Page()
    reader.feed(page)
    reader.close()
    return "".join(reader.parts)
