"""Editions for machines, as files in a folder of a press system that is reached by SFTP.

We sign in by our own key; the other side is known by its host key, which is kept with the address.
"""

from thongsuot.channels.sftp.config import address, configured
from thongsuot.channels.sftp.sending import health, send
from thongsuot.channels.terms import Carries, Channel

CHANNEL = Channel(
    name="sftp",
    carries=Carries.PACKAGE,
    configured=configured,
    send=send,
    health=health,
    address=address,
    proves=True,
)
