"""Addresses of texts taken over and of places where editions were posted."""

from django.urls import path

from thongsuot.desk.views import adapting

urlpatterns = [
    path("lay-lai/<uuid:edition>/", adapting.adapt, name="adapt"),
    path("tin/<uuid:id>/da-doi-chieu/", adapting.compared, name="compared"),
    path("da-dang/<uuid:edition>/", adapting.postings, name="postings"),
    path("da-dang/<uuid:edition>/danh-sach.xlsx", adapting.export, name="postings_export"),
    path("da-dang/<uuid:edition>/<uuid:posting>/go/", adapting.down, name="posting_down"),
]
