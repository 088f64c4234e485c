"""Addresses of topics and their message houses."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
