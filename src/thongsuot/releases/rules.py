"""What may happen to a release and by whom: tables, and functions that refuse. Knows no database.

Two laws stand above the tables. Nobody who wrote any revision of a text decides on that text. Two
steps of a route are decided by two persons. A coordinator may shorten a route; since a coordinator
who wrote none of the text must do it, even a shortened text was seen by somebody else.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from thongsuot.lib.refused import Refused
from thongsuot.network.terms import MandateRole, Viewer, admits
from thongsuot.releases.houses import MOST_MESSAGES, House, is_valid
from thongsuot.releases.terms import (
    LONGEST_REVIEW,
    At,
    EditionState,
    Follows,
    PolicyStage,
    Reach,
    ReleaseState,
    RouteStep,
    StepState,
)


class Act(StrEnum):
    """What a person may do to a release; the values are what a workspace offers in `can`."""

    EDIT = "edit"
    SUBMIT = "submit"
    ISSUE = "issue"
    RECALL = "recall"
    APPROVE = "approve"
    RETURN = "return"
    TAKE_OVER = "take_over"
    SHORTEN = "shorten"
    DROP = "drop"
    CONSULT = "consult"
    COMMENT = "comment"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


class Who(StrEnum):
    """Whose act it is. The owner is the staff of the unit whose text it is, or who wrote of it."""

    OWNER = "owner"
    DECIDER = "decider"
    COORDINATOR = "coordinator"
    OWNER_OR_DECIDER = "owner_or_decider"
    OWNER_OR_COORDINATOR = "owner_or_coordinator"
    READER = "reader"


@dataclass(frozen=True)
class Rule:
    """An act, the states it starts from, the states it may end in, and whose act it is."""

    act: Act
    before: tuple[ReleaseState, ...]
    after: tuple[ReleaseState, ...]
    who: Who


_S = ReleaseState
_OPEN = (_S.DRAFT, _S.RETURNED)
RULES: tuple[Rule, ...] = (
    Rule(Act.EDIT, _OPEN, (), Who.OWNER),
    Rule(Act.SUBMIT, _OPEN, (_S.IN_APPROVAL,), Who.OWNER),
    Rule(Act.ISSUE, (_S.DRAFT,), (_S.RELEASED,), Who.OWNER),
    Rule(Act.RECALL, (_S.IN_APPROVAL,), (_S.DRAFT,), Who.OWNER),
    Rule(Act.APPROVE, (_S.IN_APPROVAL,), (_S.IN_APPROVAL, _S.RELEASED), Who.DECIDER),
    Rule(Act.RETURN, (_S.IN_APPROVAL,), (_S.RETURNED,), Who.DECIDER),
    Rule(Act.TAKE_OVER, (_S.IN_APPROVAL,), (_S.DRAFT,), Who.DECIDER),
    Rule(Act.SHORTEN, (_S.IN_APPROVAL,), (_S.RELEASED,), Who.COORDINATOR),
    Rule(Act.DROP, _OPEN, (_S.DROPPED,), Who.OWNER),
    Rule(Act.CONSULT, (*_OPEN, _S.IN_APPROVAL), (), Who.OWNER_OR_DECIDER),
    Rule(Act.COMMENT, (*_OPEN, _S.IN_APPROVAL), (), Who.READER),
    Rule(Act.CORRECT, (_S.RELEASED,), (), Who.OWNER_OR_COORDINATOR),
    Rule(Act.WITHDRAW, (_S.RELEASED,), (), Who.OWNER_OR_COORDINATOR),
)
_BY_ACT = {rule.act: rule for rule in RULES}

STEPS: tuple[tuple[str, StepState, StepState], ...] = (
    ("turn", StepState.WAITING, StepState.PENDING),
    ("approve", StepState.PENDING, StepState.APPROVED),
    ("return", StepState.PENDING, StepState.RETURNED),
    ("close", StepState.PENDING, StepState.CLOSED),
    ("close", StepState.WAITING, StepState.CLOSED),
    ("shorten", StepState.PENDING, StepState.SKIPPED),
    ("shorten", StepState.WAITING, StepState.SKIPPED),
    ("shorten", StepState.PENDING, StepState.APPROVED),
    ("shorten", StepState.WAITING, StepState.APPROVED),
)
"""What may become of a step. `close`: the round ended (returned, taken over, recalled)."""

UNSEEN = frozenset({StepState.WAITING, StepState.CLOSED, StepState.SKIPPED})
"""States of a step whose unit never had to act."""


@dataclass(frozen=True)
class StepFacts:
    """What the rules need of a step of the newest round."""

    unit: UUID
    roles: tuple[str, ...]
    state: StepState


@dataclass(frozen=True)
class Work:
    """What the rules need of a release. `authors` wrote some revision of it; `deciders` have
    decided in the newest round; `asked` are units that were consulted, or whose step had its turn
    in any round: they may read it from then on."""

    state: ReleaseState
    unit: UUID
    authors: frozenset[UUID]
    deciders: frozenset[UUID] = frozenset()
    steps: tuple[StepFacts, ...] = ()
    asked: frozenset[UUID] = frozenset()
    follows: str = ""
    edition_state: EditionState | None = None
    submitted: bool = False
    """Whether it was ever submitted: from then on the centre may read it."""
    routed: bool = True
    """Whether its kind has a route. One that has none asks and states nothing: it is issued."""

    @property
    def pending(self) -> StepFacts | None:
        return next((step for step in self.steps if step.state == StepState.PENDING), None)


def check(act: Act, work: Work, viewer: Viewer) -> None:
    """Raises Refused unless `viewer` may do `act` now."""
    rule = _BY_ACT[act]
    if work.state not in rule.before:
        raise Refused("releases.not_now", act=act.value, state=work.state.value)
    _check_routed(act, work.routed)
    _WHO[rule.who](work, viewer)
    if act in (Act.CORRECT, Act.WITHDRAW):
        check_followed(act, work.edition_state, work.follows)


def _check_routed(act: Act, routed: bool) -> None:
    if act == Act.ISSUE and routed:
        raise Refused("releases.needs_approval")
    if act == Act.SUBMIT and not routed:
        raise Refused("releases.nothing_to_approve")


def may(act: Act, work: Work, viewer: Viewer) -> bool:
    try:
        check(act, work, viewer)
    except Refused:
        return False
    return True


def allowed(work: Work, viewer: Viewer) -> frozenset[str]:
    """All that the viewer may do now, as values of `Act`."""
    return frozenset(act.value for act in Act if may(act, work, viewer))


def may_read_work(work: Work, viewer: Viewer) -> bool:
    """Working texts: the owner, units that were asked, coordinators once it was submitted."""
    if viewer.scopes is not None or not viewer.is_staff:
        return False
    units = {work.unit, *work.asked}
    return (
        bool(units & viewer.works_for)
        or bool(units & viewer.leads)
        or viewer.person in work.authors
        or (viewer.coordinates and work.submitted)
    )


def had_its_turn(step: StepState) -> bool:
    """Whether somebody at the step's unit had to act on the text, and so has seen it."""
    return step not in UNSEEN


