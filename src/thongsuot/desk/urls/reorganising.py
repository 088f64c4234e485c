"""Addresses of reorganisations: batches, decisions that they leave, provinces through time."""

from django.urls import path

from thongsuot.desk.views import deciding, provinces, reorganising

ALL = "mang-luoi/sap-xep/"
BATCH = ALL + "<uuid:batch>/"

urlpatterns = [
    path(ALL, reorganising.listing, name="reorganisations"),
    path(ALL + "danh-sach.xlsx", reorganising.export, name="reorganisations_export"),
    path(ALL + "di-kem/<slug:name>.csv", reorganising.shipped, name="shipped_batch"),
    path(ALL + "xem/", reorganising.preview, name="preview_batch"),
    path(ALL + "ap-dung/", reorganising.apply, name="apply_batch"),
    path(ALL + "trung-tam/", deciding.centre, name="move_centre"),
    path(ALL + "ban-giao/<uuid:unit>/", deciding.hand_over, name="hand_over"),
    path(BATCH, reorganising.show, name="reorganisation"),
    path(BATCH + "phan-cong.xlsx", deciding.export, name="proposals_export"),
    path(BATCH + "phan-cong/", deciding.decide, name="decide_mandates"),
    path(BATCH + "hoan-tac/", reorganising.undo, name="undo_batch"),
    path("mang-luoi/tinh/<uuid:province>/", provinces.show, name="province"),
]
