"""Addresses of readiness, of naming officers, of publishing spokespersons."""

from django.urls import path

from thongsuot.desk.views import naming, publishing, readiness

UNIT = "mang-luoi/<uuid:unit>/"

urlpatterns = [
    path("mang-luoi/san-sang/", readiness.show, name="readiness"),
    path("mang-luoi/san-sang/bang.xlsx", readiness.export, name="readiness_export"),
    path("mang-luoi/phat-ngon/", publishing.listing, name="spokespersons"),
    path("mang-luoi/phat-ngon/<uuid:mandate>/", publishing.publish, name="publish"),
    path("mang-luoi/viec-cu/<int:id>/dong-y/", naming.accept, name="accept_naming"),
    path("mang-luoi/viec-cu/<int:id>/huy/", naming.undo, name="undo_naming"),
    path(UNIT + "cu-can-bo/", naming.name_officer, name="name_officer"),
    path(UNIT + "nho-cu-can-bo/", naming.ask, name="ask_for_officer"),
]
