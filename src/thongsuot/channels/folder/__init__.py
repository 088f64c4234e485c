"""Editions for machines, as files in a folder that a press system watches."""

from thongsuot.channels.folder.config import address, configured
from thongsuot.channels.folder.writing import health, send
from thongsuot.channels.terms import Carries, Channel

CHANNEL = Channel(
    name="folder",
    carries=Carries.PACKAGE,
    configured=configured,
    send=send,
    health=health,
    address=address,
)
