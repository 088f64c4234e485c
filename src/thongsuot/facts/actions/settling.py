"""A coordinator decides between bodies."""

from uuid import UUID

from django.db import transaction

from thongsuot.facts.models import Value
from thongsuot.network.models import Person


@transaction.atomic
def settle(*, value: Value | UUID, by: Person | None, note: str = "") -> Value:
    """This one counts for its day: it is stated anew, marked as settled. Coordinators only.

    Refused: facts.coordinator_only.
    """
    raise NotImplementedError
