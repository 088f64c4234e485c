"""Looking for urgent editions: has anybody of each kind of body really got it?"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from thongsuot.circulation import links, rules
from thongsuot.circulation.models import Dispatch, Proof
from thongsuot.circulation.queries.proofs import proven
from thongsuot.circulation.terms import DispatchState, Proven
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole
from thongsuot.notices import actions as notices
from thongsuot.releases import queries as releases
from thongsuot.work.registry import every

SUBJECT = _("Tin khẩn %(number)s: chưa có tin nhận từ %(count)s loại đơn vị")
BODY = _(
    "Bản phát hành khẩn %(number)s đã gửi lúc %(at)s, nhưng chưa một đơn vị nào thuộc các loại sau "
    "xác nhận đã nhận:\n\n%(kinds)s\n\n"
    "Có thể thư không tới nơi. Hãy gọi cho một đơn vị của mỗi loại.\n\n"
    "Xem đợt gửi: %(link)s"
)
KINDS = {
    "ministry_unit": _("Đơn vị thuộc Bộ"),
    "department": _("Sở của tỉnh, thành phố"),
    "press_agency": _("Cơ quan báo chí"),
    "partner": _("Đối tác"),
}
AT = "%H:%M %d/%m/%Y"
LOOKED_FOR = (DispatchState.SENDING, DispatchState.DONE)


@every(seconds=60, name="circulation.prove")
def prove() -> int:
    """Look for every urgent dispatch whose time has come. How many were looked for."""
    due = Dispatch.objects.filter(proof_due_at__lte=clock.now()).order_by("proof_due_at")
    return sum(_prove(pk) for pk in list(due.values_list("pk", flat=True)[:50]))


@transaction.atomic
def _prove(pk: UUID) -> bool:
    """Once: what is known of it, kind by kind. Looked at again while a kind is missing."""
    row = Dispatch.objects.select_for_update().get(pk=pk)
    if row.proof_due_at is None or row.proof_due_at > clock.now():
        return False
    row.proof_due_at = _again(row)
    if row.state in LOOKED_FOR:
        found = proven(row.pk)
        if all(one.receipts for one in found):
            row.proof_due_at = None
        alarmed = _keep(row, found)
        if alarmed:
            _alarm(row, alarmed)
    row.save(update_fields=["proof_due_at"])
    return True


def _again(row: Dispatch) -> datetime | None:
    """While its day lasts; also when it has not gone yet (held, or its list still being made)."""
    ended = row.state in rules.OVER and row.state != DispatchState.DONE
    until = max(row.not_before or row.made_at, row.made_at) + rules.PROVED_FOR
    return None if ended or clock.now() > until else clock.now() + rules.PROVED_AGAIN


def _keep(row: Dispatch, found: list[Proven]) -> list[str]:
    """Keeps what was found; kinds nobody was heard of that were not known to be missing yet."""
    before = set(row.proofs.values_list("unit_role", flat=True))
    for one in found:
        Proof.objects.update_or_create(
            dispatch=row,
            unit_role=one.unit_role,
            defaults={
                "bodies": one.bodies,
                "receipts": one.receipts,
                "checked_at": clock.now(),
            },
        )
    Dispatch.objects.filter(pk=row.pk).update(version=F("version") + 1)
    return [one.unit_role for one in found if not one.receipts and one.unit_role not in before]


def _alarm(row: Dispatch, kinds: list[str]) -> None:
    """The coordinators are told, each in their language."""
    journal.record("dispatch.unproved", by=None, subject=("dispatch", row.pk), missing=len(kinds))
    for holder in network.holders(network.centre().id, [MandateRole.COORDINATOR]):
        if not holder.email:
            continue
        with override(network.person(holder.id).language):
            told = {
                "number": releases.number_label(row.edition_id),
                "count": len(kinds),
                "at": (row.closed_at or row.made_at).astimezone(clock.VIETNAM).strftime(AT),
                "kinds": "\n".join(f"- {gettext(KINDS.get(kind, kind))}" for kind in kinds),
                "link": links.followed(row.pk, asks=row.asks),
            }
            subject, body = gettext(SUBJECT) % told, gettext(BODY) % told
            notices.send(address=holder.email, subject=subject, body=body)
