"""Who acts in the story: found in the network by what they do there."""

from typing import Any
from uuid import UUID

from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole
from thongsuot.releases import actions as releases
from thongsuot.releases import queries as releases_queries

PROFILE = "mic-2023"


def unit(code: str = "C-BC") -> UUID:
    """A unit by its code; without one, the press bureau, which writes the release."""
    return network.units_by_code(PROFILE)[code]


def holder(role: MandateRole, of: UUID | None = None) -> Any:
    """The first who holds the role at a unit."""
    return network.person(network.holders(of or unit(), {role})[0].id)


def coordinator(place: int = 0) -> Any:
    found = network.holders(network.centre().id, {MandateRole.COORDINATOR})
    return network.person(found[place % len(found)].id)


def decide(person: Any, release: UUID) -> Any:
    """The step of the text that waits for this person is approved; the edition, if it was the
    last."""
    waiting = releases_queries.waiting_for(network.viewer_of(person))
    step = next(w.step for w in waiting if w.release.id == release)
    return releases.approve(step=step, by=person)
