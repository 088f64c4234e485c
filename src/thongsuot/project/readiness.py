"""The figures of readiness for the terminal: what the page shows, as data and as lines."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from thongsuot.circulation import queries as circulation
from thongsuot.circulation.queries.readiness import KINDS
from thongsuot.lib import clock
from thongsuot.network import queries as network

CONDITIONS = {
    "with_leader": "có lãnh đạo phụ trách",
    "with_officer": "có cán bộ đầu mối",
    "verified": "cả hai đã xác minh",
    "two_channels": "cả hai có hai kênh",
    "reached": "liên lạc được trong 30 ngày",
    "ready": "sẵn sàng",
}
KIND_NAMES = {"ministry_unit": "đơn vị thuộc Bộ", "department": "Sở"}
GAPS = {
    "leader": "chưa có lãnh đạo",
    "officer": "chưa có cán bộ đầu mối",
    "unverified": "chưa xác minh",
    "one_channel": "một kênh",
    "silent": "im lặng 30 ngày",
    "no_account": "chưa có tài khoản",
}


def figures(day: date | None = None) -> dict[str, Any]:
    """`whole`, `kinds` and `provinces` (by name) as counts, `gaps` by kind, `bodies` with gaps."""
    found = circulation.readiness_on(day) if day else circulation.readiness()
    names = {row.pk: row.name for row in network.provinces(clock.legal_date(found.at))}
    gaps = Counter(gap.kind.value for row in found.bodies for gap in row.gaps)
    return {
        "at": found.at.isoformat(),
        "whole": vars(found.whole),
        "kinds": {kind: vars(found.of_kind(kind)) for kind in KINDS},
        "provinces": {names.get(key, str(key)): vars(t) for key, t in found.by_province().items()},
        "gaps": {kind: gaps[kind] for kind in GAPS},
        "bodies": [
            {
                "id": str(row.unit.id),
                "name": row.unit.name,
                "ready": row.ready,
                "gaps": [{"kind": gap.kind.value, "role": gap.role} for gap in row.gaps],
            }
            for row in found.bodies
        ],
    }


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The same for people: the whole, each kind, and what is lacking. No names of persons."""
    whole = found["whole"]
    yield f"{whole['bodies']} đơn vị và Sở"
    for name, words in CONDITIONS.items():
        parts = [
            f"{KIND_NAMES[kind]} {t[name]}/{t['bodies']}" for kind, t in found["kinds"].items()
        ]
        yield f"  {words:<30}{whole[name]:>5}   ({', '.join(parts)})"
    yield "Còn thiếu:"
    for kind, count in found["gaps"].items():
        yield f"  {GAPS[kind]:<30}{count:>5}"
