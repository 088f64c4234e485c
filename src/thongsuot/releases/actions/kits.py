"""A kit: texts written apart that one announcement needs; its parts, its hour, its speakers.

Each act writes one entry. A rule that holds for a text alone holds for each part, and who wrote of
one part counts as having written of all.
"""

from collections.abc import Sequence
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
from thongsuot.releases.actions.locking_kits import locked_kit, touch
from thongsuot.releases.actions.writing import check, id_of, locked
from thongsuot.releases.announcing import KIND_OF, Deed
from thongsuot.releases.models import Kind, Kit, KitPart, KitSpeaker, Release, Topic
from thongsuot.releases.requirements import MAX_TITLE
from thongsuot.releases.terms import PartRole


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
    held = locked_kit(kit)
    held.check(Deed.EDIT, by)
    part = _part(held.kit, PartRole(role), by, release)
    touch(held.kit)
    journal.record(
        "kit.part_added", by=by, subject=("kit", held.kit), role=PartRole(role), release=part.pk
    )
    return part


@transaction.atomic
def take_out(*, kit: Kit | UUID, role: PartRole | str, by: Person) -> Release:
    """The part goes its own way again, as it is. Refused: kit_needs_release, kit_not_now."""
    held = locked_kit(kit)
    held.check(Deed.EDIT, by)
    part = held.kit.parts.filter(role=role).first()
    if part is None or part.role == PartRole.RELEASE:
        raise Refused("releases.kit_needs_release")
    release = part.release
    part.delete()
    touch(held.kit)
    journal.record(
        "kit.part_taken_out", by=by, subject=("kit", held.kit), role=role, release=release.pk
    )
    return release


@transaction.atomic
def set_kit_hour(*, kit: Kit | UUID, embargo_until: datetime | None, by: Person) -> Kit:
    """One hour opens every part; None: at once when approved. Refused: hour_past, kit_not_now."""
    held = locked_kit(kit)
    held.check(Deed.EDIT, by)
    changed = embargo_until != held.kit.embargo_until
    rules.check_times(embargo_until if changed else None, None, clock.now())
    held.kit.embargo_until = embargo_until
    touch(held.kit)
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
    held = locked_kit(kit)
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
    touch(held.kit)
    if standing.state_of_kit(held.kit, held.releases) in announcing.REHEARSED:
        telling.tell_speakers(held.kit, set(told) - set(kept))
    journal.record("kit.speakers_named", by=by, subject=("kit", held.kit), people=list(told))
    return held.kit


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


# Texts as parts -----------------------------------------------------------------------------------


def _title(title: str) -> str:
    title = " ".join(nfc(title).split())
    if not title:
        raise Refused("releases.title_missing")
    if len(title) > MAX_TITLE:
        raise Refused("releases.title_too_long", limit=MAX_TITLE)
    return title


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