def _is_owner(work: Work, viewer: Viewer) -> bool:
    return viewer.is_staff and (work.unit in viewer.works_for or viewer.person in work.authors)


def _check_owner(work: Work, viewer: Viewer) -> None:
    if not _is_owner(work, viewer):
        raise Refused("releases.not_your_unit")


def _check_decider(work: Work, viewer: Viewer) -> None:
    step = work.pending
    if step is None or not holds(step.unit, step.roles, viewer):
        raise Refused("releases.not_your_step")
    check_not_author(viewer.person, work.authors)
    if viewer.person in work.deciders:
        raise Refused("releases.decided_before")


def _check_coordinator(work: Work, viewer: Viewer) -> None:
    if not viewer.coordinates:
        raise Refused("releases.coordinator_only")
    check_not_author(viewer.person, work.authors)


def _check_owner_or_decider(work: Work, viewer: Viewer) -> None:
    if not (_is_owner(work, viewer) or viewer.coordinates):
        _check_decider(work, viewer)


def _check_owner_or_coordinator(work: Work, viewer: Viewer) -> None:
    if not viewer.coordinates:
        _check_owner(work, viewer)


def _check_reader(work: Work, viewer: Viewer) -> None:
    if not may_read_work(work, viewer):
        raise Refused("releases.not_yours_to_read")


_WHO: dict[Who, Callable[[Work, Viewer], None]] = {
    Who.OWNER: _check_owner,
    Who.DECIDER: _check_decider,
    Who.COORDINATOR: _check_coordinator,
    Who.OWNER_OR_DECIDER: _check_owner_or_decider,
    Who.OWNER_OR_COORDINATOR: _check_owner_or_coordinator,
    Who.READER: _check_reader,
}


def holds(unit: UUID, roles: Iterable[str], viewer: Viewer) -> bool:
    """Whether the viewer holds (or today deputises in) one of the roles a step asks for."""
    roles = frozenset(roles)
    if MandateRole.LEADER in roles and unit in viewer.leads:
        return True
    return MandateRole.COORDINATOR in roles and viewer.coordinates and unit in viewer.works_for


