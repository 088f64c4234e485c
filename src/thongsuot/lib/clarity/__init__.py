"""Whether official Vietnamese is clear: rules as data, findings with exact spans. No Django.

from thongsuot.lib.clarity import check
report = check("Tại hội nghị, UBND tỉnh đã …")
"""

from .applying import apply, mended
from .checking import check
from .documents import of_lines, of_release, of_text
from .terms import (
    NOTHING,
    Acronym,
    Block,
    Document,
    Field,
    Finding,
    Known,
    Office,
    Part,
    Registry,
    Report,
    Severity,
    Stated,
)

__all__ = [
    "NOTHING",
    "Acronym",
    "Block",
    "Document",
    "Field",
    "Finding",
    "Known",
    "Office",
    "Part",
    "Registry",
    "Report",
    "Severity",
    "Stated",
    "apply",
    "check",
    "mended",
    "of_lines",
    "of_release",
    "of_text",
]
