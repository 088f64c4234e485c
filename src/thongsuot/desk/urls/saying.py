"""Addresses of «Tôi được nói gì lúc này»."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
