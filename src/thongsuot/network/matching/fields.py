"""Fields of a sheet, in the order in which they are exported, and the columns a sheet has."""

from collections.abc import Mapping, Sequence
from typing import Any

from thongsuot.lib import sheets
from thongsuot.lib.refused import Refused
from thongsuot.network.sheets_words import FIELD_WORDS, REFUSED_FIELDS
from thongsuot.network.terms import MandateRole

FIELDS: Mapping[str, tuple[str, ...]] = {
    **FIELD_WORDS,
    "matter": ("nội dung ủy quyền", "vụ việc", "phát ngôn về", "matter"),
    "key": ("mã trong mạng lưới", "mã trong danh bạ", "network id"),
}
EXPORTED: Mapping[str, str] = {
    "unit": "Đơn vị",
    "unit_short": "Tên viết tắt",
    "province": "Tỉnh, thành phố",
    "name": "Họ và tên",
    "post": "Chức vụ",
    "role": "Vai trò",
    "email": "Thư điện tử",
    "phone": "Điện thoại",
    "zalo": "Zalo",
    "decision": "Số quyết định",
    "matter": "Nội dung ủy quyền",
    "valid_from": "Từ ngày",
    "valid_to": "Đến ngày",
    "language": "Ngôn ngữ",
    "key": "Mã trong mạng lưới",
}
"""The columns of an exported sheet. In Vietnamese whoever exports: it is read back."""
ROLE_NAMES: Mapping[str, str] = {
    MandateRole.LEADER: "Lãnh đạo phụ trách",
    MandateRole.OFFICER: "Cán bộ đầu mối",
    MandateRole.SPOKESPERSON: "Người phát ngôn",
    MandateRole.DELEGATE: "Người được ủy quyền phát ngôn",
    MandateRole.JOURNALIST: "Nhà báo",
    MandateRole.COORDINATOR: "Cán bộ điều phối",
}
IGNORED = "note"
"""Known for what it is, and not kept: the network has no place for free remarks about people."""
_ALL = {**FIELDS, **REFUSED_FIELDS}


def recognised(headings: Sequence[str]) -> list[dict[str, Any]]:
    """For each column {"heading", "field", "group", "refused"}: what it seems to be. `group`: the
    heading above it, where a row has several people; `refused`: a kind of data never kept."""
    groups = sheets.by_group(headings, _ALL, by="name")
    columns = [{"heading": text, "field": "", "group": "", "refused": ""} for text in headings]
    for group, found in groups.items():
        for field, place in found.columns.items():
            if place is None:
                continue
            own = bool(group) and headings[place].rpartition(" / ")[0] == group
            kind = "refused" if field in REFUSED_FIELDS else "field"
            columns[place] |= {kind: field, "group": group if own else ""}
    return columns


def groups_of(columns: Sequence[Mapping[str, Any]]) -> list[str]:
    """The groups of columns that hold a person each; one, «», in a plain sheet."""
    return list(dict.fromkeys(c["group"] for c in columns if c["field"] == "name")) or [""]


def cells_of(
    columns: Sequence[Mapping[str, Any]], cells: Sequence[str], group: str
) -> dict[str, str]:
    """Text by field, of one group and of what all share; the rest of the row is not looked at."""
    return {
        column["field"]: text
        for column, text in zip(columns, cells, strict=False)
        if column["field"] not in ("", IGNORED) and column["group"] in ("", group) and text
    }


def check_columns(columns: Sequence[Mapping[str, Any]], has_unit: bool) -> None:
    """A sheet names bodies, or is of one body; and no field twice for one person."""
    fields = [(column["group"], column["field"]) for column in columns if column["field"]]
    named = {field for _, field in fields}
    if not has_unit and not named & {"unit", "unit_short"}:
        raise Refused("network.import_no_unit_column")
    if not named & {"name", "email", "phone", "unit_short", "province"}:
        raise Refused("network.import_nothing_to_take")
    twice = {pair for pair in fields if pair[1] != IGNORED and fields.count(pair) > 1}
    if twice:
        raise Refused("network.import_column_twice", columns=_headings(columns, twice))


def _headings(columns: Sequence[Mapping[str, Any]], twice: set[tuple[str, str]]) -> str:
    doubled = (c["heading"] for c in columns if (c["group"], c["field"]) in twice)
    return ", ".join(f"«{heading}»" for heading in doubled)
