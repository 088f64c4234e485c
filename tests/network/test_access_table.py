"""Who sees what, and who may do what: a table by field and viewer, walked through the real doors;
and a table of every address of the desk with whom it admits.

A new address of the desk without a row fails; so does a door that shows a value to somebody else.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import pytest
from django.urls import reverse

from tests.circulation.conftest import add_departments
from tests.invariants.conftest import Visitor, text_of, visitor
from tests.releases.conftest import World, build
from thongsuot.desk.urls import urlpatterns
from thongsuot.journal import queries as journal
from thongsuot.lib import clock
from thongsuot.network import actions, queries
from thongsuot.network.models import ContactPoint
from thongsuot.network.terms import Sharing

NOBODY = UUID(int=0)

# Fields -------------------------------------------------------------------------------------------

VIEWERS = (
    *("public", "reporter", "token:reporter", "reporter2"),
    *("stranger", "hanoi_officer", "hanoi_leader", "coordinator"),
)
# value planted -> who sees it: «=» in full, «m» masked until they say that they look, «.» never
#                                  public, the reporter, their token, another reporter,
#                                  officer elsewhere, the officer, their leader, coordinator
FIELDS = {
    "0911000001 journalist's phone": ". = . .  . . . m",
    "nhabao@rieng.example journalist's e-mail": ". = . .  . . . m",
    "0911000002 officer's phone": ". . . .  = = = =",
    "0911000003 officer's private phone": ". . . .  . = m m",
    "0911000004 spokesperson's published phone": "= = = =  = = = =",
    "phatngon@hanoi.example spokesperson's published e-mail": "= = = =  = = = =",
    "0911000005 spokesperson's private phone": ". . . .  . m m m",
    "0911000006 phone of somebody who left": ". . . .  . . . m",
    "chung@hanoi.example a body's mailbox": ". . . .  = = = =",
    "QD-0911-7 number of a decision": ". . . .  = = = =",
    "dangnhap@hanoi.example what the officer signs in with": ". . . .  . = . .",
    "mayrieng0911 label of the officer's token": ". . . .  . = . .",
    "loiyeucau0911 words of the reporter's request": ". = . .  . . . =",
}


@pytest.fixture
def world(db: None, morning: datetime) -> World:
    found = build()
    add_departments(found)
    hanoi, paper = found.units["hanoi"], found.units["paper"]
    second = actions.add_person(name="Nhà Báo Hai", by=None)
    actions.give_mandate(person=second, unit=paper, role="journalist", by=None)
    speaker = actions.add_person(name="Người Phát Ngôn", post="Chánh Văn phòng", by=None)
    speaks = actions.give_mandate(
        person=speaker, unit=hanoi, role="spokesperson", decision="QD-0911-7", by=None
    )
    left = actions.add_person(name="Người Đã Rời", by=None)
    found.people |= {"reporter2": second, "speaker": speaker, "left": left}
    plant(found, "reporter", "phone", "0911000001", Sharing.PRIVATE)
    plant(found, "reporter", "email", "nhabao@rieng.example", Sharing.NETWORK)
    ContactPoint.objects.filter(address="reporter@vidu.example").delete()
    plant(found, "hanoi_officer", "phone", "0911000002", Sharing.NETWORK)
    plant(found, "hanoi_officer", "phone", "0911000003", Sharing.PRIVATE)
    published = [
        plant(found, "speaker", "phone", "0911000004", Sharing.NETWORK),
        plant(found, "speaker", "email", "phatngon@hanoi.example", Sharing.NETWORK),
    ]
    plant(found, "speaker", "phone", "0911000005", Sharing.PRIVATE)
    plant(found, "left", "phone", "0911000006", Sharing.NETWORK)
    actions.add_contact_point(unit=hanoi, channel="email", address="chung@hanoi.example", by=None)
    actions.publish_spokesperson(
        mandate=speaks, contact_points=[p.pk for p in published], by=found.coordinator
    )
    officer = found.people["hanoi_officer"]
    actions.open_account(person=officer, email="dangnhap@hanoi.example", by=None)
    actions.issue_token(
        person=officer,
        label="mayrieng0911",
        scopes=["read_editions"],
        expires_at=datetime.fromisoformat("2027-01-01T00:00+07:00"),
        by=None,
    )
    officer.refresh_from_db()
    actions.note_request(
        kind="object", person=found.reporter, text="loiyeucau0911", by=found.reporter
    )
    return found


def plant(world: World, who: str, channel: str, address: str, sharing: str) -> ContactPoint:
    point = actions.add_contact_point(
        person=world.people[who], channel=channel, address=address, by=None
    )
    ContactPoint.objects.filter(pk=point.pk).update(sharing=sharing)
    return point


def doors(world: World) -> Iterator[str]:
    """Every page, sheet and answer of a machine that tells of people."""
    people = [world.people[name] for name in ("reporter", "hanoi_officer", "speaker", "left")]
    for person in people:
        yield reverse("desk:person", args=[person.pk])
        yield reverse("desk:person_data", args=[person.pk])
        for point in queries.contact_points(person.pk):
            yield reverse("desk:address", args=[person.pk, point.pk])
            yield reverse("desk:verify_address", args=[person.pk, point.pk])
        yield reverse("desk:schedule_call", args=[person.pk])
        yield reverse("desk:name_officer", args=[world.units["hanoi"].pk])
        for row in queries.requests_of(person):
            yield reverse("desk:data_request", args=[row.pk])
    for unit in (world.units["hanoi"], world.units["paper"]):
        yield reverse("desk:unit", args=[unit.pk])
    for tab in ("bodies", "press", "people"):
        yield f"/ban/mang-luoi/?tab={tab}"
        yield f"/ban/mang-luoi/danh-sach.xlsx?tab={tab}"
    yield reverse("desk:compare_people", args=[people[0].pk, people[3].pk])
    for name in (
        *("network_xlsx", "network_csv", "readiness", "readiness_export", "spokespersons"),
        *("data_requests", "data_requests_export", "duplicates", "today", "journal"),
        *("verification", "verification_export"),
    ):
        yield reverse(f"desk:{name}")
    for word in ("091100000", "Bùi Ngọc", "Hà Nội", "nhabao"):
        yield f"/ban/tim/?q={word}"
        yield f"/ban/mang-luoi/tim/?q={word}"
        yield f"/tim/?q={word}"
    yield from ("/nguoi-phat-ngon/", "/nguoi-phat-ngon/danh-sach.xlsx", "/cai-dat/")
    yield from ("/cai-dat/du-lieu/", "/hop-thu/", "/", "/so-phat-hanh/")
    yield from ("/api/v1/units", "/api/v1/spokespersons", "/api/v1/deliveries")


SHEETS = re.compile(r"\.xlsx|\.csv")


def told(response: object) -> str:
    """Everything the answer says, digits of telephone numbers together."""
    text = text_of(response)  # type: ignore[arg-type]
    return re.sub(r"(?<=\d)[ .](?=\d)", "", text.replace("+84", "0").replace("&#x2B;84", "0"))


def seen_at(viewer: Visitor, paths: list[str]) -> dict[str, set[str]]:
    """Each planted value, and at which doors it was told."""
    found: dict[str, set[str]] = {field: set() for field in FIELDS}
    for path in paths:
        words = told(viewer.get(path))
        for field, places in found.items():
            if field.split()[0] in words:
                places.add(path)
    return found


@pytest.mark.parametrize("who", VIEWERS)
def test_every_field_at_every_door(world: World, who: str) -> None:
    place = VIEWERS.index(who)
    viewer = visitor(world, who)
    paths = sorted(set(doors(world)))
    pages = [path for path in paths if not SHEETS.search(path)]
    whole = seen_at(viewer, pages)
    expected = {field: row.split()[place] for field, row in FIELDS.items()}
    for field, sees in expected.items():
        if sees == "=":
            assert whole[field], f"{who} does not see «{field}» anywhere"
        else:
            assert not whole[field], f"{who} is shown «{field}» at {sorted(whole[field])}"
    before = looks()
    taken = seen_at(viewer, [path for path in paths if SHEETS.search(path)])
    for field, sees in expected.items():
        if sees == ".":
            assert not taken[field], f"{who} takes «{field}» away from {sorted(taken[field])}"
    if any(taken[field] for field, sees in expected.items() if sees == "m"):
        assert looks() > before, f"{who} took private addresses away without an entry"
    after = looks()
    shown = said(viewer, world)
    for field, sees in expected.items():
        assert (field.split()[0] in shown) <= (sees != "."), f"{who} looks at «{field}»"
        if sees == "m":
            assert field.split()[0] in shown, f"{who} says that they look and sees no «{field}»"
    assert (looks() > after) is ("m" in expected.values())


def said(viewer: Visitor, world: World) -> str:
    """What the pages of people tell whoever says that they look."""
    pages = [
        reverse("desk:person", args=[world.people[name].pk])
        for name in ("reporter", "hanoi_officer", "speaker", "left")
    ]
    pages += ["/ban/mang-luoi/?tab=press", "/ban/mang-luoi/?tab=bodies"]
    return " ".join(
        told(viewer.client.post(page, {"look": "all"}, headers=viewer.headers)) for page in pages
    )


def looks() -> int:
    entries = journal.entries(limit=10_000)
    return sum(entry.act.endswith(".looked_at") for entry in entries)


def test_sheets_are_read_as_they_are_unpacked(world: World) -> None:
    sheet = visitor(world, "coordinator").get("/ban/mang-luoi/danh-sach.xlsx?tab=press")
    names = zipfile.ZipFile(io.BytesIO(sheet.content)).namelist()
    assert any("sheet1" in name for name in names)
    assert "nhabao@rieng.example" in told(sheet)


# Acts ---------------------------------------------------------------------------------------------

STAFF = """
    releases releases_export draft paste release editor autosave details presence stale discard
    clarity_look clarity_judge clarity_rewrites clarity_outside
    clarity clarity_export clarity_rule
    endpoint endpoint_act add_unit_endpoint add_endpoint
    upload word compare comment settle answer act step
    today circulate circulate_preview circulate_find dispatches dispatch dispatch_progress
    dispatch_tables dispatch_export stop dispatch_body acknowledge journal search
    dispatch_late dispatch_undo dispatch_release dispatch_drop dispatch_remind dispatches_sheet
    network network_suggest network_export network_xlsx network_csv unit person province
    add_unit_address unit_address add_address address name_deputy name_officer
    saying saying_worker saying_offline say_topic say_begin
    topics topics_export topic begin_house review_topic
    figures figures_export figures_import choose_figure renew_figures figure
    state_figure figure_target figure_due
    requests requests_export ask ask_preview ask_find routines routine routine_rest
    request_of_dispatch answer_dispatch request request_progress request_table request_export
    request_remind request_consolidate request_close freshness freshness_export
    kits kits_export begin_kit kit kit_part kit_take_out kit_hour kit_speakers kit_act
    circulate_kit rehearse
    replies replies_export reply
    adapt compared postings postings_export posting_down take_incoming
    incoming incoming_export incoming_edition incoming_file acknowledge_incoming
