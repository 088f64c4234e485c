"""This installation's one row."""

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.network.actions.asking import AnyUnit, check_manages, the_unit
from thongsuot.network.models import Installation, Person
from thongsuot.network.queries.succession import gone


@transaction.atomic
def set_up_installation(
    *, name: str, centre: AnyUnit, profile: str = "", by: Person | None = None
) -> Installation:
    """Names the installation and its Information Centre, once. Raises `Refused` the second time."""
    check_manages(by)
    if Installation.objects.exists():
        raise Refused("network.already_set_up")
    row = Installation.objects.create(
        name=nfc(name).strip(), profile=profile, centre=the_unit(centre)
    )
    journal.record(
        "installation.set_up",
        by=by,
        subject=("installation", row.uuid),
        profile=profile,
        centre=row.centre_id,
    )
    return row


@transaction.atomic
def move_centre(*, centre: AnyUnit, by: Person | None) -> Installation:
    """Another body is the Information Centre from now on: the one before was reorganised."""
    check_manages(by)
    row, unit = Installation.objects.select_for_update().first(), the_unit(centre)
    if row is None:
        raise Refused("network.not_set_up")
    if gone([unit.pk]):
        raise Refused("network.centre_has_ended")
    row.centre = unit
    row.save()
    journal.record(
        "installation.centre_moved",
        by=by,
        subject=("installation", row.uuid),
        centre=unit.pk,
    )
    return row
