"""An announcement is one: the rules of a kit. Knows no database.

Its parts go one road together, decided by people who wrote none of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from thongsuot.lib.refused import Refused
from thongsuot.network.terms import Reach, Viewer, admits
from thongsuot.releases import rules
from thongsuot.releases.rules import Act, Work
from thongsuot.releases.terms import (
    MESSAGE_HOUSE,
    At,
    KitState,
    PartRole,
    ReleaseState,
    RouteStep,
)

KIND_OF = {
    PartRole.RELEASE: "press_release",
    PartRole.HOUSE: MESSAGE_HOUSE,
    PartRole.ANSWERS: "questions_answers",
    PartRole.TALKING_POINTS: "talking_points",
}
"""The kind of text that is begun for a role; its order is that of the parts."""

LEADS = frozenset({"press_release", "statement"})
"""The kinds that the others may stand behind."""


class Deed(StrEnum):
    """What a person may do to a kit; the values are what a view offers in `can`."""

    EDIT = "edit"
    SUBMIT = "submit"
    RECALL = "recall"
    APPROVE = "approve"
    RETURN = "return"
    DROP = "drop"
    NAME_SPEAKERS = "name_speakers"


_ACT = {
    Deed.EDIT: Act.EDIT,
    Deed.SUBMIT: Act.SUBMIT,
    Deed.RECALL: Act.RECALL,
    Deed.APPROVE: Act.APPROVE,
    Deed.RETURN: Act.RETURN,
    Deed.DROP: Act.DROP,
}


def state_of(parts: Iterable[str], hour: datetime | None, dropped: bool, now: datetime) -> KitState:
    """`parts` are the states of the texts, `hour` when the sealed ones are visible."""
    states = set(parts)
    if dropped:
        return KitState.DROPPED
    if states == {ReleaseState.RELEASED}:
        return KitState.OUT if hour is None or hour <= now else KitState.APPROVED
    if ReleaseState.IN_APPROVAL in states:
        return KitState.IN_APPROVAL
    return KitState.RETURNED if ReleaseState.RETURNED in states else KitState.PREPARING


BEING_PREPARED = frozenset({KitState.PREPARING, KitState.RETURNED})
REHEARSED = frozenset({KitState.IN_APPROVAL, KitState.APPROVED})
"""From submission on until the hour."""
COMING = frozenset({*BEING_PREPARED, *REHEARSED})


def as_one(works: Sequence[Work]) -> list[Work]:
    """The texts as the rules see them together: who wrote of one, wrote of all."""
    authors = frozenset().union(*(work.authors for work in works))
    deciders = frozenset().union(*(work.deciders for work in works))
    return [replace(work, authors=authors, deciders=deciders) for work in works]


def check(deed: Deed, works: Sequence[Work], state: KitState, viewer: Viewer) -> None:
    """Raises Refused unless the viewer may do it to every part: all or none."""
    if deed == Deed.NAME_SPEAKERS:
        if state not in COMING:
            raise Refused("releases.kit_not_now", state=state.value)
        _check_owner(works, viewer)
        return
    if state == KitState.DROPPED:
        raise Refused("releases.kit_not_now", state=state.value)
    for work in as_one(works):
        rules.check(_ACT[deed], work, viewer)


def _check_owner(works: Sequence[Work], viewer: Viewer) -> None:
    if not viewer.coordinates and not any(work.unit in viewer.works_for for work in works):
        raise Refused("releases.not_your_unit")


def allowed(works: Sequence[Work], state: KitState, viewer: Viewer) -> frozenset[str]:
    """All that the viewer may do now, as values of `Deed`."""
    found = set()
    for deed in Deed:
        try:
            check(deed, works, state, viewer)
        except Refused:
            continue
        found.add(deed.value)
    return frozenset(found)


def kinds_for(role: PartRole) -> frozenset[str]:
    """The kinds of text that may take the role."""
    return LEADS if role == PartRole.RELEASE else frozenset({KIND_OF[role]})


def kinds_wanted(taken: Iterable[str]) -> frozenset[str]:
    """The kinds of text that would fit a role which nothing has taken."""
    free = set(PartRole) - set(taken)
    return frozenset().union(*map(kinds_for, free))


def check_part(role: PartRole, kind: str, follows: str, taken: Iterable[str]) -> None:
    """A role once; a text of the kind that the role asks for, and none that corrects another."""
    if role in set(taken):
        raise Refused("releases.part_taken", role=role.value)
    if kind not in kinds_for(role) or follows:
        raise Refused("releases.part_kind", role=role.value)


def check_speaker(viewer: Viewer) -> None:
    """Speakers read what stays inside the units, so they are people of the units."""
    if not admits(Reach.UNITS, viewer):
        raise Refused("releases.speaker_outside", name=viewer.name)


def joint_route(routes: Iterable[Iterable[RouteStep]]) -> tuple[RouteStep, ...]:
    """The roads of several texts laid over one another: every step any of them asks for, once,
    those at the unit first. Each part so passes all that it would pass alone."""
    steps = list(dict.fromkeys(step for route in routes for step in route))
    return tuple(sorted(steps, key=lambda step: step.at != At.UNIT))
