"""By which ways a person is reached: the own order of addresses, and what each can carry. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from thongsuot.channels.terms import Channel
from thongsuot.network.terms import Address, ChannelName


class Way(NamedTuple):
    """A channel to one address of a person. `details` is what the channel needs besides."""

    channel: str
    contact_point: UUID
    address: str
    details: Mapping[str, Any]


Kinds = Mapping[str, Sequence[str]]
"""The channels that use each kind of address, in the order of trial."""


def ways(
    addresses: Sequence[Address], *, urgent: bool, enabled: Mapping[str, Channel]
) -> list[Way]:
    """Every way to a person with these addresses (`network.addresses`); the first one is planned,
    the others stand by. `enabled` are the channels that are on, besides e-mail, which always is.

    A person's own addresses come before those of their body, then by the person's own order, then
    e-mail before others. An address is used by each channel that goes to its kind.
    """
    return ways_by(kinds(enabled, urgent=urgent), addresses)


def kinds(enabled: Mapping[str, Channel], *, urgent: bool) -> Kinds:
    """What `ways_by` needs, made once for many people."""
    found: dict[str, list[str]] = {ChannelName.EMAIL.value: [ChannelName.EMAIL.value]}
    for name, channel in enabled.items():
        if name != ChannelName.EMAIL and (urgent or not channel.urgent_only):
            found.setdefault(channel.at or name, []).append(name)
    return found


def ways_by(kinds: Kinds, addresses: Sequence[Address]) -> list[Way]:
    """`ways`, where the channels of each kind of address are known."""
    listed = addresses if len(addresses) < 2 else sorted(addresses, key=_turn)
    return [
        Way(channel, address.id, address.address, address.details)
        for address in listed
        for channel in kinds.get(address.channel, ())
    ]


def _turn(address: Address) -> tuple[bool, int, bool]:
    return address.shared, address.preference, address.channel != ChannelName.EMAIL
