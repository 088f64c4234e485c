"""Addresses of topics and their message houses."""

from django.urls import URLPattern, path

from thongsuot.desk.views import topics

urlpatterns: list[URLPattern] = [
    path("chu-de/", topics.listing, name="topics"),
    path("chu-de/danh-sach.xlsx", topics.export, name="topics_export"),
    path("chu-de/moi/", topics.new, name="new_topic"),
    path("chu-de/<slug:code>/", topics.show, name="topic"),
    path("chu-de/<slug:code>/sua/", topics.change, name="change_topic"),
    path("chu-de/<slug:code>/soan/", topics.begin, name="begin_house"),
    path("chu-de/<slug:code>/ra-soat/", topics.review, name="review_topic"),
]
