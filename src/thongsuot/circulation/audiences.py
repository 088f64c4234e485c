"""Resolving an audience: a rule over the network becomes people, each once."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from thongsuot.circulation import rules
from thongsuot.circulation.models import SavedList, TopicFollowing
from thongsuot.circulation.terms import Audience, Member
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole, Membership
from thongsuot.releases.terms import Reach


def resolve(audience: Audience, reach: Reach, on: date) -> list[Member]:
    """Everybody the audience names on that day, within the reach, once each, by person id.

    Somebody with several mandates comes for the body they settle for, if they settle for one.
    """
    found = [m for m in _memberships(audience, on) if rules.within_reach(reach, m.role)]
    return sorted(_once(found), key=lambda member: member.person)


def beyond_reach(audience: Audience, reach: Reach, on: date) -> int:
    """How many people the reach of the edition leaves out of the audience."""
    found = _memberships(audience, on)
    inside = {m.person_id for m in found if rules.within_reach(reach, m.role)}
    return len({m.person_id for m in found} - inside)


def _memberships(audience: Audience, on: date) -> list[Membership]:
    named = set(audience.persons) | _listed(audience.saved_list)
    found = network.resolve(persons=sorted(named), on=on) if named else []
    if _has_rule(audience):
        found += _narrowed(_by_rule(audience, on), audience.topics)
    return found


def _has_rule(audience: Audience) -> bool:
    return bool(
        audience.mandates
        or audience.unit_roles
        or audience.provinces
        or audience.units
        or audience.topics
    )


def _by_rule(audience: Audience, on: date) -> list[Membership]:
    return network.resolve(
        mandates=audience.mandates,
        unit_roles=audience.unit_roles,
        provinces=audience.provinces,
        units=audience.units,
        on=on,
    )


def _narrowed(found: list[Membership], topics: tuple[str, ...]) -> list[Membership]:
    if not topics:
        return found
    followers = network.as_kept(
        TopicFollowing.objects.filter(topic__in=topics).values_list("person_id", flat=True)
    )
    return [membership for membership in found if membership.person_id in followers]


def _listed(saved_list: str) -> set[str]:
    if not saved_list:
        return set()
    people = SavedList.objects.filter(pk=saved_list).values_list("people", flat=True)
    return {str(person) for person in people if person}


def _once(found: Iterable[Membership]) -> list[Member]:
    best: dict[UUID, Membership] = {}
    for membership in found:
        known = best.get(membership.person_id)
        if known is None or _rank(membership) < _rank(known):
            best[membership.person_id] = membership
    return [_member(membership) for membership in best.values()]


def _rank(membership: Membership) -> tuple[bool, bool, str]:
    """Settling for a body comes first, leaders before officers, then a stable order."""
    return (
        not rules.settles(membership.role, membership.unit_roles),
        membership.role != MandateRole.LEADER,
        str(membership.unit_id),
    )


def _member(membership: Membership) -> Member:
    return Member(
        person=str(membership.person_id),
        name=membership.name,
        unit=str(membership.unit_id),
        unit_name=membership.unit_name,
        settles_for_body=rules.settles(membership.role, membership.unit_roles),
        order=membership.order,
    )
