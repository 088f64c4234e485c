"""Who may circulate, to whom what must be said, and how a late body is followed up. Pure."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from thongsuot.circulation.terms import DispatchState, FollowUp, Plan, Step, Through
from thongsuot.lib.refused import Refused
from thongsuot.network.terms import BODIES, ChannelName, MandateRole, Viewer
from thongsuot.releases.terms import EditionState, Reach

PLAN_CHUNK = 2_000  # people per transaction: SQLite has one writer, locks stay short

RETRY_PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720))
"""Between attempts on a temporary failure: about 17 hours in all, then the address has failed."""

JITTER = 0.2
"""By so much of itself a pause may be shorter, so that batches do not come back all at once."""

ADDRESS_REFUSED = frozenset({"recipient_refused", "address", "gone", "push_subscription"})
"""Answers that speak against the address; every other one, against the message or the moment."""

SETTLES = frozenset({MandateRole.LEADER, MandateRole.OFFICER})
"""The mandates that acknowledge for a body."""

NEXT_FOLLOW_UP = {
    FollowUp.NONE: FollowUp.REMINDED,
    FollowUp.REMINDED: FollowUp.SECOND_CHANNEL,
    FollowUp.SECOND_CHANNEL: FollowUp.LEADER,
    FollowUp.LEADER: FollowUp.COORDINATOR,
}
"""How a body that is late is followed up; at the coordinator a person takes over, by telephone.
A plan (`data/follow_up.json`, or the house's own) may leave stages out, never turn them round."""

STAGES = tuple(NEXT_FOLLOW_UP.values())
LONGEST = 60 * 24 * 14
"""Minutes that a step or a proof may wait: two weeks."""

PROVED_AGAIN = timedelta(minutes=15)
"""Where a kind of body has not been heard of, it is looked for again after that long."""

PROVED_FOR = timedelta(hours=24)
"""So long an urgent dispatch is looked for."""

REMIND_AGAIN = timedelta(hours=4)
"""A body that somebody reminded by hand is left in peace that long."""

PUSH = (ChannelName.EMAIL,)
"""The channels that circulation pushes over; inbox and feeds are read, not sent."""

OVER = frozenset({DispatchState.DONE, DispatchState.STOPPED, DispatchState.UNDONE})


def batch_size(urgent: bool) -> int:
    """Deliveries per batch, and so per job: what is urgent is shared by many places at once; for
    the rest a job's own cost should not count."""
    return 50 if urgent else 1_000


def may_circulate(viewer: Viewer, unit: UUID) -> bool:
    """The Information Centre circulates anything; a unit circulates its own editions."""
    return viewer.coordinates or unit in viewer.works_for


def check_circulate(viewer: Viewer, unit: UUID, state: EditionState) -> None:
    """Raises `circulation.not_yours` or `circulation.withdrawn`."""
    if not may_circulate(viewer, unit):
        raise Refused("circulation.not_yours")
    if state == EditionState.WITHDRAWN:
        raise Refused("circulation.withdrawn")


def check_acknowledge_by(acknowledge_by: datetime | None, now: datetime) -> None:
    if acknowledge_by is not None and acknowledge_by <= now:
        raise Refused("circulation.due_in_past")


def check_reason(reason: str) -> str:
    """The reason, trimmed. Raises `circulation.reason_needed`."""
    if not reason.strip():
        raise Refused("circulation.reason_needed")
    return reason.strip()


def check_through(through: Through, asks: bool) -> None:
    """A request is settled by its answer, and by nothing else. Raises `circulation.answer_needed`,
    `circulation.nothing_asked`."""
    if asks and through != Through.ANSWER:
        raise Refused("circulation.answer_needed")
    if not asks and through == Through.ANSWER:
        raise Refused("circulation.nothing_asked")


def check_stop(state: DispatchState) -> None:
    if state in OVER:
        raise Refused("circulation.already_over")


def next_step(steps: Sequence[Step], stage: FollowUp) -> Step | None:
    """The step after that stage; None when a person has taken over."""
    passed = STAGES.index(stage) if stage in STAGES else -1
    return next((step for step in steps if STAGES.index(step.stage) > passed), None)


def check_plans(viewer: Viewer) -> None:
    """Only the centre says how late bodies are followed up. Raises `circulation.not_yours`."""
    if not viewer.coordinates:
        raise Refused("circulation.not_yours")


def check_replies(follows: bool) -> None:
    """Mails to a dispatch are for whoever may follow it. Raises `circulation.not_yours`."""
    if not follows:
        raise Refused("circulation.not_yours")


def check_plan(plan: Plan) -> None:
    """Steps go up and end at the coordinator, so that nobody is forgotten; minutes are sound.

    Raises `circulation.plan_without_coordinator`, `.plan_out_of_order`, `.plan_minutes`.
    """
    minutes = [step.after for step in plan.steps]
    others = [told for told in (plan.acknowledge_within, plan.proof_after) if told is not None]
    if any(not 0 <= told <= LONGEST for told in minutes) or any(
        not 0 < told <= LONGEST for told in others
    ):
        raise Refused("circulation.plan_minutes", days=LONGEST // (60 * 24))
    if not plan.steps or plan.steps[-1].stage != FollowUp.COORDINATOR:
        raise Refused("circulation.plan_without_coordinator")
    places = [STAGES.index(step.stage) for step in plan.steps]
    if places != sorted(set(places)) or minutes != sorted(minutes):
        raise Refused("circulation.plan_out_of_order")


def check_undo(state: DispatchState, undo_until: datetime | None, now: datetime) -> None:
    """Only while nothing is planned. Raises `circulation.undo_too_late`."""
    if state != DispatchState.PLANNING or undo_until is None or now >= undo_until:
        raise Refused("circulation.undo_too_late")


def check_held(state: DispatchState) -> None:
    """Raises `circulation.not_held`."""
    if state != DispatchState.HELD:
        raise Refused("circulation.not_held")


def within_reach(reach: Reach, role: str) -> bool:
    """Whether a holder of that mandate may get an edition of that reach at all."""
    return reach != Reach.UNITS or role != MandateRole.JOURNALIST


def settles(role: str, unit_roles: Collection[str]) -> bool:
    """Whether a holder of that mandate at that body acknowledges for it."""
    return role in SETTLES and not BODIES.isdisjoint(unit_roles)


def retry_at(
    attempts: int, now: datetime, asked: float | None, chance: float = 0.0
) -> datetime | None:
    """When to try an address again after its n-th failed attempt; None: it has failed.

    `asked`: the other side's own wish, in seconds, never undercut. `chance` in [0, 1) spreads
    what would come back together.
    """
    if attempts > len(RETRY_PAUSES):
        return None
    pause = RETRY_PAUSES[max(attempts, 1) - 1] * (1 - JITTER * chance)
    return now + max(pause, timedelta(seconds=asked or 0))


def stale(hour: datetime, now: datetime, minutes: int) -> bool:
    """Whether what should have gone at `hour` is found so late that a person must decide."""
    return now > hour + timedelta(minutes=minutes)