def check_not_author(person: UUID | None, authors: frozenset[UUID]) -> None:
    if person is None or person in authors:
        raise Refused("releases.own_text")


def check_draft_for(unit: UUID, viewer: Viewer) -> None:
    """A text is begun by the staff of the unit whose text it will be."""
    if unit not in viewer.works_for or viewer.scopes is not None:
        raise Refused("releases.not_your_unit")


def check_messages(count: int) -> None:
    """A house holds few messages: who must remember more says none."""
    if count > MOST_MESSAGES:
        raise Refused("releases.house_too_many", limit=MOST_MESSAGES)


def check_house_unit(unit: UUID, answering: frozenset[UUID]) -> None:
    """The lines of a topic are written by a body that answers for it, or by the centre."""
    if unit not in answering:
        raise Refused("releases.not_topic_unit")


def check_answers_for_topic(answering: frozenset[UUID], viewer: Viewer) -> None:
    if viewer.scopes is not None or not (viewer.coordinates or answering & viewer.works_for):
        raise Refused("releases.not_topic_unit")


def check_keeps_topics(viewer: Viewer) -> None:
    if not viewer.coordinates or viewer.scopes is not None:
        raise Refused("releases.coordinator_only")


def check_topic(name: str, review_every_days: int) -> None:
    if not name.strip():
        raise Refused("releases.topic_name_missing")
    if not 1 <= review_every_days <= LONGEST_REVIEW:
        raise Refused("releases.topic_review_days", limit=LONGEST_REVIEW)


def check_reviewable(house: House | None, day: date) -> None:
    """Lines that stand and still hold may be looked at again; others are written anew."""
    if house is None:
        raise Refused("releases.no_house")
    if not is_valid(house, day):
        raise Refused("releases.house_over")


def next_review(house: House | None, every_days: int, day: date) -> date:
    """When lines found good on a day are looked at again: not after their last day."""
    due = day + timedelta(days=every_days)
    last = house.valid_until if house else None
    return min(due, last) if last and last >= day else due


def check_issued(reach: Reach) -> None:
    """What nobody approves never leaves the units."""
    if reach != Reach.UNITS:
        raise Refused("releases.beyond_units")


def check_reason(reason: str) -> str:
    """The reason without space around it; a return, a drop, a shortened route need one."""
    if not reason.strip():
        raise Refused("releases.reason_needed")
    return reason.strip()


# The route ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PlannedStep:
    """A step as it will be: where, decided by whom; `note` is a code for why it moved, or ""."""

    unit: UUID
    roles: tuple[str, ...]
    note: str = ""


def read_route(data: list[dict[str, Any]]) -> tuple[RouteStep, ...]:
    """A kind's route out of its data. ValueError if it names no role or no known place."""
    if not data:
        raise ValueError("a route has at least one step")
    return tuple(RouteStep(tuple(MandateRole(r) for r in s["roles"]), At(s["at"])) for s in data)


def check_route(data: list[dict[str, Any]], reach: Reach) -> None:
    """A kind's data is sound. Without a route it only asks, so it stays with the units: ValueError
    otherwise."""
    if data:
        read_route(data)
    elif reach != Reach.UNITS:
        raise ValueError("what nobody approves never leaves the units")


def route_for(
    route: Iterable[RouteStep],
    unit: UUID,
    centre: UUID,
    free: Callable[[UUID, tuple[str, ...]], bool],
) -> tuple[PlannedStep, ...]:
    """The steps a text of `unit` takes. `free` says whether somebody other than its authors holds
    one of the roles at a unit. A step nobody at the unit may decide moves to the centre."""
    return tuple(_planned(step, unit, centre, free) for step in route)


def _planned(
    step: RouteStep, unit: UUID, centre: UUID, free: Callable[[UUID, tuple[str, ...]], bool]
) -> PlannedStep:
    place = unit if step.at == At.UNIT else centre
    if free(place, step.roles):
        return PlannedStep(place, step.roles)
    if step.at == At.UNIT:
        leader, coordinator = str(MandateRole.LEADER), str(MandateRole.COORDINATOR)
        for roles in ((leader,), (leader, coordinator)):
            if free(centre, roles):
                return PlannedStep(centre, roles, "releases.moved_to_centre")
    raise Refused("releases.nobody_to_approve", unit=str(place))


# Details -----------------------------------------------------------------------------------------

_WIDTH = {Reach.UNITS: 0, Reach.NETWORK: 1, Reach.PUBLIC: 2}


