"""What another installation says and what follows here, through the real door."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from tests.peers.conftest import EVENTS, Other, introduced, present, standing
from tests.releases.conftest import World, begin, sealed, write
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network.terms import PUBLIC
from thongsuot.peers import actions, queries
from thongsuot.peers.jobs import corrected_origins
from thongsuot.peers.models import IncomingEdition, Peer, PeerReceipt
from thongsuot.peers.terms import IncomingState, PeerState, Proven, Reach, Told
from thongsuot.releases import actions as releases
from thongsuot.releases.jobs import open_missed


def code(answer) -> str:
    return str(answer.json().get("code", ""))


# Introductions ------------------------------------------------------------------------------------


def test_a_code_is_used_once_and_a_person_confirms(world: World) -> None:
    other, late = Other(), Other(name="Kẻ đến sau")
    row = actions.invite(name="Bộ", reach=Reach.PUBLIC, gives_early=False, by=world.coordinator)
    text = queries.code_of(world.view("coordinator"), row.pk)
    assert present(other, text).status_code == 200
    row.refresh_from_db()
    assert row.state == PeerState.INTRODUCED and row.installation == other.id
    assert present(other, text).status_code == 200  # its answer was lost: it asks again
    assert code(present(late, text)) == "peers.code_spent"
    assert code(other.say("edition", other.edition())) == "peers.not_confirmed"
    assert other.ask(f"{EVENTS}?after=0").status_code == 403
    assert queries.code_of(world.view("coordinator"), row.pk) == ""


def test_a_guessed_secret_or_another_key_introduces_nobody(world: World) -> None:
    other = Other()
    row = actions.invite(name="Bộ", reach=None, gives_early=False, by=world.coordinator)
    text = queries.code_of(world.view("coordinator"), row.pk)
    assert code(present(other, text, secret="đoán")) == "peers.code_spent"
    assert code(present(other, text, public=Other().public)) == "peers.code_spent"
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert code(present(other, text)) == "peers.code_spent"
    assert Peer.objects.get().state == PeerState.INVITED


def test_only_coordinators_connect(world: World) -> None:
    with pytest.raises(Refused, match="coordinators_only"):
        actions.invite(name="Bộ", reach=None, gives_early=False, by=world.leader)
    row = introduced(world, Other())
    with pytest.raises(Refused, match="coordinators_only"):
        actions.end(peer=row.pk, by=world.officer)
    assert queries.peers(world.view("leader")) == [] and queries.peer(PUBLIC, row.pk) is None


def test_a_known_installation_with_a_new_key_is_confirmed_anew(world: World) -> None:
    other = Other()
    row = standing(world, other)
    assert code(other.say("edition", other.edition())) == ""
    other.key = Other().key
    assert code(other.say("edition", other.edition(), number=2)) == "webhook.signature"
    actions.end(peer=row.pk, by=world.coordinator)
    again = introduced_again(world, other)
    assert again == row.pk and Peer.objects.count() == 1
    assert Peer.objects.get().state == PeerState.INTRODUCED
    actions.confirm(
        peer=row.pk, name="Bộ", reach=None, gives_early=False, we_hold=False, by=world.coordinator
    )
    assert other.say("edition", other.edition(), number=2).json() == {"until": 2}


def test_a_code_cuts_no_link_that_stands(world: World) -> None:
    """Who was given a code presents itself under the name of an installation that is linked."""
    other = Other()
    row = standing(world, other)
    invited = actions.invite(name="Ai đó", reach=None, gives_early=False, by=world.coordinator)
    pretender = Other()
    pretender.id = other.id
    answer = present(pretender, queries.code_of(world.view("coordinator"), invited.pk))
    assert code(answer) == "peers.stands"
    row.refresh_from_db()
    assert row.state == PeerState.STANDING
    assert other.say("edition", other.edition()).json() == {"until": 1}
    assert Peer.objects.get(pk=invited.pk).state == PeerState.INVITED  # the code is still good


def introduced_again(world: World, other: Other) -> UUID:
    row = actions.invite(name="Bộ", reach=None, gives_early=False, by=world.coordinator)
    assert present(other, queries.code_of(world.view("coordinator"), row.pk)).status_code == 200
    return Peer.objects.get(installation=other.id).pk


# Receiving ----------------------------------------------------------------------------------------


def test_events_are_taken_once_and_in_order(world: World) -> None:
    other = Other()
    peer = standing(world, other)
    first, third = other.edition(title="Một"), other.edition(title="Ba")
    body = other.event("edition", first)
    assert other.post(body).json() == {"until": 1}
    assert other.post(body).json() == {"until": 1}  # a repetition changes nothing
    assert other.say("edition", third, number=3).json() == {"until": 1}  # too early: not taken
    assert IncomingEdition.objects.count() == 1
    assert other.say("edition", other.edition(title="Hai"), number=2).json() == {"until": 2}
    assert other.say("edition", third, number=3).json() == {"until": 3}
    titles = [view.title for view in queries.incoming(world.view("officer"))]
    assert titles == ["Ba", "Hai", "Một"]
    peer.refresh_from_db()
    assert (peer.received_until, peer.known_until) == (3, 3)
    told = [each for each in other.heard() if each["kind"] == "received"]
    assert [each["number"] for each in told] == [2, 3, 4]  # 1 were the terms
    assert told[0]["content"]["installation_name"] == "Thử"


def test_only_the_confirmed_key_is_heard(world: World) -> None:
    other, stranger = Other(), Other()
    standing(world, other)
    body = other.event("edition", other.edition())
    assert code(stranger.post(body)) == "peers.unknown"
    assert code(other.post(body, key=stranger.key)) == "webhook.signature"
    with clock.frozen(clock.now() - timedelta(minutes=6)):
        headers = other.headers("old", body)
    from django.test import Client

    late = Client(HTTP_HOST="localhost").post(
        EVENTS, body, content_type="application/json", headers=headers
    )
    assert code(late) == "webhook.too_old"
    elsewhere = body.replace(body[body.index(b'"to":"') + 6 :][:36], str(uuid4()).encode())
    assert code(other.post(elsewhere)) == "peers.not_for_us"
    assert other.ask(f"{EVENTS}?after=0", to=uuid4()).status_code == 401
    assert not IncomingEdition.objects.exists()


def test_an_ended_peer_neither_says_nor_hears(world: World) -> None:
    other = Other()
    row = standing(world, other)
    actions.end(peer=row.pk, by=world.coordinator)
    assert code(other.say("edition", other.edition())) == "peers.not_confirmed"
    assert other.ask(f"{EVENTS}?after=0").status_code == 403


def test_what_is_not_proved_is_shown_as_such_and_not_passed_on(world: World) -> None:
    other, commune = Other(), Other(name="Xã")
    standing(world, other)
    further = standing(world, commune)
    told = other.edition()
    told["stored"] = told["stored"].replace("tại xã", "tại tỉnh")
    assert other.say("edition", told).json() == {"until": 1}  # it does not hold up the others
    (view,) = queries.incoming(world.view("coordinator"))
    assert view.proven == Proven.UNPROVEN and not view.can_read and view.body == ""
    with pytest.raises(Refused, match="unproven"):
        actions.pass_on(incoming=view.id, peers=[further.pk], note="", by=world.coordinator)
    assert [e["kind"] for e in other.heard()] == ["terms"]  # no «received» for that


def test_markup_from_elsewhere_is_cleaned(world: World) -> None:
    other = Other()
    standing(world, other)
    body = '<p onclick="x()">Tin <script>alert(1)</script><a href="/so-lieu/7/">số</a></p>'
    other.say("edition", other.edition(body=body))
    (view,) = queries.incoming(world.view("officer"))
    assert "script" not in view.body and "onclick" not in view.body


# Embargo, reach, corrections ----------------------------------------------------------------------


def test_before_its_hour_only_coordinators_see_it(world: World) -> None:
    other = Other()
    standing(world, other)
    hour = clock.now() + timedelta(hours=2)
    other.say("edition", other.edition(visible_from=hour))
    assert queries.incoming(world.view("officer")) == []
    (view,) = queries.incoming(world.view("coordinator"))
    assert view.before_hour and view.can_read
    assert queries.incoming(world.view("reporter")) == [] == queries.incoming(PUBLIC)
    with clock.frozen(hour):
        assert len(queries.incoming(world.view("officer"))) == 1


def test_a_correction_counts_from_its_hour_a_withdrawal_at_once(world: World) -> None:
    other, first, second = Other(), uuid4(), uuid4()
    standing(world, other)
    other.say("edition", other.edition(id=first))
    hour = clock.now() + timedelta(hours=1)
    fixed = other.edition(
        id=second, kind="correction", follows="corrects", predecessor=first, visible_from=hour
    )
    other.say("correction", fixed)
    row = IncomingEdition.objects.get(edition=first)
    view = world.view("coordinator")
    assert queries.incoming_edition(view, row.pk).state == IncomingState.STANDING
    with clock.frozen(hour):
        assert queries.incoming_edition(view, row.pk).state == IncomingState.CORRECTED
    taken = other.edition(kind="withdrawal", follows="withdraws", predecessor=second)
    other.say("withdrawal", taken)
    row = IncomingEdition.objects.get(edition=second)
    found = queries.incoming_edition(view, row.pk)
    assert found.state == IncomingState.WITHDRAWN


def test_who_passes_on_cannot_take_back_what_the_ministry_said(world: World) -> None:
    """Neither with a key of their own nor by calling a sealed correction a withdrawal."""
    ministry, province, first = Other(), Other(name="Tỉnh"), uuid4()
    standing(world, ministry)
    standing(world, province)
    ministry.say("edition", ministry.edition(id=first))
    way = [{"installation": str(province.id), "name": "Tỉnh", "note": ""}]
    forged = Other(id=ministry.id)
    province.say(
        "withdrawal",
        forged.edition(kind="withdrawal", follows="withdraws", predecessor=first, path=way),
    )
    genuine = ministry.edition(kind="correction", predecessor=first, path=way)
    province.say("withdrawal", genuine | {"follows": "withdraws"})
    row = IncomingEdition.objects.get(edition=first)
    assert row.state == IncomingState.CORRECTED
    assert {view.proven for view in queries.incoming(world.view("coordinator"))} == {
        Proven.DIRECT,
        Proven.VOUCHED,
    }


def test_better_proof_takes_the_place_of_worse(world: World) -> None:
    ministry, province, id = Other(), Other(name="Tỉnh"), uuid4()
    standing(world, province)
    way = [{"installation": str(province.id), "name": "Tỉnh", "note": "Gửi các xã"}]
    province.say("edition", Other(id=ministry.id).edition(id=id, title="Giả", path=way))
    (view,) = queries.incoming(world.view("coordinator"))
    assert view.proven == Proven.VOUCHED and view.path[0].note == "Gửi các xã"
    standing(world, ministry)
    ministry.say("edition", ministry.edition(id=id, title="Thật"))
    (view,) = queries.incoming(world.view("coordinator"))
    assert (view.title, view.proven, view.path) == ("Thật", Proven.DIRECT, ())


def test_the_one_who_sealed_it_says_the_hour_and_that_it_stands(world: World) -> None:
    """Both are outside the seal: who passes on first cannot open, widen or silence an edition."""
    ministry, province = Other(), Other(name="Tỉnh")
    standing(world, ministry)
    standing(world, province)
    hour, way = clock.now() + timedelta(hours=3), []
    for told in (ministry.edition(visible_from=hour, reach="units"), ministry.edition()):
        opened = clock.now() - timedelta(hours=1)
        lie = {"visible_from": opened.isoformat(), "reach": "public"}
        gone = {"stored": None, "files": [], "state": "withdrawn"} if way else {}
        way = [{"installation": str(province.id), "name": "Tỉnh", "note": ""}]
        province.say("edition", told | lie | gone | {"path": way})
        ministry.say("edition", told)
    early, plain = IncomingEdition.objects.order_by("received_at")
    assert (early.visible_from, early.reach, early.path) == (hour, Reach.UNITS, [])
    assert plain.state == IncomingState.STANDING and plain.stored is not None
    province.say("edition", told | lie | gone | {"path": way})  # nor afterwards
    plain.refresh_from_db()
    assert plain.state == IncomingState.STANDING


# Ours, out ----------------------------------------------------------------------------------------


def kinds(other: Other) -> list[str]:
    return [each["kind"] for each in other.heard()]


def test_our_editions_go_within_the_reach_granted(world: World) -> None:
    inside, outside, none = Other(), Other(name="Ngoài"), Other(name="Không")
    standing(world, inside)
    standing(world, outside, reach=Reach.PUBLIC)
    standing(world, none, reach=None)
    sealed(world)
    sealed(world, begin(world, kind="talking_points"))
    journal.catch_up()
    assert kinds(inside) == ["terms", "edition", "edition"]
    assert kinds(outside) == ["terms", "edition"] and kinds(none) == ["terms"]
    told = inside.heard(after=1)[0]["content"]
    assert told["path"] == [] and "Mạng lưới" in told["stored"]


def test_who_had_the_words_hears_that_they_are_taken_back(world: World) -> None:
    """Also where nothing is granted any more."""
    other, none = Other(), Other(name="Không")
    peer = standing(world, other)
    standing(world, none, reach=None)
    edition = sealed(world)
    journal.catch_up()
    actions.set_terms(
        peer=peer.pk, name="Bộ", reach=None, gives_early=False, we_hold=True, by=world.coordinator
    )
    withdrawal = releases.withdraw(edition=edition, by=world.officer)
    write(withdrawal, world.officer)
    sealed(world, withdrawal)
    journal.catch_up()
    # The words may have arrived though no answer came back: what takes them back goes too.
    assert kinds(other) == ["terms", "terms", "terms", "withdrawal"]
    assert kinds(none) == ["terms"]


def test_terms_that_are_narrowed_hold_for_what_is_still_due(world: World) -> None:
    other = Other()
    peer = standing(world, other)
    sealed(world)
    sealed(world, begin(world, kind="talking_points"))
    journal.catch_up()
    public = {"name": "Bộ", "reach": Reach.PUBLIC, "gives_early": False, "we_hold": True}
    actions.set_terms(peer=peer.pk, by=world.coordinator, **public)
    assert [each["number"] for each in other.heard()] == [1, 2, 3, 4]  # no gap
    assert kinds(other) == ["terms", "edition", "terms", "terms"]
    assert "stored" not in other.heard(after=2)[0]["content"]
    other.ask(f"{EVENTS}?after=2")  # it has the first two: what it has, it has
    actions.set_terms(peer=peer.pk, by=world.coordinator, **public | {"reach": None})
    assert kinds(other) == ["terms", "edition", "terms", "terms", "terms"]


def test_who_holds_no_longer_gets_nothing_before_its_hour(world: World) -> None:
    other = Other()
    standing(world, other, gives_early=True)
    other.say("terms", {"holds": True})
    hour = clock.now() + timedelta(hours=3)
    text = begin(world)
    early = {"topic": None, "reach": Reach.PUBLIC, "embargo_until": hour}
    releases.set_details(release=text, by=world.officer, **early)
    sealed(world, text)
    journal.catch_up()
    other.say("terms", {"holds": False})
    assert kinds(other) == ["terms", "terms"]
    with clock.frozen(hour + timedelta(seconds=1)):
        open_missed()
        journal.catch_up()
        assert kinds(other) == ["terms", "terms", "edition"]


def test_who_was_being_confirmed_anew_hears_what_was_taken_back(world: World) -> None:
    """And a promise to hold is not inherited by a new key."""
    other = Other()
    peer = standing(world, other)
    other.say("terms", {"holds": True})
    edition = sealed(world)
    journal.catch_up()
    other.key = Other().key
    actions.end(peer=peer.pk, by=world.coordinator)
    row = actions.invite(name="Bộ", reach=Reach.UNITS, gives_early=True, by=world.coordinator)
    assert present(other, queries.code_of(world.view("coordinator"), row.pk)).status_code == 200
    peer.refresh_from_db()
    assert peer.state == PeerState.INTRODUCED and not peer.they_hold
    withdrawal = releases.withdraw(edition=edition, by=world.officer)
    write(withdrawal, world.officer)
    sealed(world, withdrawal)
    journal.catch_up()
    terms = {"reach": Reach.UNITS, "gives_early": False, "we_hold": True}
    actions.confirm(peer=peer.pk, name="Bộ", by=world.coordinator, **terms)
    journal.catch_up()
    assert kinds(other) == ["terms", "edition", "terms", "withdrawal"]


def test_embargo_is_kept_unless_both_agreed(world: World) -> None:
    holds, plain = Other(), Other(name="Không giữ")
    standing(world, holds, gives_early=True)
    standing(world, plain, gives_early=True)
    holds.say("terms", {"holds": True})
    hour = clock.now() + timedelta(hours=3)
    text = begin(world)
    releases.set_details(
        release=text, by=world.officer, topic=None, reach=Reach.PUBLIC, embargo_until=hour
    )
    sealed(world, text)
    journal.catch_up()
    assert kinds(holds) == ["terms", "edition"] and kinds(plain) == ["terms"]
    with clock.frozen(hour + timedelta(seconds=1)):
        open_missed()
        journal.catch_up()
        assert kinds(plain) == ["terms", "edition"] and kinds(holds) == ["terms", "edition"]


def test_a_withdrawn_text_leaves_no_words_behind(world: World) -> None:
    """Who fetches late gets the head, then the withdrawal; who never had it hears nothing."""
    late, new = Other(), Other(name="Mới")
    standing(world, late)
    edition = sealed(world)
    journal.catch_up()
    standing(world, new)
    withdrawal = releases.withdraw(edition=edition, by=world.officer)
    write(withdrawal, world.officer)
    sealed(world, withdrawal)
    journal.catch_up()
    told = late.heard(after=1)
    assert [each["kind"] for each in told] == ["edition", "withdrawal"]
    assert told[0]["content"]["stored"] is None and told[0]["content"]["state"] == "withdrawn"
    assert kinds(new) == ["terms"]


def test_receipts_are_kept_of_what_was_sent(world: World) -> None:
    other = Other()
    standing(world, other)
    edition = sealed(world)
    journal.catch_up()
    told = {
        "edition": str(edition.pk),
        "installation": str(other.id),
        "installation_name": "Tỉnh Ví Dụ",
        "at": clock.now().isoformat(),
    }
    other.say("received", told)
    unit = {"unit": str(uuid4()), "unit_name": "Xã Ví Dụ"}
    other.say("acknowledged", told | unit)
    other.say("acknowledged", told | unit)
    other.say("received", told | {"edition": str(uuid4())})  # of nothing that we sent
    found = queries.receipts(edition.pk)
    assert [(each.told, each.unit_name) for each in found] == [
        (Told.RECEIVED, ""),
        (Told.ACKNOWLEDGED, "Xã Ví Dụ"),
    ]
    assert PeerReceipt.objects.count() == 2


# Passing on ---------------------------------------------------------------------------------------


def test_passed_on_with_the_seal_of_who_sealed_it(world: World) -> None:
    """The ministry's bytes go on to the commune; corrections and receipts find the way."""
    ministry, commune, id = Other(), Other(name="Xã"), uuid4()
    source, further = standing(world, ministry), standing(world, commune)
    told = ministry.edition(id=id)
    ministry.say("edition", told)
    (view,) = queries.incoming(world.view("coordinator"))
    assert queries.further(world.view("coordinator"), view.id) == [(further.pk, "Xã")]
    with pytest.raises(Refused, match="circle"):
        actions.pass_on(incoming=view.id, peers=[source.pk], note="", by=world.coordinator)
    note = "Đề nghị phát trên loa lúc 17 giờ."
    assert actions.pass_on(incoming=view.id, peers=[further.pk], note=note, by=world.coordinator)
    heard = commune.heard(after=1)[0]
    assert heard["content"]["manifest"] == told["manifest"]
    assert heard["content"]["path"][-1]["note"] == note
    ministry.say(
        "withdrawal", ministry.edition(kind="withdrawal", follows="withdraws", predecessor=id)
    )
    after = commune.heard(after=1)
    assert [each["kind"] for each in after] == ["edition", "withdrawal"]
    assert after[0]["content"]["stored"] is None
    receipt = {"edition": str(id), "installation": str(commune.id), "installation_name": "Xã"}
    commune.say("received", receipt | {"at": clock.now().isoformat()})
    back = [e["content"] for e in ministry.heard() if e["kind"] == "received"]
    assert back[-1]["installation_name"] == "Xã"  # the ministry hears of the commune


