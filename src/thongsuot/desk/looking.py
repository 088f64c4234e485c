"""Private addresses stay masked until somebody says that they look; the look is journalled.

A page with such addresses takes a POST of its own form: `look` is the id of one, or "all". It is
answered with the same page, on which they stand in full this once.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from thongsuot.desk import office
from thongsuot.desk.guards import in_background
from thongsuot.network import actions, queries
from thongsuot.network.terms import ChannelName, PersonView, Sight

ALL = "all"
Seen = TypeVar("Seen", bound=PersonView)


def points(request: HttpRequest, rows: Iterable[Any], page: str) -> dict[UUID, Any]:
    """Of these addresses those the viewer may see, by id; what was asked for is looked at now."""
    listed = list(rows)
    viewer = office.viewer_of(request)
    seen = queries.points_seen_by(viewer, listed)
    asked = _asked(request)
    wanted = [p.row for p in seen if p.sight is Sight.MASKED and asked in (ALL, str(p.row.pk))]
    if wanted:
        _note(
            request,
            {row.person_id for row in wanted if row.person_id},
            page,
            {row.channel for row in wanted},
        )
        seen = queries.points_seen_by(viewer, listed, looked={row.pk for row in wanted})
    return {point.row.pk: point for point in seen}


def piece(request: HttpRequest, seen: dict[UUID, Any]) -> HttpResponse | None:
    """The one address that was asked for, where a script asks; None: the page as a whole."""
    if not (in_background(request) and request.method == "POST"):
        return None
    for key, point in seen.items():
        if str(key) == _asked(request):
            return render(request, "desk/network/privacy/point.html", {"seen": point})
    raise Http404


def people(request: HttpRequest, views: Iterable[Seen | None], page: str) -> dict[Any, Seen]:
    """People of a list as the viewer may see them, by person and role; all at once or masked."""
    listed = [view for view in views if view is not None]
    viewer = office.viewer_of(request)
    seen = queries.as_seen_by(viewer, listed)
    private = {view.id for view in seen if view.masked}
    if private and _asked(request) == ALL:
        _note(request, private, page)
        seen = queries.as_seen_by(viewer, listed, looked=True)
    return {(view.id, view.role): view for view in seen}


def take_away(
    request: HttpRequest, views: Iterable[Seen | None], taken: set[UUID]
) -> dict[Any, Seen]:
    """People for a sheet, private addresses in full; who they are is added to `taken`."""
    listed = [view for view in views if view is not None]
    viewer = office.viewer_of(request)
    taken |= {view.id for view in queries.as_seen_by(viewer, listed) if view.masked}
    return {(v.id, v.role): v for v in queries.as_seen_by(viewer, listed, looked=True)}


def callees(request: HttpRequest, people: Iterable[Any]) -> list[Any]:
    """People to telephone; a private number stays masked, to be looked at on the person's page."""
    listed = list(people)
    used = {_called(person): person for person in listed if person.phone}
    seen = queries.addresses_seen_by(office.viewer_of(request), used)
    return [_callee(person, seen.get(_called(person))) for person in listed]


def _called(person: Any) -> tuple[UUID, str, str]:
    return (person.person, ChannelName.PHONE, person.phone)


def _callee(person: Any, seen: tuple[Sight, str] | None) -> Any:
    if seen is None or seen[0] is Sight.PLAIN:
        return person
    return replace(person, phone=seen[1], masked=frozenset({"phone"}))


def note_taken(request: HttpRequest, taken: set[UUID], page: str) -> None:
    """A sheet with private addresses was made: one entry with how many people."""
    _note(request, taken, page)


def _note(
    request: HttpRequest, whose: set[UUID], page: str, channels: Iterable[str] = ("",)
) -> None:
    found = sorted(set(channels))
    actions.look(
        people=whose,
        page=page,
        by=request.person,  # type: ignore[attr-defined]
        channel=found[0] if len(found) == 1 else "",
    )


def _asked(request: HttpRequest) -> str:
    return request.POST.get("look", "") if request.method == "POST" else ""
