"""Addresses of the ways out of the house, and of addresses where machines listen."""

from django.urls import path

from thongsuot.desk.views import channels

MACHINE = "kenh/may-nhan/<uuid:point>/"

urlpatterns = [
    path("kenh/", channels.listing, name="channels"),
    path("kenh/suc-khoe/", channels.health, name="channels_health"),
    path("kenh/kenh-gui.xlsx", channels.export, name="channels_sheet"),
    path(MACHINE, channels.show, name="endpoint"),
    path(MACHINE + "lam/", channels.act, name="endpoint_act"),
    path("mang-luoi/<uuid:unit>/may-nhan/", channels.add_for_unit, name="add_unit_endpoint"),
    path("mang-luoi/nguoi/<uuid:person>/may-nhan/", channels.add_for_person, name="add_endpoint"),
]
