"""This installation's one row."""

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.network.actions.asking import AnyUnit, check_manages, the_unit
from thongsuot.network.models import Installation, Person


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
