"""Handing over: one run of a job takes a batch's deliveries in hand, sends them, records.

Claim, send, record. What was answered is recorded before more is sent: whatever a killed process
left unrecorded was on the wire at that moment, a message per connection, or a window of them where
the relay takes chunks. It is sent again with the same Message-ID.
"""

import time
import uuid
from collections.abc import Iterator
from functools import cached_property

from django.db.models import F

from thongsuot.channels.email import smtp
from thongsuot.channels.terms import Message, Outcome, Status
from thongsuot.circulation import ledger, outgoing, overtaking
from thongsuot.circulation.actions import rerouting
from thongsuot.circulation.ledger import Claims, Due, Taken
from thongsuot.circulation.letters import Letters
from thongsuot.circulation.models import Batch, Dispatch
from thongsuot.circulation.packages import Packages
from thongsuot.circulation.terms import DispatchState
from thongsuot.lib.refused import Refused
from thongsuot.network.models import ContactPoint
from thongsuot.notices import queries as notices

LOOK = 1.0  # seconds between two looks whether it still sends; counts are written as often


class Handover:
    """One run over one batch, from its first claim until nothing of it is due or it is stopped."""

    def __init__(self, dispatch: Dispatch, batch: int, channel: str) -> None:
        self.dispatch, self.batch = dispatch, batch
        self.channel = outgoing.known()[channel]
        self.by_mail = channel == outgoing.EMAIL.name
        self.config = notices.email_config() if self.by_mail else None
        self.run = uuid.uuid4()
        doubts = self.config.window if self.config else ledger.SLICE
        # What is urgent goes at any hour; corrections and withdrawals are.
        disturbs = dispatch.urgent
        self.claims = Claims(dispatch.pk, batch, self.run, doubts=doubts, disturbs=disturbs)
        self.in_hand: dict[str, Due] = {}
        self.taken: list[Taken] = []
        self.others: list[tuple[Due, Outcome]] = []
        self.uncounted = 0
        self.look_at = time.monotonic() + LOOK

    @cached_property
    def letters(self) -> Letters:
        return Letters(self.dispatch)

    @cached_property
    def packages(self) -> Packages:
        return Packages(self.dispatch.pk)

    def work(self) -> None:
        """Hand over what is due. Raises what the database does; a later run goes on."""
        with ledger.without_waiting():
            for outcome in self._outcomes():
                self._hear(outcome)
                if not self.by_mail:
                    self._record()
            self._record()
            self._settle()

    def _outcomes(self) -> Iterator[Outcome]:
        if self.config:
            return smtp.send(self.config, self._mails())
        return outgoing.send(self.channel.name, self._messages())

    def _mails(self) -> Iterator[smtp.Item]:
        for due in self._drawn():
            try:
                yield self.letters.item(due)
            except Refused as refused:
                self._hear(Outcome(str(due.id), Status.PERMANENT, refused.code))

    def _messages(self) -> Iterator[Message]:
        for due in self._drawn():
            try:
                yield self.packages.message(
                    delivery=ledger.as_uuid(due.id),
                    channel=self.channel,
                    address=due.address,
                    details=self.details.get(ledger.as_uuid(due.contact_point), {}),
                    recipient=ledger.as_uuid(due.recipient),
                    person=ledger.as_uuid(due.person),
                    language=due.language,
                    owes=due.owes,
                )
            except Refused as refused:
                self._hear(Outcome(self._key(due), Status.PERMANENT, refused.code))

    def _key(self, due: Due) -> str:
        """The id that its outcome has: a mail's as the engine writes it, others' with dashes."""
        return str(due.id) if self.by_mail else str(ledger.as_uuid(due.id))

    def _drawn(self) -> Iterator[Due]:
        """Deliveries in hand, one by one as they are to be sent.

        Whoever draws is about to send: what was answered until now is recorded first.
        """
        gives_way = not self.dispatch.urgent
        while found := self._take():
            for due in found:
                if self.taken:
                    self._record()
                if gives_way:
                    overtaking.give_way()
                if time.monotonic() > self.look_at and not self._look():
                    return
                self.in_hand[self._key(due)] = due
                yield due
        self._record()

    def _take(self) -> list[Due]:
        self._record()
        self._settle()
        with ledger.waiting():
            found = self.claims.take()
        if found and self.by_mail:
            self.letters.meet(found)
        elif found:
            points = ContactPoint.objects.filter(pk__in={due.contact_point for due in found})
            self.details = dict(points.values_list("pk", "details"))
        return found

    def _hear(self, outcome: Outcome) -> None:
        due = self.in_hand.pop(outcome.id)
        if outcome.status is Status.SENT:
            self.taken.append(Taken(due.id, outcome.via, outcome.remote_id))
        else:
            self.others.append((due, outcome))

    def _record(self) -> None:
        if self.taken:
            self.uncounted += self.claims.record(self.taken, received=self.channel.proves)
            self.taken = []

    def _settle(self) -> None:
        """What was not taken goes again, goes another way, or has failed."""
        if self.others:
            told = [(ledger.as_uuid(due.id), outcome) for due, outcome in self.others]
            with ledger.waiting():
                rerouting.not_taken(self.dispatch.pk, self.run, told)
            self.others = []

    def _look(self) -> bool:
        """Whether the dispatch still sends; its page is told how far it is."""
        self.look_at = time.monotonic() + LOOK
        self._count()
        rows = Dispatch.objects.filter(pk=self.dispatch.pk, state=DispatchState.SENDING)
        return rows.exists()

    def _count(self) -> None:
        if self.uncounted:
            Dispatch.objects.filter(pk=self.dispatch.pk).update(version=F("version") + 1)
            Batch.objects.filter(dispatch=self.dispatch.pk, number=self.batch).update(
                sent=F("sent") + self.uncounted
            )
            self.uncounted = 0
