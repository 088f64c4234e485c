"""Topics as a viewer may see them: who answers for each, and the message house that stands."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import PersonView, UnitView, Viewer
from thongsuot.releases import houses
from thongsuot.releases.filling import SPEAKERS
from thongsuot.releases.models import Edition, Release, Topic
from thongsuot.releases.queries.editions import views, visible_editions
from thongsuot.releases.queries.work import visible_releases
from thongsuot.releases.standing import is_house
from thongsuot.releases.standing import topic_units as topic_units
from thongsuot.releases.terms import (
    MESSAGE_HOUSE,
    EditionState,
    EditionView,
    Follows,
    ReleaseState,
    StandingHouse,
    TopicView,
)


def topics_for(viewer: Viewer, at: datetime | None = None) -> list[TopicView]:
    """All of them in their order, each with the house that stands, if the viewer is admitted."""
    return _views(viewer, Topic.objects.order_by("position", "code"), at)


def topic_for(viewer: Viewer, code: str, at: datetime | None = None) -> TopicView | None:
    found = _views(viewer, Topic.objects.filter(pk=code), at)
    return found[0] if found else None


def standing_house(
    viewer: Viewer, topic: Topic | str, at: datetime | None = None
) -> EditionView | None:
    """The newest open house of a topic that nothing superseded; None too where its reach does not
    admit the viewer, for older lines no longer stand. Never before its hour, for nobody."""
    code = topic.pk if isinstance(topic, Topic) else topic
    return _standing(viewer, [code], at).get(code)


def house_history(viewer: Viewer, topic: str, limit: int = 50) -> list[EditionView]:
    """The editions of a topic that held its lines, newest hour first, those to come too."""
    rows = _houses(visible_editions(viewer).filter(topic=topic))
    return views(viewer, rows.order_by("-visible_from", "-sealed_at")[:limit], None)


def houses_in_work(viewer: Viewer, topic: str) -> QuerySet[Release]:
    """Houses of a topic that the viewer may see at work, last changed first: rows to read."""
    rows = visible_releases(viewer).filter(topic=topic, kind=MESSAGE_HOUSE)
    rows = rows.exclude(state__in=(ReleaseState.RELEASED, ReleaseState.DROPPED))
    return rows.select_related("author", "unit").order_by("-changed_at")


def review_counts(day: date | None = None) -> dict[UUID, tuple[int, int]]:
    """Of each body that owns topics: how many, and how many of them were reviewed in time.

    A topic without a house was never looked at, so it counts as late.
    """
    day = day or clock.legal_date()
    owned: Counter[UUID] = Counter()
    in_time: Counter[UUID] = Counter()
    rows = Topic.objects.filter(owner__isnull=False).values_list("owner_id", "review_on")
    for owner, due in rows:
        assert owner is not None  # filtered above
        owned[owner] += 1
        in_time[owner] += bool(due and due >= day)
    return {owner: (count, in_time[owner]) for owner, count in owned.items()}


def has_lines(release: Release) -> bool:
    """Whether the text is a message house, or the correction of one."""
    return is_house(release)


def speakers_of(units: Iterable[UUID]) -> list[PersonView]:
    """Who may be quoted for these bodies today, once each, in Vietnamese order."""
    found = [view for unit in set(units) for view in network.people(unit=unit)]
    once = {view.id: view for view in found if view.role in SPEAKERS}
    return sorted(once.values(), key=lambda view: (view.order, str(view.id)))


def _houses(rows: QuerySet[Edition]) -> QuerySet[Edition]:
    """Those that hold lines: of the kind itself, and corrections of such."""
    return rows.exclude(revision__house={})


def _standing(
    viewer: Viewer, codes: Iterable[str], at: datetime | None = None
) -> dict[str, EditionView]:
    """The house that stands on each topic. Which one is decided among all, then whether it may be
    seen: who is not admitted to the newest lines is not told the older ones for current. Nor is
    anybody when the newest were withdrawn: what they had replaced is not true again by that."""
    now = at or clock.now()
    corrected = Edition.objects.filter(
        predecessor=OuterRef("pk"), kind__follows=Follows.CORRECTS, visible_from__lte=now
    )
    never_out = Edition.objects.filter(
        predecessor=OuterRef("pk"),
        kind__follows=Follows.WITHDRAWS,
        sealed_at__lt=OuterRef("visible_from"),
    )
    rows = _houses(Edition.objects.filter(topic__in=list(codes), visible_from__lte=now))
    rows = rows.exclude(Exists(corrected)).exclude(Exists(never_out))
    newest: dict[UUID, str] = {}
    ordered = rows.order_by("visible_from", "sealed_at", "number", "pk")
    for id, topic in ordered.values_list("pk", "topic_id"):
        newest[id] = topic or ""
    last = {topic: id for id, topic in newest.items()}
    seen = visible_editions(viewer, now).filter(pk__in=last.values(), state=EditionState.STANDING)
    return {view.topic: view for view in views(viewer, seen, now)}


def _views(viewer: Viewer, rows: QuerySet[Topic], at: datetime | None) -> list[TopicView]:
    found = list(rows.select_related("reviewed_by").prefetch_related("deputies"))
    standing = _standing(viewer, [row.pk for row in found], at)
    ids = {row.owner_id for row in found if row.owner_id}
    ids |= {unit.pk for row in found for unit in row.deputies.all()}
    names = network.names_of(ids) if ids else {}
    day = clock.legal_date(at)
    made = [_view(row, standing.get(row.pk), names, day) for row in found]
    return made if viewer.is_staff else [_without_review(view) for view in made]


def _without_review(view: TopicView) -> TopicView:
    return replace(
        view, review_on=None, review_overdue=False, reviewed_at=None, reviewed_by_name=""
    )


def _view(
    row: Any, edition: EditionView | None, names: dict[UUID, UnitView], day: date
) -> TopicView:
    def name(unit: UUID | None) -> str:
        return names[unit].name if unit in names else ""

    deputies = sorted(
        ((unit.pk, name(unit.pk)) for unit in row.deputies.all()),
        key=lambda each: names[each[0]].order if each[0] in names else "",
    )
    return TopicView(
        code=row.pk,
        name=row.name,
        name_en=row.name_en,
        parent=row.parent_id or "",
        owner=row.owner_id,
        owner_name=name(row.owner_id),
        deputies=tuple(deputies),
        keywords=tuple(line.strip() for line in row.keywords.splitlines() if line.strip()),
        review_every_days=row.review_every_days,
        review_on=row.review_on,
        review_overdue=bool(row.review_on and row.review_on < day),
        reviewed_at=row.reviewed_at,
        reviewed_by_name=row.reviewed_by.name if row.reviewed_by else "",
        standing=_told(edition, day) if edition else None,
        house=edition.house if edition else None,
    )


def _told(view: EditionView, day: date) -> StandingHouse:
    house = view.house or houses.House()
    return StandingHouse(
        id=view.id,
        number_label=view.number_label,
        title=view.title,
        unit=view.unit,
        unit_name=view.unit_name,
        visible_from=view.visible_from,
        valid_until=house.valid_until,
        expired=not houses.is_valid(house, day),
        reach=view.reach,
    )
