"""What the bank keeps about a person, for the person themself."""

from typing import Any
from uuid import UUID

from thongsuot.facts.models import Target, Value


def personal_data(person: UUID) -> dict[str, Any]:
    """Which values and targets they wrote into the bank, as plain data. The numbers are the
    body's."""
    values = Value.objects.filter(stated_by=person).order_by("stated_at", "pk")
    targets = Target.objects.filter(stated_by=person).order_by("stated_at", "pk")
    return {
        "stated": [
            {"value": str(row.pk), "unit": str(row.stated_for_id), "at": row.stated_at.isoformat()}
            for row in values
        ],
        "targets": [{"target": str(row.pk), "at": row.stated_at.isoformat()} for row in targets],
    }
