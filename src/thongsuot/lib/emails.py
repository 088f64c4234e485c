"""Mail addresses that are probably mistyped: a domain that cannot exist, or one letter off a known
mail service. No look-up on any network."""

import re

KNOWN = (
    *("gmail.com", "yahoo.com", "yahoo.com.vn", "outlook.com", "outlook.com.vn"),
    *("hotmail.com", "icloud.com", "mic.gov.vn", "mst.gov.vn"),
)
OTHERS = frozenset({"mail.com", "ymail.com", "email.com", "gmx.com", "hotmail.fr", "yahoo.fr"})
"""Real services that look like a slip of a known one."""
ENDINGS = dict.fromkeys(("con", "cm", "cpm", "comm", "vom", "xom"), "com") | dict.fromkeys(
    ("vm", "vnn", "bn", "nv", "v"), "vn"
)
"""Last labels that are no top-level domain, or of a country nobody here writes to (Cameroon,
Brunei), and what was meant. Of the first kind: IANA's list of top-level domains."""
_REAL = re.compile(r"(xn--[a-z0-9-]+|[a-z\u00a1-\uffff]{2,63})")


def may_exist(address: str) -> bool:
    """Whether the domain's last label can be a top-level one (RFC 3696: never digits alone)."""
    labels = address.rpartition("@")[2].lower().split(".")
    return len(labels) > 1 and bool(_REAL.fullmatch(labels[-1]))


def suggestion(address: str) -> str:
    """What was probably meant («a@gmai.com» -> «a@gmail.com»), or "" where nothing looks wrong."""
    local, at, domain = address.strip().lower().rpartition("@")
    if not at or domain in KNOWN or domain in OTHERS:
        return ""
    head, _, last = domain.rpartition(".")
    meant = f"{head}.{ENDINGS[last]}" if head and last in ENDINGS else domain
    near = next((known for known in KNOWN if _one_slip(meant, known)), meant)
    return f"{local}@{near}" if near != domain else ""


def _one_slip(written: str, meant: str) -> bool:
    """One letter too many, too few, wrong, or two swapped."""
    if written == meant:
        return True
    if abs(len(written) - len(meant)) > 1:
        return False
    short, long = sorted((written, meant), key=len)
    at = next((i for i, char in enumerate(short) if char != long[i]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[:at] + short[at : at + 2][::-1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long
