"""Addresses of a dispatch's live board, and of how late bodies are followed up."""

from django.urls import path

from thongsuot.desk.views import board, dispatches, plans

GUI, PLANS = "gui/<uuid:id>/", "don-doc/"

urlpatterns = [
    path(GUI + "cham/", dispatches.late, name="dispatch_late"),
    path(GUI + "hoan-tac/", board.undo, name="dispatch_undo"),
    path(GUI + "gui-tiep/", board.release, name="dispatch_release"),
    path(GUI + "bo/", board.drop, name="dispatch_drop"),
    path(GUI + "nhac/", board.remind, name="dispatch_remind"),
    path("gui/cac-dot.xlsx", dispatches.listing_sheet, name="dispatches_sheet"),
    path(PLANS, plans.listing, name="follow_up_plans"),
    path(PLANS + "cach-don-doc.xlsx", plans.export, name="follow_up_plans_sheet"),
    path(PLANS + "<slug:kind>/", plans.edit, name="follow_up_plan"),
    path(PLANS + "<slug:kind>/nhu-cu/", plans.reset, name="follow_up_plan_reset"),
]