def test_passed_on_before_its_hour_it_waits(world: World) -> None:
    from thongsuot.peers.jobs import send_what_waited

    ministry, commune = Other(), Other(name="Xã")
    standing(world, ministry)
    further = standing(world, commune)
    hour = clock.now() + timedelta(hours=1)
    ministry.say("edition", ministry.edition(visible_from=hour))
    (view,) = queries.incoming(world.view("coordinator"))
    actions.pass_on(incoming=view.id, peers=[further.pk], note="", by=world.coordinator)
    assert kinds(commune) == ["terms"]
    assert queries.passed_on(world.view("coordinator"), view.id)[0].waits
    with clock.frozen(hour):
        send_what_waited()
        assert kinds(commune) == ["terms", "edition"]


def test_a_correction_told_to_fewer_is_not_passed_on_wider(world: World) -> None:
    ministry, commune, id = Other(), Other(name="Xã"), uuid4()
    standing(world, ministry)
    further = standing(world, commune, reach=Reach.PUBLIC)
    ministry.say("edition", ministry.edition(id=id))
    (view,) = queries.incoming(world.view("coordinator"))
    actions.pass_on(incoming=view.id, peers=[further.pk], note="", by=world.coordinator)
    narrow = ministry.edition(kind="correction", follows="corrects", predecessor=id, reach="units")
    ministry.say("correction", narrow)
    assert kinds(commune) == ["terms", "edition"]


