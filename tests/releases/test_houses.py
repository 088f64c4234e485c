"""Message houses: the body holds the open lines alone, and one house stands on a topic."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from tests.releases.conftest import World, begin, pending, sealed
from thongsuot.facts import actions as facts
from thongsuot.facts.terms import Better, Cadence
from thongsuot.lib import clock, seal
from thongsuot.lib.refused import Refused
from thongsuot.network import actions as network
from thongsuot.network.terms import PUBLIC, Scope, Viewer
from thongsuot.releases import actions, houses, queries
from thongsuot.releases.houses import Answered, Document, House, HouseFigure, Line, Quote
from thongsuot.releases.models import Draft, Edition, Release, Topic
from thongsuot.releases.terms import PolicyStage, Reach
from thongsuot.search import queries as search

TOPIC = "telecom"
LINES = House(
    one_line="Chuẩn hóa xong trước Tết.",
    messages=(Line("Không ai bị khóa bất ngờ."), Line("Đang tính phương án B.", inside=True)),
    answers=(
        Answered("Có mất tiền không?", "Không.\nMiễn phí."),
        Answered("Ai chậm?", "Hai nhà mạng.", True),
    ),
    documents=(
        Document("Nghị định về <viễn thông>", "163/2024/NĐ-CP", "https://vanban.vidu.example/1"),
    ),
    not_yet=("Chưa nói ngày khóa hai chiều.",),
)
INSIDE = ("phương án B", "Hai nhà mạng", "Ai chậm", "khóa hai chiều")


@pytest.fixture
def own(world: World) -> World:
    """Telecom answers for its topic."""
    Topic.objects.filter(pk=TOPIC).update(owner=world.telecom)
    return world


def lines(**more: object) -> House:
    days = {"review_on": clock.legal_date() + timedelta(days=30)}
    return replace(LINES, **(days | more))  # type: ignore[arg-type]


def built(world: World, house: House, reach: Reach = Reach.UNITS, **details: object) -> Release:
    release = actions.begin_house(topic=TOPIC, unit=world.telecom, by=world.officer)
    actions.set_details(release=release, by=world.officer, topic=TOPIC, reach=reach, **details)
    actions.save_house(release=release, by=world.officer, house=house, base=0)
    return release


def out(world: World, house: House | None = None, reach: Reach = Reach.PUBLIC, **more) -> Edition:
    return sealed(world, built(world, house or lines(), reach, **more))


# Pure --------------------------------------------------------------------------------------------


def test_a_house_comes_out_of_its_data_as_it_went_in() -> None:
    full = replace(
        LINES,
        figures=(HouseFigure(uuid4(), "Thuê bao", uuid4(), "124,5 triệu", date(2026, 10, 31)),),
        quotes=(Quote("Làm đúng hạn.", uuid4(), "Trần Văn Hùng", "Cục trưởng", True),),
        valid_until=date(2027, 1, 31),
        review_on=date(2026, 12, 31),
    )
    assert houses.read(json.loads(json.dumps(houses.data(full)))) == full
    assert houses.read({}) == houses.read(None) == House()
    assert houses.data(House()), "an empty house is still a house"


def test_the_parts_of_a_house_make_the_whole_again() -> None:
    guarded = houses.guarded_part(LINES)
    assert guarded is not None
    opened = houses.open_part(LINES)
    assert not opened.not_yet and all(not line.inside for line in opened.messages)
    whole = houses.merge(opened, guarded)
    assert set(whole.messages) == set(LINES.messages) and whole.not_yet == LINES.not_yet
    assert houses.guarded_part(opened) is None and houses.merge(opened, None) == opened


def test_the_body_holds_open_lines_and_no_others() -> None:
    body = houses.body(LINES)
    assert "Không ai bị khóa bất ngờ." in body and "<p>Miễn phí.</p>" in body
    assert "163/2024/NĐ-CP" in body and "&lt;viễn thông&gt;" in body
    assert not any(words in body for words in INSIDE)
    held = houses.inside_body(LINES)
    assert all(words in held for words in INSIDE) and "bị khóa" not in held
    assert houses.inside_body(House()) == ""
    assert houses.body(House()) == "" and "Key messages" in houses.body(LINES, "en")


def test_a_pinned_figure_is_a_link_and_one_without_value_is_left_out() -> None:
    value = uuid4()
    pinned = HouseFigure(uuid4(), "Thuê bao", value, "124,5 triệu", date(2026, 10, 31))
    body = houses.body(House(figures=(pinned, HouseFigure(uuid4(), "Trạm phát sóng"))))
    assert f'href="/so-lieu/{value}/"' in body
    assert ">124,5 triệu</a> (tính đến 31/10/2026)" in body
    assert "Trạm" not in body


def test_lines_are_tidied() -> None:
    tidy = houses.tidied(
        House(
            one_line="  Một   câu ",
            messages=(Line(" "), Line(" Lời ")),
            documents=(Document("Văn bản", url="javascript:alert(1)"),),
            not_yet=("", " Chưa "),
        )
    )
    assert tidy.one_line == "Một câu" and tidy.messages == (Line("Lời"),)
    assert tidy.documents[0].url == "" and tidy.not_yet == ("Chưa",)


# Writing -----------------------------------------------------------------------------------------


def test_a_house_begins_for_the_units_and_its_body_follows_its_lines(own: World) -> None:
    release = actions.begin_house(topic=TOPIC, unit=own.telecom, by=own.officer)
    assert release.reach == Reach.UNITS and release.topic_id == TOPIC
    copy = actions.autosave_house(release=release, by=own.officer, house=LINES, base=0)
    assert copy.body == houses.body(LINES) and copy.summary == LINES.one_line
    actions.autosave(
        release=release, by=own.officer, title="Khác", summary="", body="<p>Lạc</p>",
        files=None, base=0,
    )  # fmt: skip
    copy.refresh_from_db()
    assert copy.title == "Khác" and copy.body == houses.body(LINES)
    revision = actions.save(
        release=release, by=own.officer, title="Viễn thông", summary="", body="<p>Lạc</p>",
        files=[], base=0,
    )  # fmt: skip
    assert houses.read(revision.house) == LINES and revision.body == houses.body(LINES)


def test_taking_a_house_over_keeps_its_lines(own: World) -> None:
    release = built(own, lines())
    actions.submit(release=release, by=own.officer)
    taken = actions.take_over(step=pending(release), by=own.leader)
    assert houses.read(taken.house).not_yet == LINES.not_yet and taken.body == houses.body(lines())


def test_who_answers_for_a_topic_writes_its_lines(own: World) -> None:
    with pytest.raises(Refused, match=r"releases\.not_topic_unit"):
        actions.begin_house(topic=TOPIC, unit=own.press, by=own.stranger)
    Topic.objects.get(pk=TOPIC).deputies.add(own.press)
    assert actions.begin_house(topic=TOPIC, unit=own.press, by=own.stranger)
    assert actions.begin_house(topic=TOPIC, unit=own.centre, by=own.coordinator)


@pytest.mark.parametrize(
    ("house", "code"),
    [
        ({"messages": (), "answers": ()}, "releases.house_empty"),
        ({"messages": (Line("Kín", True),), "answers": ()}, "releases.house_empty"),
        ({"quotes": (Quote("Đúng hạn.", houses.NOBODY),)}, "releases.house_unfinished"),
        ({"answers": (Answered("Bao giờ?", ""),)}, "releases.house_unfinished"),
        ({"valid_until": date(2020, 1, 1)}, "releases.house_ended"),
        ({"review_on": date(2020, 1, 1)}, "releases.house_review_past"),
    ],
)
def test_what_a_house_lacks_stops_its_submission(own: World, house: dict, code: str) -> None:
    release = built(own, lines(**house))
    with pytest.raises(Refused) as refused:
        actions.submit(release=release, by=own.officer)
    assert refused.value.params["findings"] == [code]


def test_too_many_messages_are_refused_and_a_plain_text_takes_no_lines(own: World) -> None:
    release = actions.begin_house(topic=TOPIC, unit=own.telecom, by=own.officer)
    many = House(messages=tuple(Line(f"Lời {n}") for n in range(6)))
    with pytest.raises(Refused, match=r"releases\.house_too_many"):
        actions.autosave_house(release=release, by=own.officer, house=many, base=0)
    with pytest.raises(Refused, match=r"releases\.not_a_house"):
        actions.save_house(release=begin(own), by=own.officer, house=LINES, base=1)
    with pytest.raises(Refused, match=r"releases\.house_has_lines"):
        actions.open_word(release=release, by=own.officer, content=b"")


def test_a_quote_names_its_speaker_of_the_day(own: World) -> None:
    network.change_person(person=own.leader, name=own.leader.name, post="Cục trưởng", by=None)
    said = (Quote("Đúng hạn.", own.leader.pk), Quote("Theo tôi.", own.stranger.pk))
    release = built(own, lines(quotes=said))
    body = release.revisions.get().body
    assert "<p>Trần Văn Hùng, Cục trưởng, Cục Viễn thông</p>" in body
    found = queries.workspace(own.view("officer"), release.pk).findings
    wrong = [f.params["name"] for f in found if f.code == "releases.house_speaker"]
    assert wrong == [own.stranger.name], "an officer speaks for nobody"


# Sealed ------------------------------------------------------------------------------------------


def test_what_stays_inside_is_sealed_apart_and_shown_to_the_units_alone(own: World) -> None:
    edition = out(own)
    assert not any(words in bytes(edition.stored).decode() for words in INSIDE)
    assert all(words in bytes(edition.guarded).decode() for words in INSIDE)
    held, told, _public = queries.seal_check(edition.pk)
    assert held and told["guarded_sha256"] == seal.digest(bytes(edition.guarded))
    token = replace(own.view("officer"), scopes=frozenset({Scope.READ_EDITIONS}))
    for viewer, whole in [
        (own.view("stranger"), True),
        (own.view("reporter"), False),
        (PUBLIC, False),
        (token, False),
    ]:
        view = queries.edition_for(viewer, edition.pk)
        assert view is not None and view.house is not None
        assert view.house.not_yet == (LINES.not_yet if whole else ())
        assert any(line.inside for line in view.house.messages) is whole
        assert not any(words in str(queries.document(view)) for words in INSIDE)
    Edition.objects.filter(pk=edition.pk).update(guarded=b"{}")
    assert not queries.seal_check(edition.pk)[0]


def test_a_seal_without_guarded_lines_reads_as_it_always_did(own: World) -> None:
    held, told, _public = queries.seal_check(sealed(own).pk)
    assert held and "guarded_sha256" not in told
    assert queries.edition_for(PUBLIC, Edition.objects.get().pk).house is None


def test_search_finds_a_house_by_its_open_lines(own: World) -> None:
    edition = out(own)
    seen = {"edition": Edition.objects.values("id")}
    assert [hit.subject for hit in search.find("khóa bất ngờ", within=seen)] == [edition.pk]
    assert not search.find("phương án B", within=seen)


def test_a_correction_begins_with_the_whole_house_and_then_stands(own: World) -> None:
    first = out(own)
    release = actions.correct(edition=first, by=own.officer)
    begun = houses.read(Draft.objects.get(release=release).house)
    assert begun.not_yet == LINES.not_yet and set(begun.messages) == set(LINES.messages)
    mended = replace(begun, one_line="Chuẩn hóa xong trước hè.")
    actions.save_house(release=release, by=own.officer, house=mended, base=0)
    second = sealed(own, release)
    stands = queries.standing_house(PUBLIC, TOPIC)
    assert stands is not None and stands.id == second.pk
    assert stands.house is not None and stands.house.one_line == mended.one_line
    actions.withdraw(edition=second, by=own.officer)
    again = Release.objects.get(kind__follows="withdraws")
    actions.save(
        release=again, by=own.officer, title="Thu hồi", summary="", body="<p>Sai.</p>",
        files=[], base=0,
    )  # fmt: skip
    sealed(own, again)
    assert queries.standing_house(own.view("coordinator"), TOPIC) is None


# What stands -------------------------------------------------------------------------------------


def test_lines_that_were_replaced_do_not_return_when_the_newest_are_withdrawn(
    own: World, morning: datetime
) -> None:
    def withdraw(edition: Edition) -> None:
        release = actions.withdraw(edition=edition, by=own.officer)
        actions.save(
            release=release, by=own.officer, title="Thu hồi", summary="", body="<p>Sai.</p>",
            files=[], base=0,
        )  # fmt: skip
        sealed(own, release)

    first = out(own)
    withdraw(out(own, lines(), embargo_until=morning + timedelta(hours=2)))
    with clock.frozen(morning + timedelta(hours=3)):
        stands = queries.standing_house(own.view("officer"), TOPIC)
        assert stands is not None and stands.id == first.pk, "what never was out replaced nothing"
        second = out(own)
    with clock.frozen(morning + timedelta(hours=4)):
        withdraw(second)
        assert queries.standing_house(own.view("officer"), TOPIC) is None


def test_the_newest_open_house_stands_for_whom_it_admits(own: World, morning: datetime) -> None:
    assert queries.standing_house(PUBLIC, TOPIC) is None
    first = out(own)
    assert queries.standing_house(PUBLIC, TOPIC).id == first.pk
    later = out(own, lines(), Reach.NETWORK, embargo_until=morning + timedelta(hours=2))
    for viewer in (own.view("officer"), own.view("coordinator")):
        assert queries.standing_house(viewer, TOPIC).id == first.pk, "not before its hour"
    with clock.frozen(morning + timedelta(hours=3)):
        assert queries.standing_house(own.view("reporter"), TOPIC).id == later.pk
        assert queries.standing_house(PUBLIC, TOPIC) is None, "older lines no longer stand"
        assert queries.topic_for(PUBLIC, TOPIC).standing is None


def test_a_topic_is_shown_with_its_house_and_its_review(own: World) -> None:
    out(own, lines(valid_until=clock.legal_date()))
    topic = queries.topic_for(own.view("stranger"), TOPIC)
    assert topic is not None and topic.standing is not None and topic.house is not None
    assert topic.owner_name == "Cục Viễn thông" and not topic.standing.expired
    assert topic.review_on == clock.legal_date() + timedelta(days=30)
    assert topic.reviewed_by_name == own.officer.name
    told = {view.code: view for view in queries.topics_for(PUBLIC)}[TOPIC]
    assert told.standing is not None and told.review_on is None and not told.reviewed_by_name
    with clock.frozen(clock.now() + timedelta(days=31)):
        view = queries.topic_for(own.view("officer"), TOPIC)
        assert view.review_overdue and view.standing.expired


def test_reviewing_moves_the_day_on_without_an_edition(own: World) -> None:
    for who, code in (("stranger", "not_topic_unit"), ("officer", "no_house")):
        with pytest.raises(Refused, match=code):
            actions.review_topic(topic=TOPIC, by=own.people[who])
    out(own)
    counts = queries.review_counts()
    assert counts[own.telecom.pk] == (1, 1)
    assert queries.review_counts(clock.legal_date() + timedelta(days=31))[own.telecom.pk] == (1, 0)
    with clock.frozen(clock.now() + timedelta(days=40)):
        row = actions.review_topic(topic=TOPIC, by=own.coordinator)
        assert row.review_on == clock.legal_date() + timedelta(days=90)
    assert Edition.objects.count() == 1
    out(own, lines(valid_until=clock.legal_date() + timedelta(days=40)))
    with clock.frozen(clock.now() + timedelta(days=30)):
        row = actions.review_topic(topic=TOPIC, by=own.officer)
        assert row.review_on == clock.legal_date() + timedelta(days=10), "its last day"
    late = clock.now() + timedelta(days=41)
    with clock.frozen(late), pytest.raises(Refused, match="house_over"):
        actions.review_topic(topic=TOPIC, by=own.officer)


def test_the_centre_keeps_topics(own: World) -> None:
    kept = actions.keep_topic(
        name="Đất hiếm", owner=own.telecom, deputies=[own.telecom, own.press],
        keywords=["mỏ đất hiếm", " "], review_every_days=30, by=own.coordinator,
    )  # fmt: skip
    assert kept.pk == "dat-hiem" and kept.keywords == "mỏ đất hiếm"
    assert list(kept.deputies.all()) == [own.press], "an owner is no deputy of itself"
    for asked, code in (
        ({"name": "Đất hiếm"}, "topic_code_taken"),
        ({"name": " "}, "topic_name_missing"),
        ({"name": "Khác", "review_every_days": 0}, "topic_review_days"),
        ({"name": "Khác", "parent": "subscriber-data"}, "topic_parent"),
    ):
        with pytest.raises(Refused, match=code):
            actions.keep_topic(by=own.coordinator, **asked)
    with pytest.raises(Refused, match=r"releases\.coordinator_only"):
        actions.keep_topic(topic=kept, name="Khác", by=own.officer)


def test_a_body_that_ends_hands_its_deputyships_on(own: World) -> None:
    topic = Topic.objects.get(pk=TOPIC)
    topic.deputies.add(own.press)
    assert queries.touched_by([own.press.pk])[own.press.pk].topics == (topic.name,)
    assert own.press.pk in queries.holders_of_work()
    actions.hand_over_work(unit=own.press.pk, heir=own.centre.pk, by=None)
    assert list(topic.deputies.all()) == [own.centre]
    actions.hand_over_work(unit=own.telecom.pk, heir=own.centre.pk, by=None)
    topic.refresh_from_db()
    assert topic.owner == own.centre and not topic.deputies.exists()


def test_who_cleared_a_draft_policy_and_when_is_shown_to_staff(own: World) -> None:
    edition = out(own, policy_stage=PolicyStage.DRAFT, cleared_for_publication=True)
    view = queries.edition_for(own.view("stranger"), edition.pk)
    assert view.cleared_by == own.officer.name and view.cleared_at == clock.now()
    told = queries.edition_for(PUBLIC, edition.pk)
    assert not told.cleared_by and told.cleared_at is None
    release = actions.begin_house(topic=TOPIC, unit=own.telecom, by=own.officer)
    details = {"release": release, "topic": TOPIC, "reach": Reach.UNITS, "by": own.officer}
    actions.set_details(cleared_for_publication=True, **details)
    actions.set_details(cleared_for_publication=False, **details)
    release.refresh_from_db()
    assert release.cleared_by is None and release.cleared_at is None


def test_nobody_outside_hears_of_a_house_for_the_units(own: World) -> None:
    edition = out(own, reach=Reach.UNITS)
    for viewer in (PUBLIC, own.view("reporter"), Viewer()):
        assert queries.edition_for(viewer, edition.pk) is None
        assert queries.standing_house(viewer, TOPIC) is None
        assert queries.house_history(viewer, TOPIC) == []


def test_a_figure_is_pinned_at_its_first_save_and_renewed_when_asked(own: World) -> None:
    indicator = facts.keep_indicator(
        name="Thuê bao di động", name_en="", measure="thuê bao", measure_en="", decimals=0,
        better=Better.MORE, cadence=Cadence.MONTHLY, reach=Reach.PUBLIC, by=own.coordinator,
    )  # fmt: skip
    series = facts.open_series(indicator=indicator, owner=own.telecom.pk, by=own.coordinator)

    def state(number: int, day: date) -> None:
        facts.state_value(
            series=series, number=Decimal(number), as_of=day, source="Báo cáo",
            stated_for=own.telecom.pk, by=own.officer,
        )  # fmt: skip

    release = built(own, lines(figures=(HouseFigure(series.pk),)))
    assert not houses.read(release.revisions.get().house).figures[0].value, "no value yet"
    state(124_500_000, clock.legal_date() - timedelta(days=30))
    house = houses.read(release.revisions.get().house)
    first = actions.save_house(release=release, by=own.officer, house=house, base=1)
    assert "124,5 triệu thuê bao" in first.body
    state(126_000_000, clock.legal_date())
    house = houses.read(first.house)
    again = actions.save_house(release=release, by=own.officer, house=house, base=2)
    assert again.body == first.body, "pinned until somebody asks"
    hidden = replace(house, figures=(replace(house.figures[0], inside=True),))
    actions.save_house(release=release, by=own.officer, house=hidden, base=3)
    space = queries.workspace(own.view("officer"), release.pk)
    assert space is not None
    assert "releases.figure_moved" in [each.code for each in space.findings], "inside it moves too"
    new = actions.save_house(release=release, by=own.officer, house=houses.renewed(house), base=4)
    assert "126 triệu thuê bao" in new.body
