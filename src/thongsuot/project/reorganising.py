"""A batch of reorganisation told in a terminal: what it would do, in figures and in a table."""

from collections import Counter
from typing import Any

from rich.console import Console
from rich.table import Table

from thongsuot.circulation import queries as circulation
from thongsuot.look import refusals
from thongsuot.network import queries as network

ACTS = {
    "create": "Thành lập",
    "rename": "Đổi tên, đổi cơ quan chủ quản",
    "merge": "Sáp nhập",
    "split": "Chia tách",
    "transfer": "Chuyển chức năng",
    "dissolve": "Giải thể",
}
LACKS = {
    "heir": "không có nơi tiếp nhận, còn {count} người",
    "parent": "không còn cơ quan chủ quản",
    "province": "tỉnh không còn, chưa rõ thuộc tỉnh nào",
    "centre": "là Trung tâm Thông tin của hệ thống, phải chọn đơn vị mới",
    "mailbox": "còn {count} địa chỉ chung, không chuyển theo",
}
LONGEST = 60  # rows of the table of acts


def faults(plan: Any) -> list[str]:
    """What is wrong with the file, a line each."""
    return [
        f"dòng {fault.row}" + (f", cột {fault.column}" if fault.column else "") + ": "
        f"{refusals.words(fault.why, 'vi')}"
        for fault in plan.faults
    ]


def figures(plan: Any) -> dict[str, Any]:
    """The plan as plain data: counts, and every decision that it leaves."""
    if plan.faults:
        return {"name": plan.name, "digest": plan.digest, "faults": faults(plan)}
    touched = circulation.touched_by([body.id for body in plan.ends])
    moving = [unit for unit in touched if plan.heirs.get(unit)]
    return {
        "name": plan.name,
        "digest": plan.digest,
        "first_day": plan.first_day.isoformat(),
        "faults": [],
        "acts": dict(Counter(str(act.act) for act in plan.acts)),
        "confidence": dict(Counter(str(act.confidence) for act in plan.acts)),
        "bodies": {"end": len(plan.ends), "begin": len(plan.begun)},
        "provinces": {"acts": len(plan.provinces), "begin": len(plan.places)},
        "rows": {"made": len(plan.made), "ended": len(plan.ended)},
        "mandates": {
            "proposed": len(plan.mandates) - len(plan.undecided),
            "undecided": len(plan.undecided),
        },
        "work": _work([touched[unit] for unit in moving]),
        "work_to_decide": _work([held for unit, held in touched.items() if unit not in moving]),
        "events": [_event(act) for act in plan.acts],
        "orphans": [
            {"why": o.why, "unit": str(o.unit.id), "name": o.unit.name, "count": o.count}
            for o in plan.orphans
        ],
    }


def _event(act: Any) -> dict[str, Any]:
    return {
        "event": act.number,
        "act": str(act.act),
        "subject": str(act.subject),
        "effective": act.effective.isoformat(),
        "edges": [
            [edge.came_from and edge.came_from.name, edge.to and edge.to.name, edge.function]
            for edge in act.edges
        ],
        "confidence": str(act.confidence),
        "source": act.source,
    }


def _work(touched: list[Any]) -> dict[str, int]:
    return {
        "bodies": len(touched),
        "releases": sum(held.work.releases for held in touched),
        "steps": sum(held.work.steps for held in touched),
        "consultations": sum(held.work.consultations for held in touched),
        "topics": sum(len(held.work.topics) for held in touched),
        "lists": sum(len(held.lists) for held in touched),
        "owed": sum(held.owed for held in touched),
    }


def show(console: Console, plan: Any) -> None:
    """The plan as tables: acts, then what changes and what is left to decide."""
    found = figures(plan)
    table = Table(title=f"{plan.name}: hiệu lực từ {plan.first_day:%d/%m/%Y}")
    for heading in ("Số", "Ngày", "Việc", "Từ", "Thành", "Tin cậy"):
        table.add_column(heading)
    for act in plan.acts[:LONGEST]:
        table.add_row(
            str(act.number),
            f"{act.effective:%d/%m/%Y}",
            ACTS[act.act],
            _names(edge.came_from for edge in act.edges),
            _names(edge.to for edge in act.edges),
            "tìm thấy" if act.confidence == "found" else "chưa kiểm chứng",
        )
    console.print(table)
    if len(plan.acts) > LONGEST:
        console.print(f"… và {len(plan.acts) - LONGEST} việc nữa (xem đủ bằng --json).")
    _show_figures(console, found)
    _show_orphans(console, plan)


def _names(bodies: Any) -> str:
    return ", ".join(dict.fromkeys(body.name for body in bodies if body))


def _show_figures(console: Console, found: dict[str, Any]) -> None:
    table = Table(title="Sẽ thay đổi")
    table.add_column("")
    table.add_column("Số", justify="right")
    rows = {
        "Đơn vị chấm dứt hoạt động": found["bodies"]["end"],
        "Đơn vị mới": found["bodies"]["begin"],
        "Tỉnh, thành phố mới": found["provinces"]["begin"],
        "Phân công đề nghị chuyển, có một nơi tiếp nhận": found["mandates"]["proposed"],
        "Phân công phải quyết định": found["mandates"]["undecided"],
        "Việc đang mở chuyển theo": _open(found["work"]),
        "Việc đang mở phải quyết định": _open(found["work_to_decide"]),
    }
    for label, value in rows.items():
        table.add_row(label, str(value))
    console.print(table)


def _open(work: dict[str, int]) -> int:
    return sum(count for name, count in work.items() if name != "bodies")


def _show_orphans(console: Console, plan: Any) -> None:
    boxes = [orphan for orphan in plan.orphans if orphan.why == "mailbox"]
    for orphan in plan.orphans:
        if orphan.why != "mailbox":
            words = LACKS[orphan.why].format(count=orphan.count)
            console.print(f"[yellow]Lưu ý:[/yellow] {orphan.unit.name}: {words}")
    if boxes:
        console.print(
            f"Địa chỉ chung của {len(boxes)} đơn vị chấm dứt hoạt động không chuyển theo."
        )


def listing(console: Console) -> None:
    """The shipped batches, and those that were applied."""
    table = Table(title="Các đợt sắp xếp đi kèm")
    table.add_column("Tên")
    table.add_column("Đã áp dụng")
    for one in network.shipped_batches():
        table.add_row(one.name, f"{one.applied.applied_at:%d/%m/%Y}" if one.applied else "chưa")
    console.print(table)
