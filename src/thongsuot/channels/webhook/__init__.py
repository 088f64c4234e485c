"""Webhooks: signed by Standard Webhooks, delivered to public addresses only."""
