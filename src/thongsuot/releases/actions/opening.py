"""The hour of an edition: opening it, and who may read it before."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases import rules
from thongsuot.releases.actions.sealing import mark_open
from thongsuot.releases.actions.writing import id_of
from thongsuot.releases.models import EarlyReader, Edition, KitPart
from thongsuot.releases.terms import EditionState, Reach


@transaction.atomic
def open_edition(*, edition: Edition | UUID | str, by: Person | None = None) -> Edition:
    """Tell the house that an edition's hour has come; a second time does nothing.

    One that was withdrawn before its hour is opened too: its head and the notice become visible,
    its text does not. The entry's `state` says so.
    """
    row = Edition.objects.select_for_update().get(pk=id_of(edition))
    if row.opened_at is None and row.visible_from <= clock.now():
        mark_open(row)
        journal.record(
            "edition.opened",
            by=by,
            subject=("edition", row),
            state=row.state,
            predecessor=row.predecessor_id,
        )
    return row


@transaction.atomic
def grant_early(
    *, edition: Edition | UUID, persons: Iterable[Person | UUID], by: Person
) -> list[EarlyReader]:
    """Let trusted people read before the hour, once they agree to hold it.

    Refused: not_your_unit, open_already, withdrawn_already, beyond_reach (somebody the edition's
    reach would never admit).
    """
    row = Edition.objects.select_for_update().get(pk=id_of(edition))
    rules.check_early(row.unit_id, row.visible_from, clock.now(), network.viewer_of(by))
    if row.state == EditionState.WITHDRAWN:
        raise Refused("releases.withdrawn_already")
    chosen = [id_of(person) for person in persons]
    if row.reach != Reach.PUBLIC:
        for person in chosen:
            rules.check_admitted(Reach(row.reach), network.viewer_of(network.person(person)))
    EarlyReader.objects.bulk_create(
        (EarlyReader(edition=row, person_id=person) for person in chosen), ignore_conflicts=True
    )
    granted = list(EarlyReader.objects.filter(edition=row, person__in=chosen))
    journal.record("edition.early_granted", by=by, subject=("edition", row), readers=chosen)
    return granted


@transaction.atomic
def agree_to_hold(*, edition: Edition | UUID, by: Person) -> EarlyReader:
    """A trusted reader promises to hold the edition until its hour; of a kit, all of its parts
    that they were given. Refused: not_early_reader."""
    reader = (
        EarlyReader.objects.select_for_update().filter(edition=id_of(edition), person=by).first()
    )
    if reader is None:
        raise Refused("releases.not_early_reader")
    reader.agreed_at = reader.agreed_at or clock.now()
    reader.save()
    kits = KitPart.objects.filter(release__edition=reader.edition_id).values("kit")
    together = EarlyReader.objects.filter(edition__release__kit_part__kit__in=kits, person=by)
    together.filter(agreed_at=None).update(agreed_at=reader.agreed_at)
    journal.record("edition.hold_agreed", by=by, subject=("edition", reader.edition_id))
    return reader
