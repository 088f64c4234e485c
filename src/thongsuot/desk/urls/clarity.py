"""Addresses of the checker at the desk."""

from django.urls import path

from thongsuot.desk.views import clarity, clarity_rules, rewriting

urlpatterns = [
    path("tin/<uuid:id>/ro-rang/", clarity.look, name="clarity_look"),
    path("tin/<uuid:id>/ro-rang/y-kien/", clarity.judge, name="clarity_judge"),
    path("tin/<uuid:id>/ro-rang/viet-lai/", rewriting.rewrites, name="clarity_rewrites"),
    path("tin/<uuid:id>/ro-rang/gui-ra-ngoai/", rewriting.outside, name="clarity_outside"),
    path("ro-rang/", clarity_rules.listing, name="clarity"),
    path("ro-rang/danh-sach.xlsx", clarity_rules.export, name="clarity_export"),
    path("ro-rang/<slug:rule>/", clarity_rules.show, name="clarity_rule"),
]
