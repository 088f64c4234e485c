"""Two rows that were one person become one, and apart again if that was wrong."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import F, Model

from thongsuot.journal import actions as journal
from thongsuot.journal import queries as entries
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network.actions.asking import AnyPerson, check_manages, found, the_person
from thongsuot.network.models import (
    Account,
    Accreditation,
    ContactPoint,
    DataRequest,
    DatedRows,
    Deputy,
    Look,
    Mandate,
    Merge,
    NotSame,
    Person,
    Token,
    VideoCall,
)

IN_USE = timedelta(days=30)
"""Two accounts signed in with as lately as this are taken for two people."""

Moved = dict[str, Any]


@transaction.atomic
def merge_people(*, keep: AnyPerson, other: AnyPerson, by: Person | None) -> Merge:
    """`other` was `keep` all along: mandates and addresses move, old ids still lead to the person.

    Mandates of the same role at the same body that share days become one; an address that both
    have stays once, with the verifications of both. The kept account stays; the other's is closed
    with its tokens. What each did and received stays under the id that did it.
    """
    check_manages(by)
    kept, gone = _now(keep, other)
    _check_merge(kept, gone)
    moved: Moved = {"account": _join_accounts(kept, gone), "tokens": _close_tokens(gone)}
    moved |= _move_mandates(kept, gone) | _move_points(kept, gone)
    moved["rows"] = _move_rows(kept, gone)
    moved["stood"] = _stand(_mandates_in(moved))
    gone.merged_into = kept
    gone.save()
    merge = Merge(kept=kept, other=gone, by=by, moved=moved)
    entry = journal.record(
        "person.merged", by=by, subject=("person", kept.pk), person=gone.pk, merge=merge.pk
    )
    moved["entry"] = entry.id
    merge.save()
    return merge


def _now(*people: AnyPerson) -> list[Person]:
    """The rows as they are now, held until this is done; taken in one order by everybody."""
    keys = [the_person(person).pk for person in people]
    held = Person.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    rows = {row.pk: row for row in held}
    return [rows[key] for key in keys]


def _check_merge(kept: Person, gone: Person) -> None:
    if kept.pk == gone.pk:
        raise Refused("network.merge_with_oneself")
    if kept.erased_at or gone.erased_at:
        raise Refused("network.already_erased")
    if kept.merged_into_id or gone.merged_into_id:
        raise Refused("network.already_merged")
    lately = clock.now() - IN_USE
    signed = [p.account.last_login for p in (kept, gone) if p.account and p.account.is_active]
    if len([at for at in signed if at and at > lately]) == 2:
        raise Refused("network.both_sign_in", days=IN_USE.days)


def _join_accounts(kept: Person, gone: Person) -> str:
    """Whoever has none gets the other's; of two the other's opens nothing more."""
    account = gone.account
    if account is None:
        return ""
    if kept.account is None:
        gone.account = None
        gone.save()
        kept.account = account
        kept.save()
        return "moved"
    if not account.is_active:
        return ""
    account.is_active = False
    account.save()
    return "closed"


def _close_tokens(gone: Person) -> list[str]:
    live = gone.tokens.filter(revoked_at=None)
    ids = [str(pk) for pk in live.values_list("pk", flat=True)]
    live.update(revoked_at=clock.now())
    return ids


def _move_mandates(kept: Person, gone: Person) -> Moved:
    moved, joined = [], []
    for row in Mandate.objects.filter(person=gone).order_by("valid_from", "pk"):
        same = Mandate.objects.filter(person=kept, unit=row.unit_id, role=row.role)
        into = _latest(same.touching(row.valid_from, row.valid_to))
        if into is None:
            moved.append(str(row.pk))
            Mandate.objects.filter(pk=row.pk).update(person=kept)
        else:
            joined.append(_join(row, into))
    return {"mandates": moved, "joined": joined}


def _mandates_in(moved: Moved) -> list[str]:
    return [*moved["mandates"], *(told["into"] for told in moved["joined"])]


def _stand(mandates: list[str]) -> dict[str, list[str]]:
    """Where and between which days each of these mandates stands."""
    rows = Mandate.objects.filter(pk__in=mandates)
    found = rows.values_list("pk", "unit_id", "valid_from", "valid_to")
    return {str(pk): [str(told) for told in rest] for pk, *rest in found}


def _latest(rows: DatedRows) -> Mandate | None:
    """An open one first: there is at most one of these for a role at a body."""
    return rows.order_by(F("valid_to").desc(nulls_first=True), "pk").first()


def _join(row: Mandate, into: Mandate) -> Moved:
    """One mandate of two: from the first of their first days to the last of their last."""
    was = [str(into.valid_from), into.valid_to and str(into.valid_to)]
    kept = _remember(row, into, but=("person", "valid_from", "valid_to"))
    kept |= {"from": str(row.valid_from), "to": row.valid_to and str(row.valid_to), "was": was}
    row.delete()
    into.valid_from = min(into.valid_from, row.valid_from)
    if into.valid_to is not None:
        into.valid_to = None if row.valid_to is None else max(into.valid_to, row.valid_to)
    into.save()
    return kept


def _move_points(kept: Person, gone: Person) -> Moved:
    moved, doubled = [], []
    for row in ContactPoint.objects.filter(person=gone).order_by("created_at", "pk"):
        twin = ContactPoint.objects.filter(
            person=kept, channel=row.channel, address=row.address
        ).first()
        if twin is None:
            moved.append(str(row.pk))
            ContactPoint.objects.filter(pk=row.pk).update(person=kept)
        else:  # the address itself is the twin's: it is not written down a second time
            doubled.append(_remember(row, twin, but=("person", "address", "state_reason")))
            row.delete()
    return {"points": moved, "doubled": doubled}


def _remember(row: Model, into: Model, but: tuple[str, ...]) -> Moved:
    """The row's columns as JSON, and what referred to it, which from now on refers to `into`."""
    columns = [f for f in row._meta.concrete_fields if f.name not in but]
    told = {f.attname: f.value_to_string(row) if _set(f, row) else None for f in columns}
    references: dict[str, list[str]] = {}
    for relation in row._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        rows = model._default_manager.filter(**{name: row})
        ids = [str(pk) for pk in rows.values_list("pk", flat=True)]
        if ids:
            rows.update(**{name: into})
            references[f"{model._meta.label}.{name}"] = ids
    return {"row": told, "into": str(into.pk), "references": references}


