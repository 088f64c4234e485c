"""Each act: who may, one journal entry, and what it leaves."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from tests.network.conftest import Small, entries
from tests.network.sheets.making import workbook
from thongsuot.journal.models import Entry
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import actions, queries
from thongsuot.network.models import Account, ContactPoint, Installation, Mandate, Person
from thongsuot.notices import queries as notices
from thongsuot.notices.models import Notice
from thongsuot.work import direct

ON = date(2026, 12, 1)


def deputy(s: Small):
    return actions.name_deputy(
        mandate=s.leader.mandates.get(), person=s.officer, valid_from=ON, valid_to=ON, by=None
    )


def token(s: Small):
    return actions.issue_token(
        person=s.officer, label="x", scopes=["read_editions"], expires_at=clock.in_days(1), by=None
    )[0]


def point(s: Small) -> ContactPoint:
    return s.far_officer.contact_points.get()


def machine(s: Small) -> ContactPoint:
    return actions.add_contact_point(
        unit=s.department, channel="webhook", address="https://machine.test.example/in", by=None
    )


def named(s: Small):
    return actions.name_officer(
        unit=s.department, name="Mới", email="moi@test.example", valid_from=ON, by=s.far_leader
    )


def speaking(s: Small):
    actions.add_contact_point(person=s.officer, channel="phone", address="0912345678", by=None)
    return actions.give_mandate(person=s.officer, unit=s.centre, role="spokesperson", by=None)


def call(s: Small):
    return actions.schedule_call(
        person=s.far_officer,
        contact_points=[point(s)],
        starts_at=clock.now(),
        by=s.coordinator,
    )


# name -> (what must be there first, the act)
ACTS = {
    "create_unit": (None, lambda s, _, by: actions.create_unit(name="Cục Mới", by=by)),
    "name_unit": (None, lambda s, _, by: actions.name_unit(unit=s.paper, name="Mới", by=by)),
    "give_role": (None, lambda s, _, by: actions.give_role(unit=s.paper, role="partner", by=by)),
    "place_unit": (None, lambda s, _, by: actions.place_unit(unit=s.paper, parent=s.centre, by=by)),
    "locate_unit": (
        None,
        lambda s, _, by: actions.locate_unit(unit=s.paper, province=s.province, by=by),
    ),
    "give_domain": (None, lambda s, _, by: actions.give_domain(unit=s.paper, domain="a.vn", by=by)),
    "give_code": (
        None,
        lambda s, _, by: actions.give_code(unit=s.paper, scheme="x", code="1", by=by),
    ),
    "end_row": (
        lambda s: s.paper.roles.get(),
        lambda s, row, by: actions.end_row(kind="role", row_id=row.pk, last_day=ON, by=by),
    ),
    "add_person": (None, lambda s, _, by: actions.add_person(name="Người Mới", by=by)),
    "change_person": (
        None,
        lambda s, _, by: actions.change_person(person=s.officer, post="Trưởng phòng", by=by),
    ),
    "erase": (None, lambda s, _, by: actions.erase(person=s.journalist, by=by)),
    "give_mandate": (
        None,
        lambda s, _, by: actions.give_mandate(
            person=s.officer, unit=s.centre, role="spokesperson", by=by
        ),
    ),
    "end_mandate": (
        lambda s: s.officer.mandates.get(),
        lambda s, row, by: actions.end_mandate(mandate=row, by=by),
    ),
    "name_deputy": (
        None,
        lambda s, _, by: actions.name_deputy(
            mandate=s.leader.mandates.get().pk,
            person=s.officer.pk,
            valid_from=ON,
            valid_to=ON,
            by=by,
        ),
    ),
    "end_deputy": (deputy, lambda s, row, by: actions.end_deputy(deputy=row.pk, by=by)),
    "add_contact_point": (
        None,
        lambda s, _, by: actions.add_contact_point(
            person=s.far_officer, channel="phone", address="0912345678", by=by
        ),
    ),
    "change_contact_point": (
        point,
        lambda s, row, by: actions.change_contact_point(contact_point=row, preference=3, by=by),
    ),
    "renew_key": (machine, lambda s, row, by: actions.renew_key(contact_point=row, by=by)),
    "retire_keys": (machine, lambda s, row, by: actions.retire_keys(contact_point=row, by=by)),
    "remove_contact_point": (
        point,
        lambda s, row, by: actions.remove_contact_point(contact_point=row, by=by),
    ),
    "mark_failing": (
        point,
        lambda s, row, by: actions.mark_failing(contact_point=row, reason="550", by=by),
    ),
    "release_contact_point": (
        lambda s: actions.mark_failing(contact_point=point(s), reason="550"),
        lambda s, row, by: actions.release_contact_point(contact_point=row, by=by),
    ),
    "record_verification": (
        point,
        lambda s, row, by: actions.record_verification(
            contact_point=row, method="phone_call", by=by
        ),
    ),
    "send_link": (
        point,
        lambda s, row, by: actions.send_link(contact_point=row, by=by),
    ),
    "ask_to_verify": (
        point,
        lambda s, row, by: actions.ask_to_verify(contact_points=[row], by=by),
    ),
    "send_code": (
        point,
        lambda s, row, by: actions.send_code(contact_point=row.pk, by=by),
    ),
    "schedule_call": (
        point,
        lambda s, row, by: actions.schedule_call(
            person=s.far_officer, contact_points=[row.pk], starts_at=clock.now(), by=by
        ),
    ),
    "cancel_call": (call, lambda s, row, by: actions.cancel_call(call=row.pk, by=by)),
    "hear_code": (call, lambda s, row, by: actions.hear_code(call=row, code="000000", by=by)),
    "end_call": (call, lambda s, row, by: actions.end_call(call=row, result="repeat", by=by)),
    "accredit": (
        None,
        lambda s, _, by: actions.accredit(
            person=s.journalist, agency=s.paper, card_seen=True, valid_to=ON, by=by
        ),
    ),
    "end_accreditation": (
        lambda s: actions.accredit(
            person=s.journalist, agency=s.paper, card_seen=False, valid_to=ON, by=None
        ),
        lambda s, row, by: actions.end_accreditation(accreditation=row.pk, by=by),
    ),
    "open_account": (None, lambda s, _, by: actions.open_account(person=s.officer, by=by)),
    "close_account": (
        lambda s: actions.open_account(person=s.officer, by=None),
        lambda s, _, by: actions.close_account(person=s.officer, by=by),
    ),
    "issue_token": (
        None,
        lambda s, _, by: actions.issue_token(
            person=s.officer,
            label="x",
            scopes=["read_editions"],
            expires_at=clock.in_days(1),
            by=by,
        ),
    ),
    "revoke_token": (token, lambda s, row, by: actions.revoke_token(token=row, by=by)),
    "set_up_installation": (
        lambda s: Installation.objects.all().delete(),
        lambda s, _, by: actions.set_up_installation(name="x", centre=s.centre, by=by),
    ),
}

ACTS |= {
    "name_officer": (
        None,
        lambda s, _, by: actions.name_officer(
            unit=s.department, name="Người Mới", email="moi@test.example", valid_from=ON, by=by
        ),
    ),
    "accept_naming": (
        lambda s: named(s),
        lambda s, row, by: actions.accept_naming(naming=row.pk, by=by),
    ),
    "undo_naming": (
        lambda s: named(s),
        lambda s, row, by: actions.undo_naming(naming=row.pk, by=by),
    ),
    "ask_for_officer": (None, lambda s, _, by: actions.ask_for_officer(unit=s.department, by=by)),
    "share_contact_point": (
        point,
        lambda s, row, by: actions.share_contact_point(contact_point=row, sharing="private", by=by),
    ),
    "keep_quiet_hours": (
        None,
        lambda s, _, by: actions.keep_quiet_hours(
            person=s.coordinator, start=time(22), end=time(6), by=by
        ),
    ),
    "publish_spokesperson": (
        lambda s: speaking(s),
        lambda s, row, by: actions.publish_spokesperson(
            mandate=row, contact_points=[p.pk for p in s.officer.contact_points.all()], by=by
        ),
    ),
}
MERGED = (
    "event,act,effective,from,to,to_name,to_role\n"
    "1,merge,2026-12-01,Sở Thông tin và Truyền thông tỉnh Đắk Lắk,new,Sở Khoa học,department\n"
)


def batch(s: Small):
    return actions.apply_batch(text=MERGED, by=None)


def proposals(s: Small):
    batch(s)
    return [proposal.row.pk for proposal in queries.proposals()]


ACTS |= {
    "apply_batch": (None, lambda s, _, by: actions.apply_batch(text=MERGED, by=by)),
    "undo_batch": (batch, lambda s, row, by: actions.undo_batch(batch=row.pk, by=by)),
    "confirm_mandates": (
        proposals,
        lambda s, keys, by: actions.confirm_mandates(choices=dict.fromkeys(keys), by=by),
    ),
    "decline_mandates": (
        proposals,
        lambda s, keys, by: actions.decline_mandates(proposals=keys, by=by),
    ),
    "move_centre": (None, lambda s, _, by: actions.move_centre(centre=s.department, by=by)),
}


def asked(s: Small):
    return actions.note_request(kind="object", person=s.officer, by=s.officer)


def merged(s: Small):
    return actions.merge_people(keep=s.officer, other=s.far_officer, by=None)


ACTS |= {
    "look": (
        None,
        lambda s, _, by: actions.look(people=[s.officer.pk, s.leader.pk], page="unit", by=by),
    ),
    "note_export": (None, lambda s, _, by: actions.note_export(person=s.officer, by=by)),
    "note_request": (
        None,
        lambda s, _, by: actions.note_request(kind="erase", name="Ai Đó", reach="x@a.vn", by=by),
    ),
    "answer_request": (
        asked,
        lambda s, row, by: actions.answer_request(request=row.pk, text="Đã nhận.", by=by),
    ),
    "extend_request": (
        asked,
        lambda s, row, by: actions.extend_request(request=row.pk, reason="Nhiều nơi.", by=by),
    ),
    "close_request": (
        asked,
        lambda s, row, by: actions.close_request(request=row.pk, outcome="done", by=by),
    ),
    "standardise_addresses": (None, lambda s, _, by: actions.standardise_addresses(by=by)),
    "merge_people": (
        None,
        lambda s, _, by: actions.merge_people(keep=s.officer, other=s.far_officer, by=by),
    ),
    "undo_merge": (merged, lambda s, row, by: actions.undo_merge(merge=row.pk, by=by)),
    "note_not_same": (
        None,
        lambda s, _, by: actions.note_not_same(first=s.officer, second=s.leader, by=by),
    ),
}
BY_THE_SYSTEM = {"forget_in_time", "note_end", "remind_to_publish", "take_effect"}


BY_THE_HOLDER = {"answer_link", "confirm_code"}  # tests/network/test_verifying.py
BY_BROWSERS = {"note_presence", "signal"}  # tests/network/test_calls.py


SHEET = workbook([["Họ và tên", "Đơn vị"], ["Mai Thị Ba", "Báo Buổi Sáng"]])


def sheet(s: Small):
    return actions.bring_sheet(name="a.xlsx", content=SHEET, by=None)


def choose(brought, by):
    chosen = [column["field"] for column in brought.columns]
    return actions.choose_columns(sheet=brought, fields_of_columns=chosen, by=by)


def sheet_read(s: Small):
    brought = choose(sheet(s), None)
    direct.drain()
    return brought


ACTS |= {
    "bring_sheet": (
        None,
        lambda s, _, by: actions.bring_sheet(name="a.xlsx", content=SHEET, by=by),
    ),
    "choose_tab": (
        sheet,
        lambda s, row, by: actions.choose_tab(sheet=row, tab=row.tab, by=by),
    ),
    "choose_columns": (sheet, lambda s, row, by: choose(row, by)),
    "back_to_columns": (sheet_read, lambda s, row, by: actions.back_to_columns(sheet=row, by=by)),
    "settle_rows": (
        sheet_read,
        lambda s, row, by: actions.settle_rows(sheet=row, choices={1: "skip"}, by=by),
    ),
    "confirm_sheet": (sheet_read, lambda s, row, by: actions.confirm_sheet(sheet=row, by=by)),
    "discard_sheet": (sheet, lambda s, row, by: actions.discard_sheet(sheet=row, by=by)),
}


def test_the_table_names_every_act():
    others = {"load_profile"} | BY_THE_SYSTEM | BY_THE_HOLDER | BY_BROWSERS
    assert set(ACTS) | others == set(actions.__all__)


@pytest.mark.parametrize("name", ACTS)
def test_an_act_of_a_coordinator_writes_one_entry(small: Small, name: str):
    before, act = ACTS[name]
    given = before(small) if before else None
    count = entries()
    act(small, given, small.coordinator)
    assert entries() == count + 1
    last = Entry.objects.latest("id")
    assert last.by == str(small.coordinator.pk)
    for person in Person.objects.all():
        assert person.name not in str(last.facts)


@pytest.mark.parametrize("name", ACTS)
def test_a_stranger_may_do_none_of_it_and_leaves_no_trace(small: Small, name: str):
    before, act = ACTS[name]
    given = before(small) if before else None
    count = entries()
    with pytest.raises(Refused):
        act(small, given, small.journalist)
    assert entries() == count


@pytest.mark.parametrize("who", ["far_leader", "far_officer"])
def test_a_body_keeps_its_own_addresses(small: Small, who: str):
    by = getattr(small, who)
    actions.add_contact_point(
        unit=small.department, channel="email", address="so@test.example", by=by
    )
    actions.add_contact_point(person=small.far_leader, channel="phone", address="0912345678", by=by)
    with pytest.raises(Refused, match=r"network\.not_yours"):
        actions.add_contact_point(person=small.leader, channel="phone", address="0912345678", by=by)


def test_an_address_stands_once(small: Small):
    with pytest.raises(Refused, match=r"network\.address_twice"):
        actions.add_contact_point(
            person=small.officer,
            channel="email",
            address=small.officer.contact_points.get().address.upper(),
            by=None,
        )


def test_nobody_verifies_their_own_address(small: Small):
    with pytest.raises(Refused, match=r"network\.verifies_oneself"):
        actions.record_verification(
            contact_point=point(small), method="video_call", by=small.far_officer
        )


def test_staff_accounts_need_a_second_factor(small: Small):
    assert actions.open_account(person=small.officer, by=None).second_factor_required
    account = actions.open_account(person=small.journalist, by=None)
    assert not account.second_factor_required
    actions.give_mandate(person=small.journalist, unit=small.centre, role="officer", by=None)
    account.refresh_from_db()
    assert account.second_factor_required


def test_an_account_has_one_email_whatever_its_case(small: Small):
    account = actions.open_account(
        person=small.officer, email="Ai.Do@Test.Example", password="mot-mat-khau-dai", by=None
    )
    assert account.email == "ai.do@test.example"
    assert account.check_password("mot-mat-khau-dai")
    with pytest.raises(Refused, match=r"network\.email_taken"):
        actions.open_account(person=small.leader, email="AI.DO@test.example", by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(email="AI.DO@TEST.EXAMPLE")


def test_erasing_forgets_what_was_told_to_the_person(small: Small):
    shared = small.far_officer.contact_points.get().address
    for address in (shared, small.journalist.contact_points.get().address):
        actions.send_code(
            contact_point=ContactPoint.objects.get(address=address), by=small.coordinator
        )
    row = actions.note_request(
        kind="erase",
        person=small.journalist,
        name="Vũ Văn Báo",
        reach="vu@bao.example",
        by=small.coordinator,
    )
    actions.erase(person=small.journalist, by=None)
    told = Notice.objects.order_by("address").values_list("address", "subject", "body", "reason")
    assert next(iter(told)) == ("", "", "", "erased")
    assert [address for address, *_ in told] == ["", shared]
    assert notices.failed(clock.now()) == []
    row.refresh_from_db()
    assert (row.name, row.reach) == ("", "")


def test_erasing_forgets_the_person_and_keeps_the_id(small: Small):
    actions.open_account(person=small.journalist, by=None)
    _, secret = actions.issue_token(
        person=small.journalist,
        label="x",
        scopes=["read_editions"],
        expires_at=clock.in_days(1),
        by=None,
    )
    told = queries.personal_data(small.journalist.pk)
    assert told["name"] == "Vũ Văn Báo"
    personal = ("account", "contact_points", "tokens")
    assert all(told[part] for part in personal)
    row = actions.erase(person=small.journalist, by=None)
    left = queries.personal_data(row.pk)
    assert left["id"] == told["id"]
    assert left["name"] == "(đã xóa)"
    assert not any(left[part] for part in personal)
    assert left["mandates"][0]["role"] == "journalist"  # that there was one, the ledger needs
    assert queries.viewer_of_token(secret) is None
    assert not Account.objects.exists()
    assert row.pk not in {m.person_id for m in queries.resolve()}
    with pytest.raises(Refused, match=r"network\.already_erased"):
        actions.erase(person=row, by=None)


def test_a_mandate_of_the_day_itself_goes_with_the_person(small: Small):
    person = actions.add_person(name="Ai Đó", by=None)
    actions.give_mandate(person=person, unit=small.centre, role="officer", by=None)
    actions.erase(person=person, by=None)
    assert not Mandate.objects.filter(person=person).exists()


@pytest.mark.parametrize("wrong", ["khong-phai-uuid", "00000000-0000-0000-0000-000000000000"])
def test_what_is_not_there_is_refused_not_a_fault(small: Small, wrong: str):
    for ask in (
        lambda: queries.unit(wrong),
        lambda: queries.name_of(wrong),
        lambda: queries.person(wrong),
        lambda: actions.name_unit(unit=wrong, name="x", by=None),
        lambda: actions.end_mandate(mandate=wrong, by=None),
        lambda: actions.mark_failing(contact_point=wrong, reason="x"),
    ):
        with pytest.raises(Refused):
            ask()
