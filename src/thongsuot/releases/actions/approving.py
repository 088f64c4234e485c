"""The route: submit, approve, send back, take over, shorten, recall."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases import requirements, rules, standing
from thongsuot.releases.actions.sealing import seal_edition
from thongsuot.releases.actions.telling import tell_author, tell_deciders
from thongsuot.releases.actions.writing import check, id_of, locked, new_revision, text_of
from thongsuot.releases.models import Approval, Draft, Edition, Release, Revision, Step
from thongsuot.releases.rules import Act
from thongsuot.releases.terms import Decision, Moment, ReleaseState, RouteStep, StepState

_OPEN_STEPS = (StepState.PENDING, StepState.WAITING)
_TEXT = ("title", "summary", "body", "files", "house")


@transaction.atomic
def submit(*, release: Release, by: Person) -> Release:
    """Put the newest text on its route; one's unsaved copy is saved first.

    Refused: not_ready (params `findings`: their codes), unchanged, nobody_to_approve, stale.
    """
    release = locked(release)
    alone(release)
    check(Act.SUBMIT, release, by)
    revision = to_submit(release, by)
    authors, route = standing.authors_of(release), rules.read_route(release.kind.route)
    first = lay_out(release, revision, route, authors)
    tell_deciders(first, release, authors)
    journal.record(
        "release.submitted",
        by=by,
        subject=("release", release),
        revision=revision.pk,
        step=first.pk,
        unit=first.unit_id,
    )
    return release


def alone(release: Release) -> None:
    """A part of a kit goes its way with the kit alone. Refused: in_a_kit."""
    if part := standing.part_of(release):
        raise Refused("releases.in_a_kit", kit=str(part.kit_id))


def is_new(release: Release, by: Person) -> bool:
    """Whether the text differs from what went on its way before."""
    kept = Draft.objects.filter(release=release, person=by).first()
    revision = standing.newest(release)
    if revision is None or not revision.steps.exists():
        return True
    return bool(kept and _differ(kept, revision))


def to_submit(release: Release, by: Person, again: bool = False) -> Revision:
    """The revision that goes on its way, ready and not one that went before; `again`: what went
    before is saved anew as it is."""
    kept = Draft.objects.filter(release=release, person=by).first()
    revision = standing.newest(release)
    if kept and (revision is None or _differ(kept, revision)):
        text = text_of(
            kept.title, kept.summary, kept.body, kept.files, kept.house, release.language
        )
        revision = new_revision(release, by, text, kept.base)
    if revision is None:
        raise Refused("releases.nothing_written")
    if revision.steps.exists():
        if not again:
            raise Refused("releases.unchanged")
        text = {name: getattr(revision, name) for name in _TEXT}
        revision = new_revision(release, by, text, revision.number)
    requirements.check_ready(
        requirements.blocking(standing.findings_at(release, revision, Moment.SUBMITTING))
    )
    return revision


def _differ(kept: Draft, revision: Revision) -> bool:
    return any(getattr(kept, name) != getattr(revision, name) for name in _TEXT)


def lay_out(
    release: Release, revision: Revision, route: Iterable[RouteStep], authors: Collection[UUID]
) -> Step:
    """The steps of a new round, none for an author to decide; the first waits for its decision."""
    planned = rules.route_for(
        route,
        release.unit_id,
        network.centre().id,
        lambda unit, roles: bool(network.holders(unit, roles, exclude=tuple(authors))),
    )
    steps = [
        Step(
            release=release,
            revision=revision,
            position=position,
            unit_id=step.unit,
            roles=list(step.roles),
            state=StepState.WAITING if position else StepState.PENDING,
            pending_since=None if position else clock.now(),
            note=step.note,
        )
        for position, step in enumerate(planned)
    ]
    move(release, ReleaseState.IN_APPROVAL)
    return Step.objects.bulk_create(steps)[0]


@transaction.atomic
def approve(*, step: Step | UUID, by: Person) -> Edition | None:
    """Agree to the text at its pending step. The last one seals it: then the edition is returned.

    One entry: `release.approved`, or `edition.sealed` with the step among its facts.
    """
    release, step = _pending(step, by, Act.APPROVE)
    following_step = agree(release, step, by)
    if following_step is None:
        return _release(release, step.revision, by, step=step.pk, shortened=False)
    tell_deciders(following_step, release, standing.authors_of(release) | {by.pk})
    tell_author(release, by, "approved")
    journal.record(
        "release.approved",
        by=by,
        subject=("release", release),
        step=step.pk,
        revision=step.revision_id,
        unit=following_step.unit_id,
    )
    return None


def agree(release: Release, step: Step, by: Person) -> Step | None:
    """The step is approved, and the next one waits; None if there is none."""
    decide(step, by, Decision.APPROVED, StepState.APPROVED)
    waiting = release.steps.filter(revision=step.revision, state=StepState.WAITING)
    following = waiting.order_by("position").first()
    if following is not None:
        following.state, following.pending_since = StepState.PENDING, clock.now()
        following.save()
        move(release, ReleaseState.IN_APPROVAL)
    return following


@transaction.atomic
def send_back(*, step: Step | UUID, by: Person, reason: str) -> Release:
    """Return the text to its authors. Refused: reason_needed."""
    reason = rules.check_reason(reason)
    release, step = _pending(step, by, Act.RETURN)
    refuse(release, step, by, reason)
    tell_author(release, by, "returned", reason)
    journal.record(
        "release.returned",
        by=by,
        subject=("release", release),
        step=step.pk,
        revision=step.revision_id,
    )
    return release


def refuse(release: Release, step: Step, by: Person, reason: str) -> None:
    """The round ends; the text is its authors' again."""
    decide(step, by, Decision.RETURNED, StepState.RETURNED, reason)
    close_round(release)
    move(release, ReleaseState.RETURNED)


