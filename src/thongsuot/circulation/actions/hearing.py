"""Mail that comes in through a door: reports of delivery, «đã nhận», questions.

Only an address with a token of ours is heard. A token tells which delivery or which recipient a
mail is about; that somebody's body has received the edition counts only from an address of theirs.
Nothing that comes in is ever answered by itself: no loop can begin.
"""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from thongsuot.channels.email import incoming
from thongsuot.channels.email.bounces import Action, Bounce
from thongsuot.channels.email.incoming import Incoming, Kind
from thongsuot.circulation import links, rules
from thongsuot.circulation.actions.answering import acknowledge
from thongsuot.circulation.actions.returning import came_back, receipt
from thongsuot.circulation.models import Delivery, Recipient, Reply
from thongsuot.circulation.queries.dispatches import followed
from thongsuot.circulation.terms import Said, Through
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import ContactPoint, Person
from thongsuot.network.terms import ChannelName
from thongsuot.notices import actions as notices

KEPT_OF_AUTOMATIC = 500  # letters: enough to see until when somebody is away


def concerns(addresses: Sequence[str]) -> bool:
    """Whether a mail to any of these addresses is for us to hear."""
    return any(links.written_to(address) for address in addresses)


@transaction.atomic
def hear(octets: bytes, to: Sequence[str], *, no_sender: bool = False) -> Said | None:
    """What a mail that came to these addresses says, done as it says; None if it is not for us.

    Decides only which act it is: each act tells of itself. The same mail twice is heard once.
    """
    goal = next(filter(None, map(links.written_to, to)), None)
    if goal is None:
        return None
    purpose, subject = goal
    mail = incoming.read(octets, returned=no_sender or purpose == links.RETURN)
    delivery, recipient = _about(purpose, subject)
    if recipient is None:
        return None
    if mail.bounce is not None:
        _hear_report(delivery, mail.bounce)
        return Said.BOUNCE
    return _hear_words(mail, octets, recipient, trusted=purpose == links.REPLY)


def _about(purpose: str, subject: UUID) -> tuple[Delivery | None, Recipient | None]:
    mails = Delivery.objects.select_related("recipient__dispatch", "recipient__person")
    if purpose == links.RETURN:
        delivery = mails.filter(pk=subject, channel=ChannelName.EMAIL).first()
        return delivery, delivery.recipient if delivery else None
    recipient = Recipient.objects.select_related("dispatch", "person").filter(pk=subject).first()
    return mails.filter(recipient=subject, channel=ChannelName.EMAIL).first(), recipient


def _hear_report(delivery: Delivery | None, report: Bounce) -> None:
    if delivery is None or _of_an_earlier_address(delivery, report):
        return
    if report.action == Action.DELIVERED:
        receipt(channel=ChannelName.EMAIL, delivery=delivery.pk, at=clock.now(), arrived=True)
        return
    came_back(
        delivery=delivery.pk,
        reason=f"{'bounced' if report.action == Action.FAILED else 'delayed'} {report.status}",
        lasting=report.action == Action.FAILED,
        address_at_fault=report.address_at_fault,
    )


def _of_an_earlier_address(delivery: Delivery, report: Bounce) -> bool:
    """The mail has gone to another address since; a second report of the first says nothing new."""
    if delivery.address.casefold() in report.addresses:
        return False
    points = ContactPoint.objects.filter(pk__in=[each["contact_point"] for each in delivery.tried])
    earlier = {address.casefold() for address in points.values_list("address", flat=True)}
    return not earlier.isdisjoint(report.addresses)


def _hear_words(mail: Incoming, octets: bytes, recipient: Recipient, *, trusted: bool) -> Said:
    digest = hashlib.sha256((mail.message_id.encode() or octets) + recipient.pk.bytes).hexdigest()
    known = Reply.objects.filter(digest=digest).first()
    if known is not None:
        return Said(known.says)
    if mail.kind == Kind.AUTOMATIC:
        says, settled = Said.AUTOMATIC, True
    else:
        settled = mail.acknowledges and _settled(mail, recipient, trusted) and not mail.asks
        says = _says(mail)
    keep_reply(
        digest=digest,
        recipient=recipient.pk,
        says=says,
        address=mail.sender,
        subject=mail.subject,
        text=mail.text if says != Said.AUTOMATIC else mail.text[:KEPT_OF_AUTOMATIC],
        handled=settled,
    )
    return says


