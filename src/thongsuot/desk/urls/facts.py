"""Addresses of the fact bank."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
