"""Who sees which address, who looked, and what data subjects asked."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from thongsuot.journal import queries as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import rules
from thongsuot.network.models import ContactPoint, DataRequest, Look, Mandate, Person, UnitRoleHeld
from thongsuot.network.queries.addresses import parts
from thongsuot.network.terms import ChannelName, PersonView, Sharing, Sight, Viewer

Seen = TypeVar("Seen", bound=PersonView)
LOOKS_SHOWN = timedelta(days=365)
_Shared = dict[tuple[UUID, str, str], str]


@dataclass(frozen=True)
class PointSeen:
    """An address as a viewer sees it: whole, or masked until they say that they look."""

    row: ContactPoint
    sight: Sight
    shown: str


@dataclass(frozen=True)
class LookSeen:
    """Somebody looked at private addresses of a person. `people`: how many stood on the list."""

    at: datetime
    by: UUID | None
    name: str
    page: str
    channel: str
    people: int


def as_seen_by(viewer: Viewer, views: Iterable[Seen], looked: bool = False) -> list[Seen]:
    """The same people with `email` and `phone` as the viewer may see them.

    What is not theirs to see is "", what is private is masked and its channel named in `masked`;
    `looked`: they said so and it is in the journal, so private ones are whole.
    """
    rows = list(views)
    shared = _not_usual({view.id for view in rows})
    return [_as_seen(viewer, view, shared, looked) for view in rows]


def _as_seen(viewer: Viewer, view: Seen, shared: _Shared, looked: bool) -> Seen:
    shown, masked = {"email": view.email, "phone": view.phone}, set()
    for channel, address in list(shown.items()):
        if not address:
            continue
        sharing = shared.get((view.id, channel, address), Sharing.NETWORK)
        units = (view.unit,) if view.unit else ()
        sight = rules.sight(viewer, (view.role,), units, sharing, view.id)
        if sight is Sight.HIDDEN:
            shown[channel] = ""
        elif sight is Sight.MASKED and not looked:
            shown[channel] = rules.masked(channel, address)
            masked.add(channel)
    email, phone = shown["email"], shown["phone"]
    return replace(view, email=email, phone=phone, masked=frozenset(masked))


def _not_usual(people: Collection[UUID]) -> _Shared:
    """Sharing of the addresses that are not simply for the network; those of e-mail and phone."""
    found: _Shared = {}
    for part in parts(sorted(people)):
        rows = ContactPoint.objects.filter(
            person__in=part, channel__in=[ChannelName.EMAIL, ChannelName.PHONE]
        ).exclude(sharing=Sharing.NETWORK)
        for person, channel, address, sharing in rows.values_list(
            "person_id", "channel", "address", "sharing"
        ):
            if person is not None:
                found[person, channel, address] = sharing
    return found


def points_seen_by(
    viewer: Viewer,
    points: Iterable[ContactPoint],
    looked: Collection[UUID] = (),
    at: datetime | None = None,
) -> list[PointSeen]:
    """Of these addresses those the viewer may see; `looked` are the ids of those looked at.

    Two questions for any number.
    """
    rows = list(points)
    day = clock.legal_date(at)
    roles, units = _held({row.person_id for row in rows if row.person_id}, day)
    bodies = {row.unit_id for row in rows if row.unit_id}
    held = UnitRoleHeld.objects.on(day).filter(unit__in=bodies)
    for unit, role in held.values_list("unit_id", "role"):
        roles[unit].add(role)
        units[unit].add(unit)
    seen = (_point_seen(viewer, row, roles, units, looked) for row in rows)
    return [point for point in seen if point.sight is not Sight.HIDDEN]


def _held(
    people: Collection[UUID], day: date
) -> tuple[dict[UUID, set[str]], dict[UUID, set[UUID]]]:
    """The mandates of these people on the day, and where."""
    roles: dict[UUID, set[str]] = defaultdict(set)
    units: dict[UUID, set[UUID]] = defaultdict(set)
    for part in parts(sorted(people)):
        held = Mandate.objects.on(day).filter(person__in=part)
        for person, unit, role in held.values_list("person_id", "unit_id", "role"):
            roles[person].add(role)
            units[person].add(unit)
    return roles, units


def addresses_seen_by(
    viewer: Viewer, used: Iterable[tuple[UUID, str, str]], looked: bool = False
) -> dict[tuple[UUID, str, str], tuple[Sight, str]]:
    """Addresses (person, channel, address) that the ledger holds, as the viewer may see them."""
    wanted = set(used)
    people = {person for person, _, _ in wanted}
    shared = _not_usual(people)
    roles, units = _held(people, clock.legal_date())
    found = {}
    for key in wanted:
        person, channel, address = key
        sharing = shared.get(key, Sharing.NETWORK)
        sight = rules.sight(viewer, roles[person], units[person], sharing, person)
        masked = sight is Sight.MASKED and not looked
        shown = "" if sight is Sight.HIDDEN else address
        found[key] = (sight, rules.masked(channel, address) if masked else shown)
    return found


def _point_seen(
    viewer: Viewer,
    row: ContactPoint,
    roles: dict[UUID, set[str]],
    units: dict[UUID, set[UUID]],
    looked: Collection[UUID],
) -> PointSeen:
    holder = row.person_id or row.unit_id
    assert holder is not None
    sight = rules.sight(viewer, roles[holder], units[holder], row.sharing, row.person_id)
    if sight is Sight.MASKED and row.pk in looked:
        sight = Sight.PLAIN
    shown = rules.masked(row.channel, row.address) if sight is Sight.MASKED else row.address
    return PointSeen(row, sight, shown)


def looks_at(person: Person | UUID, since: datetime | None = None) -> list[LookSeen]:
    """Who looked at the person's private addresses, the latest first; twelve months unless said."""
    key = person.pk if isinstance(person, Person) else person
    after = since or clock.now() - LOOKS_SHOWN
    ids = list(Look.objects.filter(person_id=key, at__gte=after).values_list("entry", flat=True))
    entries = journal.entries(ids=ids, limit=len(ids)) if ids else []
    looking = {entry.by for entry in entries if entry.by}
    names = {str(pk): name for pk, name in _names(looking)}
    return [
        LookSeen(
            at=entry.at,
            by=UUID(entry.by) if entry.by else None,
            name=names.get(entry.by, ""),
            page=str(entry.facts.get("page", "")),
            channel=str(entry.facts.get("channel", "")),
            people=int(entry.facts.get("people", 1)),
        )
        for entry in entries
    ]


