from django.apps import AppConfig


class Releases(AppConfig):
    name = "thongsuot.releases"
