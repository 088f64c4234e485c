"""A sheet of made-up people into an empty network: how long, and how much memory at most."""

import resource
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from thongsuot.network import fiction

HEADINGS = ("STT", "Họ và tên", "Chức vụ", "Đơn vị", "Vai trò", "Điện thoại", "Thư điện tử")


@dataclass(frozen=True)
class Imported:
    """`reading`: until each row has its outcome; `writing`: until all are in the network."""

    rows: int
    written: int
    seconds: float
    reading: float
    writing: float
    rows_per_second: float
    peak_megabytes: float
    before_megabytes: float


def measure(by: Any, bodies: Sequence[Any], persons: int) -> Imported:
    """Bring, read, confirm and write one workbook with so many people at these bodies."""
    from thongsuot.network import actions, queries
    from thongsuot.work import direct

    names = [view.name for view in queries.names_of(body.pk for body in bodies).values()]
    content = _workbook(names, persons)
    before = _forget_peak()
    began = perf_counter()
    sheet = actions.bring_sheet(name="do.xlsx", content=content, by=by)
    chosen = [column["field"] for column in sheet.columns]
    actions.choose_columns(sheet=sheet, fields_of_columns=chosen, by=by)
    direct.drain()
    read = perf_counter()
    actions.confirm_sheet(sheet=sheet, by=by)
    direct.drain()
    written = perf_counter()
    counts = queries.sheet(sheet.pk).counts
    return Imported(
        rows=sum(counts.values()),
        written=counts.get("new", 0) + counts.get("changed", 0),
        seconds=written - began,
        reading=read - began,
        writing=written - read,
        rows_per_second=persons / (written - began),
        peak_megabytes=_peak(),
        before_megabytes=before,
    )


def _workbook(bodies: Sequence[str], persons: int) -> bytes:
    from thongsuot.lib import sheets

    return sheets.workbook("Danh bạ", HEADINGS, _rows(bodies, persons))


def _rows(bodies: Sequence[str], persons: int) -> Iterator[tuple[object, ...]]:
    """Three of four with a telephone at a number that cannot be, all with an address."""
    for n in range(persons):
        body = bodies[n % len(bodies)]
        role = "Nhà báo" if body.startswith("Báo") else ("Lãnh đạo", "Cán bộ đầu mối")[n % 2]
        phone = f"+84000{n:06d}" if n % 4 else ""
        yield (n + 1, _name(n), "Chuyên viên", body, role, phone, f"nguoi.{n}@do.example")


def _name(n: int) -> str:
    """Some thousands of names: in 50,000 people each is borne by several, as in Viet Nam."""
    middles, given = (part.split() for part in (fiction.WOMEN, fiction.MEN)[n % 2])
    families = fiction.FAMILY.split()
    n, first = divmod(n * 7919, len(given))
    n, middle = divmod(n, len(middles))
    return f"{families[n % len(families)]} {middles[middle]} {given[first]}"


def _forget_peak() -> float:
    """Begin to count the peak anew, where the system can; how much is held now, in megabytes."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "utf-8")
    return _held("VmRSS") or _peak()


def _peak() -> float:
    """The most memory this process held, in megabytes."""
    return _held("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _held(what: str) -> float:
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text("utf-8").splitlines():
            if line.startswith(what):
                return int(line.split()[1]) / 1024
    return 0.0
