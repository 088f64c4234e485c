"""Requests that are asked again, and those the profile ships to begin from."""

from thongsuot.exchange.terms import RoutineTemplate, RoutineView
from thongsuot.network.terms import Viewer


def routines(viewer: Viewer) -> list[RoutineView]:
    """Coordinators all, staff those of their units; in the order of their next hour."""
    raise NotImplementedError


def routine_templates() -> tuple[RoutineTemplate, ...]:
    """What is shipped: «Nội dung phát ngôn hằng tuần», «Thông tin hằng tháng»."""
    raise NotImplementedError