@transaction.atomic
def take_over(*, step: Step | UUID, by: Person) -> Revision:
    """Make the text one's own to rewrite it. Who takes over is an author: others must approve."""
    release, step = _pending(step, by, Act.TAKE_OVER)
    decide(step, by, Decision.TAKEN_OVER, StepState.CLOSED)
    close_round(release)
    taken = step.revision
    text = {name: getattr(taken, name) for name in _TEXT}
    revision = new_revision(release, by, text, taken.number)
    move(release, ReleaseState.DRAFT)
    tell_author(release, by, "taken_over")
    journal.record(
        "release.taken_over",
        by=by,
        subject=("release", release),
        step=step.pk,
        revision=revision.pk,
    )
    return revision


@transaction.atomic
def shorten(*, release: Release, by: Person, reason: str) -> Edition:
    """Release a submitted text now. A coordinator who wrote none of it decides in place of the
    steps still open, with a reason that stands beside the edition."""
    release = locked(release)
    alone(release)
    work, _viewer = check(Act.SHORTEN, release, by)
    reason = rules.check_reason(reason)
    still = [step for step in standing.newest_round(release) if step.state in _OPEN_STEPS]
    if by.pk not in work.deciders:
        last = still.pop()
        decide(last, by, Decision.APPROVED, StepState.APPROVED, reason)
    for step in still:
        step.state, step.note, step.skipped_by = StepState.SKIPPED, reason, by
        step.save()
    revision = standing.newest(release)
    assert revision is not None  # a submitted text has one
    return _release(release, revision, by, step=None, shortened=True)


@transaction.atomic
def recall(*, release: Release, by: Person) -> Release:
    """Take a submitted text back before it is decided, to mend it."""
    release = locked(release)
    alone(release)
    check(Act.RECALL, release, by)
    close_round(release)
    move(release, ReleaseState.DRAFT)
    journal.record("release.recalled", by=by, subject=("release", release))
    return release


def _release(
    release: Release, revision: Revision, by: Person, *, step: UUID | None, shortened: bool
) -> Edition:
    """The end of the route: the sealed edition, and the one entry that tells of it."""
    edition = seal_edition(release, revision)
    move(release, ReleaseState.RELEASED)
    tell_author(release, by, "released", number=edition.number_label)
    journal.record(
        "edition.sealed",
        by=by,
        subject=("edition", edition),
        release=release.pk,
        revision=revision.pk,
        step=step,
        shortened=shortened,
        unit=edition.unit_id,
        year=edition.year,
        number=edition.number,
        kind=edition.kind_id,
        reach=edition.reach,
        predecessor=edition.predecessor_id,
        visible_from=edition.visible_from,
        opened=edition.opened_at is not None,
    )
    return edition


def _pending(step: Step | UUID, by: Person, act: Act) -> tuple[Release, Step]:
    """The step and its release, locked and checked. Refused when it is no longer its turn."""
    found = Step.objects.select_related("revision").get(pk=id_of(step))
    release = locked(found.release_id)
    alone(release)
    check(act, release, by)
    found.refresh_from_db()
    if found.state != StepState.PENDING:
        raise Refused("releases.decided_already")
    return release, found


def decide(
    step: Step, by: Person, decision: Decision, state: StepState, reason: str = ""
) -> Approval:
    step.state = state
    step.save()
    return Approval.objects.create(
        step=step,
        revision=step.revision,
        author=step.revision.author,
        decided_by=by,
        deputising=_deputises(step, by),
        decision=decision,
        reason=reason,
    )


def _deputises(step: Step, by: Person) -> bool:
    """Whether the person decides only in somebody's place."""
    held = [h for h in network.holders(step.unit_id, tuple(step.roles)) if h.id == by.pk]
    return bool(held) and all(holder.deputising for holder in held)


def close_round(release: Release) -> None:
    release.steps.filter(state__in=_OPEN_STEPS).update(state=StepState.CLOSED)


def move(release: Release, state: ReleaseState) -> None:
    release.state, release.changed_at = state, clock.now()
    release.save()