def _names(people: Collection[str]) -> list[tuple[UUID, str]]:
    rows = Person.objects.filter(pk__in=list(people))
    return list(rows.values_list("pk", "name"))


# What data subjects asked ------------------------------------------------------------------------


def data_requests(viewer: Viewer, open_only: bool = False) -> QuerySet[Any]:
    """Requests (rows to read) for coordinators: the open ones by what is due first, then closed."""
    rows: QuerySet[Any] = DataRequest.objects.select_related("person", "noted_by", "answered_by")
    if not viewer.coordinates:
        return rows.none()
    rows = rows.annotate(next_due=next_due())
    if open_only:
        rows = rows.filter(closed_at=None)
    return rows.order_by(F("closed_at").desc(nulls_first=True), "next_due", "received_at")


def next_due() -> Any:
    """What is due next of a request: the answer until it was given, then the act."""
    return Case(
        When(closed_at__isnull=False, then=None),
        When(answered_at__isnull=True, then=Coalesce("answer_due", "act_due")),
        default=F("act_due"),
    )


def data_request(viewer: Viewer, request: UUID | str) -> Any:
    """One request, for coordinators and its subject. Raises `Refused("network.no_request")`."""
    rows = DataRequest.objects.select_related("person", "noted_by", "answered_by", "closed_by")
    rows = rows.annotate(next_due=next_due())
    if not viewer.coordinates:
        if viewer.person is None:
            raise Refused("network.no_request")
        rows = rows.filter(person_id=viewer.person)
    row = rows.filter(pk=request).first()
    if row is None:
        raise Refused("network.no_request")
    return row


def requests_of(person: Person | UUID) -> QuerySet[Any]:
    """What the person asked, the latest first (rows to read)."""
    key = person.pk if isinstance(person, Person) else person
    rows: QuerySet[Any] = DataRequest.objects.filter(person_id=key)
    return rows.order_by("-received_at")


def requests_waiting(viewer: Viewer) -> tuple[int, int]:
    """How many requests are open, and of how many something is overdue; coordinators only."""
    if not viewer.coordinates:
        return 0, 0
    opened = DataRequest.objects.filter(closed_at=None)
    late = Q(answered_at=None, answer_due__lt=clock.now()) | Q(act_due__lt=clock.now())
    return opened.count(), opened.filter(late).count()
