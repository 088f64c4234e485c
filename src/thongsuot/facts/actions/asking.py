"""The bank asks the owner of a figure past its day."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from thongsuot.facts.models import Series
from thongsuot.facts.queries.figures import overdue_of
from thongsuot.facts.terms import FigureView
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole
from thongsuot.notices import actions as notices

MOST_LISTED = 20
"""Figures that one mail names; the page has the rest."""


@transaction.atomic
def ask_owner(*, series: Series | UUID | Iterable[UUID]) -> int:
    """Ask for what is overdue (series of one owner in one mail), once for each due day; how many
    were asked for now. The officers are asked; where a body has none, its leaders; while nobody
    can be reached, it is not asked for yet."""
    rows = _to_ask(series)
    if not rows:
        return 0
    owner = rows[0].owner_id
    rows = [row for row in rows if row.owner_id == owner]
    asked = {row.pk for row in rows}
    late = [each for each in overdue_of([owner]) if each.series in asked]
    if not (told := _tell(owner, late)):
        return 0
    for row in rows:
        row.asked_for = row.next_due_on
        row.save(update_fields=["asked_for"])
    journal.record(
        "figures.asked_for", by=None, subject=("unit", owner), count=len(rows), told=told
    )
    return len(rows)


def _to_ask(series: Series | UUID | Iterable[UUID]) -> list[Series]:
    """Those of them that are overdue and were not asked for since their due day."""
    if isinstance(series, Series):
        ids = [series.pk]
    else:
        ids = [series] if isinstance(series, UUID) else list(series)
    late = Series.objects.select_for_update().filter(pk__in=ids, next_due_on__lt=clock.legal_date())
    return [row for row in late.order_by("next_due_on", "pk") if row.asked_for != row.next_due_on]


def _tell(owner: UUID, late: list[FigureView]) -> int:
    """How many people were written to."""
    for role in (MandateRole.OFFICER, MandateRole.LEADER):
        people = [each for each in network.holders(owner, {role}) if each.email]
        for person in people:
            row = network.person(person.id)
            with override(row.language):
                notices.send(person.email, *_words(person.name, late))
        if people:
            return len(people)
    return 0


def _words(name: str, late: list[FigureView]) -> tuple[str, str]:
    count = len(late)
    subject = ngettext(
        "%(count)s số liệu đã quá hạn cập nhật", "%(count)s số liệu đã quá hạn cập nhật", count
    )
    lines = [
        _("%(figure)s: hạn %(due)s\n%(link)s")
        % {
            "figure": named(each),
            "due": f"{each.next_due_on:%d/%m/%Y}",
            "link": f"{settings.SITE_URL}/ban/so-lieu/{each.series}/",
        }
        for each in late[:MOST_LISTED]
    ]
    if count > MOST_LISTED:
        more = {"count": count - MOST_LISTED, "link": f"{settings.SITE_URL}/ban/so-lieu/"}
        lines.append(_("Và %(count)s số liệu khác: %(link)s") % more)
    body = [
        _("Kính gửi %(name)s,") % {"name": name},
        _(
            "Các số liệu sau của đơn vị đã quá hạn cập nhật trong kho số liệu. Xin nhập số mới,"
            " hoặc dời hạn nếu chưa có."
        ),
        *lines,
    ]
    return subject % {"count": count}, "\n\n".join(body)


def named(figure: FigureView) -> str:
    """«What – whom», or only what for the whole."""
    return f"{figure.name} – {figure.about}" if figure.about else figure.name
