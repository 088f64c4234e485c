"""The rules as tables: no database."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from thongsuot.lib.refused import Refused
from thongsuot.network.terms import Scope, Viewer, admits
from thongsuot.releases import requirements, rules
from thongsuot.releases.rules import Act, StepFacts, Work
from thongsuot.releases.terms import (
    EditionState,
    FileRole,
    FileUse,
    PolicyStage,
    Reach,
    ReleaseState,
    StepState,
)

UNIT, CENTRE, OTHER = uuid4(), uuid4(), uuid4()
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def viewer(leads=(), works=(), coordinates=False, reports=(), scopes=None, id=None) -> Viewer:
    return Viewer(
        person=id or uuid4(),
        leads=frozenset(leads),
        works_for=frozenset(works) | frozenset(leads),
        coordinates=coordinates,
        reports_for=frozenset(reports),
        scopes=scopes,
    )


AUTHOR = viewer(works=[UNIT])
COLLEAGUE = viewer(works=[UNIT])
LEADER = viewer(leads=[UNIT])
WRITING_LEADER = viewer(leads=[UNIT])
CENTRE_LEADER = viewer(leads=[CENTRE])
COORDINATOR = viewer(works=[CENTRE], coordinates=True)
STRANGER = viewer(leads=[OTHER])
REPORTER = viewer(reports=[OTHER])
TOKEN = viewer(works=[UNIT], scopes=frozenset({Scope.READ_EDITIONS}))
NOBODY = Viewer()


def work(state=ReleaseState.IN_APPROVAL, turn=0, **more) -> Work:
    """A text of UNIT on its route, its step `turn` pending; written by two."""
    states = [
        StepState.APPROVED if n < turn else StepState.PENDING if n == turn else StepState.WAITING
        for n in range(2)
    ]
    given = {
        "state": state,
        "unit": UNIT,
        "authors": frozenset({AUTHOR.person, WRITING_LEADER.person}),
        "steps": (
            StepFacts(UNIT, ("leader",), states[0]),
            StepFacts(CENTRE, ("leader", "coordinator"), states[1]),
        ),
        "submitted": True,
        "asked": frozenset({UNIT, CENTRE} if turn else {UNIT}),
    }
    return Work(**given | more)


DRAFT = work(ReleaseState.DRAFT, steps=(), submitted=False, asked=frozenset())
RELEASED = work(ReleaseState.RELEASED, turn=2, edition_state=EditionState.STANDING)
FIRST, SECOND = work(), work(turn=1)


@pytest.mark.parametrize(
    ("of", "who", "can"),
    [
        (DRAFT, AUTHOR, {"edit", "submit", "drop", "consult", "comment"}),
        (DRAFT, COLLEAGUE, {"edit", "submit", "drop", "consult", "comment"}),
        (DRAFT, LEADER, {"edit", "submit", "drop", "consult", "comment"}),
        (DRAFT, COORDINATOR, {"consult"}),
        (DRAFT, STRANGER, set()),
        (DRAFT, REPORTER, set()),
        (DRAFT, NOBODY, set()),
        (FIRST, AUTHOR, {"recall", "consult", "comment"}),
        (FIRST, LEADER, {"recall", "approve", "return", "take_over", "consult", "comment"}),
        (FIRST, WRITING_LEADER, {"recall", "consult", "comment"}),
        (FIRST, CENTRE_LEADER, set()),
        (FIRST, COORDINATOR, {"shorten", "consult", "comment"}),
        (SECOND, LEADER, {"recall", "consult", "comment"}),
        (SECOND, CENTRE_LEADER, {"approve", "return", "take_over", "consult", "comment"}),
        (SECOND, COORDINATOR, {"approve", "return", "take_over", "shorten", "consult", "comment"}),
        (SECOND, STRANGER, set()),
        (RELEASED, AUTHOR, {"correct", "withdraw"}),
        (RELEASED, COORDINATOR, {"correct", "withdraw"}),
        (RELEASED, STRANGER, set()),
        (work(ReleaseState.DROPPED), AUTHOR, set()),
        (work(ReleaseState.RETURNED), AUTHOR, {"edit", "submit", "drop", "consult", "comment"}),
    ],
)
def test_what_each_may_do(of: Work, who: Viewer, can: set[str]) -> None:
    assert rules.allowed(of, who) == can


@pytest.mark.parametrize(
    ("act", "of", "who", "code"),
    [
        (Act.APPROVE, FIRST, WRITING_LEADER, "own_text"),
        (Act.APPROVE, FIRST, CENTRE_LEADER, "not_your_step"),
        (Act.APPROVE, DRAFT, LEADER, "not_now"),
        (
            Act.APPROVE,
            work(turn=1, deciders=frozenset({CENTRE_LEADER.person})),
            CENTRE_LEADER,
            "decided_before",
        ),
        (Act.SHORTEN, FIRST, LEADER, "coordinator_only"),
        (
            Act.SHORTEN,
            work(authors=frozenset({COORDINATOR.person})),
            COORDINATOR,
            "own_text",
        ),
        (Act.EDIT, DRAFT, STRANGER, "not_your_unit"),
        (Act.COMMENT, DRAFT, STRANGER, "not_yours_to_read"),
        (
            Act.CORRECT,
            work(ReleaseState.RELEASED, edition_state=EditionState.WITHDRAWN),
            AUTHOR,
            "withdrawn_already",
        ),
        (
            Act.WITHDRAW,
            work(ReleaseState.RELEASED, edition_state=EditionState.CORRECTED),
            AUTHOR,
            "corrected_already",
        ),
        (
            Act.WITHDRAW,
            work(ReleaseState.RELEASED, edition_state=EditionState.STANDING, follows="withdraws"),
            AUTHOR,
            "withdrawal_stands",
        ),
    ],
)
def test_why_not(act: Act, of: Work, who: Viewer, code: str) -> None:
    with pytest.raises(Refused) as no:
        rules.check(act, of, who)
    assert no.value.code == f"releases.{code}"


@pytest.mark.parametrize(
    ("of", "who", "reads"),
    [
        (DRAFT, AUTHOR, True),
        (DRAFT, COORDINATOR, False),
        (DRAFT, CENTRE_LEADER, False),
        (FIRST, COORDINATOR, True),
        (FIRST, CENTRE_LEADER, False),  # its turn has not come
        (SECOND, CENTRE_LEADER, True),
        (FIRST, STRANGER, False),
        (work(asked=frozenset({OTHER})), STRANGER, True),
        (work(asked=frozenset({OTHER})), REPORTER, False),
        (DRAFT, TOKEN, False),
        (SECOND, NOBODY, False),
    ],
)
def test_who_reads_working_texts(of: Work, who: Viewer, reads: bool) -> None:
    assert rules.may_read_work(of, who) is reads


LEADERS = {(UNIT, "leader"), (CENTRE, "leader"), (CENTRE, "coordinator")}
ROUTE = rules.read_route(
    [{"roles": ["leader"], "at": "unit"}, {"roles": ["leader", "coordinator"], "at": "centre"}]
)


@pytest.mark.parametrize(
    ("there", "unit", "expected"),
    [
        (LEADERS, UNIT, [(UNIT, ("leader",), ""), (CENTRE, ("leader", "coordinator"), "")]),
        (
            LEADERS - {(UNIT, "leader")},
            UNIT,
            [
                (CENTRE, ("leader",), "releases.moved_to_centre"),
                (CENTRE, ("leader", "coordinator"), ""),
            ],
        ),
        (
            {(CENTRE, "coordinator")},
            CENTRE,
            [
                (CENTRE, ("leader", "coordinator"), "releases.moved_to_centre"),
                (CENTRE, ("leader", "coordinator"), ""),
            ],
        ),
        ({(UNIT, "leader")}, UNIT, None),
        (set(), UNIT, None),
    ],
)
def test_routes(there: set[tuple[UUID, str]], unit: UUID, expected) -> None:
    def free(place: UUID, roles: tuple[str, ...]) -> bool:
        return any((place, role) in there for role in roles)

    if expected is None:
        with pytest.raises(Refused, match="nobody_to_approve"):
            rules.route_for(ROUTE, unit, CENTRE, free)
    else:
        steps = rules.route_for(ROUTE, unit, CENTRE, free)
        assert [(s.unit, s.roles, s.note) for s in steps] == expected


@pytest.mark.parametrize("data", [[], [{"roles": ["boss"], "at": "unit"}]])
def test_bad_routes(data) -> None:
    with pytest.raises(ValueError):
        rules.read_route(data)


@pytest.mark.parametrize(
    ("reach", "kind", "before", "code"),
    [
        ("public", "public", None, None),
        ("units", "public", None, None),
        ("network", "network", None, None),
        ("public", "network", None, "reach_too_wide"),
        ("network", "units", None, "reach_too_wide"),
        ("network", "public", "network", None),
        ("units", "public", "network", "reach_of_predecessor"),
        ("public", "public", "network", "reach_of_predecessor"),
    ],
)
def test_reach(reach: str, kind: str, before: str | None, code: str | None) -> None:
    def check() -> None:
        rules.check_reach(Reach(reach), Reach(kind), Reach(before) if before else None)

    if code is None:
        check()
    else:
        with pytest.raises(Refused, match=code):
            check()


@pytest.mark.parametrize(
    ("embargo", "release", "follows", "code"),
    [
        (1, None, "", None),
        (None, 1, "", None),
        (1, 2, "corrects", None),
        (-1, None, "", "hour_past"),
        (0, None, "", "hour_past"),
        (1, -1, "", "hour_past"),
        (1, None, "withdraws", "withdrawal_at_once"),
        (None, None, "withdraws", None),
    ],
)
def test_hours(embargo, release, follows: str, code: str | None) -> None:
    hours = [None if h is None else NOW + timedelta(hours=h) for h in (embargo, release)]
    if code is None:
        rules.check_times(*hours, NOW, follows)
    else:
        with pytest.raises(Refused, match=code):
            rules.check_times(*hours, NOW, follows)


def test_the_hour_is_the_latest_of_all() -> None:
    one, two, three = (NOW + timedelta(hours=h) for h in (1, 2, 3))
    assert rules.visible_from(NOW, None, None) == NOW
    assert rules.visible_from(NOW, one, two) == two
    assert rules.visible_from(NOW, three, two) == three
    assert rules.visible_from(NOW, None, None, three) == three
    assert rules.visible_from(NOW, NOW - timedelta(days=1), None) == NOW


@pytest.mark.parametrize(
    ("reach", "who", "admitted"),
    [
        (Reach.PUBLIC, NOBODY, True),
        (Reach.NETWORK, NOBODY, False),
        (Reach.NETWORK, REPORTER, True),
        (Reach.UNITS, REPORTER, False),
        (Reach.UNITS, STRANGER, True),
        (Reach.UNITS, COORDINATOR, True),
    ],
)
def test_reach_admits(reach: Reach, who: Viewer, admitted: bool) -> None:
    assert admits(reach, who) is admitted


def findings(**more) -> list[str]:
    given = {
        "title": "Tin",
        "summary": "Tóm tắt",
        "text": "Nội dung",
        "files": (),
        "reach": Reach.PUBLIC,
        "policy_stage": PolicyStage.NONE,
        "cleared": False,
        "hours": (None, None),
        "now": NOW,
        "known_files": frozenset({"a"}),
    }
    return [f"{f.code}/{f.severity}" for f in requirements.findings(**given | more)]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({}, []),
        ({"title": "  "}, ["releases.title_missing/required"]),
        ({"title": "x" * 121}, ["releases.title_long/warning"]),
        ({"title": "x" * 301}, ["releases.title_too_long/required"]),
        ({"text": " \n"}, ["releases.body_missing/required"]),
        ({"summary": ""}, ["releases.summary_missing/suggestion"]),
        (
            {"files": (FileUse("b", FileRole.ATTACHMENT),)},
            ["releases.file_missing/required"],
        ),
        ({"files": (FileUse("a", FileRole.PHOTO),)}, ["releases.caption_missing/warning"]),
        ({"files": (FileUse("a", FileRole.PHOTO, "c"),)}, ["releases.credit_missing/suggestion"]),
        ({"policy_stage": PolicyStage.DRAFT}, ["releases.not_cleared/required"]),
        ({"policy_stage": PolicyStage.DRAFT, "cleared": True}, []),
        ({"policy_stage": PolicyStage.DRAFT, "reach": Reach.UNITS}, []),
        ({"hours": (NOW, None)}, ["releases.hour_past/required"]),
    ],
)
def test_requirements(more, found: list[str]) -> None:
    assert findings(**more) == found


def test_the_diagrams_hold_every_move() -> None:
    picture = rules.diagram()
    assert "in_approval --> released: approve (decider)" in picture
    assert "draft --> in_approval: submit (owner)" in picture
    assert all(state.value in picture for state in ReleaseState)
    assert all(state.value in rules.step_diagram() for state in StepState)
