"""Acts of reorganisation on a small network: each act, undoing, days to come, what moves up."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.network.conftest import SINCE, Small, body, entries, member
from thongsuot.circulation.models import SavedList
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import actions, jobs, queries, rules
from thongsuot.network.models import Batch, Mandate, MandateProposal, Unit, UnitProvince
from thongsuot.network.reorganisations import reading
from thongsuot.network.terms import MandateRole
from thongsuot.network.terms import ReorganisationAct as Act
from thongsuot.releases.models import Topic

pytestmark = pytest.mark.django_db
COLUMNS = ("event", "act", "subject", "effective", "from", "to", "to_name", "to_role", "function")
DAY = timedelta(days=1)
COMING, PAST = date(2027, 1, 1), date(2026, 6, 1)


def file(*rows: dict[str, Any]) -> str:
    lines = [",".join(str(row.get(name, "")) for name in COLUMNS) for row in rows]
    return "\n".join([",".join(COLUMNS), *lines, ""])


def row(act: str, came_from: str = "", to: str = "", on: date = COMING, **more: Any) -> dict:
    return {"event": 1, "act": act, "effective": on, "from": came_from, "to": to, **more}


MERGE = (
    row("merge", "Trung tâm Thông tin", "n", to_name="Trung tâm Mới", to_role="ministry_unit"),
    row("merge", "Sở Thông tin và Truyền thông tỉnh Đắk Lắk", "n"),
)
KEPT = [m for m in apps.get_app_config("network").get_models() if m is not Batch]


def dump() -> dict[str, set[tuple[Any, ...]]]:
    """Every row of the network but the batches themselves."""
    return {m.__name__: set(m._default_manager.values_list(*_columns(m))) for m in KEPT}


def _columns(model: Any) -> list[str]:
    plain = [f for f in model._meta.concrete_fields if f.get_internal_type() != "JSONField"]
    return [field.attname for field in plain]


def apply(*rows: dict[str, Any]) -> Batch:
    return actions.apply_batch(text=file(*rows), name="thử", by=None)


def refused(do: Any) -> str:
    with pytest.raises(Refused) as found:
        do()
    return found.value.code


def faults(*rows: dict[str, Any]) -> list[tuple[int, str, str]]:
    plan = queries.preview(file(*rows))
    return [(fault.row, fault.column, fault.why.code.split(".")[1]) for fault in plan.faults]


# Pure ---------------------------------------------------------------------------------------------

A, B, C = (Unit().pk for _ in range(3))


@pytest.mark.parametrize(
    ("act", "edges", "fits", "ends"),
    [
        (Act.CREATE, [(None, A, "")], True, set()),
        (Act.CREATE, [(B, A, "")], False, None),
        (Act.RENAME, [(A, A, "")], True, set()),
        (Act.RENAME, [(A, B, "")], False, None),
        (Act.MERGE, [(A, C, ""), (B, C, "")], True, {A, B}),
        (Act.MERGE, [(A, B, "")], True, {A}),
        (Act.MERGE, [(A, B, ""), (B, B, "")], True, {A}),
        (Act.MERGE, [(A, B, ""), (A, C, "")], False, None),
        (Act.SPLIT, [(A, B, ""), (A, C, "")], True, {A}),
        (Act.SPLIT, [(A, A, ""), (A, C, "x")], True, set()),
        (Act.SPLIT, [(A, B, "")], False, None),
        (Act.TRANSFER, [(A, B, "x")], True, set()),
        (Act.TRANSFER, [(A, B, "")], False, None),
        (Act.DISSOLVE, [(A, None, "")], True, {A}),
        (Act.DISSOLVE, [(A, B, "")], False, None),
    ],
)
def test_which_bodies_make_an_act(act, edges, fits, ends):
    if not fits:
        assert refused(lambda: rules.check_edges(act, edges)).startswith("network.batch_")
        return
    rules.check_edges(act, edges)
    assert rules.ending(act, edges) == ends


@pytest.mark.parametrize(
    ("applied", "today", "undone", "told"),
    [
        (PAST, PAST, True, False),  # a batch for a day to come
        (PAST, COMING - DAY, True, False),
        (PAST, COMING, False, True),
        (COMING + DAY, COMING + DAY, True, False),  # one that comes late
        (COMING + DAY, COMING + 2 * DAY, False, True),
    ],
)
def test_undone_until_told(applied, today, undone, told):
    assert rules.takes_effect(COMING, COMING, applied, today) is told
    if undone:
        rules.check_undo(COMING, applied, today)
    else:
        code = refused(lambda: rules.check_undo(COMING, applied, today))
        assert code == "network.batch_in_effect"


def test_a_delegate_has_one_matter_and_an_end_and_passes_nothing_on():
    delegate = MandateRole.DELEGATE
    rules.check_delegate(delegate, "Vụ A", COMING)
    rules.check_delegate(MandateRole.OFFICER, "", None)
    for told in (("", COMING, ()), ("Vụ A", None, ()), ("Vụ A", COMING, [delegate])):
        assert "delegate" in refused(lambda told=told: rules.check_delegate(delegate, *told))


@pytest.mark.parametrize("heading", ["event,act,effective,from", "Số việc;Việc;Hiệu lực từ;Từ"])
def test_headings_in_either_language(heading):
    sign = ";" if ";" in heading else ","
    found = reading.read(
        f"\ufeff{heading}\r\n{sign.join(['1', 'Giải thể', '01/07/2025', 'A'])}\r\n"
    )
    assert found.faults == []
    (line,) = found.lines
    assert (line.act, line.effective, line.came_from) == (Act.DISSOLVE, date(2025, 7, 1), "A")


# On rows ------------------------------------------------------------------------------------------


def test_all_faults_are_told_with_their_place(small: Small):
    assert faults(
        row("merge", "Không Có", "n", to_name="N"),
        row("melt", "x", event=2),
        row("rename", "Báo Buổi Sáng", event="ba"),
    ) == [(3, "act", "batch_unknown_word"), (4, "event", "batch_event_number")]
    assert faults(
        row("merge", "Không Có", "n", to_name="N"),
        row("dissolve", "66", event=2, subject="province"),
        row("transfer", "Báo Buổi Sáng", "Trung tâm Thông tin", event=3),
        row("dissolve", "Trung tâm Thông tin", on=SINCE, event=4),
        row("dissolve", "Trung tâm Thông tin", event=5),
        row("merge", "Báo Buổi Sáng", "Trung tâm Thông tin", event=6),
    ) == [
        (5, "from", "batch_no_such_unit"),  # of the day before it began
        (2, "from", "batch_no_such_unit"),
        (3, "from", "batch_code_is_no_province"),
        (4, "", "batch_function_missing"),
        (7, "to", "batch_heir_has_ended"),
    ]
    assert not Batch.objects.exists()


def test_a_rename_keeps_the_body_and_its_people(small: Small):
    apply(row("rename", "Báo Buổi Sáng", to_name="Báo Buổi Chiều"))
    assert not MandateProposal.objects.exists()
    assert queries.name_of(small.paper.pk, COMING - DAY) == "Báo Buổi Sáng"
    assert queries.name_of(small.paper.pk, COMING) == "Báo Buổi Chiều"
    assert [u.once for u in queries.units(text="sáng", on=COMING)] == [""]


def test_a_batch_for_a_day_to_come_is_in_the_rows_now(small: Small):
    apply(*MERGE)
    assert queries.members_by_kind() == {"ministry_unit": 1, "department": 1, "press_agency": 1}
    with clock.frozen(clock.now() + timedelta(days=60)):
        assert queries.members_by_kind() == {"ministry_unit": 1, "press_agency": 1}
        assert queries.viewer_of(small.coordinator).coordinates  # nobody is locked out
    proposals = {p.row.mandate.person_id: p for p in queries.proposals()}
    assert len(proposals) == 5
    assert all(p.evident for p in proposals.values())


def test_confirmed_and_declined(small: Small):
    apply(*MERGE)
    found = {p.row.mandate.person_id: p.row.pk for p in queries.proposals()}
    count = entries()
    keys = [found[small.leader.pk], found[small.far_leader.pk]]
    made = actions.confirm_mandates(choices=dict.fromkeys(keys), decision="9/QĐ", by=None)
    assert entries() == count + 1
    assert {(m.valid_from, m.decision) for m in made} == {(COMING, "9/QĐ")}
    assert small.leader.mandates.order_by("valid_from")[0].valid_to == COMING - DAY
    actions.decline_mandates(proposals=[found[small.officer.pk]], by=None)
    assert small.officer.mandates.get().valid_to == COMING - DAY
    again = {found[small.officer.pk]: None}
    assert refused(lambda: actions.confirm_mandates(choices=again, by=None)).endswith("no_proposal")
    batch = Batch.objects.get()
    assert refused(lambda: actions.undo_batch(batch=batch, by=None)).endswith("batch_decided")


@pytest.mark.parametrize("goes_on", [True, False])
def test_who_was_ended_before_the_body_stays_ended(small: Small, goes_on: bool):
    apply(*MERGE)
    old = small.far_officer.mandates.get()
    ended = clock.legal_date() + DAY
    actions.end_mandate(mandate=old, last_day=ended, by=small.coordinator)
    waiting = list(MandateProposal.objects.values_list("pk", flat=True))
    if goes_on:
        made = actions.confirm_mandates(choices=dict.fromkeys(waiting), by=small.coordinator)
        assert len(made) == len(waiting) - 1  # theirs does not hold up the others
    else:
        actions.decline_mandates(proposals=waiting, by=small.coordinator)
    assert small.far_officer.mandates.get().valid_to == ended
    assert not MandateProposal.objects.filter(state="proposed").exists()


@pytest.mark.parametrize("effective", [PAST, COMING])
def test_a_body_that_another_batch_ended_does_not_end_again(small: Small, effective: date):
    rows = [{**one, "effective": effective} for one in MERGE]
    apply(*rows)
    before = dump()
    again = [{**rows[0], "function": "báo chí"}, rows[1]]  # the same file, put right somewhere
    assert {code for _, _, code in faults(*again)} == {"batch_changed_later"}
    assert refused(lambda: apply(*again)) == "network.batch_has_faults"
    assert dump() == before


def test_one_who_served_both_serves_once(small: Small):
    actions.give_mandate(
        person=small.leader, unit=small.department, role="leader", valid_from=SINCE, by=None
    )
    apply(*MERGE)
    keys = [p.row.pk for p in queries.proposals() if p.row.mandate.person_id == small.leader.pk]
    actions.confirm_mandates(choices=dict.fromkeys(keys), by=None)
    assert small.leader.mandates.filter(valid_from=COMING).count() == 1
    assert small.leader.mandates.filter(valid_to=COMING - DAY).count() == 2


def test_who_was_given_a_mandate_after_the_body_had_ended(small: Small):
    late = member("Người Mới", small.department, "spokesperson")
    Mandate.objects.filter(person=late).update(valid_from=PAST + 10 * DAY)
    heir = row("merge", "Sở Thông tin và Truyền thông tỉnh Đắk Lắk", "n", PAST, to_name="Sở Mới")
    apply(heir)
    actions.confirm_mandates(choices={p.row.pk: None for p in queries.proposals()}, by=None)
    held = late.mandates.get()
    assert queries.name_of(held.unit_id) == "Sở Mới"
    assert (held.valid_from, held.valid_to) == (PAST + 10 * DAY, None)
    assert {p.unit.name for p in queries.proposals()} == {
        "Sở Thông tin và Truyền thông tỉnh Đắk Lắk"
    }


def test_undo_gives_back_every_row(small: Small):
    before = dump()
    batch = apply(*MERGE)
    assert dump() != before
    actions.undo_batch(batch=batch, by=None)
    assert dump() == before
    assert refused(lambda: actions.undo_batch(batch=batch, by=None)).endswith("batch_undone")
    actions.undo_batch(batch=apply(*MERGE), by=None)  # the same file again
    assert dump() == before


@pytest.mark.parametrize("what", ["mandate", "name", "list"])
def test_what_was_built_upon_is_not_undone(small: Small, what: str):
    batch = apply(*MERGE)
    heir = queries.units(text="Trung tâm Mới", on=COMING)[0]
    if what == "mandate":
        actions.give_mandate(
            person=small.journalist, unit=heir, role="officer", valid_from=COMING, by=None
        )
    elif what == "name":
        actions.name_unit(unit=heir, name="Tên khác", valid_from=COMING + DAY, by=None)
    else:
        SavedList.objects.create(unit_id=heir.id, name="Báo")
    assert refused(lambda: actions.undo_batch(batch=batch, by=None)).endswith("batch_built_upon")


def test_a_late_batch_is_undone_until_midnight_only(small: Small):
    batch = apply(row("dissolve", "Báo Buổi Sáng", on=PAST))
    assert queries.may_undo(batch)
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert not queries.may_undo(batch)
        code = refused(lambda: actions.undo_batch(batch=batch, by=None))
        assert code == "network.batch_in_effect"


def test_what_a_body_had_goes_to_its_one_heir(small: Small):
    """Topics and lists here; open texts at the desk (tests/desk/office/test_reorganising.py)."""
    Topic.objects.create(code="mang", name="Mạng", owner=small.department)
    listed = SavedList.objects.create(unit=small.department, name="Báo")
    plan = queries.preview(file(*MERGE))
    assert set(plan.heirs.values()) == {plan.begun[0].id}
    apply(*MERGE)
    assert jobs.take_effect() == 0
    with clock.frozen(clock.now() + timedelta(days=60)):
        assert jobs.take_effect() == 1
        assert jobs.take_effect() == 0
        journal.catch_up()
        heir = plan.begun[0].id
        listed.refresh_from_db()
        assert (Topic.objects.get().owner_id, listed.unit_id) == (heir, heir)
        assert queries.centre().id == heir


def test_provinces_take_their_bodies_along(small: Small):
    apply(
        row("merge", "Đắk Lắk", to_name="Tỉnh Mới", subject="province"),
        row("create", "", "s", event=2, to_name="Sở Mới", to_role="department"),
    )
    there = UnitProvince.objects.on(COMING).get(unit=small.department)
    assert there.province.name == "Tỉnh Mới"
    assert (
        UnitProvince.objects.on(COMING - DAY).get(unit=small.department).province.name == "Đắk Lắk"
    )
    then, _ = queries.provinces_then(there.province_id)
    assert [unit.id for unit in then.units] == [small.department.pk]


def test_what_is_left_without_is_said_before(small: Small):
    child = body("Phòng Nhỏ", "", "ministry_unit")
    actions.place_unit(unit=child, parent=small.centre, valid_from=SINCE, by=None)
    actions.add_contact_point(unit=small.centre, channel="email", address="a@b.example", by=None)
    plan = queries.preview(file(row("dissolve", "Trung tâm Thông tin")))
    assert {(orphan.why, orphan.count) for orphan in plan.orphans} == {
        *(("heir", 3), ("parent", 0), ("centre", 0), ("mailbox", 1))
    }
    assert len(plan.undecided) == 3


# Any small batch ----------------------------------------------------------------------------------

BODIES = ("Trung tâm Thông tin", "Sở Thông tin và Truyền thông tỉnh Đắk Lắk", "Báo Buổi Sáng")
DAYS = (PAST, COMING, COMING + 30 * DAY)


@st.composite
def batches(draw: Any) -> str:
    """Acts of every kind on three bodies and what comes of them; most make sense."""
    rows, alive, on = [], [*BODIES], draw(st.sampled_from(DAYS))
    for event in range(1, draw(st.integers(2, 5))):
        on = draw(st.sampled_from([day for day in DAYS if day >= on]))
        act = draw(st.sampled_from(["merge", "split", "rename", "dissolve", "transfer", "create"]))
        if not alive:
            break
        most = 1 if act == "split" else 2
        froms = draw(st.lists(st.sampled_from(alive), min_size=1, max_size=most, unique=True))
        new = [f"n{event}{letter}" for letter in "ab"[: 1 + (act == "split")]]
        if act in ("merge", "split", "dissolve"):
            alive = [name for name in alive if name not in froms]
        if act not in ("rename", "dissolve"):
            alive += new
        pairs = [("", new[0])] if act == "create" else [(f, t) for f in froms for t in new]
        for came_from, to in pairs:
            told = {"rename": ("", f"Tên {event}"), "dissolve": ("", "")}.get(act, (to, f"T {to}"))
            rows.append(
                {
                    **row(act, came_from, told[0], on, to_name=told[1], to_role="department"),
                    "event": event,
                    "function": "việc" if act == "transfer" else "",
                }
            )
    return file(*rows)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=batches())
def test_applied_and_undone_is_as_before(small: Small, text: str):
    before = dump()
    with transaction.atomic():
        plan = queries.preview(text)
        assert dump() == before
        if plan.faults:
            return
        batch = actions.apply_batch(text=text, by=None)
        assert MandateProposal.objects.count() == len(plan.mandates)
        actions.undo_batch(batch=batch, by=None)
        assert dump() == before
        Batch.objects.all().delete()
