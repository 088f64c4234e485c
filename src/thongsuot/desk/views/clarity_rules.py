"""The rules of the checker: what each says, how sure it is, how it fares in this house."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thongsuot.desk import clarity, office, sections, sheets
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.lib.clarity.rulebook import Rule, by_id, rules
from thongsuot.releases import queries
from thongsuot.releases.queries import RuleStanding
from thongsuot.releases.terms import DismissReason


@dataclass(frozen=True)
class RuleRow:
    """A rule with how its present version fared here; None where nobody judged it yet."""

    rule: Rule
    standing: RuleStanding | None = None

    @property
    def name(self) -> str:
        return clarity.said(self.rule.name)

    @property
    def message(self) -> str:
        """What it says, with «…» where the text's own words stand."""
        return clarity.said(self.rule.message).format_map(defaultdict(lambda: "…"))

    @property
    def why(self) -> str:
        return clarity.said(self.rule.why)

    @property
    def false_alarms(self) -> int:
        return self.aside(DismissReason.FALSE_ALARM)

    @property
    def set_aside(self) -> int:
        return sum(self.standing.dismissed.values()) if self.standing else 0

    def aside(self, reason: DismissReason) -> int:
        return self.standing.dismissed.get(reason, 0) if self.standing else 0


@staff_only
@require_GET
def listing(request: DeskRequest) -> HttpResponse:
    """All rules in their groups."""
    rows = _rows()
    together = groupby(rows, key=lambda row: row.rule.group)
    shown: dict[str, Any] = {
        "tabs": sections.tabs(request.viewer, "clarity", sections.READY),
        "groups": [(clarity.group(name), list(found)) for name, found in together],
        "count": len(rows),
    }
    return office.page(request, "desk/clarity/rules.html", "ready", **shown)


def _rows() -> list[RuleRow]:
    """By group, as the list beside a text has them, then by id."""
    fared = {(each.rule, each.rule_version): each for each in queries.ledger()}
    rows = [RuleRow(rule, fared.get((rule.id, rule.version))) for rule in rules()]
    return sorted(rows, key=lambda row: clarity.ORDER.index(row.rule.group))


@staff_only
@require_GET
def show(request: DeskRequest, rule: str) -> HttpResponse:
    """One rule, with every version that somebody judged."""
    found = by_id().get(rule)
    if found is None:
        raise Http404
    standings = [each for each in queries.ledger() if each.rule == rule]
    now = next((each for each in standings if each.rule_version == found.version), None)
    shown: dict[str, Any] = {
        "row": RuleRow(found, now),
        "group": clarity.group(found.group),
        "low": int(100 * found.precision.wilson_low) if found.precision else 0,
        "bad": _plain(found.bad),
        "good": _plain(found.good),
        "reasons": [(words, RuleRow(found, now).aside(r)) for r, words in clarity.REASONS.items()],
        "older": [each for each in standings if each.rule_version != found.version],
    }
    return office.page(request, "desk/clarity/rule.html", "ready", **shown)


def _plain(examples: Iterable[Any]) -> list[list[tuple[str, bool]]]:
    """Examples that are one text, in pieces: the words, and whether they are what is found."""
    texts = [each for each in examples if isinstance(each, str)]
    return [
        [
            (piece, bool(place % 2))
            for place, piece in enumerate(text.replace("]]", "[[").split("[["))
            if piece
        ]
        for text in texts[:6]
    ]


@staff_only
@require_GET
def export(request: DeskRequest) -> HttpResponse:
    """The rules as a sheet."""
    heads = [
        _("Mã"),
        _("Quy tắc"),
        _("Nhóm"),
        _("Phiên bản"),
        _("Mức"),
        _("Đã chấm"),
        _("Chấm đúng"),
        _("Chắc chắn đúng ít nhất (%)"),
        _("Ngày chấm"),
        _("Ở đây: đã dùng"),
        *(str(words) for words in clarity.REASONS.values()),
        _("Nguồn"),
    ]
    return sheets.sheet("ro-rang", _("Rõ ràng"), heads, map(_cells, _rows()))


def _cells(row: RuleRow) -> list[Any]:
    judged = row.rule.precision
    return [
        row.rule.id,
        row.name,
        clarity.group(row.rule.group),
        row.rule.version,
        str(clarity.LEVELS[row.rule.severity]),
        judged.n if judged else None,
        judged.tp if judged else None,
        round(100 * judged.wilson_low) if judged else None,
        judged.date if judged else "",
        row.standing.taken if row.standing else 0,
        *(row.aside(reason) for reason in clarity.REASONS),
        row.rule.source,
    ]
