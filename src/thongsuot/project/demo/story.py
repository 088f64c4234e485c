"""The road, step by step. Officers, leaders and coordinators act through the rooms' actions; mails
go out through the worker over SMTP; acknowledgements come in through the web."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from thongsuot.channels.email.reading import read
from thongsuot.channels.email.sink import Folder
from thongsuot.circulation import actions as circulation
from thongsuot.circulation import queries as ledger
from thongsuot.circulation.jobs.following import follow_up
from thongsuot.circulation.terms import Audience, DispatchState, Through
from thongsuot.journal import queries as journal_queries
from thongsuot.lib import clock
from thongsuot.network import actions as network_actions
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole, VerificationMethod
from thongsuot.project.demo import cast, pictures, preparing, words
from thongsuot.project.demo.cast import PROFILE
from thongsuot.project.demo.preparing import Preparing
from thongsuot.project.demo.visiting import Visitor
from thongsuot.releases import actions as releases
from thongsuot.releases import queries as releases_queries
from thongsuot.releases.terms import FileRole, FileUse

EVERYBODY = Audience(mandates=("leader", "officer", "coordinator", "journalist"))
BY_TELEPHONE, BY_INBOX = 3, 10
BY_VERIFYING_LINK = 20  # bodies whose two people press the link; the rest are called
SILENT_OF = 12  # one of so many bodies has not verified anything yet
PATIENCE = 180.0  # seconds to wait for the worker

Say = Callable[[str, int, int], None]


class Unfinished(Exception):
    """The worker did not do in time what the story waits for."""


@dataclass
class Story:
    """What happened, for the summary. Everything in it is counted from the records."""

    mails: Folder
    say: Say
    seconds: dict[str, float] = field(default_factory=dict)
    edition: Any = None
    dispatch: Any = None
    correction: Any = None
    ready: Preparing = field(init=False)

    def __post_init__(self) -> None:
        self.ready = Preparing(self.say, self._sent)

    def yesterday(self) -> None:
        """From the draft to the body that stays silent; the processes' clocks stand a day back.

        Raises Unfinished, or Refused with the rule that said no.
        """
        with self._step("network"):
            self._network()
        with self._step("verify"):
            self._verify()
        with self._step("figures"):
            self.ready.store.fill_bank()
        with self._step("houses"):
            self.ready.store.build_houses()
        with self._step("kit"):
            self.ready.announcement.prepare()
        with self._step("draft"):
            release = self._draft()
        with self._step("approve"):
            self.edition = self._approve(release)
        with self._step("circulate"):
            self.dispatch = self._circulate()
        with self._step("acknowledge"):
            self._acknowledge()
        with self._step("ask"):
            self.ready.exchange.ask()
        with self._step("answer"):
            self.ready.exchange.answer()
        with self._step("follow_up"):
            self._follow_up()

    def today(self) -> None:
        """A wrong figure is found and corrected, answers are made into texts, the announcement goes
        out after its hour; the clocks are right again."""
        with self._step("correct"):
            self.correction = self._correct()
        with self._step("consolidate"):
            self.ready.exchange.consolidate()
        with self._step("announce"):
            self.ready.announcement.go_out()
        with self._step("journal"):
            self._wait("niêm nhật ký", lambda: journal_queries.unsealed_count() == 0)

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        self.say(name, 0, 1)
        yield
        self.say(name, 1, 1)
        self.seconds[name] = round(time.monotonic() - began, 2)

    def _wait(self, what: str, done: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > until:
                raise Unfinished(f"bộ xử lý nền chưa xong: {what}")
            time.sleep(0.1)

    def _network(self) -> None:
        loaded = network_actions.load_profile(
            PROFILE,
            with_fictitious_people=True,
            progress=lambda done, all_: self.say("network", done, all_),
        )
        network_actions.set_up_installation(
            name="Mạng lưới truyền thông Ngành TT-TT",
            profile=PROFILE,
            centre=loaded.centre,
            by=None,
        )
        releases.load_kinds_and_topics()
        releases.load_templates()

    def _verify(self) -> None:
        """The centre asks by mail whether addresses are right; it calls some people; some bodies
        stay silent, and stand as gaps on the page of readiness."""
        coordinator = cast.coordinator(0)
        asked = {
            body.unit.id: [post.person.id for post in (body.leader, body.officer) if post.person]
            for body in ledger.readiness().bodies
        }
        people = [person for holders in asked.values() for person in holders]
        points = network.reachable_addresses(people)
        network_actions.ask_to_verify(
            contact_points=[point.id for point in points.values()], by=coordinator
        )
        answering = [holders for n, holders in enumerate(asked.values()) if n % SILENT_OF]
        for place, holders in enumerate(answering):
            self.say("verify", place, len(answering))
            for person in holders:
                self._confirm(points[person], coordinator, by_link=place < BY_VERIFYING_LINK)

    def _confirm(self, point: Any, coordinator: Any, by_link: bool) -> None:
        if by_link:
            self._press(point.address, "/xac-minh-dia-chi/", answer="yes")
            return
        network_actions.record_verification(
            contact_point=point.id,
            method=VerificationMethod.PHONE_CALL,
            fields=["name", "post", "address"],
            by=coordinator,
        )

    def _draft(self) -> Any:
        """An officer of the press bureau writes; the centre is asked, and remarks on it."""
        officer = cast.holder(MandateRole.OFFICER)
        release = releases.draft(
            kind="press_release", unit=cast.unit(), by=officer, title=words.TITLE, topic="network"
        )
        files = [self._photo(release, officer, *photo) for photo in self._photos()]
        text: dict[str, Any] = {
            "title": words.TITLE,
            "summary": words.SUMMARY,
            "body": words.BODY,
            "files": files,
        }
        releases.autosave(release=release, by=officer, base=0, **text)
        releases.save(release=release, by=officer, base=0, **text)
        releases.comment(release=release, by=cast.holder(MandateRole.LEADER), text=words.REMARK)
        return release

    def _photos(self) -> Iterator[tuple[str, str, bytes]]:
        drawn = [pictures.network(), pictures.demands()]
        for (name, caption), content in zip(words.PHOTOS, drawn, strict=True):
            yield name, caption, content

    def _photo(
        self, release: Any, officer: Any, name: str, caption: str, content: bytes
    ) -> FileUse:
        kept = releases.attach(
            release=release, by=officer, name=name, content=content, role=FileRole.PHOTO
        )
        return FileUse(str(kept.pk), FileRole.PHOTO, caption, words.CREDIT)

    def _approve(self, release: Any) -> Any:
        """Leader, then the centre; the topic's owner is consulted meanwhile."""
        releases.submit(release=release, by=cast.holder(MandateRole.OFFICER))
        asked = releases.consult(
            release=release,
            unit=network.centre().id,
            answer_by=clock.now() + timedelta(hours=2),
            by=cast.holder(MandateRole.OFFICER),
        )
        releases.answer_consultation(consultation=asked, by=cast.coordinator(1), text=words.OPINION)
        return self._through_route(release)

    def _through_route(self, release: Any) -> Any:
        cast.decide(cast.holder(MandateRole.LEADER), release.pk)
        edition = cast.decide(cast.coordinator(0), release.pk)
        if edition is None:
            raise Unfinished(f"tuyến duyệt của {release.pk} chưa hết")
        return edition

    def _circulate(self) -> Any:
        dispatch = circulation.circulate(
            edition=self.edition.pk,
            audience=EVERYBODY,
            by=cast.coordinator(0),
            acknowledge_by=clock.now() + timedelta(hours=4),
            note=words.NOTE,
        )
        self._sent("circulate", dispatch)
        return dispatch

    def _sent(self, step: str, dispatch: Any) -> None:
        """Wait until every delivery of the dispatch is settled or waits for its next try."""

        def settled() -> bool:
            dispatch.refresh_from_db()
            figures = ledger.figures(dispatch.pk)
            self.say(step, figures.planned - figures.waiting, max(figures.planned, 1))
            return dispatch.state == DispatchState.DONE

        self._wait("gửi thư", settled)

    def _acknowledge(self) -> None:
        """Every body but one answers: most by the link in their mail, some otherwise."""
        bodies = [p for p in ledger.progress(self.dispatch.pk) if p.acknowledgement]
        late = next(p for p in bodies if p.name == self.late_body())
        answering = [p for p in bodies if p is not late]
        for place, body in enumerate(answering):
            self.say("acknowledge", place, len(answering))
            self._answer(body.unit, place)

    @staticmethod
    def late_body() -> str:
        """The department that does not answer: the first in Vietnamese order."""
        return network.units(role="department")[0].name

    def _answer(self, unit: Any, place: int) -> None:
        told = {"dispatch": self.dispatch.pk, "unit": unit}
        leader, officer = (
            network.person(network.holders(unit, {role})[0].id)
            for role in (MandateRole.LEADER, MandateRole.OFFICER)
        )
        if place < BY_TELEPHONE:
            circulation.acknowledge(
                **told, by=leader, through=Through.PHONE, noted_by=cast.coordinator(0)
            )
        elif place < BY_TELEPHONE + BY_INBOX:
            circulation.acknowledge(**told, by=officer, through=Through.INBOX)
        else:
            self._press_link(officer.pk)

    def _press_link(self, person: UUID) -> None:
        address = network.reachable_address(person)
        self._press(address.address if address else "", "/xac-nhan/")

    def _press(self, address: str, purpose: str, **fields: str) -> None:
        """Find the mail, open its link, press its button; as a person would."""
        self._wait(f"thư tới {address}", lambda: bool(self._link(address, purpose)))
        Visitor().press(self._link(address, purpose), **fields)

    def _link(self, address: str, purpose: str) -> str:
        found = (link for m in self.mails.mails_to(address) for link in read(m).links)
        return next((link for link in found if purpose in link), "")

    def _follow_up(self) -> None:
        """Hours pass: the late bodies are followed up step by step, up to the coordinator."""
        due = max(self.dispatch.acknowledge_by, self.ready.exchange.request.due_at)
        pause = timedelta(minutes=settings.CONFIG.remind_after_minutes, seconds=1)
        for stage in range(4):
            self.say("follow_up", stage, 4)
            with clock.frozen(due + pause * stage + timedelta(seconds=1)):
                follow_up()

    def _correct(self) -> Any:
        """A figure was wrong: the correction goes by itself to all who had the first edition."""
        officer = cast.holder(MandateRole.OFFICER)
        release = releases.correct(edition=self.edition, by=officer)
        newest = releases_queries.workspace(network.viewer_of(officer), release.pk)
        kept = newest.draft or newest.revision if newest else None
        releases.save(
            release=release,
            by=officer,
            title=words.CORRECTION_TITLE,
            summary=words.CORRECTION_SUMMARY,
            body=words.BODY.replace(words.WRONG, words.RIGHT),
            files=list(kept.files) if kept else [],
            base=newest.revision.number if newest and newest.revision else 0,
        )
        releases.submit(release=release, by=officer)
        edition = self._through_route(release)
        viewer = network.viewer_of(cast.coordinator(0))
        self._wait("đính chính", lambda: bool(ledger.dispatches_of(viewer, edition.pk)))
        self._sent("correct", ledger.dispatches_of(viewer, edition.pk)[0])
        return edition

    def figures(self) -> dict[str, Any]:
        """The summary as data, counted from the ledger and the journal."""
        first = ledger.figures(self.dispatch.pk)
        second = ledger.figures(self._last_dispatch().pk)
        columns = ("planned", "sent", "failed", "waiting")
        return {
            "members": network.members_by_kind() | {"journalists": self._journalists()},
            "deliveries": {
                **{name: getattr(first, name) + getattr(second, name) for name in columns},
                "by_channel": _added(first.by_channel, second.by_channel),
            },
            "acknowledged": first.acknowledged,
            "overdue": first.overdue,
            "escalated": first.escalated,
            "corrected": second.recipients,
            "readiness": vars(ledger.readiness().whole),
            "ready": self.ready.figures(self.seconds),
            "journal_entries": journal_queries.verify().count,
            "seconds": self.seconds,
        }

    def _last_dispatch(self) -> Any:
        viewer = network.viewer_of(cast.coordinator(0))
        return ledger.dispatches_of(viewer, self.correction.pk)[0]

    @staticmethod
    def _journalists() -> int:
        return network.people_by_mandate()[MandateRole.JOURNALIST]


def _added(
    first: dict[str, dict[str, int]], second: dict[str, dict[str, int]]
) -> dict[str, dict[str, int]]:
    return {
        channel: {
            name: first.get(channel, {}).get(name, 0) + second.get(channel, {}).get(name, 0)
            for name in ("planned", "sent", "failed", "waiting")
        }
        for channel in sorted({*first, *second})
    }


def check(figures: dict[str, Any]) -> list[str]:
    """What the figures must keep, whatever the profile; the list is empty when they do."""
    told, faults = figures["deliveries"], []
    if told["planned"] != told["sent"] + told["failed"] + told["waiting"]:
        faults.append("số lần gửi không khớp với kế hoạch gửi")
    if not told["failed"] or not figures["escalated"] or not figures["corrected"]:
        faults.append("thiếu lần gửi hỏng, lần báo lên hoặc lần đính chính")
    if not 0 < figures["readiness"]["ready"] < figures["readiness"]["bodies"]:
        faults.append("mức sẵn sàng của mạng lưới không như câu chuyện")
    faults += preparing.faults(figures["ready"])
    if not journal_queries.verify().ok:
        faults.append("nhật ký không nguyên vẹn")
    return faults
