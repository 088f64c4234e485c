"""Mandates at bodies that ended: a person decides whether, and where, each goes on."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.network import rules
from thongsuot.network.actions.asking import check_manages
from thongsuot.network.actions.verifying import moved_from, moved_to
from thongsuot.network.models import (
    Mandate,
    MandateProposal,
    Person,
    Reorganisation,
    Succession,
    UnitName,
)
from thongsuot.network.terms import ProposalState

Proposals = Iterable[UUID | str]
DAY = timedelta(days=1)


@transaction.atomic
def confirm_mandates(
    *, choices: Mapping[UUID, UUID | None], by: Person | None, decision: str = ""
) -> list[Mandate]:
    """The people go on at the bodies chosen (None: at the one proposed), by one decision.

    The old mandate ends with its body, the new one begins the next day. Where the new body has
    itself ended since, a proposal for what came after it follows at once. A mandate that was ended
    before its body does not go on.
    """
    check_manages(by)
    rows = _open(choices)
    given = (_confirm(row, choices[row.pk] or row.to_unit_id, by, decision) for row in rows)
    made = [mandate for mandate in given if mandate]
    journal.record(
        "mandates.confirmed",
        by=by,
        subject=("batch", rows[0].reorganisation.batch_id),
        mandates=[mandate.pk for mandate in made],
        count=len(made),
    )
    return made


@transaction.atomic
def decline_mandates(*, proposals: Proposals, by: Person | None) -> int:
    """These people do not go on: their mandates end with their bodies. Returns how many."""
    check_manages(by)
    rows = _open(proposals)
    for row in rows:
        _end(row.mandate, row.reorganisation.effective)
        moved_from(row.mandate)
        _decide(row, ProposalState.DECLINED, by, None)
    journal.record(
        "mandates.declined",
        by=by,
        subject=("batch", rows[0].reorganisation.batch_id),
        mandates=[row.mandate_id for row in rows],
        count=len(rows),
    )
    return len(rows)


def _open(keys: Proposals) -> list[MandateProposal]:
    """These proposals, none decided yet. Raises `Refused` if one is."""
    wanted = {str(key) for key in keys}
    found = MandateProposal.objects.select_for_update(of=("self",)).filter(
        pk__in=wanted, state=ProposalState.PROPOSED
    )
    rows = list(found.select_related("mandate", "reorganisation").order_by("pk"))
    if not wanted or len(rows) < len(wanted):
        raise Refused("network.no_proposal")
    return rows


def _confirm(
    proposal: MandateProposal, unit: UUID | None, by: Person | None, decision: str
) -> Mandate | None:
    old, effective = proposal.mandate, proposal.reorganisation.effective
    if old.valid_to is not None and old.valid_to < effective:
        _decide(proposal, ProposalState.DECLINED, by, None)
        return None
    if unit is None:
        raise Refused("network.heir_not_chosen")
    if not UnitName.objects.on(effective).filter(unit=unit).exists():
        raise Refused("network.heir_is_no_candidate")
    made = _continue(old, unit, max(effective, old.valid_from), decision)
    if made != old:
        old.end_noted_at = clock.now()  # the person does not leave
        _end(old, effective)
        moved_to(made)
    _decide(proposal, ProposalState.CONFIRMED, by, made)
    _propose_onwards(made)
    return made


def _continue(old: Mandate, unit: UUID, since: date, decision: str) -> Mandate:
    """The same mandate at the heir; the one there already, if the person holds it on that day.

    One that began only after its body had ended was given there by mistake: it is moved itself.
    """
    said = nfc(decision).strip()[:120]
    same = Mandate.objects.filter(person=old.person_id, unit=unit, role=old.role)
    standing = same.exclude(pk=old.pk).touching(since, old.valid_to).first()
    if standing is not None:
        return standing
    if old.valid_from >= since:
        old.unit_id, old.decision = unit, said or old.decision
        old.save()
        return old
    return Mandate.objects.create(
        person_id=old.person_id,
        unit_id=unit,
        role=old.role,
        valid_from=since,
        valid_to=old.valid_to,
        decision=said or old.decision,
        decided_at=old.decided_at,
        matter=old.matter,
    )


def _end(mandate: Mandate, effective: date) -> None:
    """With its body, or on the earlier day on which somebody had ended it."""
    last = rules.last_day_at(mandate.valid_from, effective - DAY)
    mandate.valid_to = last if mandate.valid_to is None else min(mandate.valid_to, last)
    mandate.save()


def _decide(
    row: MandateProposal, state: ProposalState, by: Person | None, made: Mandate | None
) -> None:
    row.state, row.decided_at, row.decided_by, row.made = state, clock.now(), by, made
    if made is not None:
        row.to_unit_id = made.unit_id
    row.save()


def _propose_onwards(mandate: Mandate) -> None:
    """The heir may have ended too, by a later act: what comes after it is proposed next."""
    last = mandate.valid_to or date.max
    ending = Succession.objects.filter(
        from_unit=mandate.unit_id, ends=True, reorganisation__effective__lte=last
    )
    for succession in ending.select_related("reorganisation")[:1]:
        act = succession.reorganisation
        heirs = rules.candidates(_edges(act), mandate.unit_id)
        MandateProposal.objects.get_or_create(
            mandate=mandate,
            reorganisation=act,
            defaults={"to_unit_id": heirs[0] if len(heirs) == 1 else None},
        )


def _edges(act: Reorganisation) -> list[rules.Edge]:
    """What the batch says of that day."""
    rows = Succession.objects.filter(
        reorganisation__batch=act.batch_id, reorganisation__effective=act.effective
    )
    return list(rows.order_by("pk").values_list("from_unit_id", "to_unit_id", "function"))
