"""An announcement is prepared, approved together, and goes out as one after its hour."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from thongsuot.circulation import actions as circulation
from thongsuot.circulation.terms import Audience
from thongsuot.facts import queries as facts
from thongsuot.facts.terms import Form
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole, Reach
from thongsuot.project.demo import cast, material
from thongsuot.project.demo.asking import Sent
from thongsuot.project.demo.storing import Storing
from thongsuot.releases import actions as releases
from thongsuot.releases import queries as releases_queries
from thongsuot.releases.terms import PartRole, PolicyStage

HOUR = timedelta(hours=8)  # from its preparation; past when the second day begins
ANNOUNCED_TO = Audience(mandates=("officer", "journalist"))
PARTS = (PartRole.HOUSE, PartRole.ANSWERS, PartRole.TALKING_POINTS)


@dataclass
class Announcing:
    """`dispatch` is the one that carries the others."""

    store: Storing
    sent: Sent
    kit: Any = None
    dispatch: Any = None

    def prepare(self) -> None:
        """The unit writes four texts that share an hour and two speakers; two people approve."""
        told = material.read("kit")
        unit = cast.unit(told["unit"])
        officer = cast.holder(MandateRole.OFFICER, unit)
        self.kit = releases.begin_kit(
            title=told["title"], unit=unit, by=officer, topic=told["topic"]
        )
        self._write(officer, told)
        releases.set_kit_hour(kit=self.kit, embargo_until=clock.now() + HOUR, by=officer)
        releases.set_speakers(kit=self.kit, people=list(self._speakers(told)), by=officer)
        releases.submit_kit(kit=self.kit, by=officer)
        for who in (cast.holder(MandateRole.LEADER, unit), cast.coordinator(0)):
            releases.approve_kit(kit=self.kit, by=who)

    def _write(self, officer: Any, told: dict[str, Any]) -> None:
        kit = releases_queries.kit_for(network.viewer_of(officer), self.kit.pk)
        assert kit is not None and kit.lead is not None
        begun: dict[PartRole, Any] = {PartRole.RELEASE: kit.lead.release}
        begun |= {role: releases.add_part(kit=self.kit, role=role, by=officer) for role in PARTS}
        for role, release in begun.items():
            words = told[role.value]
            if role is PartRole.HOUSE:
                lines = replace(self.store.house(told["topic"]), one_line=words["one_line"])
                releases.save_house(
                    release=release, by=officer, house=lines, base=0, title=words["title"]
                )
            else:
                text = words | {"body": self._with_figures(officer, words["body"])}
                releases.save(release=release, by=officer, files=[], base=0, **text)
            self._details(release, officer, told["topic"], role)

    def _with_figures(self, officer: Any, body: str) -> str:
        """«{key}» is where a figure of the bank stands."""
        viewer = network.viewer_of(officer)
        for key, series in self.store.series.items():
            if f"{{{key}}}" in body:
                figure = facts.figure(viewer, series)
                assert figure is not None
                body = body.replace(f"{{{key}}}", facts.reference_html(figure, Form.SHORT))
        return body.strip()

    def _details(self, release: Any, officer: Any, topic: str, role: PartRole) -> None:
        releases.set_details(
            release=release,
            by=officer,
            topic=topic,
            reach=Reach.UNITS if role is PartRole.TALKING_POINTS else Reach.PUBLIC,
            policy_stage=PolicyStage.IN_FORCE,
        )

    def _speakers(self, told: dict[str, Any]) -> Any:
        for each in told["speakers"]:
            role = MandateRole(each["role"])
            person = cast.holder(role, cast.unit(each["unit"]))
            yield person, each["speaks_on"]

    def go_out(self) -> None:
        """Its hour has passed: one act, one mail to each, the other parts beside it."""
        self.dispatch = circulation.circulate_kit(
            kit=self.kit.pk, audience=ANNOUNCED_TO, by=cast.coordinator(0)
        )
        self.sent("announce", self.dispatch)
