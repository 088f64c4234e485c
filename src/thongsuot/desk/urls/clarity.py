"""Addresses of the checker at the desk."""

from django.urls import path

from thongsuot.desk.views import clarity

urlpatterns = [
    path("tin/<uuid:id>/ro-rang/", clarity.look, name="clarity_look"),
]
