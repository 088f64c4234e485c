from django.apps import AppConfig


class Exchange(AppConfig):
    name = "thongsuot.exchange"
