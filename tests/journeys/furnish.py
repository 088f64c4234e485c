"""Fills a new installation with the shipped network and made-up people, as the demonstration does.

Run in a process of its own; prints who takes part in the journeys, as JSON.
"""

import json
from datetime import timedelta
from typing import Any

from django.core import signing
from django.urls import reverse

from thongsuot.circulation.terms import Audience
from thongsuot.exchange import actions as exchange
from thongsuot.exchange.terms import Wanted
from thongsuot.facts import queries as facts
from thongsuot.facts.terms import Form
from thongsuot.lib import clock
from thongsuot.network import actions, queries
from thongsuot.network.models import Person
from thongsuot.network.terms import MandateRole
from thongsuot.portal import demo
from thongsuot.project import installing
from thongsuot.project.demo import cast as story
from thongsuot.project.demo import material
from thongsuot.project.demo.storing import Storing
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


def ready(topic: str, figure: str, title: str, asked: str) -> None:
    """The bank and one house of the demonstration; a text with a figure in it; a request to the
    department of the journeys. Prints where they are."""
    store = Storing(lambda *_told: None)
    store.fill_bank()
    store.build(next(row for row in material.houses() if row["topic"] == topic))
    release = _text_with(store.series[figure], title)
    request = exchange.ask(
        unit=queries.centre().id,
        by=story.coordinator(),
        title=asked,
        question="Viết vài dòng: người dân hỏi gì nhiều nhất?",
        wants=[Wanted.TEXT],
        topic=topic,
        audience=Audience(units=(str(queries.units(role="department")[1].id),)),
        due_at=clock.now() + timedelta(days=2),
    )
    told = {"request": request.pk, "series": store.series[figure], "draft": release.pk}
    print(json.dumps({name: str(key) for name, key in told.items()}))


def _text_with(series: Any, title: str) -> Any:
    """The officer's text in which the figure stands as a reference."""
    officer = story.holder(MandateRole.OFFICER)
    view = facts.figure(queries.viewer_of(officer), series)
    assert view is not None
    release = releases.draft(kind="press_release", unit=story.unit(), by=officer, title=title)
    body = f"<p>Cả nước có {facts.reference_html(view, Form.SHORT)}.</p>"
    releases.save(release=release, by=officer, title=title, summary="", body=body, files=[], base=0)
    return release
