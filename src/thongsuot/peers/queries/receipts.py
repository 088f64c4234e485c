"""What other installations told of an edition: that it arrived, and which bodies acknowledged."""

from uuid import UUID

from thongsuot.peers.models import PeerReceipt
from thongsuot.peers.terms import ReceiptView, Told


def receipts(edition: UUID) -> list[ReceiptView]:
    """Of an edition of ours, or one we passed on; installations together, arrival first. Who may
    see the edition's dispatches may see them: ask for the edition first."""
    rows = PeerReceipt.objects.filter(edition=edition).select_related("peer")
    return [
        ReceiptView(
            installation=row.installation,
            installation_name=row.installation_name,
            unit_name=row.unit_name,
            told=Told(row.told),
            at=row.at,
            through=row.peer.name,
        )
        for row in rows.order_by("installation_name", "installation", "-told", "at")
    ]
