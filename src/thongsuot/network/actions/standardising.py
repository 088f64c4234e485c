"""Bringing the addresses that are kept to the form in which new ones are."""

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.network.actions.asking import check_manages
from thongsuot.network.models import ContactPoint, Person
from thongsuot.network.queries.standardising import to_standardise


@transaction.atomic
def standardise_addresses(*, by: Person | None) -> int:
    """Every address that has another form today gets it; how many. It is the same address: its
    verifications stand. What can be no address, or stands twice, is left for a person to see."""
    check_manages(by)
    changed = 0
    for one in list(to_standardise()):
        if one.meant and not one.twice:
            ContactPoint.objects.filter(pk=one.point).update(address=one.meant)
            changed += 1
    journal.record("contact_points.standardised", by=by, subject=("network", ""), changed=changed)
    return changed
