"""A report as one page of HTML: nothing is loaded, nothing runs; it can be mailed or kept."""

from collections.abc import Sequence

from thongsuot.lib.clarity.printing.looked import Looked


def page(looked: Sequence[Looked], language: str = "vi") -> str:
    return ""