def check_reach(reach: Reach, kind_reach: Reach, predecessor: Reach | None = None) -> None:
    """Narrowed below its kind's, never wider. A successor goes exactly as far as what it follows:
    less would leave readers uninformed, more would tell others what was never meant for them."""
    if predecessor is not None and reach != predecessor:
        raise Refused("releases.reach_of_predecessor", reach=predecessor.value)
    if _WIDTH[reach] > _WIDTH[kind_reach]:
        raise Refused("releases.reach_too_wide", reach=kind_reach.value)


def needs_clearance(stage: PolicyStage, reach: Reach, cleared: bool) -> bool:
    """A text on a draft policy leaves the units only when it was cleared for publication."""
    return stage == PolicyStage.DRAFT and reach != Reach.UNITS and not cleared


def check_times(
    embargo_until: datetime | None, release_at: datetime | None, now: datetime, follows: str = ""
) -> None:
    """Hours lie in the future; a withdrawal knows none."""
    if follows == Follows.WITHDRAWS and (embargo_until or release_at):
        raise Refused("releases.withdrawal_at_once")
    for name, hour in (("embargo_until", embargo_until), ("release_at", release_at)):
        if hour is not None and hour <= now:
            raise Refused("releases.hour_past", field=name)


def visible_from(
    sealed_at: datetime,
    embargo_until: datetime | None,
    release_at: datetime | None,
    predecessor: datetime | None = None,
) -> datetime:
    """The hour of an edition; that of what it follows too, or it would tell of it before time."""
    return max(at for at in (sealed_at, embargo_until, release_at, predecessor) if at is not None)


# Successors --------------------------------------------------------------------------------------


def check_followed(act: Act, state: EditionState | None, follows: str) -> None:
    """Only a standing edition is corrected or withdrawn, and a withdrawal is never withdrawn."""
    if state == EditionState.WITHDRAWN:
        raise Refused("releases.withdrawn_already")
    if state != EditionState.STANDING:
        raise Refused("releases.corrected_already")
    if act == Act.WITHDRAW and follows == Follows.WITHDRAWS:
        raise Refused("releases.withdrawal_stands")


def state_after(follows: Follows) -> EditionState:
    """What an edition becomes by its successor."""
    return EditionState.WITHDRAWN if follows == Follows.WITHDRAWS else EditionState.CORRECTED


BEING_WRITTEN = _OPEN
"""States in which a text is written; saves are refused in all others."""


def being_written(state: str) -> bool:
    return state in BEING_WRITTEN


def check_base(base: int, newest: int) -> bool:
    """Whether a save may stand on `base`: nobody saved since."""
    return base == newest


# Early readers and opinions -----------------------------------------------------------------------


def check_admitted(reach: Reach, viewer: Viewer) -> None:
    if not admits(reach, viewer):
        raise Refused("releases.beyond_reach", name=viewer.name)


def check_early(unit: UUID, hour: datetime, now: datetime, viewer: Viewer) -> None:
    """Early readers are named by the unit or a coordinator, and only before the hour."""
    if not (unit in viewer.works_for or viewer.coordinates):
        raise Refused("releases.not_your_unit")
    if hour <= now:
        raise Refused("releases.open_already")


def check_consultation(unit: UUID, own: UUID, answer_by: datetime, now: datetime) -> None:
    if unit == own:
        raise Refused("releases.own_unit")
    if answer_by <= now:
        raise Refused("releases.hour_past", field="answer_by")


def check_answers(unit: UUID, answered_at: datetime | None, viewer: Viewer) -> None:
    if unit not in viewer.works_for:
        raise Refused("releases.not_your_unit")
    if answered_at is not None:
        raise Refused("releases.answered_already")


# The picture -------------------------------------------------------------------------------------


def diagram() -> str:
    """The states of a release as a Mermaid state diagram, out of the table."""
    lines = ["stateDiagram-v2", f"    [*] --> {_S.DRAFT.value}: draft"]
    for rule in RULES:
        for before in rule.before:
            for after in rule.after:
                words = f"{rule.act.value} ({rule.who.value.replace('_', ' ')})"
                lines.append(f"    {before.value} --> {after.value}: {words}")
    lines += [f"    {end.value} --> [*]" for end in (_S.RELEASED, _S.DROPPED)]
    return "\n".join(lines) + "\n"


def step_diagram() -> str:
    """The states of one step of a route, likewise."""
    lines = ["stateDiagram-v2", f"    [*] --> {StepState.WAITING.value}"]
    lines += [f"    {before.value} --> {after.value}: {act}" for act, before, after in STEPS]
    return "\n".join(lines) + "\n"
