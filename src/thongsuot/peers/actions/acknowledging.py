"""A body of ours says that it has an edition of another installation, and that one is told."""

from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.network.terms import UnitView, Viewer
from thongsuot.peers import standing
from thongsuot.peers.actions.numbering import append
from thongsuot.peers.models import IncomingAcknowledgement, IncomingEdition
from thongsuot.peers.queries.incoming import visible_incoming
from thongsuot.peers.terms import EventKind


@transaction.atomic
def acknowledge_incoming(*, incoming: UUID, by: Person) -> IncomingEdition:
    """For each body that the person answers for; a coordinator, for the centre too. The other side
    hears which body and when, and of no person.

    Raises `peers.no_incoming`, `.nobody_to_acknowledge`.
    """
    viewer = network.viewer_of(by)
    row = visible_incoming(viewer).filter(pk=incoming).first()
    if row is None:
        raise Refused("peers.no_incoming")
    new = [unit for unit in _bodies(viewer) if _acknowledge(row, unit, by)]
    for unit in new:
        append(row.peer_id, EventKind.ACKNOWLEDGED, row.edition, _told(row, unit))
    if new:
        journal.record(
            "incoming.acknowledged",
            by=by,
            subject=("incoming", row.pk),
            edition=row.edition,
            units=[unit.id for unit in new],
        )
    return row


def _bodies(viewer: Viewer) -> list[UnitView]:
    ids = set(viewer.answers_for)
    if viewer.coordinates:
        ids.add(network.centre().id)
    if not ids:
        raise Refused("peers.nobody_to_acknowledge")
    return list(network.names_of(ids).values())


def _acknowledge(row: IncomingEdition, unit: UnitView, by: Person) -> bool:
    _row, new = IncomingAcknowledgement.objects.get_or_create(
        incoming=row, unit_id=unit.id, defaults={"by": by}
    )
    return new


def _told(row: IncomingEdition, unit: UnitView) -> dict[str, str]:
    card = standing.ourselves()
    return {
        "edition": str(row.edition),
        "installation": str(card.installation),
        "installation_name": card.name,
        "unit": str(unit.id),
        "unit_name": unit.name,
        "at": clock.now().isoformat(),
    }
