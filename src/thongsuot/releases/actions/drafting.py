"""Writing: begin, keep what is typed, save, set what stands beside the text, drop."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases import origins, rules, standing
from thongsuot.releases.actions.beginning import begin_from
from thongsuot.releases.actions.pinning import begin_lines, words_alone
from thongsuot.releases.actions.telling import tell_author
from thongsuot.releases.actions.writing import (
    check,
    id_of,
    keep_copy,
    locked,
    saved,
    text_of,
)
from thongsuot.releases.houses import House
from thongsuot.releases.models import Adaptation, Draft, Kind, Release, Revision, Template, Topic
from thongsuot.releases.rules import Act
from thongsuot.releases.terms import MESSAGE_HOUSE, PolicyStage, Reach, ReleaseState
from thongsuot.search import actions as search


@transaction.atomic
def draft(
    *,
    kind: Kind | str,
    unit: Any,
    by: Person,
    title: str = "",
    topic: Topic | str | None = None,
    reach: Reach | None = None,
    predecessor: Any = None,
    template: Template | UUID | str | None = None,
    house: House | None = None,
) -> Release:
    """Begin a text of one's own unit. What follows an edition begins by `correct`, `withdraw`.

    `unit` is a row, a view or an id. From a `template` the author's unsaved copy begins with its
    words; that of a message house with the lines of `house`, else with those that stand on its
    topic. Refused: not_your_unit, predecessor_needed, reach_too_wide, template_unfit,
    not_topic_unit.
    """
    release = begin_text(
        kind=kind,
        unit=unit,
        by=by,
        title=title,
        topic=topic,
        reach=reach,
        predecessor=predecessor,
        template=template,
        house=house,
    )
    journal.record(
        "release.drafted",
        by=by,
        subject=("release", release),
        kind=release.kind_id,
        unit=release.unit_id,
    )
    return release


def begin_text(
    *,
    kind: Kind | str,
    unit: Any,
    by: Person,
    title: str = "",
    topic: Topic | str | None = None,
    reach: Reach | None = None,
    predecessor: Any = None,
    template: Template | UUID | str | None = None,
    house: House | None = None,
) -> Release:
    """What `draft` does, for acts that tell of more than the text. A message house begins for the
    units alone."""
    kind = Kind.objects.get(pk=id_of(kind))
    rules.check_draft_for(id_of(unit), network.viewer_of(by))
    if kind.follows or predecessor:
        raise Refused("releases.predecessor_needed")
    has_lines = kind.pk == MESSAGE_HOUSE
    reach = Reach(reach or (Reach.UNITS if has_lines else kind.reach))
    rules.check_reach(reach, Reach(kind.reach))
    release = Release.objects.create(
        kind=kind,
        unit_id=id_of(unit),
        author=by,
        topic_id=id_of(topic) or None,
        reach=reach,
        urgent=kind.urgent,
        title=text_of(title, "", "", [])["title"],
    )
    if has_lines:
        begin_lines(release, by, house)
    elif template:
        begin_from(release, id_of(template), by)
    return release


@transaction.atomic
def autosave(
    *,
    release: Release,
    by: Person,
    title: str,
    summary: str,
    body: str,
    files: list[Any] | None,
    base: int,
) -> Draft:
    """Keep what somebody is typing: one copy a person, no act, so nothing in the journal.

    `files` None leaves those of the copy as they are. Of a message house summary and body are
    made of its lines: `autosave_house` keeps those.
    """
    release = locked(release)
    check(Act.EDIT, release, by)
    text = words_alone(release, by, title, summary, body, files or [])
    if files is None:
        del text["files"]
    return keep_copy(release, by, text | {"base": base})


@transaction.atomic
def discard_draft(*, release: Release, by: Person) -> None:
    """Throw one's own unsaved copy away."""
    Draft.objects.filter(release=id_of(release), person=by).delete()


@transaction.atomic
def save(
    *,
    release: Release,
    by: Person,
    title: str,
    summary: str,
    body: str,
    files: list[Any],
    base: int,
) -> Revision:
    """An immutable save on revision number `base` (0: none yet).

    Refused: stale when somebody saved since; its params have `number`, `author` and both texts,
    `theirs` and `mine`. Nothing is lost: the person's unsaved copy stays. Of a message house the
    lines stay as they are and moved figures are renewed; `save_house` saves lines.
    """
    release = locked(release)
    check(Act.EDIT, release, by)
    text = words_alone(release, by, title, summary, body, files)
    return saved(release, by, text, base)


@transaction.atomic
def set_details(
    *,
    release: Release,
    by: Person,
    topic: Topic | str | None,
    reach: Reach,
    policy_stage: PolicyStage = PolicyStage.NONE,
    cleared_for_publication: bool = False,
    embargo_until: datetime | None = None,
    release_at: datetime | None = None,
    urgent: bool = False,
) -> Release:
    """All that stands beside the text, at once. Refused: reach_too_wide, hour_past, …"""
    release = locked(release)
    check(Act.EDIT, release, by)
    earlier = release.predecessor
    limit = Reach(release.kind.reach)
    rules.check_reach(Reach(reach), limit, Reach(earlier.reach) if earlier else None)
    if taken := Adaptation.objects.filter(release=release).first():
        origins.check_reach(Reach(reach), origins.origin_of(taken.taken))
    _check_hours(release, embargo_until, release_at)
    release.topic_id, release.reach = id_of(topic) or None, Reach(reach)
    release.policy_stage = PolicyStage(policy_stage)
    _clear(release, cleared_for_publication, by)
    release.embargo_until, release.release_at = embargo_until, release_at
    release.urgent, release.changed_at = urgent, clock.now()
    release.save()
    journal.record(
        "release.detailed",
        by=by,
        subject=("release", release),
        reach=release.reach,
        policy_stage=release.policy_stage,
        cleared=cleared_for_publication,
        embargo_until=embargo_until,
        release_at=release_at,
    )
    return release


def _check_hours(
    release: Release, embargo_until: datetime | None, release_at: datetime | None
) -> None:
    """Only an hour that is changed must still be to come."""
    embargo_moved = embargo_until != release.embargo_until
    release_moved = release_at != release.release_at
    rules.check_times(
        embargo_until if embargo_moved else None,
        release_at if release_moved else None,
        clock.now(),
        release.kind.follows,
    )
    if (embargo_moved or release_moved) and standing.part_of(release):
        raise Refused("releases.hour_of_the_kit")


def _clear(release: Release, cleared: bool, by: Person) -> None:
    """Who cleared a draft policy for publication, and when; a second time changes neither."""
    if cleared and not release.cleared_for_publication:
        release.cleared_by, release.cleared_at = by, clock.now()
    elif not cleared:
        release.cleared_by = release.cleared_at = None
    release.cleared_for_publication = cleared


@transaction.atomic
def drop(*, release: Release, by: Person, reason: str) -> Release:
    """Give a text up. It stays readable to its unit. Refused: reason_needed, not_now."""
    release = locked(release)
    reason = rules.check_reason(reason)
    check(Act.DROP, release, by)
    if part := standing.part_of(release):
        raise Refused("releases.in_a_kit", kit=str(part.kit_id))
    release.state, release.changed_at = ReleaseState.DROPPED, clock.now()
    release.save()
    search.remove("release", release.pk)
    tell_author(release, by, "dropped", reason)
    journal.record("release.dropped", by=by, subject=("release", release))
    return release
