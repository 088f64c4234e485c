"""Who sees which address; looks; requests of data subjects and their clocks; what is handed out."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from click.testing import CliRunner

from tests.network.conftest import Small, member
from thongsuot.journal import actions as journal
from thongsuot.journal import queries as entries
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import actions, data_rights, models, queries, rules
from thongsuot.network.fields import FIELDS
from thongsuot.network.models import ContactPoint, DataRequest, Look
from thongsuot.network.terms import PUBLIC, RequestKind, Sharing, Sight, Viewer
from thongsuot.project.commands.person import person
from thongsuot.project.commands.standardising import standardise

BODY, OTHER, WHO, ELSE = uuid4(), uuid4(), uuid4(), uuid4()
VIEWERS = {
    "public": PUBLIC,
    "journalist": Viewer(person=ELSE, reports_for=frozenset({OTHER})),
    "staff": Viewer(person=ELSE, works_for=frozenset({OTHER}), answers_for=frozenset({OTHER})),
    "colleague": Viewer(person=ELSE, works_for=frozenset({BODY})),
    "own body": Viewer(person=ELSE, works_for=frozenset({BODY}), answers_for=frozenset({BODY})),
    "coordinator": Viewer(person=ELSE, coordinates=True, works_for=frozenset({OTHER})),
    "self": Viewer(person=WHO, reports_for=frozenset({BODY})),
}
H, M, P = Sight.HIDDEN, Sight.MASKED, Sight.PLAIN
# roles of the holder, sharing -> public, journalist, staff, colleague, own body, coordinator, self
SEES = [
    ({"journalist"}, Sharing.PRIVATE, [H, H, H, H, H, M, P]),
    ({"journalist"}, Sharing.NETWORK, [H, H, H, H, H, M, P]),
    ({"journalist"}, Sharing.PUBLIC, [H, H, H, H, H, M, P]),
    (set(), Sharing.NETWORK, [H, H, H, H, H, M, P]),  # whoever left
    ({"officer"}, Sharing.NETWORK, [H, H, P, P, P, P, P]),
    ({"officer"}, Sharing.PRIVATE, [H, H, H, H, M, M, P]),
    ({"officer"}, Sharing.PUBLIC, [H, H, P, P, P, P, P]),
    ({"spokesperson"}, Sharing.PUBLIC, [P, P, P, P, P, P, P]),
    ({"spokesperson"}, Sharing.PRIVATE, [H, H, H, H, M, M, P]),
    ({"delegate"}, Sharing.PUBLIC, [P, P, P, P, P, P, P]),
    ({"officer", "journalist"}, Sharing.NETWORK, [H, H, P, P, P, P, P]),
]


@pytest.mark.parametrize(("roles", "sharing", "sights"), SEES)
def test_one_decision_on_every_address(roles, sharing, sights):
    seen = [rules.sight(v, roles, {BODY}, sharing, WHO) for v in VIEWERS.values()]
    assert seen == sights
    may = [rules.may_see_address(v, roles, {BODY}, sharing, WHO) for v in VIEWERS.values()]
    assert may == [sight is not H for sight in sights]


@pytest.mark.parametrize(
    ("roles", "sights"),
    [({"department"}, [H, H, P, P, P, P]), ({"press_agency"}, [H, H, H, H, H, P])],
)
def test_a_bodys_own_mailbox_is_no_personal_data(roles, sights):
    viewers = [viewer for name, viewer in VIEWERS.items() if name != "self"]
    assert [rules.sight(v, roles, {BODY}, Sharing.NETWORK, None) for v in viewers] == sights


@pytest.mark.parametrize(
    ("channel", "address", "masked"),
    [
        ("phone", "+84912345678", "09•• ••• 678"),
        ("phone", "+84000000123", "+84 ••• ••• 123"),
        ("zalo", "+842439431234", "02• •••• •234"),
        ("email", "nga@bao.example", "n•••@bao.example"),
        ("webhook", "https://bao.example/secret", "•••"),
    ],
)
def test_a_masked_address_can_be_known_but_not_used(channel, address, masked):
    assert rules.masked(channel, address) == masked


# Looks --------------------------------------------------------------------------------------------


def test_a_look_is_one_entry_and_each_person_can_read_who_looked(small: Small):
    other = member("Tô Văn Viết", small.paper, "journalist")
    actions.look(people=[small.journalist.pk], page="person", channel="email", by=small.coordinator)
    with clock.frozen(clock.now() + timedelta(days=1)):
        both = [small.journalist.pk, other.pk, other.pk]
        actions.look(people=both, page="journalists", by=small.coordinator)
        seen = queries.looks_at(small.journalist)
        assert [(look.page, look.people) for look in seen] == [("journalists", 2), ("person", 1)]
        assert {look.name for look in seen} == {"Nguyễn An Điều"}
        assert [look.page for look in queries.looks_at(other)] == ["journalists"]
    with clock.frozen(clock.now() + timedelta(days=366)):
        assert [look.page for look in queries.looks_at(small.journalist)] == ["journalists"]
        actions.forget_in_time()
        assert Look.objects.count() == 2


def test_looking_at_nobody_writes_nothing(small: Small):
    actions.look(people=[], page="journalists", by=small.coordinator)
    assert entries.entries(act="contact_list.looked_at") == []


def test_a_bodys_officer_looks_at_their_own_people_alone(small: Small):
    actions.look(people=[small.far_leader.pk], page="person", by=small.far_officer)
    for stranger in (small.officer, small.journalist):
        with pytest.raises(Refused, match=r"network\.not_yours"):
            actions.look(people=[small.far_leader.pk], page="person", by=stranger)


def test_lists_show_private_addresses_masked_until_looked_at(small: Small):
    viewer = queries.viewer_of(small.coordinator)
    views = queries.people(role="journalist")
    masked = queries.as_seen_by(viewer, views)[0]
    assert masked.email.startswith("j•••@") and masked.masked == {"email"}
    whole = queries.as_seen_by(viewer, views, looked=True)[0]
    assert whole.email == views[0].email and not whole.masked
    assert queries.as_seen_by(queries.viewer_of(small.officer), views)[0].email == ""
    point = small.far_officer.contact_points.get()
    ContactPoint.objects.filter(pk=point.pk).update(sharing="private")
    officers = [v for v in queries.people(role="officer") if v.id == small.far_officer.pk]
    assert queries.as_seen_by(queries.viewer_of(small.officer), officers)[0].email == ""
    own = queries.as_seen_by(queries.viewer_of(small.far_leader), officers)[0]
    assert own.masked == {"email"}


# Requests -----------------------------------------------------------------------------------------

WITHDRAW, ERASE, ACCESS = RequestKind.WITHDRAW, RequestKind.ERASE, RequestKind.ACCESS


def vn(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.VIETNAM)


@pytest.mark.parametrize(
    ("kind", "received", "more", "answer", "act", "sure"),
    [
        (WITHDRAW, "2026-11-23 08:30", {}, "2026-11-26 00:00", "2026-12-09 00:00", True),
        (WITHDRAW, "2026-11-20 23:59", {}, "2026-11-25 00:00", "2026-12-06 00:00", True),
        (WITHDRAW, "2026-02-13 10:00", {}, "2026-02-25 00:00", "2026-03-01 00:00", True),
        (
            *(WITHDRAW, "2026-11-23 08:30", {"third_party": True}),
            *("2026-11-26 00:00", "2026-12-14 00:00", True),
        ),
        (
            *(WITHDRAW, "2026-11-23 08:30", {"third_party": True, "extended": True}),
            *("2026-11-26 00:00", "2026-12-29 00:00", True),
        ),
        (ACCESS, "2026-11-23 08:30", {}, "2026-11-26 00:00", "2026-12-04 00:00", False),
        (ERASE, "2026-11-23 08:30", {"extended": True}, "2026-11-26 00:00", "2026-12-14 00:00", 0),
        (ERASE, "2025-12-31 08:30", {}, None, "2026-01-03 08:30", True),  # the law of the day
        (WITHDRAW, "2025-12-31 08:30", {}, None, None, None),
        (ACCESS, "2023-06-30 08:30", {}, None, None, None),
    ],
)
def test_clocks_by_the_law_of_the_day_of_the_request(kind, received, more, answer, act, sure):
    due = data_rights.answer_due(kind, vn(received))
    assert (due and due.at) == (answer and vn(answer))
    done = data_rights.act_due(kind, vn(received), **more)
    assert (done and done.at) == (act and vn(act))
    if done:
        assert done.sure is bool(sure)


def test_every_row_of_law_says_where_it_is_from():
    for row in data_rights.rights():
        assert row.legal_basis and row.source.startswith("https://")
        assert row.confidence in {"found", "unverified"}
        assert row.kinds <= set(RequestKind) and row.unit in {"hours", "days", "working_days"}


def test_a_request_from_first_to_last(small: Small):
    row = actions.note_request(
        kind="object", person=small.journalist, text="Xin đừng gọi.", by=small.journalist
    )
    assert row.answer_due == datetime(2026, 11, 25, 17, tzinfo=UTC)
    assert not row.sure  # a law may have made 24 November a day off
    viewer = queries.viewer_of(small.coordinator)
    assert queries.requests_waiting(viewer) == (1, 0)
    with pytest.raises(Refused, match=r"network\.request_open"):
        actions.note_request(kind="object", person=small.journalist, by=small.journalist)
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert queries.requests_waiting(viewer) == (1, 1)
        actions.answer_request(request=row, text="Đã nhận.", by=small.coordinator)
        assert queries.requests_waiting(viewer) == (1, 0)
        with pytest.raises(Refused, match=r"network\.request_answered"):
            actions.answer_request(request=row.pk, text="Lại.", by=small.coordinator)
        actions.extend_request(request=row, reason="Nhiều nơi.", by=small.coordinator)
        assert row.act_due == datetime(2026, 12, 23, 17, tzinfo=UTC)
        with pytest.raises(Refused, match=r"network\.request_extended"):
            actions.extend_request(request=row, reason="Nữa.", by=small.coordinator)
        with pytest.raises(Refused, match=r"network\.request_without_words"):
            actions.close_request(request=row.pk, outcome="refused", by=small.coordinator)
        actions.close_request(
            request=row.pk, outcome="partly", reason="Sổ gửi tin còn mã số.", by=small.coordinator
        )
        with pytest.raises(Refused, match=r"network\.request_closed"):
            actions.close_request(request=row.pk, outcome="done", by=small.coordinator)
        assert queries.requests_waiting(viewer) == (0, 0)
    with clock.frozen(clock.now() + timedelta(days=360)):
        assert actions.forget_in_time() == 0
    with clock.frozen(clock.now() + timedelta(days=370)):
        assert actions.forget_in_time() == 1
        assert actions.forget_in_time() == 0
    left = DataRequest.objects.get()
    assert (left.text, left.answer, left.reason) == ("", "", "")
    assert left.outcome == "partly" and left.person == small.journalist


def test_who_may_ask_and_of_what(small: Small):
    with pytest.raises(Refused, match=r"network\.coordinator_only"):
        actions.note_request(kind="erase", person=small.officer, by=small.far_officer)
    with pytest.raises(Refused, match=r"network\.request_of_whom"):
        actions.note_request(kind="erase", name="Ai Đó", by=small.coordinator)
    with pytest.raises(Refused, match=r"network\.request_in_the_future"):
        actions.note_request(
            kind="erase",
            person=small.officer,
            received_at=clock.now() + timedelta(hours=1),
            by=small.coordinator,
        )
    row = actions.note_request(kind="erase", name="A", reach="a@b.vn", by=small.coordinator)
    with pytest.raises(Refused, match=r"network\.request_not_extensible"):
        actions.extend_request(request=row, reason="Bận.", by=small.coordinator)
    with pytest.raises(Refused, match=r"network\.no_request"):
        queries.data_request(queries.viewer_of(small.officer), row.pk)
    late = actions.note_request(kind="restrict", person=small.officer, by=small.officer)
    with (
        clock.frozen(clock.now() + timedelta(days=17)),
        pytest.raises(Refused, match=r"network\.request_overdue"),
    ):
        actions.extend_request(request=late, reason="Quên.", by=small.coordinator)


# What is kept -------------------------------------------------------------------------------------

TECHNICAL = {
    *("id", "pk", "created_at", "folded", "order", "erased_at", "merged_into", "account"),
    *("person", "unit", "channel", "preference", "state", "state_reason", "sharing"),
    *("valid_from", "valid_to", "password", "is_active", "second_factor_required", "digest"),
    *("revoked_at", "contact_point", "checked_by", "checked_at", "valid_until"),
    *("reopened_at", "reopened_because", "end_noted_at"),
    *("published_at", "published_by", "publication_reminded_at"),
}


PERSONAL = [
    *("Person", "Mandate", "ContactPoint", "Account", "Token", "Verification"),
    *("VideoCall", "Accreditation"),
]


@pytest.mark.parametrize("name", PERSONAL)
def test_every_column_about_people_has_its_purpose(name: str):
    told = {column for field in FIELDS for column in field.columns}
    model = getattr(models, name)
    columns = {field.name for field in model._meta.concrete_fields} - TECHNICAL
    assert {f"{name.lower()}.{column}" for column in columns} <= told


def test_a_person_is_told_everything_and_then_forgotten(small: Small):
    actions.note_request(
        kind="access", person=small.journalist, text="Của tôi?", by=small.journalist
    )
    actions.look(people=[small.journalist.pk], page="person", by=small.coordinator)
    told = queries.personal_data(small.journalist)
    assert told["requests"][0]["text"] == "Của tôi?"
    assert told["looks"][0]["by"] == str(small.coordinator.pk)
    assert told["contact_points"][0]["sharing"]
    assert queries.person_by_email(told["contact_points"][0]["address"]) == small.journalist.pk
    actions.erase(person=small.journalist, by=None)
    left = str(queries.personal_data(small.journalist.pk))
    for gone in ("Vũ Văn Báo", "test.example", "Của tôi?"):
        assert gone not in left
    journal.catch_up()


def test_a_person_is_exported_and_erased_by_command(small: Small, tmp_path):
    address = small.journalist.contact_points.get().address
    run = CliRunner().invoke
    made = run(person, ["export", address, "--out", str(tmp_path / "ho-so")])
    assert made.exit_code == 0, made.output
    told = json.loads((tmp_path / "ho-so.json").read_text())
    assert told["network"]["name"] == "Vũ Văn Báo"
    assert "Vũ Văn Báo" in (tmp_path / "ho-so.html").read_text()
    assert run(person, ["erase", address], input="n\n").exit_code == 1
    small.journalist.refresh_from_db()
    assert small.journalist.erased_at is None
    done = run(person, ["erase", str(small.journalist.pk), "--yes"])
    assert done.exit_code == 0 and "Luật buộc giữ lại" in done.output
    small.journalist.refresh_from_db()
    assert small.journalist.erased_at is not None


def test_addresses_are_standardised_by_command_after_they_were_shown(small: Small):
    point = actions.add_contact_point(
        person=small.officer, channel="phone", address="0912345678", by=None
    )
    wrong = actions.add_contact_point(
        person=small.leader, channel="phone", address="0912345679", by=None
    )
    twice = actions.add_contact_point(
        person=small.officer, channel="phone", address="0792345678", by=None
    )
    extra = ContactPoint(person=small.officer, channel="phone", address="0121 234 5678")
    extra.save()  # as it was written before 2018
    ContactPoint.objects.filter(pk=point.pk).update(address="0912.345.678")
    ContactPoint.objects.filter(pk=wrong.pk).update(address="12")
    shown = CliRunner().invoke(standardise, []).output
    assert "0912.345.678 → +84912345678" in shown and "TRÙNG" in shown and "SAI" in shown
    assert "1 địa chỉ sẽ đổi" in shown
    point.refresh_from_db()
    assert point.address == "0912.345.678"
    assert "Đã chuẩn hóa 1 địa chỉ" in CliRunner().invoke(standardise, ["--apply"]).output
    point.refresh_from_db()
    assert point.address == "+84912345678"
    assert twice.address == "+84792345678"


def test_a_name_is_no_address(small: Small):
    with pytest.raises(Refused, match=r"network\.no_person"):
        queries.person_by_email("khong-co@test.example")
    assert date(2026, 11, 23) == clock.legal_date()
