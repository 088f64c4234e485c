"""All that the network keeps about one person, for that person (Law 91/2025/QH15)."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q

from thongsuot.lib.refused import Refused
from thongsuot.network.models import (
    Accreditation,
    ContactPoint,
    DataRequest,
    Deputy,
    Mandate,
    Naming,
    Person,
    VideoCall,
)
from thongsuot.network.queries.people import person
from thongsuot.network.queries.privacy import looks_at
from thongsuot.network.terms import ChannelName


def personal_data(person_id: Person | UUID | str) -> dict[str, Any]:
    """As plain data. A row of people merged into this one is told by its id."""
    row = person(person_id)
    return {
        "id": str(row.pk),
        "name": row.name,
        "post": row.post,
        "language": row.language,
        "quiet_hours": row.quiet_from and [str(row.quiet_from), str(row.quiet_to)],
        "since": _at(row.created_at),
        "erased_at": _at(row.erased_at),
        "merged": [str(pk) for pk in ids_of(row) if pk != row.pk],
        "account": row.account
        and {
            "email": row.account.email,
            "opened": _at(row.account.date_joined),
            "last_sign_in": _at(row.account.last_login),
        },
        "mandates": list(map(_mandate, row.mandates.order_by("valid_from", "pk"))),
        "deputises": list(map(_deputy, row.deputises.select_related("mandate"))),
        "contact_points": list(map(_address, row.contact_points.order_by("created_at", "pk"))),
        "accreditations": list(map(_accreditation, row.accreditations.order_by("valid_from"))),
        "calls": list(map(_call, row.calls.order_by("starts_at"))),
        "named_officer": [
            {"unit": str(naming.unit_id), "at": _at(naming.named_at)}
            for naming in Naming.objects.filter(person=row)
        ],
        "tokens": [
            {"label": t.label, "scopes": t.scopes, "expires_at": _at(t.expires_at)}
            for t in row.tokens.all()
        ],
        "requests": list(map(_request, row.data_requests.order_by("received_at"))),
        "looks": [
            {"at": _at(look.at), "by": look.by and str(look.by), "page": look.page}
            for look in looks_at(row)
        ],
    }


def person_by_email(address: str) -> UUID:
    """Whose account or address it is, of people who are not merged into others.

    Raises `Refused("network.no_person")`, also where several people share it: then ask by id.
    """
    wanted = address.strip().lower()
    theirs = Q(account__email__iexact=wanted) | Q(
        contact_points__address=wanted, contact_points__channel=ChannelName.EMAIL
    )
    found = Person.objects.filter(theirs, merged_into=None).distinct()
    ids = list(found.values_list("pk", flat=True)[:2])
    if len(ids) != 1:
        raise Refused("network.no_person")
    return ids[0]


def ids_of(of: Person) -> list[UUID]:
    """The person's own id, and those of the rows that turned out to be them."""
    found, wave = [of.pk], [of.pk]
    while wave:
        merged = Person.objects.filter(merged_into__in=wave)
        wave = list(merged.order_by("created_at").values_list("pk", flat=True))
        found += wave
    return found


def journal_subjects(person_id: Person | UUID | str) -> dict[str, Collection[object]]:
    """Of which subjects the entries are about the person: by kind, their ids."""
    row = person(person_id)
    return {
        "person": [row.pk],
        "mandate": list(Mandate.objects.filter(person=row).values_list("pk", flat=True)),
        "contact_point": list(ContactPoint.objects.filter(person=row).values_list("pk", flat=True)),
        "data_request": list(DataRequest.objects.filter(person=row).values_list("pk", flat=True)),
    }


def _mandate(row: Mandate) -> dict[str, Any]:
    return {
        "unit": str(row.unit_id),
        "role": row.role,
        "from": str(row.valid_from),
        "to": row.valid_to and str(row.valid_to),
        "decision": row.decision,
        "decided_at": _at(row.decided_at),
        "matter": row.matter,
    }


def _deputy(row: Deputy) -> dict[str, Any]:
    return {
        "unit": str(row.mandate.unit_id),
        "from": str(row.valid_from),
        "to": str(row.valid_to),
    }


def _address(row: ContactPoint) -> dict[str, Any]:
    return {
        "channel": row.channel,
        "address": row.address,
        "sharing": row.sharing,
        "preference": row.preference,
        "state": row.state,
        "verified": [
            {"method": v.method, "at": _at(v.checked_at), "fields": v.fields, "result": v.result}
            for v in row.verifications.order_by("checked_at")
        ],
    }


def _accreditation(row: Accreditation) -> dict[str, Any]:
    return {
        "agency": str(row.agency_id),
        "from": str(row.valid_from),
        "to": row.valid_to and str(row.valid_to),
    }


def _call(row: VideoCall) -> dict[str, Any]:
    return {"id": str(row.pk), "at": _at(row.starts_at)}


def _request(row: DataRequest) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "received_at": _at(row.received_at),
        "text": row.text,
        "answer": row.answer,
        "outcome": row.outcome,
        "reason": row.reason,
        "closed_at": _at(row.closed_at),
    }


def _at(at: Any) -> str | None:
    return at and at.isoformat()