"""
LEADER = "deputy end_deputy"
COORDINATOR = """
    resume called
    reply_received failing failing_export release_address
    channels channels_health channels_sheet
    follow_up_plans follow_up_plans_sheet follow_up_plan follow_up_plan_reset
    add_person change_person give_mandate end_mandate open_account verify_address verify_unit
    reorganisations reorganisations_export shipped_batch preview_batch apply_batch move_centre
    hand_over reorganisation proposals_export decide_mandates undo_batch
    readiness readiness_export spokespersons publish accept_naming undo_naming ask_for_officer
    data_requests data_requests_export note_data_request data_request answer_data_request
    extend_data_request close_data_request person_data erase_person
    duplicates compare_people undo_merge
    verification ask_to_verify verification_export send_link send_code accredit end_accreditation
    schedule_call call call_exchange hear_code end_call cancel_call
    imports import import_tab import_back import_settle import_confirm import_discard
    import_progress import_rows
    peers peers_export invite_peer enter_peer_code peer peer_terms end_peer pass_on
    new_topic change_topic new_figure change_indicator settle_figure
    templates templates_export new_template template retire_template
"""
ADMITS = {
    name: guard
    for guard, names in (("staff", STAFF), ("leader", LEADER), ("coordinator", COORDINATOR))
    for name in names.split()
}
PARAMETER = re.compile(r"<(\w+):(\w+)>")
FILLING = {"uuid": NOBODY, "int": 1, "slug": "x", "str": "x"}


def test_every_address_of_the_desk_has_its_row() -> None:
    guards = {pattern.name: getattr(pattern.callback, "guard", None) for pattern in urlpatterns}
    assert guards == ADMITS


def test_who_is_not_admitted_is_sent_away_by_every_address_of_the_desk(world: World) -> None:
    visitors = {
        name: visitor(world, name) for name in ("public", "reporter", "hanoi_officer", "leader")
    }
    refused = {
        "staff": {"reporter"},
        "leader": {"reporter", "hanoi_officer"},
        "coordinator": {"reporter", "hanoi_officer", "leader"},
    }
    for pattern in urlpatterns:
        kinds = PARAMETER.findall(str(pattern.pattern))
        path = reverse(f"desk:{pattern.name}", kwargs={name: FILLING[k] for k, name in kinds})
        assert visitors["public"].get(path).status_code in (302, 401), path
        for name in refused[ADMITS[str(pattern.name)]]:
            answer = visitors[name].get(path)
            if answer.status_code == 405:
                answer = visitors[name].client.post(path)
            assert answer.status_code == 403, f"{path} admits {name}"


# address of the desk, about whom -> who of the staff may open it
ROWS = {
    ("add_address", "hanoi_officer"): "hanoi_officer hanoi_leader coordinator",
    ("add_address", "reporter"): "coordinator",
    ("address", "hanoi_officer"): "hanoi_officer hanoi_leader coordinator",
    ("address", "reporter"): "coordinator",
    ("add_unit_address", "hanoi"): "hanoi_officer hanoi_leader coordinator",
    ("add_unit_address", "paper"): "coordinator",
    ("add_endpoint", "reporter"): "coordinator",
    ("add_unit_endpoint", "hanoi"): "hanoi_officer hanoi_leader coordinator",
    ("add_unit_endpoint", "paper"): "coordinator",
    ("name_deputy", "hanoi_leader"): "hanoi_leader coordinator",
    ("name_officer", "hanoi"): "hanoi_leader coordinator",
    ("person", "reporter"): "stranger hanoi_officer hanoi_leader coordinator",
}


def test_whose_rows_staff_may_keep(world: World) -> None:
    visitors = {n: visitor(world, n) for n in VIEWERS if n in world.people and n != "reporter2"}
    for (name, about), admitted in ROWS.items():
        path = reverse(f"desk:{name}", args=_of(world, name, about))
        for who in ("stranger", "hanoi_officer", "hanoi_leader", "coordinator"):
            opened = visitors[who].get(path).status_code
            assert (opened == 200) is (who in admitted.split()), f"{who}: {path} {opened}"


def test_a_journalist_s_card_is_for_coordinators(world: World) -> None:
    actions.accredit(
        person=world.reporter,
        agency=world.units["paper"],
        card_seen=True,
        valid_from=clock.legal_date(),
        valid_to=clock.legal_date(),
        by=world.coordinator,
    )
    path = reverse("desk:person", args=[world.reporter.pk])
    for who in ("stranger", "hanoi_leader", "coordinator"):
        told = text_of(visitor(world, who).get(path))
        assert ("đã xem thẻ" in told) is (who == "coordinator"), who


def _of(world: World, name: str, about: str) -> list[UUID]:
    if about in world.units:
        return [world.units[about].pk]
    person = world.people[about].pk
    if name == "address":
        return [person, queries.contact_points(person)[0].pk]
    if name == "name_deputy":
        return [person, queries.mandates_of(person)[0].pk]
    return [person]
