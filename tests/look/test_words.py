"""Times, figures, marks and states in words."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest
from django.utils import translation

from thongsuot.circulation import terms as circulation
from thongsuot.lib import clock
from thongsuot.look import figures, marks, times
from thongsuot.look.errors import WORDS, words_for
from thongsuot.look.states import STATES, state_of
from thongsuot.network import terms as network
from thongsuot.releases import terms as releases
from thongsuot.search.terms import Piece

AT = datetime(2026, 1, 5, 7, 5, tzinfo=UTC)  # 14:05 in Hà Nội


@pytest.mark.parametrize(
    ("at", "form", "vietnamese", "english"),
    [
        (AT, "full", "14:05 thứ Hai, 05/01/2026", "14:05 Monday, 5 January 2026"),
        (AT, "short", "14:05 05/01", "14:05 5 Jan"),
        (AT, "time", "14:05", "14:05"),
        (AT, "date", "05/01/2026", "5 January 2026"),
        # 18:00 on Saturday in UTC is already Sunday in Viet Nam.
        (
            datetime(2026, 1, 3, 18, tzinfo=UTC),
            "day",
            "Chủ nhật, 04/01/2026",
            "Sunday, 4 January 2026",
        ),
        (date(2026, 1, 5), "full", "thứ Hai, 05/01/2026", "Monday, 5 January 2026"),
    ],
)
def test_instants_in_words(at: datetime | date, form: str, vietnamese: str, english: str) -> None:
    assert times.words(at, form) == vietnamese
    with translation.override("en"):
        assert times.words(at, form) == english


def test_an_instant_keeps_its_machine_form() -> None:
    assert times.when(AT) == (
        '<time datetime="2026-01-05T07:05:00Z">14:05 thứ Hai, 05/01/2026</time>'
    )
    assert times.when(None) == ""


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=3, minutes=5), "còn 3 giờ 5 phút"),
        (timedelta(seconds=20), "còn 1 phút"),
        (timedelta(hours=47), "còn 47 giờ"),
        (timedelta(days=2), "còn 2 ngày"),
        (-timedelta(days=2, hours=1), "quá hạn 2 ngày"),
        (-timedelta(days=1095), "quá hạn 3 năm"),
        (-timedelta(minutes=30), "quá hạn 30 phút"),
    ],
)
def test_time_remaining(left: timedelta, words: str) -> None:
    with clock.frozen(AT):
        assert f">{words}<" in times.remaining(AT + left)


def test_time_since() -> None:
    with clock.frozen(AT):
        assert ">vừa xong<" in times.since(AT - timedelta(seconds=5))
        assert ">3 giờ 59 phút trước<" in times.since(AT - timedelta(hours=3, minutes=59))


def test_figures() -> None:
    assert figures.number(1234.5, 1) == "1.234,5"
    assert figures.number(1000, 1) == "1.000"
    assert figures.percent(0.7309) == "73,1%"
    assert figures.percent_of(1, 0) == "–"
    assert figures.percent_of(95, 95) == "100%"
    assert figures.filesize(1_234_567) == "1,2\N{NO-BREAK SPACE}MB"
    assert figures.filesize(999_999) == "1\N{NO-BREAK SPACE}MB"
    assert figures.filesize(12) == "12\N{NO-BREAK SPACE}B"
    with translation.override("en"):
        assert figures.number(1234.5, 1) == "1,234.5"


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("Sở TT&TT Hà Nội", "ha noi", "Sở TT&amp;TT <mark>Hà</mark> <mark>Nội</mark>"),
        ("Đắk Lắk", "dak", "<mark>Đắk</mark> Lắk"),
        ("Ha\u0300 No\u0323\u0302i", "Hà", "<mark>Hà</mark> Nội"),
        ("thanh", "anh", "thanh"),
        ("<b>tin</b>", "tin", "&lt;b&gt;<mark>tin</mark>&lt;/b&gt;"),
        ("tin giả", "", "tin giả"),
    ],
)
def test_found_words_are_marked(text: str, query: str, shown: str) -> None:
    assert marks.highlight(text, query) == shown


def test_pieces_of_a_search_hit() -> None:
    found = marks.pieces([Piece("a<", False), Piece("b", True)])
    assert found == "a&lt;<mark>b</mark>"


def test_initials() -> None:
    assert marks.initials("đỗ Công Anh") == "ĐA"
    assert marks.initials("Mẫu") == "M"
    assert marks.initials("") == ""


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        ("release", releases.ReleaseState),
        ("step", releases.StepState),
        ("step", releases.Decision),
        ("edition", releases.EditionState),
        ("reach", releases.Reach),
        ("stage", releases.PolicyStage),
        ("finding", releases.Severity),
        ("dispatch", circulation.DispatchState),
        ("delivery", circulation.DeliveryState),
        ("follow_up", circulation.FollowUp),
        ("through", circulation.Through),
        ("contact", network.ContactState),
    ],
)
def test_every_state_of_the_rooms_has_a_look(kind: str, terms: type[StrEnum]) -> None:
    assert {str(state) for state in terms} <= set(STATES[kind])


def test_an_unknown_state_shows_its_text() -> None:
    assert state_of("release", "odd").label == "odd"
    assert state_of("release", "draft", "Nháp").label == "Nháp"


def test_words_of_errors() -> None:
    assert words_for(404) is WORDS[404]
    assert words_for("409") is WORDS[409]
    assert words_for("") is WORDS[500]
    assert words_for(418) is WORDS[500]
