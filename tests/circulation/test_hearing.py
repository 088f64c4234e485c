"""What comes back to a dispatch: each mail does what it says, once, and nothing made up does."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.channels.test_incoming import mail, report
from tests.circulation.conftest import work_off
from tests.releases.conftest import World, sealed
from thongsuot.channels.email.reading import read
from thongsuot.channels.email.sink import Sink
from thongsuot.circulation import actions, links, queries
from thongsuot.circulation.actions import hearing
from thongsuot.circulation.models import Acknowledgement, Delivery, Dispatch, Recipient, Reply
from thongsuot.circulation.terms import Audience, DeliveryState, Said, Through
from thongsuot.lib.refused import Refused
from thongsuot.network import actions as network
from thongsuot.network import queries as network_queries
from thongsuot.network.models import ContactPoint
from thongsuot.network.terms import ContactState
from thongsuot.notices.models import Notice


@pytest.fixture
def sink(tmp_path: Any, settings: Any) -> Iterator[Sink]:
    with Sink(tmp_path / "mail") as running:
        settings.CONFIG = replace(
            settings.CONFIG,
            email_host="127.0.0.1",
            email_port=running.port,
            email_from="mang-luoi@tin.example",
            email_bounces="tra-ve@tin.example",
            email_replies="tra-loi@tin.example",
        )
        yield running


def circulated(world: World, **more: Any) -> Dispatch:
    edition = sealed(world)
    row = actions.circulate(
        edition=edition.pk,
        audience=Audience(units=(str(world.units["hue"].pk),)),
        by=world.people["coordinator"],
        **more,
    )
    work_off()
    row.refresh_from_db()
    return row


@pytest.fixture
def dispatch(world: World, sink: Sink) -> Dispatch:
    return circulated(world)


def recipient_of(world: World, dispatch: Dispatch, who: str = "hue_officer") -> Recipient:
    return Recipient.objects.get(dispatch=dispatch, person=world.people[who])


def delivery_of(recipient: Recipient) -> Delivery:
    return recipient.deliveries.get(channel="email")


def hear(recipient: Recipient, text: str, address: str = "officer@hue.example") -> Said | None:
    octets = mail(text, From=address, Message_ID=f"<{uuid4()}@x>")
    return hearing.hear(octets, [links.reply_to(recipient.pk)])


def settled(dispatch: Dispatch) -> Acknowledgement | None:
    return Acknowledgement.objects.filter(dispatch=dispatch, settled_at__isnull=False).first()


def test_our_mails_say_where_answers_and_returned_mail_go(
    world: World, dispatch: Dispatch, sink: Sink
) -> None:
    recipient = recipient_of(world, dispatch)
    sent = next(d for d in sink.folder.deliveries() if d.recipient == "officer@hue.example")
    assert sent.sender == links.return_path(delivery_of(recipient).pk)
    headers = read((sink.folder.path / sent.name).read_bytes()).headers
    assert headers["reply-to"].strip("<>") == links.reply_to(recipient.pk)


def test_received_said_in_a_reply_acknowledges_for_the_body(
    world: World, dispatch: Dispatch
) -> None:
    recipient = recipient_of(world, dispatch)
    assert hear(recipient, "Sở đã nhận. Trân trọng.") == Said.ACKNOWLEDGED
    debt = settled(dispatch)
    assert debt is not None
    assert (debt.through, debt.settled_by) == (Through.REPLY, recipient.person)
    assert Reply.objects.get().handled_at is not None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Đã nhận.", "somebody@else.example"),
        ("Chưa nhận được tệp kèm.", "officer@hue.example"),
        ("> Đã nhận\n\nCảm ơn", "officer@hue.example"),
        ("", "officer@hue.example"),
    ],
)
def test_other_mails_wait_for_a_person(
    world: World, dispatch: Dispatch, text: str, address: str
) -> None:
    hear(recipient_of(world, dispatch), text, address)
    assert settled(dispatch) is None
    assert [row.handled_at for row in queries.replies(world.view("coordinator"))] == [None]


@pytest.mark.parametrize("flag", ["asks", "under_embargo"])
def test_a_reply_promises_nothing_and_answers_no_request(
    world: World, dispatch: Dispatch, flag: str
) -> None:
    Dispatch.objects.filter(pk=dispatch.pk).update(**{flag: True})
    assert hear(recipient_of(world, dispatch), "Đã nhận.") == Said.ACKNOWLEDGED
    assert settled(dispatch) is None
    assert queries.replies_waiting(world.view("coordinator")) == 1


def test_a_mail_that_acknowledges_and_asks_does_both(world: World, dispatch: Dispatch) -> None:
    hear(recipient_of(world, dispatch), "Đã nhận. Họp báo mấy giờ?")
    assert settled(dispatch) is not None
    (row,) = queries.replies(world.view("coordinator"))
    assert (row.says, row.text) == (Said.QUESTION, "Đã nhận. Họp báo mấy giờ?")


def test_the_same_mail_twice_is_heard_once(world: World, dispatch: Dispatch) -> None:
    to = [links.reply_to(recipient_of(world, dispatch).pk)]
    for _time in range(2):
        assert hearing.hear(mail("Mấy giờ?"), to) == Said.QUESTION
    assert Reply.objects.count() == 1


def test_an_automatic_answer_settles_nothing_and_can_be_looked_at(
    world: World, dispatch: Dispatch
) -> None:
    delivery = delivery_of(recipient_of(world, dispatch))
    away = mail("Đã nhận. Tôi vắng mặt đến thứ sáu.", Auto_Submitted="auto-replied")
    assert hearing.hear(away, [links.return_path(delivery.pk)]) == Said.AUTOMATIC
    delivery.refresh_from_db()
    assert (delivery.state, settled(dispatch)) == (DeliveryState.SENT, None)
    viewer = world.view("coordinator")
    assert queries.replies(viewer) == []
    assert len(queries.replies(viewer, waiting=False, automatic=True)) == 1


@pytest.mark.parametrize("purpose", ["made up", "of nobody", "of the envelope"])
def test_a_token_that_is_not_ours_does_nothing(
    world: World, dispatch: Dispatch, purpose: str
) -> None:
    recipient = recipient_of(world, dispatch)
    address = {
        "made up": "tra-loi+" + "0" * 48 + "@tin.example",
        "of nobody": links.reply_to(uuid4()),
        "of the envelope": links.return_path(recipient.pk),
    }[purpose]
    assert hearing.hear(mail("Đã nhận.", From="officer@hue.example"), [address]) is None
    assert settled(dispatch) is None and not Reply.objects.exists()


def test_a_mail_to_the_envelope_never_acknowledges(world: World, dispatch: Dispatch) -> None:
    delivery = delivery_of(recipient_of(world, dispatch))
    hearing.hear(mail("Đã nhận.", From="officer@hue.example"), [links.return_path(delivery.pk)])
    assert settled(dispatch) is None
    assert queries.replies_waiting(world.view("coordinator")) == 1


def bounced(delivery: Delivery, status: str, action: str = "failed") -> Delivery:
    octets = report(status, action).replace(b"Officer@Hue.Example", delivery.address.encode())
    assert hearing.hear(octets, [links.return_path(delivery.pk)], no_sender=True) == Said.BOUNCE
    delivery.refresh_from_db()
    return delivery


def test_a_bounce_marks_the_address_and_tells_what_was_missed(
    world: World, dispatch: Dispatch
) -> None:
    recipient = recipient_of(world, dispatch)
    delivery = bounced(delivery_of(recipient), "5.1.1")
    assert (delivery.state, delivery.reason) == (DeliveryState.FAILED, "bounced 5.1.1")
    (failing,) = network_queries.failing()
    assert failing.row.pk == delivery.contact_point
    assert failing.since is not None and not failing.all_reached
    (missed,) = queries.missed(failing.people)[recipient.person_id]
    assert missed.dispatch == dispatch.pk


def test_the_next_address_is_used_and_a_second_report_of_the_first_changes_nothing(
    world: World, sink: Sink
) -> None:
    person = world.people["hue_officer"]
    network.add_contact_point(
        person=person, channel="email", address="second@hue.example", preference=2, by=None
    )
    dispatch = circulated(world)
    delivery = delivery_of(recipient_of(world, dispatch))
    for _time in range(2):
        octets = report("5.1.1")
        hearing.hear(octets, [links.return_path(delivery.pk)], no_sender=True)
        work_off()
        delivery.refresh_from_db()
        assert (delivery.state, delivery.address) == (DeliveryState.SENT, "second@hue.example")
    assert [failing.row.address for failing in network_queries.failing()] == ["officer@hue.example"]


@pytest.mark.parametrize(
    ("status", "action", "state"),
    [
        ("5.2.2", "failed", DeliveryState.FAILED),
        ("5.7.1", "failed", DeliveryState.FAILED),
        ("4.4.1", "delayed", DeliveryState.SENT),
        ("2.0.0", "delivered", DeliveryState.SENT),
    ],
)
def test_what_does_not_speak_against_an_address_leaves_it_good(
    world: World, dispatch: Dispatch, status: str, action: str, state: DeliveryState
) -> None:
    delivery = bounced(delivery_of(recipient_of(world, dispatch)), status, action)
    assert delivery.state == state
    assert (delivery.received_at is not None) == (action == "delivered")
    assert ContactPoint.objects.get(pk=delivery.contact_point).state == ContactState.GOOD


def test_a_released_address_is_used_again(world: World, dispatch: Dispatch, sink: Sink) -> None:
    delivery = bounced(delivery_of(recipient_of(world, dispatch)), "5.1.1")
    network.release_contact_point(
        contact_point=delivery.contact_point, by=world.people["coordinator"]
    )
    assert network_queries.failing() == []
    with pytest.raises(Refused):
        network.release_contact_point(
            contact_point=delivery.contact_point, by=world.people["reporter"]
        )


def test_answering_sends_a_mail_whose_answer_comes_back_here(
    world: World, dispatch: Dispatch
) -> None:
    recipient = recipient_of(world, dispatch)
    hear(recipient, "Mấy giờ?")
    (row,) = queries.replies(world.view("coordinator"))
    by = world.people["coordinator"]
    actions.answer_reply(reply=row.pk, text="9 giờ.", by=by)
    notice = Notice.objects.get(address="officer@hue.example")
    assert notice.reply_to == links.reply_to(recipient.pk)
    assert queries.replies_waiting(world.view("coordinator")) == 0
    with pytest.raises(Refused, match=r"circulation\.reply_handled"):
        actions.close_reply(reply=row.pk, note="", by=by)


def test_only_who_follows_the_dispatch_sees_and_closes(world: World, dispatch: Dispatch) -> None:
    hear(recipient_of(world, dispatch), "Mấy giờ?")
    row = Reply.objects.get()
    assert queries.reply_for(world.view("hue_leader"), row.pk) is None
    with pytest.raises(Refused, match=r"circulation\.not_yours"):
        actions.close_reply(reply=row.pk, note="", by=world.people["hue_leader"])
    assert isinstance(row.pk, UUID)


def test_what_an_erased_person_wrote_is_forgotten(world: World, dispatch: Dispatch) -> None:
    hear(recipient_of(world, dispatch), "Mấy giờ?")
    assert queries.personal_data(world.people["hue_officer"].pk)["replies"][0]["text"] == "Mấy giờ?"
    network.erase(person=world.people["hue_officer"], by=world.people["coordinator"])
    work_off()
    row = Reply.objects.get()
    assert (row.address, row.subject, row.text) == ("", "", "")
