"""Short messages to telephones, through a gateway's HTTP interface or a carrier's SMPP.

A line that could be written without accents is: carriers ask it of messages under a registered
name, and one part holds 160 letters instead of 70.
"""

from thongsuot.channels.sms.config import SmsConfig, address, configured
from thongsuot.channels.sms.sending import fetched, health, heard, send
from thongsuot.channels.terms import Carries, Channel

CHANNEL = Channel(
    name="sms",
    carries=Carries.LINE,
    configured=configured,
    send=send,
    health=health,
    address=address,
    at="phone",
    urgent_only=True,
    heard=heard,
    fetched=fetched,
)

__all__ = ["CHANNEL", "SmsConfig"]
