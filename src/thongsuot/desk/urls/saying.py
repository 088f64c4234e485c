"""Addresses of «Tôi được nói gì lúc này». The worker's stands first: it rules over all below."""

from django.urls import URLPattern, path

from thongsuot.desk.views import saved, saying

urlpatterns: list[URLPattern] = [
    path("noi-gi/", saying.ask, name="saying"),
    path("noi-gi/sw.js", saved.worker, name="saying_worker"),
    path("noi-gi/mat-mang/", saved.offline, name="saying_offline"),
    path("noi-gi/<slug:code>/", saying.topic, name="say_topic"),
    path("noi-gi/<slug:code>/soan/", saying.begin, name="say_begin"),
]
