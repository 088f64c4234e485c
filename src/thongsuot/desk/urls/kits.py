"""Addresses of kits of announcements."""

from django.urls import path

from thongsuot.desk.views import circulating, kit_acts, kits, rehearsing

urlpatterns = [
    path("bo-cong-bo/", kits.listing, name="kits"),
    path("bo-cong-bo/danh-sach.xlsx", kits.export, name="kits_export"),
    path("bo-cong-bo/moi/", kits.begin, name="begin_kit"),
    path("bo-cong-bo/<uuid:id>/", kits.show, name="kit"),
    path("bo-cong-bo/<uuid:id>/phan/", kit_acts.add_part, name="kit_part"),
    path("bo-cong-bo/<uuid:id>/phan/<slug:role>/dua-ra/", kit_acts.take_out, name="kit_take_out"),
    path("bo-cong-bo/<uuid:id>/gio/", kit_acts.hour, name="kit_hour"),
    path("bo-cong-bo/<uuid:id>/nguoi-phat-ngon/", kit_acts.speakers, name="kit_speakers"),
    path("bo-cong-bo/<uuid:id>/viec/<slug:slug>/", kit_acts.act, name="kit_act"),
    path("bo-cong-bo/<uuid:kit>/gui/", circulating.circulate_kit, name="circulate_kit"),
    path("bo-cong-bo/<uuid:id>/dien-tap/", rehearsing.rehearse, name="rehearse"),
]
