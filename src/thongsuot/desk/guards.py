"""Who may open a page of the desk. Which text, which act: the rooms decide that."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from thongsuot.look.guarding import View, in_background, to_sign_in
from thongsuot.network.terms import Viewer

__all__ = ["DeskRequest", "coordinator_only", "in_background", "leader_only", "staff_only"]


class DeskRequest(HttpRequest):
    """A request as the middleware leaves it: who looks, and their person's row."""

    viewer: Viewer
    person: Any
    csp_nonce: Any


def staff_only(view: View) -> View:
    """People with a staff mandate today; others sign in (a script: 401), or get 403."""
    return _guarded(view, "staff", lambda viewer: viewer.is_staff)


def coordinator_only(view: View) -> View:
    """People of the centre who coordinate."""
    return _guarded(view, "coordinator", lambda viewer: viewer.coordinates)


def leader_only(view: View) -> View:
    """Leaders and, today, their deputies."""
    return _guarded(view, "leader", lambda viewer: bool(viewer.leads))


def _guarded(view: View, name: str, admits: Callable[[Viewer], bool]) -> View:
    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if not admits(request.viewer):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded.guard = name  # type: ignore[attr-defined]
    return guarded
