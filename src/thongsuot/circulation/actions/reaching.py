"""The ways to a person that a dispatch did not use yet, for whoever does not answer on the first.

Parts of following up; no acts of their own.
"""

from collections.abc import Collection, Iterable

from thongsuot.channels.terms import Carries, Channel
from thongsuot.circulation import outgoing, routing
from thongsuot.circulation.actions.rerouting import Changes
from thongsuot.circulation.models import Delivery, Dispatch, Recipient
from thongsuot.circulation.routing import Way
from thongsuot.circulation.terms import DispatchState
from thongsuot.network import queries as network

GOES_ON = (DispatchState.SENDING, DispatchState.DONE)


def tell_otherwise(dispatch: Dispatch, recipients: Iterable[Recipient]) -> list[Recipient]:
    """The same message to these people, each on the next channel for people (`Carries.LINE`) that
    they have and that this dispatch did not use. Who has one, and is told.

    Whoever let the hour pass is told over channels for what is urgent too. The caller has locked
    the dispatch; a finished one sends again. The recipients have their deliveries.
    """
    if dispatch.state not in GOES_ON:
        return []
    people, enabled = list(recipients), outgoing.enabled()
    addresses = network.addresses([one.person_id for one in people])
    changes, told = Changes(dispatch), []
    for one in people:
        used = {delivery.channel for delivery in one.deliveries.all()}
        theirs = addresses.get(one.person_id, [])
        ways = routing.ways(theirs, urgent=True, enabled=enabled)
        if way := _unused(ways, used, enabled):
            changes.rerouted.append(_on(way, one))
            told.append(one)
    if told:
        changes.write()
    return told


def _unused(ways: Iterable[Way], used: Collection[str], enabled: dict[str, Channel]) -> Way | None:
    fit = (way for way in ways if way.channel not in used)
    return next((way for way in fit if enabled[way.channel].carries is Carries.LINE), None)


def _on(way: Way, recipient: Recipient) -> Delivery:
    return Delivery(
        dispatch_id=recipient.dispatch_id,
        recipient=recipient,
        channel=way.channel,
        contact_point=way.contact_point,
        address=way.address,
    )
