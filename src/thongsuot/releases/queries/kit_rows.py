"""Kits and their parts, from rows to views; the same few questions however many kits."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from thongsuot.network import queries as network
from thongsuot.releases import standing
from thongsuot.releases.models import Kit, KitPart, KitSpeaker, Release, Step
from thongsuot.releases.terms import (
    Finding,
    KitPartView,
    KitSpeakerView,
    KitView,
    PartRole,
    Reach,
    ReleaseState,
    StepState,
)


def with_parts(rows: QuerySet[Kit]) -> QuerySet[Kit]:
    """With all that `view_of` and the rules of a kit read."""
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


def releases_of(row: Kit) -> list[Release]:
    """The texts of a kit, the release first."""
    return [part.release for part in _parts(row)]


def _parts(row: Kit) -> list[KitPart]:
    return sorted(row.parts.all(), key=lambda part: part.position)


def names_for(rows: Iterable[Kit]) -> dict[UUID, str]:
    """The names of the units that the views of these kits tell of."""
    units = {row.unit_id for row in rows}
    units |= {step.unit_id for row in rows if (step := _waits(row))}
    return {id: view.name for id, view in network.names_of(units).items()} if units else {}


def _waits(row: Kit) -> Step | None:
    """The step that the kit waits at: that of its parts, which go together."""
    steps = (step for release in releases_of(row) for step in release.steps.all())
    return next((step for step in steps if step.state == StepState.PENDING), None)


def view_of(row: Kit, names: dict[UUID, str], found: dict[UUID, tuple[Finding, ...]]) -> KitView:
    """One kit; `found` has the findings of its texts, `can` is filled by who knows the viewer."""
    step, releases = _waits(row), releases_of(row)
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


def _part(part: KitPart, found: dict[UUID, tuple[Finding, ...]]) -> KitPartView:
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
