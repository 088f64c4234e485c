"""Machines listen beside people: an edition goes to a person's way and to the machine of theirs.

A machine of a body gets each edition once, in the name of the first of its people who receives it.
A part of planning; no act of its own.
"""

from collections.abc import Callable, Iterator
from itertools import chain
from uuid import UUID

from thongsuot.channels.terms import Carries
from thongsuot.circulation import outgoing
from thongsuot.circulation.members import earlier
from thongsuot.circulation.models import Delivery, Dispatch, Recipient
from thongsuot.circulation.terms import DeliveryState, DispatchReason
from thongsuot.network import queries as network
from thongsuot.network.queries import Machine

FEW = 20_000  # recipients; beyond, reading every machine's address costs less than asking by name


def add(dispatch: Dispatch, place: Callable[[str], int]) -> int:
    """Deliveries to the machines of the dispatch's recipients; how many. `place` gives the batch
    of one more on a channel. Called again, it adds nothing twice."""
    on = outgoing.enabled().items()
    channels = [name for name, each in on if each.carries is Carries.PACKAGE]
    new: list[Delivery] = []
    has: set[tuple[UUID, str]] = set()  # a recipient has one delivery on a channel
    told: set[UUID] = set()
    for machine in chain(network.machines(channels, _few(dispatch)), _had(dispatch, channels)):
        recipient = _free(dispatch, machine, has) if machine.id not in told else None
        if recipient is None:
            continue
        told.add(machine.id)
        has.add((recipient, machine.channel))
        new.append(
            Delivery(
                dispatch=dispatch,
                recipient_id=recipient,
                channel=machine.channel,
                contact_point=machine.id,
                address=machine.address,
                batch=place(machine.channel),
            )
        )
    Delivery.objects.bulk_create(new, batch_size=500)
    return len(new)


def _had(dispatch: Dispatch, channels: list[str]) -> Iterator[Machine]:
    """Machines that got what this edition corrects or takes back, whoever their people are today:
    what a machine keeps, it hears of, in the name of who received for it then."""
    if dispatch.reason == DispatchReason.CIRCULATED:
        return
    mine = Delivery.objects.filter(dispatch=dispatch, channel__in=channels)
    told = set(mine.values_list("contact_point", flat=True))
    before = Delivery.objects.filter(
        dispatch__edition__in=earlier(dispatch.edition),
        channel__in=channels,
        state=DeliveryState.SENT,
    ).values_list("contact_point", "channel", "address", "recipient__person")
    for point, channel, address, person in before.distinct():
        if point not in told:
            yield Machine(point, channel, address, (person,))


def _few(dispatch: Dispatch) -> list[UUID] | None:
    """The people of the dispatch, or None where they are too many to ask for by name."""
    rows = Recipient.objects.filter(dispatch=dispatch).values_list("person_id", flat=True)
    found = list(rows[: FEW + 1])
    return found if len(found) <= FEW else None


def _free(dispatch: Dispatch, machine: Machine, has: set[tuple[UUID, str]]) -> UUID | None:
    """Who receives in the machine's name; None where nobody does, or it has the edition through
    this dispatch already."""
    rows = Recipient.objects.filter(dispatch=dispatch, person__in=machine.people)
    recipients = list(rows.order_by("person").values_list("pk", flat=True))
    told = Delivery.objects.filter(recipient__in=recipients, channel=machine.channel)
    points = dict(told.values_list("recipient_id", "contact_point"))
    if machine.id in points.values():
        return None
    taken = {recipient for recipient, channel in has if channel == machine.channel} | set(points)
    return next((one for one in recipients if one not in taken), None)
