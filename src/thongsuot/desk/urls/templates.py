"""Addresses of templates of texts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
