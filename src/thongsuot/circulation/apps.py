from django.apps import AppConfig


class Circulation(AppConfig):
    name = "thongsuot.circulation"