def _says(mail: Incoming) -> Said:
    if mail.asks:
        return Said.QUESTION
    return Said.ACKNOWLEDGED if mail.acknowledges else Said.OTHER


def _settled(mail: Incoming, recipient: Recipient, trusted: bool) -> bool:
    """The body owes nothing any more, or never did; else a person decides.

    Under embargo only the promise on the page opens the text, and a request wants an answer.
    """
    debt = recipient.acknowledgement
    if debt is None or debt.settled_at is not None:
        return True
    promised = recipient.held_since is not None or not recipient.dispatch.under_embargo
    if not (trusted and promised and mail.sender in _addresses(recipient)):
        return False
    try:
        acknowledge(
            dispatch=debt.dispatch_id,
            unit=debt.unit_id,
            by=recipient.person,
            through=Through.REPLY,
        )
    except Refused:
        return False
    return True


def _addresses(recipient: Recipient) -> set[str]:
    """Where the recipient writes from: what is known of them, and where this mail went."""
    own = ContactPoint.objects.filter(person=recipient.person_id, channel=ChannelName.EMAIL)
    sent = recipient.deliveries.filter(channel=ChannelName.EMAIL)
    both = [*own.values_list("address", flat=True), *sent.values_list("address", flat=True)]
    return {address.casefold() for address in both}


@transaction.atomic
def keep_reply(
    *,
    digest: str,
    recipient: UUID,
    says: Said,
    address: str,
    subject: str,
    text: str,
    handled: bool,
) -> Reply:
    """A mail to a dispatch, for whoever follows that; `handled`: nobody needs to look at it."""
    row = Reply.objects.create(
        digest=digest,
        recipient_id=recipient,
        dispatch_id=Recipient.objects.values_list("dispatch", flat=True).get(pk=recipient),
        says=says,
        address=address,
        subject=subject,
        text=text,
        handled_at=clock.now() if handled else None,
    )
    journal.record(
        "reply.heard",
        by=None,
        subject=("reply", row.pk),
        dispatch=str(row.dispatch_id),
        says=says,
    )
    return row


@transaction.atomic
def answer_reply(*, reply: UUID, text: str, by: Person) -> Reply:
    """Answer a mail by mail. Raises `circulation.not_yours`, `circulation.reply_handled`,
    `circulation.no_address_to_answer`, `notices.*`."""
    row = _waiting(reply, by)
    if not row.address or row.says == Said.AUTOMATIC or row.recipient is None:
        raise Refused("circulation.no_address_to_answer")
    subject = row.subject if row.subject.casefold().startswith("re:") else f"Re: {row.subject}"
    notices.send(
        row.address,
        subject[:200],
        f"{text.strip()}\n\n{by.name}",
        by=by,
        reply_to=links.reply_to(row.recipient.pk),
    )
    return _handled(row, by, text, "reply.answered")


@transaction.atomic
def close_reply(*, reply: UUID, note: str, by: Person) -> Reply:
    """Nothing more to do, or done another way: what, in words. Raises `circulation.not_yours`,
    `circulation.reply_handled`."""
    return _handled(_waiting(reply, by), by, note, "reply.closed")


def _waiting(reply: UUID, by: Person) -> Reply:
    row = Reply.objects.select_for_update(of=("self",)).select_related("recipient").get(pk=reply)
    follows = followed(network.viewer_of(by)).filter(replies=row.pk)
    rules.check_replies(follows.exists())
    if row.handled_at is not None:
        raise Refused("circulation.reply_handled")
    return row


def _handled(row: Reply, by: Person, note: str, act: str) -> Reply:
    row.handled_at, row.handled_by, row.note = clock.now(), by, note.strip()[:5_000]
    row.save(update_fields=["handled_at", "handled_by", "note"])
    journal.record(act, by=by, subject=("reply", row.pk), dispatch=str(row.dispatch_id))
    return row
