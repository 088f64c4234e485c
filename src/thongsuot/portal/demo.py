"""Sign-in by one press, for demonstrations alone: demo mode, this machine, `localhost`."""

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole, UnitRole
from thongsuot.releases import queries as releases

SALT = "portal.demo"
VALID = 12 * 3600  # seconds
LOOPBACK = frozenset({"127.0.0.1", "::1"})


def links() -> list[tuple[str, str]]:
    """(who, address) for one person of each kind who has an account; for the demo command."""
    found = []
    for label, person in _people():
        path = reverse("portal:demo", args=[signing.dumps(str(person), salt=SALT)])
        found.append((label, f"{settings.SITE_URL}{path}"))
    return found


def person_of(token: str) -> UUID | None:
    """Whom a link was made for, if it is ours and not older than twelve hours."""
    try:
        return UUID(signing.loads(token, salt=SALT, max_age=VALID))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def allowed(request: HttpRequest) -> bool:
    """Demo mode, asked from this machine itself (no proxy between), by the name localhost."""
    near = request.META.get("REMOTE_ADDR") in LOOPBACK
    passed_on = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    named = urlsplit(f"//{request.get_host()}").hostname == "localhost"
    return bool(settings.CONFIG.demo and near and not passed_on and named)


def _people() -> list[tuple[str, UUID]]:
    writing = _writing_unit()
    name = network.name_of(writing, clock.legal_date())
    wanted = (
        (_("Cán bộ điều phối của Trung tâm"), MandateRole.COORDINATOR, None, None),
        (_("Cán bộ đầu mối của %s") % name, MandateRole.OFFICER, writing, None),
        (_("Lãnh đạo %s") % name, MandateRole.LEADER, writing, None),
        (_("Cán bộ đầu mối của một Sở"), MandateRole.OFFICER, None, UnitRole.DEPARTMENT),
        (_("Nhà báo"), MandateRole.JOURNALIST, None, None),
    )
    found = ((label, _one(role, unit, kind)) for label, role, unit, kind in wanted)
    return [(label, person) for label, person in found if person is not None]


def _writing_unit() -> UUID:
    """The unit that published last, whose desk has something to show; else the centre."""
    published = releases.public_log(limit=1)
    return published[0].unit if published else network.centre().id


def _one(role: str, unit: UUID | None, kind: str | None) -> UUID | None:
    """The first of a kind, in the order of names, who has an account."""
    bodies = {body.id for body in network.units(role=kind)} if kind else None
    for view in network.people(role=role, unit=unit, at=clock.now()):
        if bodies is not None and view.unit not in bodies:
            continue
        if network.person(view.id).account_id is not None:
            return view.id
    return None
