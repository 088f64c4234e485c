"""How editions are followed up: what is shipped, and what the house set instead."""

import json
from dataclasses import replace
from functools import cache
from importlib import resources

from django.conf import settings

from thongsuot.circulation.models import FollowUpPlan
from thongsuot.circulation.terms import EVERY_KIND, FollowUp, Plan, Step

PAUSE = 60  # minutes between two steps as they are shipped


def follow_up_plan(kind: str) -> Plan:
    """The plan that editions of a kind go by: the house's own for the kind, the shipped one for
    it, the house's for every kind, the shipped one."""
    own = {row.kind: row for row in FollowUpPlan.objects.filter(kind__in=[kind, EVERY_KIND])}
    shipped = _shipped()
    if kind in own:
        return _own(own[kind])
    if kind in shipped:
        return _paced(shipped[kind])
    if EVERY_KIND in own:
        return replace(_own(own[EVERY_KIND]), kind=kind)
    return replace(_paced(shipped[EVERY_KIND]), kind=kind)


def follow_up_plans(kinds: list[str]) -> list[Plan]:
    """The plan for every kind first, then that of each of these kinds."""
    return [follow_up_plan(kind) for kind in (EVERY_KIND, *kinds)]


def _own(row: FollowUpPlan) -> Plan:
    steps = tuple(Step(FollowUp(told["stage"]), told["after"]) for told in row.steps)
    return Plan(row.kind, row.acknowledge_within, steps, row.proof_after, own=True)


def _paced(plan: Plan) -> Plan:
    """A shipped plan at this installation's pace."""
    pace = settings.CONFIG.remind_after_minutes / PAUSE
    return replace(plan, steps=tuple(s._replace(after=round(s.after * pace)) for s in plan.steps))


@cache
def _shipped() -> dict[str, Plan]:
    file = resources.files("thongsuot.circulation") / "data" / "follow_up.json"
    return {
        told["kind"]: Plan(
            told["kind"],
            told["acknowledge_within"],
            tuple(Step(FollowUp(step["stage"]), step["after"]) for step in told["steps"]),
            told["proof_after"],
        )
        for told in json.loads(file.read_text("utf-8"))
    }
