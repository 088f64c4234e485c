"""Fills a new installation with the shipped network and made-up people, as the demonstration does.

Run in a process of its own; prints who takes part in the journeys, as JSON.
"""

import json
from typing import Any

from django.core import signing
from django.urls import reverse

from thongsuot.network import actions, queries
from thongsuot.network.models import Person
from thongsuot.network.terms import MandateRole
from thongsuot.portal import demo
from thongsuot.project import installing
from thongsuot.releases import actions as releases

PROFILE = "mic-2023"
UNIT = "C-BC"


def furnish() -> None:
    installing.prepare()
    loaded = actions.load_profile(PROFILE, with_fictitious_people=True)
    actions.set_up_installation(
        name="Mạng lưới truyền thông Ngành TT-TT",
        profile=PROFILE,
        centre=loaded.centre,
        by=None,
    )
    releases.load_kinds_and_topics()
    print(json.dumps(cast()))


def cast() -> dict[str, dict[str, str]]:
    """Who takes part, by the name the journeys call them."""
    unit = queries.units_by_code(PROFILE)[UNIT]
    centre = queries.centre().id
    department = queries.units(role="department")[1].id
    agency = next(v.unit for v in queries.people(role=MandateRole.JOURNALIST))
    return {
        "officer": _told(unit, MandateRole.OFFICER),
        "leader": _told(unit, MandateRole.LEADER),
        "coordinator": _told(centre, MandateRole.COORDINATOR),
        "centre_leader": _told(centre, MandateRole.LEADER),
        "department_officer": _told(department, MandateRole.OFFICER),
        "department_leader": _told(department, MandateRole.LEADER),
        "journalist": _told(agency, MandateRole.JOURNALIST),
    }


def _told(unit: Any, role: MandateRole) -> dict[str, str]:
    holder = queries.holders(unit, {role})[0]
    account = Person.objects.select_related("account").get(pk=holder.id).account
    token = signing.dumps(str(holder.id), salt=demo.SALT)
    return {
        "name": holder.name,
        "unit": queries.unit(unit).name,
        "email": account.email if account else "",
        "door": reverse("portal:demo", args=[token]),
    }
