"""Addresses of requests for information and how fresh everything is."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
