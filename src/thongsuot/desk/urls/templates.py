"""Addresses of templates of texts."""

from django.urls import path

from thongsuot.desk.views import templates

urlpatterns = [
    path("mau/", templates.listing, name="templates"),
    path("mau/danh-sach.xlsx", templates.export, name="templates_export"),
    path("mau/moi/", templates.keep, name="new_template"),
    path("mau/<uuid:id>/", templates.keep, name="template"),
    path("mau/<uuid:id>/ngung/", templates.retire, name="retire_template"),
]
