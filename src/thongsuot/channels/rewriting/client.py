"""Asks an endpoint of the user's own for a plainer wording, and believes nothing it says.

One request, one answer, bounded by time and size; redirects are not followed. What comes back is
compared with what was sent: a rewrite that changes a figure, a date, a name, a negation or a
quotation is refused, and the changes are named.
"""

import json
import re
from typing import Any

from thongsuot.channels.addresses import Unreached
from thongsuot.channels.rewriting.config import RewritingConfig
from thongsuot.channels.rewriting.exchange import call
from thongsuot.channels.rewriting.terms import Rewritten
from thongsuot.channels.terms import Health
from thongsuot.lib.clarity.rewriting import unchanged

LONGEST = 6_000  # characters that are sent: a few paragraphs
_THOUGHT = "</think>"  # some models say aloud what they think before they answer
_FENCE = re.compile(r"\A```\w*\n(.*?)\n?```\Z", re.DOTALL)
ASKED = (
    "Bạn biên tập văn bản của cơ quan nhà nước Việt Nam. Viết lại đoạn văn của người dùng cho rõ "
    "ràng, dễ hiểu: câu ngắn, từ thông thường, chủ ngữ rõ, bỏ từ sáo. Giữ nguyên mọi con số, ngày "
    "tháng, tên người, tên cơ quan, lời trích trong ngoặc kép và mọi từ phủ định; không thêm và "
    "không bớt thông tin. Chỉ trả lời bằng đoạn đã viết lại."
)


def rewrite(config: RewritingConfig, text: str) -> Rewritten:
    """A plainer wording of a paragraph or a few. `trouble` is one of ``empty``, ``too_long``,
    ``unknown_host``, ``not_private``, ``unreachable``, ``tls``, ``certificate``, ``timeout``,
    ``connection_lost``, ``protocol``, ``redirect``, ``refused``, ``too_many``, ``server_error``,
    ``answer``, ``same``."""
    if not text.strip():
        return Rewritten(trouble="empty")
    if len(text) > LONGEST:
        return Rewritten(trouble="too_long")
    try:
        code, body = call(config, "POST", "/chat/completions", _asking(config, text))
    except Unreached as failed:
        return Rewritten(trouble=failed.code)
    if code != 200:
        return Rewritten(trouble=_trouble(code), detail=f"HTTP {code}")
    return _judged(text, _said(body))


def health(config: RewritingConfig) -> Health:
    """Whether the endpoint answers at all; it is asked for its models, which costs it nothing."""
    try:
        code, _body = call(config, "GET", "/models", b"")
    except Unreached as failed:
        return Health(False, failed.code)
    return Health(code == 200, "" if code == 200 else _trouble(code), f"HTTP {code}")


def _asking(config: RewritingConfig, text: str) -> bytes:
    told = {
        "model": config.model,
        "messages": [{"role": "system", "content": ASKED}, {"role": "user", "content": text}],
        "temperature": 0.2,
        "stream": False,
    }
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


def _trouble(code: int) -> str:
    name = {429: "too_many", 3: "redirect", 4: "refused", 5: "server_error"}
    return name.get(code) or name.get(code // 100) or "protocol"


def _said(body: bytes) -> str:
    """The words of the first choice; «» for anything else."""
    try:
        told: Any = json.loads(body)
        said = told["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    if not isinstance(said, str):
        return ""
    said = said.rpartition(_THOUGHT)[2].strip()
    fenced = _FENCE.match(said)
    return fenced[1].strip() if fenced else said


def _judged(text: str, said: str) -> Rewritten:
    if not said or len(said) > 2 * len(text) + 200:
        return Rewritten(trouble="answer")
    if " ".join(said.split()) == " ".join(text.split()):
        return Rewritten(trouble="same")
    changed = unchanged(text, said)
    return Rewritten(changed=changed) if changed else Rewritten(text=said)
