"""The ways out of the house that are open here, and handing messages to them.

E-mail is always open and has a road of its own (`jobs.sending` with `letters`); every other
channel takes finished messages (`packages`).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings

from thongsuot.channels.email import smtp
from thongsuot.channels.email.addresses import mailbox
from thongsuot.channels.known import CHANNELS
from thongsuot.channels.terms import Carries, Channel, Health, Message, Outcome, Status
from thongsuot.lib.refused import Refused
from thongsuot.notices import queries as notices

OFF = "channel_off"

SECTIONS = {
    "sms": ("sms_http", "smpp"),
    "zalo_oa": ("zalo_oa",),
    "zns": ("zns",),
    "sftp": ("sftp",),
}
"""Channels that need their section of settings, and the names it may have: an SMS goes through
whichever gateway is told. Every other channel works without any."""


def _by_letters(config: Any, messages: Iterable[Message]) -> Iterator[Outcome]:
    raise TypeError("mail goes through circulation.letters")


EMAIL = Channel(
    name="email",
    carries=Carries.LETTER,
    configured=lambda section: notices.email_config(),
    send=_by_letters,
    health=smtp.health,
    address=lambda address, details: (mailbox(address), dict(details)),
)


def known() -> dict[str, Channel]:
    """Every channel there is, by the name it has in the ledger; e-mail first."""
    return {EMAIL.name: EMAIL, **CHANNELS}


def enabled() -> dict[str, Channel]:
    """The channels that this installation can send over now, by name; e-mail always, and first."""
    return {name: channel for name, channel in known().items() if _is_on(name)}


def config(name: str) -> Any:
    """The channel's config, or None where it is off or unknown. Raises Refused for settings that
    cannot work. An SMS gateway is told in its section's `gateway` which of `SECTIONS` it is."""
    channel = known().get(name)
    section = _section(name)
    if channel is None or section is None:
        return None
    return channel.configured(
        {"home": str(settings.CONFIG.home), "site": settings.SITE_URL, **section}
    )


def send(name: str, messages: Iterable[Message]) -> Iterator[Outcome]:
    """Hand messages to a channel other than e-mail; exactly one outcome for each, in any order.

    Where the channel is off or cannot work every outcome is PERMANENT (`channel_off`, or why), so
    that the next way of each person is used.
    """
    try:
        told = config(name)
    except Refused as refused:
        return _none_go(messages, refused.code)
    if told is None:
        return _none_go(messages, OFF)
    return CHANNELS[name].send(told, messages)


def health() -> dict[str, Health]:
    """Whether each channel could send now, by name; also those that are off (`channel_off`)."""
    return {name: _health(name) for name in known()}


def _health(name: str) -> Health:
    try:
        told = config(name)
    except Refused as refused:
        return Health(False, refused.code)
    return Health(False, OFF) if told is None else known()[name].health(told)


def _is_on(name: str) -> bool:
    try:
        return config(name) is not None
    except Refused:
        return name == EMAIL.name


def _section(name: str) -> Mapping[str, Any] | None:
    """What the settings say about a channel; None where that leaves it off."""
    told = settings.CONFIG.channels
    if name not in SECTIONS:
        found = told.get(name, {})
    else:
        sections = [(section, told[section]) for section in SECTIONS[name] if section in told]
        if not sections:
            return None
        gateway, found = sections[0]
        if name == "sms":
            found = {"gateway": gateway, **found}
    return None if found.get("enabled") is False else found


def _none_go(messages: Iterable[Message], code: str) -> Iterator[Outcome]:
    return (Outcome(message.id, Status.PERMANENT, code) for message in messages)
