"""Web push: a line and its link on the screen of a browser that asked for it.

RFC 8030 (the push service), RFC 8291 (what it carries is unreadable to it), RFC 8292 (who sends).
"""

from thongsuot.channels.push.config import address, configured
from thongsuot.channels.push.sending import health, send
from thongsuot.channels.terms import Carries, Channel

CHANNEL = Channel(
    name="push",
    carries=Carries.LINE,
    configured=configured,
    send=send,
    health=health,
    address=address,
)
