"""Everybody is asked by mail; all but one body answer; answers become texts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from thongsuot.exchange import actions as exchange
from thongsuot.exchange import queries as exchange_queries
from thongsuot.exchange.terms import FigureGiven, Into, Wanted
from thongsuot.facts import actions as facts
from thongsuot.facts.terms import Better, Cadence
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole, Reach, UnitRole
from thongsuot.project.demo import cast, material
from thongsuot.project.demo.storing import Say

Sent = Callable[[str, Any], None]
"""Waits in a step until all of a dispatch has gone out."""

EAGER = 1.6
"""Answers come thick at first: half of them in a third of the time given."""


@dataclass
class Asking:
    """`provinces` are series of departments; `made` what the answers became."""

    say: Say
    sent: Sent
    provinces: dict[UUID, UUID] = field(default_factory=dict)
    request: Any = None
    made: list[Any] = field(default_factory=list)

    def ask(self) -> None:
        """One request to every body, by mail."""
        told = material.read("asking")
        words = told["request"]
        self.provinces = self._open_for_provinces(told["figures"])
        self.request = exchange.ask(
            unit=network.centre().id,
            by=cast.coordinator(0),
            title=words["title"],
            question=words["question"].strip(),
            wants=[Wanted(each) for each in words["wants"]],
            series=list(self.provinces.values()),
            topic=words["topic"],
            due_at=clock.now() + timedelta(hours=words["within_hours"]),
        )
        self.sent("ask", self.request.dispatch)

    def _open_for_provinces(self, told: Mapping[str, Any]) -> dict[UUID, UUID]:
        """Departments that keep a figure of their own province; its series, by department."""
        coordinator = cast.coordinator(0)
        indicator = facts.keep_indicator(
            name=told["name"],
            name_en=told["name_en"],
            measure=told["measure"],
            better=Better.MORE,
            cadence=Cadence.MONTHLY,
            reach=Reach.PUBLIC,
            by=coordinator,
        )
        chosen = network.units(role=UnitRole.DEPARTMENT)[: told["owners"]]
        return {
            body.id: facts.open_series(
                indicator=indicator,
                owner=body.id,
                province=body.province_ids[0],
                by=coordinator,
            ).pk
            for body in chosen
        }

    def answer(self) -> None:
        """All but one answer within the hours given, one after another."""
        told = material.read("asking")
        bodies = exchange_queries.answers_of(self._viewer(), self.request.pk)
        departments = {body.id for body in network.units(role=UnitRole.DEPARTMENT)}
        answering = [body for body in bodies if body.unit != self.late_body()]
        asked, given = self.request.asked_at, self.request.due_at - self.request.asked_at
        for place, body in enumerate(answering):
            self.say("answer", place, len(answering))
            words = _words_of(told["answer"], body.unit in departments)
            with clock.frozen(asked + given * ((place + 1) / (len(answering) + 1)) ** EAGER):
                self._answer(body.unit, words[place % len(words)], told)

    def _answer(self, unit: UUID, words: Mapping[str, Any], told: Mapping[str, Any]) -> None:
        figures = self._figures(unit, told)
        exchange.answer(
            request=self.request.pk,
            unit=unit,
            by=cast.holder(MandateRole.OFFICER, unit),
            text=words.get("text", ""),
            nothing=words.get("nothing", False) and not figures,
            figures=figures,
        )

    def _figures(self, unit: UUID, told: Mapping[str, Any]) -> list[FigureGiven]:
        if unit not in self.provinces:
            return []
        place = list(self.provinces).index(unit)
        number = Decimal(told["figures"]["first"] + told["figures"]["step"] * place)
        source = material.read("figures")["example"]["source"]
        return [FigureGiven(self.provinces[unit], number, clock.legal_date(), source)]

    @staticmethod
    def late_body() -> UUID:
        """The department that does not answer: the last in Vietnamese order."""
        return network.units(role=UnitRole.DEPARTMENT)[-1].id

    def consolidate(self) -> None:
        """Answers become a draft of the centre, the house of the topic, and a sheet."""
        coordinator = cast.coordinator(0)
        for into in (Into.DRAFT, Into.HOUSE, Into.SHEET):
            made = exchange.consolidate(request=self.request.pk, into=into, by=coordinator)
            self.made.append(made)

    def _viewer(self) -> Any:
        return network.viewer_of(cast.coordinator(0))


def _words_of(answers: list[Any], department: bool) -> list[Any]:
    """The answers that fit a department, or a unit of the Ministry."""
    kind = UnitRole.DEPARTMENT if department else UnitRole.MINISTRY_UNIT
    return [each for each in answers if each.get("of", kind) == kind]