def test_bodies_acknowledge_and_the_sender_hears_no_names(world: World) -> None:
    other = Other()
    standing(world, other)
    other.say("edition", other.edition())
    assert queries.unacknowledged(world.view("officer")) == 1
    (view,) = queries.incoming(world.view("officer"))
    actions.acknowledge_incoming(incoming=view.id, by=world.officer)
    actions.acknowledge_incoming(incoming=view.id, by=world.leader)  # the body has answered
    assert queries.unacknowledged(world.view("leader")) == 0
    told = [each["content"] for each in other.heard() if each["kind"] == "acknowledged"]
    assert len(told) == 1 and told[0]["unit_name"] == "Cục Viễn thông"
    assert "Mai" not in str(told)
    with pytest.raises(Refused, match="no_incoming"):
        actions.acknowledge_incoming(incoming=view.id, by=world.reporter)


def test_a_restored_copy_loses_nothing_of_what_it_gives_out_again(world: World) -> None:
    """It had given nine events away; the copy knows of two, and has made a third since."""
    other = Other()
    row = standing(world, other)
    sealed(world)
    journal.catch_up()
    Peer.objects.filter(pk=row.pk).update(delivered_until=1)
    assert other.heard(after=9) and kinds(other)[-1] == "edition"
    assert [each["number"] for each in other.heard(after=9)] == [10]
    sealed(world)
    journal.catch_up()
    assert [each["number"] for each in other.heard(after=10)] == [11]


