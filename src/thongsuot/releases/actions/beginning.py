"""The first words of a text, out of a template. Not an act: `draft` calls it inside its own."""

from typing import Any
from uuid import UUID

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.network.terms import PUBLIC, MandateRole
from thongsuot.releases.actions.writing import text_of
from thongsuot.releases.models import Draft, Release, Template


def begin_from(release: Release, template: UUID | str, by: Person) -> None:
    """The author's unsaved copy begins with the template's words. Refused: template_unfit."""
    row = Template.objects.filter(pk=template, retired_at=None, kind=release.kind_id).first()
    if row is None or row.unit_id not in (None, release.unit_id):
        raise Refused("releases.template_unfit")
    release.template, release.title = row, release.title or row.title
    release.save(update_fields=["template", "title"])
    contact = contact_block(release.unit_id, release.language) if row.with_contact else ""
    body = "".join([row.body, row.standing, contact])
    Draft.objects.create(release=release, person=by, **_text(release.title, row.summary, body))


def _text(title: str, summary: str, body: str) -> dict[str, Any]:
    return text_of(title, summary, body, [])


def contact_block(unit: UUID, language: str = "vi") -> str:
    """Whom to call at the unit: its published spokesperson and its officer, by what is public."""
    with override(language):
        lines = [*_spokespersons(unit), *_officers(unit)]
        if not lines:
            return ""
        head = escape(_("Liên hệ"))
    return f"<h2>{head}</h2>" + "".join(f"<p>{escape(line)}</p>" for line in lines)


def _spokespersons(unit: UUID) -> list[str]:
    rows = [row for row in network.spokespersons() if row.unit.id == unit]
    return [
        _line(_("Người phát ngôn"), row.name, [*row.phones[:1], *row.emails[:1]]) for row in rows
    ]


def _officers(unit: UUID) -> list[str]:
    """The officer of the press, where an address of theirs is for everybody."""
    seen = network.as_seen_by(PUBLIC, network.holders(unit, (MandateRole.OFFICER,)))
    told = [(row.name, [each for each in (row.phone, row.email) if each]) for row in seen]
    return [_line(_("Cán bộ đầu mối"), name, points) for name, points in told if points]


def _line(role: str, name: str, points: list[str]) -> str:
    return f"{role}: {', '.join([name, *points])}"
