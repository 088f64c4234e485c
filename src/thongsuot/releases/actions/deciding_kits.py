"""A kit on its road: every part goes each step with the others, or none does."""

from typing import Any
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network.models import Person
from thongsuot.releases import announcing, rules
from thongsuot.releases.actions import approving
from thongsuot.releases.actions import telling_kits as telling
from thongsuot.releases.actions.locking_kits import LockedKit, locked_kit, speakers_of, touch
from thongsuot.releases.actions.sealing import seal_edition
from thongsuot.releases.announcing import Deed
from thongsuot.releases.models import Edition, Kit, Release, Step
from thongsuot.releases.terms import ReleaseState, StepState
from thongsuot.search import actions as search


@transaction.atomic
def submit_kit(*, kit: Kit | UUID, by: Person) -> Kit:
    """Every part goes on its way with the others, one's unsaved copies saved first.

    Of a kit that came back, a part that needed no change goes again as it was.
    Refused: kit_not_ready (params `parts`: roles, `findings`: their codes), unchanged,
    nobody_to_approve, stale.
    """
    held = locked_kit(kit)
    held.check(Deed.SUBMIT, by)
    _check_something_new(held, by)
    revisions = _ready(held, by)
    authors = held.authors
    route = announcing.joint_route(rules.read_route(r.kind.route) for r in held.releases)
    steps = [
        approving.lay_out(release, revision, route, authors)
        for release, revision in zip(held.releases, revisions, strict=True)
    ]
    touch(held.kit)
    telling.tell_deciders(held.kit, steps[0], authors)
    telling.tell_speakers(held.kit, speakers_of(held.kit))
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
    held = locked_kit(kit)
    held.check(Deed.APPROVE, by)
    steps = [_pending(release) for release in held.releases]
    following = [
        approving.agree(release, step, by)
        for release, step in zip(held.releases, steps, strict=True)
    ]
    touch(held.kit)
    if (first := following[0]) is None:
        return _seal(held, steps, by)
    telling.tell_deciders(held.kit, first, held.authors | {by.pk})
    telling.tell_authors(held.kit, held.authors, by, "approved")
    journal.record("kit.approved", by=by, subject=("kit", held.kit), unit=first.unit_id)
    return ()


def _seal(held: LockedKit, steps: list[Step], by: Person) -> tuple[Edition, ...]:
    """The end of the road: every part an edition, and the one entry that tells of them."""
    editions = tuple(
        seal_edition(release, step.revision)
        for release, step in zip(held.releases, steps, strict=True)
    )
    for release in held.releases:
        approving.move(release, ReleaseState.RELEASED)
    telling.tell_authors(held.kit, held.authors, by, "released")
    lead = editions[0]
    if lead.opened_at is None:
        telling.tell_speakers(held.kit, speakers_of(held.kit), approved=True)
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
    held = locked_kit(kit)
    held.check(Deed.RETURN, by)
    for release in held.releases:
        approving.refuse(release, _pending(release), by, reason)
    return _told(held, by, "returned", reason)


@transaction.atomic
def recall_kit(*, kit: Kit | UUID, by: Person) -> Kit:
    """Take every part back before it is decided, to mend it."""
    held = locked_kit(kit)
    held.check(Deed.RECALL, by)
    for release in held.releases:
        approving.close_round(release)
        approving.move(release, ReleaseState.DRAFT)
    touch(held.kit)
    journal.record("kit.recalled", by=by, subject=("kit", held.kit))
    return held.kit


@transaction.atomic
def drop_kit(*, kit: Kit | UUID, by: Person, reason: str) -> Kit:
    """Give the announcement up with all its texts; a text worth keeping is taken out before.

    Refused: reason_needed, kit_not_now.
    """
    reason = rules.check_reason(reason)
    held = locked_kit(kit)
    held.check(Deed.DROP, by)
    for release in held.releases:
        approving.move(release, ReleaseState.DROPPED)
        search.remove("release", release.pk)
    held.kit.dropped_at = clock.now()
    return _told(held, by, "dropped", reason)


def _check_something_new(held: LockedKit, by: Person) -> None:
    """What came back goes again only when some part of it was changed."""
    if not any(approving.is_new(release, by) for release in held.releases):
        raise Refused("releases.unchanged")


def _ready(held: LockedKit, by: Person) -> list[Any]:
    """The revision of each part that goes on its way; all that stops any of them, said at once."""
    found, stopped, codes = [], list[str](), list[Any]()
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


def _told(held: LockedKit, by: Person, what: str, reason: str) -> Kit:
    touch(held.kit)
    telling.tell_authors(held.kit, held.authors, by, what, reason)
    journal.record(f"kit.{what}", by=by, subject=("kit", held.kit))
    return held.kit
