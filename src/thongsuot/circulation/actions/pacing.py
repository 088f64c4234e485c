"""How the house follows up editions of a kind."""

from collections.abc import Sequence

from django.db import transaction

from thongsuot.circulation import rules
from thongsuot.circulation.models import FollowUpPlan
from thongsuot.circulation.terms import Plan, Step
from thongsuot.journal import actions as journal
from thongsuot.network import queries as network
from thongsuot.network.models import Person


@transaction.atomic
def set_follow_up_plan(
    *,
    kind: str,
    steps: Sequence[Step],
    acknowledge_within: int | None,
    proof_after: int | None,
    by: Person,
) -> FollowUpPlan:
    """Editions of the kind ("": of every kind without a plan of its own) are followed up so from
    now on; a body that is being followed up goes on by it from its next step.

    Minutes. Raises `circulation.not_yours`, `.plan_without_coordinator`, `.plan_out_of_order`,
    `.plan_minutes`.
    """
    rules.check_plans(network.viewer_of(by))
    rules.check_plan(Plan(kind, acknowledge_within, tuple(steps), proof_after))
    row, _ = FollowUpPlan.objects.update_or_create(
        kind=kind,
        defaults={
            "acknowledge_within": acknowledge_within,
            "proof_after": proof_after,
            "steps": [{"stage": str(step.stage), "after": step.after} for step in steps],
        },
    )
    _told("follow_up.plan_set", kind, by)
    return row


@transaction.atomic
def drop_follow_up_plan(*, kind: str, by: Person) -> None:
    """The kind goes by what is shipped again."""
    rules.check_plans(network.viewer_of(by))
    FollowUpPlan.objects.filter(kind=kind).delete()
    _told("follow_up.plan_dropped", kind, by)


def _told(act: str, kind: str, by: Person) -> None:
    journal.record(act, by=by, subject=("kind", kind or "*"))
