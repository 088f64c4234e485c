"""What the exchange keeps about a person, for the person themself."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from thongsuot.exchange.models import Answer, Consolidation, Request, Routine


def personal_data(person: UUID) -> dict[str, Any]:
    """What they asked, and which answers they gave or wrote down for a body, what they made
    repeat, closed or made into texts, as plain data. The words of an answer are the body's."""
    of_person = {
        "closed": Request.objects.filter(closed_by=person),
        "routines": Routine.objects.filter(asked_by=person),
        "consolidations": Consolidation.objects.filter(made_by=person),
    }
    asked = Request.objects.filter(asked_by=person).order_by("asked_at", "pk")
    given = Answer.objects.filter(Q(answered_by=person) | Q(noted_by=person))
    return {
        **{
            name: [str(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)]
            for name, rows in of_person.items()
        },
        "asked": [{"request": str(row.pk), "at": row.asked_at.isoformat()} for row in asked],
        "answered": [
            {
                "request": str(row.request_id),
                "unit": str(row.unit_id),
                "at": row.answered_at.isoformat(),
                "noted": row.noted_by_id == person,
            }
            for row in given.order_by("answered_at", "pk")
        ],
    }
