"""Requests as a viewer may see them."""

from collections.abc import Sequence
from uuid import UUID

from thongsuot.circulation.terms import Audience
from thongsuot.exchange.terms import RequestState, RequestView
from thongsuot.network.terms import UnitView, Viewer


def requests_for(
    viewer: Viewer,
    *,
    state: RequestState | None = None,
    topic: str | None = None,
    limit: int = 50,
) -> list[RequestView]:
    """What the viewer may follow, newest first: coordinators all, staff what their units asked."""
    raise NotImplementedError


def request_for(viewer: Viewer, id: UUID) -> RequestView | None:
    """One request, for who follows it and for people of a body that was asked."""
    raise NotImplementedError


def request_of_dispatch(viewer: Viewer, dispatch: UUID) -> RequestView | None:
    """`request_for` by the dispatch: what mails link to."""
    raise NotImplementedError


def to_answer(viewer: Viewer) -> list[RequestView]:
    """Open requests that bodies the viewer answers for owe an answer to, the most urgent first."""
    raise NotImplementedError


def whom(audience: Audience) -> Sequence[UnitView]:
    """The bodies that a request to this audience would ask today, in Vietnamese order."""
    raise NotImplementedError