def test_a_local_text_keeps_the_foreign_edition_it_was_taken_from(world: World) -> None:
    other, first, second = Other(), uuid4(), uuid4()
    standing(world, other)
    other.say("edition", other.edition(id=first))
    came = IncomingEdition.objects.get(edition=first)
    view = world.view("stranger")
    found = queries.takeable(view, came.pk)
    assert found is not None and found.foreign == f"{other.id}/{first}"
    told = {"origin": found.origin, "foreign": found.foreign, "kind": found.kind}
    release = releases.adapt_foreign(**told, unit=world.press, by=world.stranger)
    assert found.origin.number in release.drafts.get().body
    hour = clock.now() + timedelta(hours=1)
    fixed = other.edition(
        id=second, kind="correction", follows="corrects", predecessor=first, visible_from=hour
    )
    other.say("correction", fixed)
    journal.catch_up()
    release.adaptation.refresh_from_db()
    assert release.adaptation.moved == "", "the hour of the correction has not come"
    with clock.frozen(hour):
        corrected_origins()
        corrected_origins()
        release.adaptation.refresh_from_db()
        assert release.adaptation.moved == "corrected"
        assert release.adaptation.foreign == f"{other.id}/{second}"
        assert queries.takeable(view, came.pk) is None
    other.say(
        "withdrawal", other.edition(kind="withdrawal", follows="withdraws", predecessor=second)
    )
    journal.catch_up()
    release.adaptation.refresh_from_db()
    assert release.adaptation.moved == "withdrawn"
