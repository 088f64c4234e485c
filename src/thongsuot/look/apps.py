"""The app that holds what the doors share."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "thongsuot.look"
    label = "look"
