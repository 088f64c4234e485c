"""Kits as a viewer may see them, and what those who will speak rehearse with."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from thongsuot.lib import clock
from thongsuot.lib.text.sections import sections
from thongsuot.network import queries as network
from thongsuot.network.terms import Viewer
from thongsuot.releases import announcing, houses, standing
from thongsuot.releases.houses import House
from thongsuot.releases.models import Edition, Kit, KitPart, KitSpeaker, Release, Step
from thongsuot.releases.queries.editions import visible_editions
from thongsuot.releases.queries.work import findings_of, visible_kits
from thongsuot.releases.terms import (
    Finding,
    KitPartView,
    KitSpeakerView,
    KitState,
    KitView,
    PartRole,
    Reach,
    ReleaseState,
    StepState,
)


def kit_for(viewer: Viewer, id: UUID | str) -> KitView | None:
    """All that the page of a kit shows, or None if there is none for this viewer."""
    row = _rows(visible_kits(viewer).filter(pk=id)).first()
    if row is None:
        return None
    releases = _releases(row)
    works = [standing.work_of(release) for release in releases]
    state = standing.state_of_kit(row, releases)
    found = {r.pk: tuple(findings_of(r, viewer)) for r in releases}
    return replace(_view(row, _names([row]), found), can=announcing.allowed(works, state, viewer))


def kits_for(
    viewer: Viewer, *, state: KitState | str | None = None, limit: int = 100
) -> list[KitView]:
    """Last changed first. For lists: without findings, and without what may be done."""
    rows = list(_rows(visible_kits(viewer)).order_by("-changed_at", "pk")[: limit * 2])
    names = _names(rows)
    views = [_view(row, names, {}) for row in rows]
    return [view for view in views if not state or view.state == state][:limit]


def kit_titles(viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Titles of those of these kits that the viewer may see."""
    wanted = list(ids)
    rows = visible_kits(viewer).filter(pk__in=wanted) if wanted else Kit.objects.none()
    return dict(rows.values_list("pk", "title"))


def kit_of_release(viewer: Viewer, release: UUID) -> KitView | None:
    """The kit a text is part of, for a viewer who may see both."""
    row = _rows(visible_kits(viewer).filter(parts__release=release)).first()
    return _view(row, _names([row]), {}) if row else None


def kit_editions(kit: UUID) -> list[Edition]:
    """The sealed parts, the release first; empty before the kit is sealed. For rooms above."""
    rows = Edition.objects.filter(release__kit_part__kit=kit).select_related("kind", "predecessor")
    return list(rows.order_by("release__kit_part__position"))


def kit_of_edition(edition: UUID) -> UUID | None:
    return KitPart.objects.filter(release__edition=edition).values_list("kit", flat=True).first()


def part_roles(editions: Iterable[UUID]) -> dict[UUID, PartRole]:
    """What each of these editions was within its kit."""
    rows = KitPart.objects.filter(release__edition__in=list(editions))
    return {id: PartRole(role) for id, role in rows.values_list("release__edition", "role") if id}


# What waits for its hour --------------------------------------------------------------------------


@dataclass(frozen=True)
class ComingKit:
    """An announcement to come. `title` is "" for a speaker who has not promised to hold it;
    `opens` says whether its page is for the viewer, `rehearses` whether its rehearsal is."""

    id: UUID
    title: str
    unit_name: str
    hour: datetime | None
    state: KitState
    opens: bool
    rehearses: bool
    parts: int = 0


def coming_kits(viewer: Viewer, limit: int = 10) -> list[ComingKit]:
    """What the viewer prepares, decides on or will speak for; the nearest hour first."""
    if viewer.scopes is not None or not viewer.is_staff:
        return []
    speaks = {row.kit_id: row for row in KitSpeaker.objects.filter(person=viewer.person)}
    seen = visible_kits(viewer)
    alive = Kit.objects.filter(dropped_at=None, created_at__gte=clock.in_days(-365))
    mine = alive.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=list(speaks)))
    rows = list(_rows(mine.order_by("-changed_at")[:100]))
    names, opened = _names(rows), set(seen.values_list("pk", flat=True)) if rows else set()
    found = [
        _coming(view, view.id in opened, speaks.get(view.id))
        for view in (_view(row, names, {}) for row in rows)
        if view.state in announcing.COMING
    ]
    shown = [each for each in found if each.opens or each.rehearses]
    return sorted(shown, key=lambda each: (each.hour is None, each.hour or clock.now()))[:limit]


def _coming(view: KitView, opens: bool, speaker: KitSpeaker | None) -> ComingKit:
    told = opens or bool(speaker and speaker.agreed_at)
    return ComingKit(
        id=view.id,
        title=view.title if told else "",
        unit_name=view.unit_name,
        hour=view.hour,
        state=view.state,
        opens=opens,
        rehearses=view.state in announcing.REHEARSED,
        parts=len(view.parts),
    )


# The rehearsal ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Card:
    """A question that may come, and what is answered; `inside`: for the units alone."""

    question: str
    html: str = ""
    text: str = ""
    inside: bool = False


@dataclass(frozen=True)
class Rehearsed:
    """A text of the kit as it was submitted."""

    role: PartRole
    kind_name: str
    kind_name_en: str
    title: str
    summary: str
    body: str


@dataclass(frozen=True)
class Rehearsal:
    """What a speaker prepares with. While they must promise first, all words are empty."""

    kit: UUID
    unit_name: str
    hour: datetime | None
    must_agree: bool
    state: KitState
    title: str = ""
    speaks_on: str = ""
    house: House = field(default_factory=House)
    cards: tuple[Card, ...] = ()
    texts: tuple[Rehearsed, ...] = ()
    speakers: tuple[KitSpeakerView, ...] = ()