def _set(field: Any, row: Model) -> bool:
    return getattr(row, field.attname) is not None


def _move_rows(kept: Person, gone: Person) -> dict[str, list[str]]:
    """What else belongs to a person; a deputy of oneself and what the kept one has stay behind."""
    agencies = Accreditation.objects.filter(person=kept).values("agency")
    seen = Look.objects.filter(person=kept).values("entry")
    found = {
        "network.Deputy": Deputy.objects.filter(person=gone).exclude(mandate__person=kept),
        "network.Accreditation": Accreditation.objects.filter(person=gone).exclude(
            agency__in=agencies
        ),
        "network.VideoCall": VideoCall.objects.filter(person=gone),
        "network.DataRequest": DataRequest.objects.filter(person=gone),
        "network.Look": Look.objects.filter(person=gone).exclude(entry__in=seen),
    }
    moved = {}
    for label, rows in found.items():
        ids = list(rows.values_list("pk", flat=True))
        apps.get_model(label)._default_manager.filter(pk__in=ids).update(person=kept)
        moved[label] = [str(pk) for pk in ids]
    return moved


# Undoing -----------------------------------------------------------------------------------------


@transaction.atomic
def undo_merge(*, merge: Merge | UUID | str, by: Person | None) -> Merge:
    """Both are as they were, unless something was done since with what had moved."""
    check_manages(by)
    key: Any = getattr(merge, "pk", merge)
    found(Merge, key, "network.no_merge")
    row = Merge.objects.select_for_update().get(pk=key)
    kept, gone = _now(row.kept_id, row.other_id)
    moved = row.moved
    _check_undo(row)
    gone.merged_into = None
    gone.save()
    _part_accounts(kept, gone, moved["account"])
    Token.objects.filter(pk__in=moved["tokens"]).update(revoked_at=None)
    Mandate.objects.filter(pk__in=moved["mandates"]).update(person=gone)
    ContactPoint.objects.filter(pk__in=moved["points"]).update(person=gone)
    for told in reversed(moved["joined"]):
        _part(told, gone)
    for told in moved["doubled"]:
        twin = ContactPoint.objects.get(pk=told["into"])
        _restore(ContactPoint, told, person=gone, address=twin.address)
    for label, ids in moved["rows"].items():
        apps.get_model(label)._default_manager.filter(pk__in=ids).update(person=gone)
    row.undone_at = clock.now()
    row.save()
    journal.record(
        "person.merge_undone", by=by, subject=("person", kept.pk), person=gone.pk, merge=row.pk
    )
    return row


def _check_undo(row: Merge) -> None:
    if row.undone_at is not None:
        raise Refused("network.merge_undone")
    moved = row.moved
    mandates = _mandates_in(moved)
    points = [*moved["points"], *(told["into"] for told in moved["doubled"])]
    built = entries.entries(
        within={"mandate": mandates, "contact_point": points}, after=moved["entry"], limit=1
    )
    # A reorganisation, a sheet or a leader ends a mandate without an entry of its own.
    changed = "stood" in moved and _stand(mandates) != moved["stood"]
    erased = row.kept.erased_at or row.other.erased_at
    if built or changed or erased or row.kept.merged_into_id:
        raise Refused("network.merge_built_on")


def _part_accounts(kept: Person, gone: Person, how: str) -> None:
    if how == "closed":
        Account.objects.filter(person=gone).update(is_active=True)
    elif how == "moved":
        account, kept.account = kept.account, None
        kept.save()
        gone.account = account
        gone.save()


def _part(told: Moved, gone: Person) -> None:
    into = Mandate.objects.get(pk=told["into"])
    first, last = told["was"]
    into.valid_from, into.valid_to = date.fromisoformat(first), last and date.fromisoformat(last)
    into.save()
    days = {"valid_from": told["from"], "valid_to": told["to"]}
    _restore(
        Mandate, told, person=gone, **{k: v and date.fromisoformat(v) for k, v in days.items()}
    )


def _restore(model: type[Model], told: Moved, **more: Any) -> None:
    """The row with its id and days, and what referred to it."""
    columns = {f.attname: f for f in model._meta.concrete_fields}
    values = {n: None if v is None else columns[n].to_python(v) for n, v in told["row"].items()}
    row = model(**values, **more)
    row.save(force_insert=True)
    for place, ids in told["references"].items():
        label, name = place.rsplit(".", 1)
        apps.get_model(label)._default_manager.filter(pk__in=ids).update(**{name: row})


@transaction.atomic
def note_not_same(*, first: AnyPerson, second: AnyPerson, by: Person | None) -> NotSame:
    """Somebody looked: they are two. The pair is not offered again."""
    check_manages(by)
    one, two = sorted((the_person(first), the_person(second)), key=lambda p: p.pk.hex)
    if one.pk == two.pk:
        raise Refused("network.merge_with_oneself")
    row, _ = NotSame.objects.get_or_create(first=one, second=two, defaults={"by": by})
    journal.record("person.told_apart", by=by, subject=("person", one.pk), person=two.pk)
    return row
