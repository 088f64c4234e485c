"""A kit: texts written apart, submitted, approved and released together; all of them or none.

Each act writes one entry. A rule that holds for a text alone holds for each part, and who wrote of
one part counts as having written of all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases import announcing, rules, standing
from thongsuot.releases.actions import approving
from thongsuot.releases.actions import telling_kits as telling
from thongsuot.releases.actions.drafting import begin_text
from thongsuot.releases.actions.sealing import seal_edition
from thongsuot.releases.actions.writing import check, id_of, locked
from thongsuot.releases.announcing import KIND_OF, Deed
from thongsuot.releases.models import (
    Edition,
    Kind,
    Kit,
    KitPart,
    KitSpeaker,
    Release,
    Step,
    Topic,
)
from thongsuot.releases.requirements import MAX_TITLE
from thongsuot.releases.terms import PartRole, ReleaseState, StepState
from thongsuot.search import actions as search


@dataclass(frozen=True)
class _Held:
    """A kit and its texts, ours alone until the act is over."""

    kit: Kit
    releases: tuple[Release, ...]
    works: tuple[rules.Work, ...]

    def check(self, deed: Deed, by: Person) -> None:
        state = standing.state_of_kit(self.kit, self.releases)
        announcing.check(deed, self.works, state, network.viewer_of(by))


@transaction.atomic
def begin_kit(
    *,
    title: str,
    unit: Any,
    by: Person,
    topic: Topic | str | None = None,
    release: Release | UUID | None = None,
) -> Kit:
    """A new announcement of one's own unit, with its release begun, or with `release` as that.

    Refused: not_your_unit, title_missing, title_too_long; of `release` as `add_part`.
    """
    rules.check_draft_for(id_of(unit), network.viewer_of(by))
    kit = Kit.objects.create(
        unit_id=id_of(unit), author=by, title=_title(title), topic_id=id_of(topic) or None
    )
    part = _part(kit, PartRole.RELEASE, by, release)
    journal.record("kit.begun", by=by, subject=("kit", kit), unit=kit.unit_id, release=part.pk)
    return kit


@transaction.atomic
def add_part(
    *, kit: Kit | UUID, role: PartRole | str, by: Person, release: Release | UUID | None = None
) -> Release:
    """A text for the role, begun here, or one's own that is still being written.

    Refused: part_taken, part_kind, part_other_unit, in_a_kit, kit_needs_topic (a message house
    belongs to a topic), not_topic_unit, kit_not_now.
    """
    held = _held(kit)
    held.check(Deed.EDIT, by)
    part = _part(held.kit, PartRole(role), by, release)
    _touch(held.kit)
    journal.record(
        "kit.part_added", by=by, subject=("kit", held.kit), role=PartRole(role), release=part.pk
    )
    return part


@transaction.atomic
def take_out(*, kit: Kit | UUID, role: PartRole | str, by: Person) -> Release:
    """The part goes its own way again, as it is. Refused: kit_needs_release, kit_not_now."""
    held = _held(kit)
    held.check(Deed.EDIT, by)
    part = held.kit.parts.filter(role=role).first()
    if part is None or part.role == PartRole.RELEASE:
        raise Refused("releases.kit_needs_release")
    release = part.release
    part.delete()
    _touch(held.kit)
    journal.record(
        "kit.part_taken_out", by=by, subject=("kit", held.kit), role=role, release=release.pk
    )
    return release


@transaction.atomic
def set_kit_hour(*, kit: Kit | UUID, embargo_until: datetime | None, by: Person) -> Kit:
    """One hour opens every part; None: at once when approved. Refused: hour_past, kit_not_now."""
    held = _held(kit)
    held.check(Deed.EDIT, by)
    changed = embargo_until != held.kit.embargo_until
    rules.check_times(embargo_until if changed else None, None, clock.now())
    held.kit.embargo_until = embargo_until
    _touch(held.kit)
    for release in held.releases:
        _share_hour(held.kit, release)
    journal.record("kit.hour_set", by=by, subject=("kit", held.kit), embargo_until=embargo_until)
    return held.kit


@transaction.atomic
def set_speakers(
    *, kit: Kit | UUID, people: Sequence[Person | UUID | tuple[Person | UUID, str]], by: Person
) -> Kit:
    """Exactly these speak, in this order; with each, what they speak on, if it is said.

    Before the hour they rehearse; who is named after the submission is told at once.
    Refused: speaker_outside, kit_not_now.
    """
    held = _held(kit)
    held.check(Deed.NAME_SPEAKERS, by)
    kept = {row.person_id: row.agreed_at for row in held.kit.speakers.all()}
    named = [each if isinstance(each, tuple) else (each, "") for each in people]
    told = {id_of(person): nfc(words).strip()[:200] for person, words in named}
    for person in told:
        announcing.check_speaker(network.viewer_of(network.person(person)))
    held.kit.speakers.all().delete()
    KitSpeaker.objects.bulk_create(
        KitSpeaker(
            kit=held.kit, person_id=id, speaks_on=words, position=place, agreed_at=kept.get(id)
        )
        for place, (id, words) in enumerate(told.items())
    )
    _touch(held.kit)
    if standing.state_of_kit(held.kit, held.releases) in announcing.REHEARSED:
        telling.tell_speakers(held.kit, set(told) - set(kept))
    journal.record("kit.speakers_named", by=by, subject=("kit", held.kit), people=list(told))
    return held.kit


@transaction.atomic
def submit_kit(*, kit: Kit | UUID, by: Person) -> Kit:
    """Every part goes on its way with the others, one's unsaved copies saved first.

    Of a kit that came back, a part that needed no change goes again as it was.
    Refused: kit_not_ready (params `parts`: roles, `findings`: their codes), unchanged,
    nobody_to_approve, stale.
    """
    held = _held(kit)
    held.check(Deed.SUBMIT, by)
    _check_something_new(held, by)
    revisions = _ready(held, by)
    authors = _authors(held)
    route = announcing.joint_route(rules.read_route(r.kind.route) for r in held.releases)
    steps = [
        approving.lay_out(release, revision, route, authors)
        for release, revision in zip(held.releases, revisions, strict=True)
    ]
    _touch(held.kit)
    telling.tell_deciders(held.kit, steps[0], authors)
    telling.tell_speakers(held.kit, _speakers(held.kit))
    journal.record(
        "kit.submitted",
        by=by,
        subject=("kit", held.kit),
        releases=[release.pk for release in held.releases],
        unit=steps[0].unit_id,
    )
    return held.kit


@transaction.atomic
def approve_kit(*, kit: Kit | UUID, by: Person) -> tuple[Edition, ...]:
    """Agree to every part at its pending step. The last step seals them all: then the editions are
    returned, the release first. One entry: `kit.approved` or `kit.sealed`.

    Refused: not_your_step, own_text (who wrote of any part), decided_before.
    """
    held = _held(kit)
    held.check(Deed.APPROVE, by)
    steps = [_pending(release) for release in held.releases]
    following = [
        approving.agree(release, step, by)
        for release, step in zip(held.releases, steps, strict=True)
    ]
    _touch(held.kit)
    if (first := following[0]) is None:
        return _seal(held, steps, by)
    telling.tell_deciders(held.kit, first, _authors(held) | {by.pk})
    telling.tell_authors(held.kit, _authors(held), by, "approved")
    journal.record("kit.approved", by=by, subject=("kit", held.kit), unit=first.unit_id)
    return ()


def _seal(held: _Held, steps: list[Step], by: Person) -> tuple[Edition, ...]:
    """The end of the road: every part an edition, and the one entry that tells of them."""
    editions = tuple(
        seal_edition(release, step.revision)
        for release, step in zip(held.releases, steps, strict=True)
    )
    for release in held.releases:
        approving.move(release, ReleaseState.RELEASED)
    telling.tell_authors(held.kit, _authors(held), by, "released")
    lead = editions[0]
    if lead.opened_at is None:
        telling.tell_speakers(held.kit, _speakers(held.kit), approved=True)
    journal.record(
        "kit.sealed",
        by=by,
        subject=("kit", held.kit),
        editions=[edition.pk for edition in editions],
        releases=[release.pk for release in held.releases],
        unit=lead.unit_id,
        visible_from=lead.visible_from,
        opened=lead.opened_at is not None,
    )
    return editions


@transaction.atomic
def return_kit(*, kit: Kit | UUID, by: Person, reason: str) -> Kit:
    """Every part goes back to its authors with one reason. Refused: reason_needed."""
    reason = rules.check_reason(reason)
    held = _held(kit)
    held.check(Deed.RETURN, by)
    for release in held.releases:
        approving.refuse(release, _pending(release), by, reason)
    return _told(held, by, "returned", reason)


@transaction.atomic
def recall_kit(*, kit: Kit | UUID, by: Person) -> Kit:
    """Take every part back before it is decided, to mend it."""
    held = _held(kit)
    held.check(Deed.RECALL, by)
    for release in held.releases:
        approving.close_round(release)
        approving.move(release, ReleaseState.DRAFT)
    _touch(held.kit)
    journal.record("kit.recalled", by=by, subject=("kit", held.kit))
    return held.kit


@transaction.atomic
def drop_kit(*, kit: Kit | UUID, by: Person, reason: str) -> Kit:
    """Give the announcement up with all its texts; a text worth keeping is taken out before.

    Refused: reason_needed, kit_not_now.
    """
    reason = rules.check_reason(reason)
    held = _held(kit)
    held.check(Deed.DROP, by)
    for release in held.releases:
        approving.move(release, ReleaseState.DROPPED)
        search.remove("release", release.pk)
    held.kit.dropped_at = clock.now()
    return _told(held, by, "dropped", reason)


@transaction.atomic
def agree_to_hold_kit(*, kit: Kit | UUID, by: Person) -> KitSpeaker:
    """A speaker promises to hold it until its hour, once. Refused: not_early_reader."""
    row = KitSpeaker.objects.select_for_update().filter(kit=id_of(kit), person=by).first()
    if row is None:
        raise Refused("releases.not_early_reader")
    row.agreed_at = row.agreed_at or clock.now()
    row.save(update_fields=["agreed_at"])
    journal.record("kit.hold_agreed", by=by, subject=("kit", row.kit_id))
    return row


# Steps that the acts share ------------------------------------------------------------------------


def _held(kit: Kit | UUID) -> _Held:
    row = Kit.objects.select_for_update(of=("self",)).get(pk=id_of(kit))
    parts = row.parts.order_by("position").values_list("release_id", flat=True)
    releases = tuple(locked(id) for id in parts)
    return _Held(row, releases, tuple(standing.work_of(release) for release in releases))


def _authors(held: _Held) -> frozenset[UUID]:
    return frozenset().union(*(standing.authors_of(release) for release in held.releases))


def _speakers(kit: Kit) -> set[UUID]:
    return set(kit.speakers.values_list("person_id", flat=True))


def _title(title: str) -> str:
    title = " ".join(nfc(title).split())
    if not title:
        raise Refused("releases.title_missing")
    if len(title) > MAX_TITLE:
        raise Refused("releases.title_too_long", limit=MAX_TITLE)
    return title


def _touch(kit: Kit) -> None:
    kit.changed_at = clock.now()
    kit.save()


def _part(kit: Kit, role: PartRole, by: Person, given: Release | UUID | None) -> Release:
    """The text as a part of the kit, with the hour that the parts share."""
    release = _given(kit, given, by) if given else _begun(kit, role, by)
    taken = [PartRole(each) for each in kit.parts.values_list("role", flat=True)]
    follows = release.kind.follows or ("yes" if release.predecessor_id else "")
    announcing.check_part(role, release.kind_id, follows, taken)
    KitPart.objects.create(kit=kit, release=release, role=role, position=list(KIND_OF).index(role))
    _share_hour(kit, release)
    return release


def _given(kit: Kit, given: Release | UUID, by: Person) -> Release:
    release = locked(id_of(given))
    approving.alone(release)
    check(rules.Act.EDIT, release, by)
    if release.unit_id != kit.unit_id:
        raise Refused("releases.part_other_unit")
    return release


def _begun(kit: Kit, role: PartRole, by: Person) -> Release:
    if role == PartRole.HOUSE and kit.topic_id is None:
        raise Refused("releases.kit_needs_topic")
    return begin_text(
        kind=KIND_OF[role],
        unit=kit.unit_id,
        by=by,
        title=_part_title(kit, role),
        topic=kit.topic_id,
    )


def _part_title(kit: Kit, role: PartRole) -> str:
    if role == PartRole.RELEASE:
        return kit.title
    return f"{Kind.objects.get(pk=KIND_OF[role]).name}: {kit.title}"[:MAX_TITLE]


def _share_hour(kit: Kit, release: Release) -> None:
    release.embargo_until, release.release_at = kit.embargo_until, None
    release.topic_id = release.topic_id or kit.topic_id
    release.changed_at = clock.now()
    release.save()


def _check_something_new(held: _Held, by: Person) -> None:
    """What came back goes again only when some part of it was changed."""
    if not any(approving.is_new(release, by) for release in held.releases):
        raise Refused("releases.unchanged")


def _ready(held: _Held, by: Person) -> list[Any]:
    """The revision of each part that goes on its way; all that stops any of them, said at once."""
    found, stopped = [], []
    codes: list[Any] = []
    roles = held.kit.parts.order_by("position").values_list("role", flat=True)
    for role, release in zip(roles, held.releases, strict=True):
        try:
            with transaction.atomic():
                found.append(approving.to_submit(release, by, again=True))
        except Refused as refused:
            if refused.code not in ("releases.not_ready", "releases.nothing_written"):
                raise
            stopped.append(role)
            told: Any = refused.params.get("findings", [refused.code])
            codes += told
    if stopped:
        raise Refused("releases.kit_not_ready", parts=stopped, findings=codes)
    return found


def _pending(release: Release) -> Step:
    return release.steps.select_related("revision").get(state=StepState.PENDING)


def _told(held: _Held, by: Person, what: str, reason: str) -> Kit:
    _touch(held.kit)
    telling.tell_authors(held.kit, _authors(held), by, what, reason)
    journal.record(f"kit.{what}", by=by, subject=("kit", held.kit))
    return held.kit