def rehearsal_for(viewer: Viewer, id: UUID | str) -> Rehearsal | None:
    """From the submission until the hour: for the named speakers, once they promised to hold it,
    and for those who may see the kit at work. None for anybody else, and at any other time."""
    if viewer.scopes is not None or not viewer.is_staff:
        return None
    row = _rows(Kit.objects.filter(pk=id)).first()
    if row is None or standing.state_of_kit(row, _releases(row)) not in announcing.REHEARSED:
        return None
    speaker = KitSpeaker.objects.filter(kit=row, person=viewer.person).first()
    works_on_it = visible_kits(viewer).filter(pk=row.pk).exists()
    if speaker is None and not works_on_it:
        return None
    view = _view(row, _names([row]), {})
    must_agree = not works_on_it and speaker is not None and speaker.agreed_at is None
    rehearsal = Rehearsal(view.id, view.unit_name, view.hour, must_agree, view.state)
    if must_agree:
        return rehearsal
    return _with_words(rehearsal, view, row, speaker.speaks_on if speaker else "")


def announced(viewer: Viewer, id: UUID | str) -> UUID | None:
    """The release of a kit that is out, if the viewer may see it: where a rehearsal led to."""
    lead = visible_editions(viewer).filter(
        release__kit_part__kit=UUID(str(id)),
        release__kit_part__role=PartRole.RELEASE,
        visible_from__lte=clock.now(),
    )
    return lead.values_list("pk", flat=True).first()


def _with_words(rehearsal: Rehearsal, view: KitView, row: Kit, speaks_on: str) -> Rehearsal:
    texts, house, cards = [], House(), []
    for part in row.parts.all():
        revision = standing.newest(part.release)
        if revision is None:
            continue
        if part.role == PartRole.HOUSE and revision.house:
            house = houses.read(revision.house)
            cards += [Card(a.question, text=a.answer, inside=a.inside) for a in house.answers]
            continue
        asked = _cards(revision.body) if part.role == PartRole.ANSWERS else []
        cards += asked
        if asked:
            continue
        texts.append(
            Rehearsed(
                role=PartRole(part.role),
                kind_name=part.release.kind.name,
                kind_name_en=part.release.kind.name_en,
                title=revision.title,
                summary=revision.summary,
                body=revision.body,
            )
        )
    return replace(
        rehearsal,
        title=view.title,
        speaks_on=speaks_on,
        house=house,
        cards=tuple(cards),
        texts=tuple(texts),
        speakers=view.speakers,
    )


def _cards(body: str) -> list[Card]:
    """Every heading with words of its own is a question with its answer."""
    return [Card(each.heading, html=each.html) for each in sections(body) if each.html]


# Rows as views ------------------------------------------------------------------------------------


def _rows(rows: QuerySet[Kit]) -> QuerySet[Kit]:
    return rows.select_related("author", "topic").prefetch_related(
        "speakers__person",
        "parts__release__kind",
        "parts__release__predecessor",
        "parts__release__edition",
        "parts__release__steps__revision",
        "parts__release__steps__approval",
        "parts__release__revisions",
        "parts__release__consultations",
    )


def _releases(row: Kit) -> list[Release]:
    return [part.release for part in _parts(row)]


def _parts(row: Kit) -> list[KitPart]:
    return sorted(row.parts.all(), key=lambda part: part.position)


def _names(rows: Iterable[Kit]) -> dict[UUID, str]:
    units = {row.unit_id for row in rows}
    units |= {step.unit_id for row in rows if (step := _waits(row))}
    return {id: view.name for id, view in network.names_of(units).items()} if units else {}


def _waits(row: Kit) -> Step | None:
    """The step that the kit waits at: that of its parts, which go together."""
    steps = (step for release in _releases(row) for step in release.steps.all())
    return next((step for step in steps if step.state == StepState.PENDING), None)


def _view(row: Kit, names: dict[UUID, str], found: dict[UUID, tuple[Finding, ...]]) -> KitView:
    step, releases = _waits(row), _releases(row)
    sealed = [e.visible_from for r in releases if (e := standing.edition_of(r))]
    return KitView(
        id=row.pk,
        title=row.title,
        unit=row.unit_id,
        unit_name=names.get(row.unit_id, ""),
        topic=row.topic_id or "",
        topic_name=row.topic.name if row.topic else "",
        author=row.author_id,
        author_name=row.author.name,
        state=standing.state_of_kit(row, releases),
        hour=max(sealed, default=row.embargo_until),
        parts=tuple(_part(part, found) for part in _parts(row)),
        speakers=tuple(_speaker(each) for each in _in_order(row)),
        waits_at_name=names.get(step.unit_id, "") if step else "",
        waits_since=step.pending_since if step else None,
        created_at=row.created_at,
        changed_at=row.changed_at,
        can=frozenset(),
    )


def _in_order(row: Kit) -> list[KitSpeaker]:
    return sorted(row.speakers.all(), key=lambda each: each.position)


def _speaker(row: KitSpeaker) -> KitSpeakerView:
    return KitSpeakerView(
        row.person_id, row.person.name, row.person.post, row.speaks_on, row.agreed_at
    )


def _part(part: Any, found: dict[UUID, tuple[Finding, ...]]) -> KitPartView:
    release = part.release
    edition = standing.edition_of(release)
    return KitPartView(
        role=PartRole(part.role),
        release=release.pk,
        kind=release.kind_id,
        kind_name=release.kind.name,
        kind_name_en=release.kind.name_en,
        title=release.title,
        state=ReleaseState(release.state),
        reach=Reach(release.reach),
        edition=edition.pk if edition else None,
        number_label=edition.number_label if edition else "",
        findings=found.get(release.pk, ()),
    )
