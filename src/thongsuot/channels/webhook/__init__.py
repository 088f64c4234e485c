"""Webhooks: signed by Standard Webhooks, delivered to public addresses only."""

from thongsuot.channels.terms import Carries, Channel
from thongsuot.channels.webhook.client import health, send_all
from thongsuot.channels.webhook.config import address, configured

CHANNEL = Channel(
    name="webhook",
    carries=Carries.PACKAGE,
    configured=configured,
    send=send_all,
    health=health,
    address=address,
    proves=True,
)
