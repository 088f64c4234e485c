"""Who is looking: from a person, or from the secret of a machine."""

import hashlib
import hmac
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from thongsuot.lib import clock
from thongsuot.network.models import Mandate, Person, Token, UnitRoleHeld
from thongsuot.network.queries.people import deputies_on
from thongsuot.network.terms import (
    BODIES,
    PUBLIC,
    STAFF,
    MandateRole,
    Scope,
    UnitRole,
    Viewer,
)

ANSWERING = frozenset({MandateRole.LEADER, MandateRole.OFFICER})


def digest(secret: str) -> str:
    """What is kept of a token's secret (256 random bits, so a plain SHA-256 is enough)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def viewer_of(person: Person | None, at: datetime | None = None) -> Viewer:
    """What a person is at an instant. Whoever holds no mandate then is a known nobody."""
    if person is None or person.erased_at is not None:
        return PUBLIC
    day = clock.legal_date(at)
    held = _held(Mandate.objects.on(day).filter(person_id=person.pk))
    leads_for = set(deputies_on(day).filter(person_id=person.pk).values_list("mandate__unit_id"))
    held |= {(unit, MandateRole.LEADER) for (unit,) in leads_for}
    roles = _roles_of({unit for unit, _ in held}, day)
    staff = {(unit, role) for unit, role in held if role in STAFF}
    bodies = {unit for unit, _ in staff if not BODIES.isdisjoint(roles.get(unit, ()))}
    return Viewer(
        person=person.pk,
        name=person.name,
        leads=frozenset(unit for unit, role in held if role is MandateRole.LEADER),
        works_for=frozenset(bodies),
        answers_for=frozenset(u for u, role in staff if role in ANSWERING and u in bodies),
        reports_for=frozenset(unit for unit, role in held if role is MandateRole.JOURNALIST),
        coordinates=any(role is MandateRole.COORDINATOR for _, role in held),
        in_ministry=any(UnitRole.MINISTRY_UNIT in roles.get(unit, ()) for unit in bodies),
    )


def viewer_of_token(secret: str, at: datetime | None = None) -> Viewer | None:
    """The viewer a machine's secret stands for, or None if it is unknown, revoked or expired."""
    wanted = digest(secret)
    now = at or clock.now()
    token = (
        Token.objects.select_related("person__account")
        .filter(Q(revoked_at__isnull=True) | Q(revoked_at__gt=now), digest=wanted)
        .filter(expires_at__gt=now)
        .first()
    )
    if token is None or not hmac.compare_digest(token.digest, wanted):
        return None
    account = token.person.account
    if token.person.erased_at or (account is not None and not account.is_active):
        return None
    viewer = viewer_of(token.person, at)
    scopes = frozenset(Scope(scope) for scope in token.scopes)
    return Viewer(**{**vars(viewer), "scopes": scopes})


def tokens_of(person_id: UUID | str) -> QuerySet[Any]:
    """A person's tokens that are not revoked (rows to read), newest first."""
    found: QuerySet[Any] = Token.objects.filter(person_id=person_id, revoked_at=None)
    return found.order_by("-created_at")


def _held(mandates: QuerySet[Any]) -> set[tuple[UUID, MandateRole]]:
    return {(unit, MandateRole(role)) for unit, role in mandates.values_list("unit_id", "role")}


def _roles_of(units: set[UUID], day: Any) -> dict[UUID, set[str]]:
    roles: dict[UUID, set[str]] = {}
    rows = UnitRoleHeld.objects.on(day).filter(unit__in=units)
    for unit, role in rows.values_list("unit_id", "role"):
        roles.setdefault(unit, set()).add(role)
    return roles
