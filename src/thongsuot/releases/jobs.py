"""Timers only push: who may read what is decided when it is read."""

from uuid import UUID

from django.db import transaction

from thongsuot.journal.subscribers import subscriber
from thongsuot.journal.terms import EntryView
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.releases.actions import hand_over_work, keep_unsaved, origin_moved
from thongsuot.releases.actions import open_edition as _open
from thongsuot.releases.actions.stating import keep_statements, unread
from thongsuot.releases.models import Adaptation, Edition
from thongsuot.releases.queries import edition_for, origin_of_edition, unsaved_by
from thongsuot.releases.terms import Follows, OriginMove
from thongsuot.work.registry import every, job
from thongsuot.work.terms import Lane


@job("releases.open_edition", lane=Lane.TIMER)
def open_edition(*, edition: str) -> None:
    """The hour of an edition has come."""
    _open(edition=edition)


@every(seconds=60, name="releases.open_missed")
def open_missed() -> None:
    """Editions whose hour passed while no timer told of it."""
    missed = Edition.objects.filter(opened_at=None, visible_from__lte=clock.now())
    for edition in missed.order_by("visible_from").values_list("pk", flat=True):
        _open(edition=edition)


@every(seconds=300, name="releases.statements")
def read_statements() -> None:
    """The figures of editions that were sealed before they were remembered."""
    for edition in unread():
        with transaction.atomic():
            keep_statements(edition)


@subscriber("releases.adapting", acts={"edition.sealed", "edition.opened"})
def on_successor(entry: EntryView) -> None:
    """What was taken over from an edition hears that it was corrected or taken back."""
    edition = Edition.objects.select_related("kind").get(pk=entry.subject_id)
    if edition.predecessor_id is None or edition.visible_from > clock.now():
        return
    withdraws = edition.kind.follows == Follows.WITHDRAWS
    move = OriginMove.WITHDRAWN if withdraws else OriginMove.CORRECTED
    for row in Adaptation.objects.filter(origin__in=_before(edition)):
        view = None if withdraws else edition_for(network.viewer_of(row.taken_by), edition.pk)
        newest = origin_of_edition(view) if view and view.can_read else None
        origin_moved(adaptation=row, move=move, newest=newest, edition=edition.pk)


def _before(edition: Edition) -> list[UUID]:
    """Everything it follows: a correction withdrawn before its hour left earlier words standing."""
    chain, step = [], edition.predecessor
    while step is not None:
        chain.append(step.pk)
        step = step.predecessor
    return chain


@subscriber("releases.leaving", acts={"mandate.expired"})
def on_leaving(entry: EntryView) -> None:
    """What somebody who left the unit had not saved is saved, for the unit to go on with."""
    person, unit = UUID(entry.facts["person"]), UUID(entry.facts["unit"])
    if network.works_at(person, unit):
        return
    for release in unsaved_by(person, unit):
        keep_unsaved(release=release, person=network.person(person))


@subscriber("releases.reorganising", acts={"reorganisation.in_effect"})
def on_reorganisation(entry: EntryView) -> None:
    """What bodies that ended had in hand goes to the one that succeeds each as a whole."""
    for unit, heir in network.heirs_of(entry.subject_id).items():
        if heir is not None:
            hand_over_work(unit=unit, heir=heir, by=None)
