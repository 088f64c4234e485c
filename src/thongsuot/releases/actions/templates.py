"""Templates: what new texts begin from. Kept by the centre; some are shipped."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases import rules
from thongsuot.releases.actions.writing import id_of, text_of
from thongsuot.releases.models import Kind, Template
from thongsuot.releases.terms import MESSAGE_HOUSE

_DATA = Path(__file__).resolve().parent.parent / "data" / "templates.json"


@transaction.atomic
def keep_template(
    *,
    kind: Kind | str,
    name: str,
    by: Person,
    template: Template | UUID | None = None,
    unit: Any = None,
    title: str = "",
    summary: str = "",
    body: str = "",
    required: Iterable[str] = (),
    standing: str = "",
    with_contact: bool = True,
) -> Template:
    """Make a template, or write one anew; texts begun from it before stay as they are.

    `unit` None: for every unit. `required`: headings that must stand in the body with words below.
    Refused: coordinator_only, template_unnamed, template_kind (nothing is written in such a kind,
    or it follows another text), title_too_long.
    """
    rules.check_keeps_topics(network.viewer_of(by))
    row = Template.objects.select_for_update().get(pk=id_of(template)) if template else Template()
    row.kind = _kind(kind)
    row.name = " ".join(nfc(name).split())[:160]
    if not row.name:
        raise Refused("releases.template_unnamed")
    row.unit_id, row.kept_by = id_of(unit) or None, by
    _write(row, title, summary, body, required, standing)
    row.with_contact, row.changed_at = with_contact, clock.now()
    row.save()
    journal.record(
        "template.kept", by=by, subject=("template", row), kind=row.kind_id, unit=row.unit_id
    )
    return row


@transaction.atomic
def retire_template(*, template: Template | UUID, by: Person) -> Template:
    """No new text begins from it any more. Refused: coordinator_only."""
    rules.check_keeps_topics(network.viewer_of(by))
    row = Template.objects.select_for_update().get(pk=id_of(template))
    row.retired_at = row.retired_at or clock.now()
    row.save(update_fields=["retired_at"])
    journal.record("template.retired", by=by, subject=("template", row))
    return row


@transaction.atomic
def load_templates(*, by: Person | None = None) -> None:
    """Add the shipped templates that are not there yet, by their code; what the centre changed or
    retired stays. Safe to repeat, after `load_kinds_and_topics`."""
    told: list[dict[str, Any]] = json.loads(_DATA.read_text("utf-8"))
    made = sum(_load(each) for each in told)
    journal.record("templates.loaded", by=by, subject=("installation", None), templates=made)


def _load(told: dict[str, Any]) -> bool:
    if Template.objects.filter(code=told["code"]).exists():
        return False
    row = Template(code=told["code"], name=told["name"], kind=_kind(told["kind"]))
    _write(
        row,
        told.get("title", ""),
        told.get("summary", ""),
        told.get("body", ""),
        told.get("required", ()),
        told.get("standing", ""),
    )
    row.with_contact = told.get("with_contact", True)
    row.save()
    return True


def _kind(kind: Kind | str) -> Kind:
    row = Kind.objects.get(pk=id_of(kind))
    if row.follows or not row.route or row.pk == MESSAGE_HOUSE:
        raise Refused("releases.template_kind")
    return row


def _write(
    row: Template, title: str, summary: str, body: str, required: Iterable[str], standing: str
) -> None:
    text = text_of(title, summary, body, [])
    row.title, row.summary, row.body = text["title"], text["summary"], text["body"]
    headings = (" ".join(nfc(each).split()) for each in required)
    row.required = list(dict.fromkeys(heading for heading in headings if heading))
    row.standing = text_of("", "", standing, [])["body"]
