"""Addresses of Today, dispatches, the network, the journal and search."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
