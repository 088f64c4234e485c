"""Reorganising: a batch of acts is written as dated rows in one transaction, or taken back."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import rules
from thongsuot.network.actions.asking import check_manages, found
from thongsuot.network.models import (
    Batch,
    Installation,
    MandateProposal,
    Person,
    Province,
    ProvinceSuccession,
    Reorganisation,
    Succession,
    Unit,
    UnitName,
)
from thongsuot.network.queries.succession import heirs_of
from thongsuot.network.reorganising.plan import Body, Plan, PlannedAct
from thongsuot.network.reorganising.thinking import think
from thongsuot.network.reorganising.world import KINDS, Row
from thongsuot.network.terms import ProposalState

MODELS: dict[str, Any] = {kind: model for kind, (model, _) in KINDS.items()}
MODELS |= {"unit": Unit, "place": Province}
BEFORE_BODIES = (*KINDS, "unit", "place")
"""The order in which rows are taken away: what names a body before the body."""


@transaction.atomic
def apply_batch(
    *, text: str, name: str = "", fingerprint: str | None = None, by: Person | None
) -> Batch:
    """Writes what `queries.preview` shows, as dated rows, now or for a day to come.

    `fingerprint` is that of the preview one agreed to; without it, whatever the plan is now.
    Raises `Refused` when the file has faults, is applied already, or would do something else.
    """
    check_manages(by)
    _one_at_a_time()
    plan = think(text, name)
    if Batch.objects.filter(digest=plan.digest, undone_at=None).exists():
        raise Refused("network.batch_applied_already")
    if plan.faults:
        raise Refused("network.batch_has_faults", count=len(plan.faults))
    if fingerprint is not None and fingerprint != plan.fingerprint:
        raise Refused("network.batch_seen_otherwise")
    batch = Batch.objects.create(
        name=name[:120],
        digest=plan.digest,
        text=plan.text,
        first_day=plan.first_day,
        applied_by=by,
        written=_write(plan),
    )
    acts = [_record_act(batch, act) for act in plan.acts]
    _propose(plan, {act.number: act for act in acts})
    journal.record(
        "batch.applied",
        by=by,
        subject=("batch", batch.pk),
        digest=plan.digest,
        acts=len(acts),
        since=plan.first_day,
        mandates=len(plan.mandates),
    )
    return batch


def _one_at_a_time() -> None:
    """Two batches thought through at once would each end the same bodies."""
    Installation.objects.select_for_update().first()


def _write(plan: Plan) -> dict[str, Any]:
    """The rows of the plan; what must end ends first, so that nothing stands twice."""
    closed = [[r.kind, str(r.key), _day(r.had), _day(r.last)] for r in plan.ended]
    for row in plan.ended:
        MODELS[row.kind].objects.filter(pk=row.key).update(valid_to=row.last)
    Unit.objects.bulk_create([Unit(id=body.id) for body in plan.begun])
    Province.objects.bulk_create(
        Province(id=row.unit, valid_from=row.first, valid_to=row.last, **row.says)
        for row in plan.places
    )
    made = [["unit", str(body.id), None] for body in plan.begun]
    made += [["place", str(row.unit), _day(row.last)] for row in plan.places]
    for kind, (model, _) in KINDS.items():
        rows = [_row(model, row) for row in plan.made if row.kind == kind]
        made += [[kind, str(r.pk), _day(r.valid_to)] for r in model.objects.bulk_create(rows)]
    return {"made": made, "closed": closed}


def _row(model: Any, row: Row) -> Any:
    made = model(unit_id=row.unit, valid_from=row.first, valid_to=row.last, **row.says)
    return made.fill() if isinstance(made, UnitName) else made


def _record_act(batch: Batch, act: PlannedAct) -> Reorganisation:
    row = Reorganisation.objects.create(
        batch=batch,
        number=act.number,
        act=act.act,
        effective=act.effective,
        legal_basis=act.legal_basis,
        confidence=act.confidence,
        source=act.source,
    )
    if act.subject == "province":
        ProvinceSuccession.objects.bulk_create(
            ProvinceSuccession(
                reorganisation=row,
                from_province_id=_id(edge.came_from),
                to_province_id=_id(edge.to),
            )
            for edge in act.edges
        )
        return row
    Succession.objects.bulk_create(
        Succession(
            reorganisation=row,
            from_unit_id=_id(edge.came_from),
            to_unit_id=_id(edge.to),
            function=edge.function,
            ends=edge.ends,
        )
        for edge in act.edges
    )
    return row


def _propose(plan: Plan, acts: dict[int, Reorganisation]) -> None:
    MandateProposal.objects.bulk_create(
        MandateProposal(
            mandate_id=planned.id,
            reorganisation=acts[planned.act],
            to_unit_id=_id(planned.to),
        )
        for planned in plan.mandates
    )


@transaction.atomic
def undo_batch(*, batch: Batch | UUID | str, by: Person | None) -> Batch:
    """Takes away the rows that the batch wrote and gives back those that it ended.

    Until the day it takes effect; after that, on the day of applying. Raises `Refused` when
    somebody decided a mandate of it, or anything was built on its rows.
    """
    check_manages(by)
    row = found(Batch, batch.pk if isinstance(batch, Batch) else batch, "network.no_batch")
    row = Batch.objects.select_for_update().get(pk=row.pk)
    if row.undone_at is not None:
        raise Refused("network.batch_undone")
    rules.check_undo(row.first_day, clock.legal_date(row.applied_at), clock.legal_date())
    proposals = MandateProposal.objects.filter(reorganisation__batch=row)
    if proposals.exclude(state=ProposalState.PROPOSED).exists():
        raise Refused("network.batch_decided")
    row.reorganisations.all().delete()
    _take_back(row.written)
    row.undone_at, row.undone_by = clock.now(), by
    row.save()
    journal.record("batch.undone", by=by, subject=("batch", row.pk), digest=row.digest)
    return row


@transaction.atomic
def take_effect(*, act: Reorganisation | UUID | str) -> bool:
    """Tells the house, once, that the act is in effect: its day has come and undoing is over.

    Releases and circulation hear of it and move what has one heir.
    """
    key = act.pk if isinstance(act, Reorganisation) else act
    row = Reorganisation.objects.select_for_update().get(pk=key)
    if row.in_effect_at is not None:
        return False
    row.in_effect_at = clock.now()
    row.save()
    _move_centre(row)
    journal.record(
        "reorganisation.in_effect",
        by=None,
        subject=("reorganisation", row.pk),
        batch=row.batch_id,
        kind=row.act,
        since=row.effective,
    )
    return True


def _move_centre(act: Reorganisation) -> None:
    """The centre of this installation goes on as the one body that succeeds it."""
    for unit, heir in heirs_of(act).items():
        if heir is not None:
            Installation.objects.filter(centre=unit).update(centre=heir)


def _take_back(written: dict[str, Any]) -> None:
    made: dict[str, dict[str, str | None]] = {kind: {} for kind in BEFORE_BODIES}
    for kind, key, last in written["made"]:
        made[kind][key] = last
    _check_untouched(written, made)
    for kind in BEFORE_BODIES:
        _check_alone(kind, made)
    for kind in BEFORE_BODIES:
        MODELS[kind].objects.filter(pk__in=list(made[kind])).delete()
    for kind, key, had, _ in written["closed"]:
        last = date.fromisoformat(had) if had else None
        MODELS[kind].objects.filter(pk=key).update(valid_to=last)


def _check_untouched(written: dict[str, Any], made: dict[str, dict[str, str | None]]) -> None:
    """Every row stands as the batch left it."""
    expected = [(kind, key, last) for kind in KINDS for key, last in made[kind].items()]
    expected += [("place", key, last) for key, last in made["place"].items()]
    expected += [(kind, key, got) for kind, key, _, got in written["closed"]]
    for kind in {kind for kind, _, _ in expected}:
        keys = {key: last for of, key, last in expected if of == kind}
        rows = MODELS[kind].objects.filter(pk__in=list(keys)).values_list("pk", "valid_to")
        if {str(pk): _day(last) for pk, last in rows} != keys:
            raise Refused("network.batch_built_upon")


def _check_alone(kind: str, made: dict[str, dict[str, str | None]]) -> None:
    """Nothing in the house, in any room, names a body or province that would go."""
    keys = list(made[kind])
    if kind in KINDS or not keys:
        return
    own: dict[type[Model], Iterable[str]] = {MODELS[of]: made[of] for of in KINDS}
    relations = [f for f in MODELS[kind]._meta.get_fields(include_hidden=True) if _names(f)]
    for relation in relations:
        model = relation.related_model
        naming = model._default_manager.filter(**{f"{relation.field.name}__in": keys})
        if naming.exclude(pk__in=list(own.get(model, ()))).exists():
            raise Refused("network.batch_built_upon")


def _id(body: Body | None) -> UUID | None:
    return body.id if body else None


def _names(field: Any) -> bool:
    """Whether it is the other end of a foreign key, of those without a name too."""
    return bool(field.auto_created and not field.concrete and field.one_to_many)


def _day(last: date | None) -> str | None:
    return last.isoformat() if last else None
