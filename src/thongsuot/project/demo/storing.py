"""The store is filled: figures of five units with their history, a message house for each topic."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from thongsuot.facts import actions as facts
from thongsuot.facts.terms import Better, Cadence, Row
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole, Reach
from thongsuot.project.demo import cast, material
from thongsuot.releases import actions as releases
from thongsuot.releases import queries as releases_queries
from thongsuot.releases.houses import House
from thongsuot.releases.terms import PolicyStage

Say = Callable[[str, int, int], None]
"""Tells of a step how much of how much is done."""


@dataclass
class Storing:
    """`series` are the figures by their key in the data."""

    say: Say
    series: dict[str, UUID] = field(default_factory=dict)

    def fill_bank(self) -> None:
        """Each unit opens its figures and states their history; two bodies disagree on one."""
        told, today = material.read("figures"), clock.legal_date()
        rows = told["figure"]
        for place, row in enumerate(rows):
            self.say("figures", place, len(rows))
            self.series[row["key"]] = self._open(row)
        for owner in dict.fromkeys(row["owner"] for row in rows):
            self._state(owner, [row for row in rows if row["owner"] == owner], told, today)
        for row in rows:
            self._target(row, told, today)
            self._dispute(row, told, today)

    def _open(self, row: Mapping[str, Any]) -> UUID:
        coordinator = cast.coordinator(0)
        indicator = facts.keep_indicator(
            name=row["name"],
            name_en=row["name_en"],
            measure=row["measure"],
            decimals=row.get("decimals", 0),
            better=Better(row.get("better", "neither")),
            cadence=Cadence(row.get("cadence", "none")),
            reach=Reach(row.get("reach", "public")),
            by=coordinator,
        )
        owner = cast.unit(row["owner"])
        return facts.open_series(indicator=indicator, owner=owner, by=coordinator).pk

    def _state(self, owner: str, rows: list[Any], told: Mapping[str, Any], today: date) -> None:
        unit = cast.unit(owner)
        stated = [
            Row(self.series[row["key"]], v.number, v.as_of, v.source, unit, note=v.note)
            for row in rows
            for v in material.values(row, told, today)
        ]
        facts.state_values(rows=stated, by=cast.holder(MandateRole.OFFICER, unit))

    def _target(self, row: Mapping[str, Any], told: Mapping[str, Any], today: date) -> None:
        if "target" not in row:
            return
        facts.state_target(
            series=self.series[row["key"]],
            number=Decimal(row["target"]),
            by_day=today + timedelta(days=row.get("target_days", 0)),
            source=told["example"]["source"],
            by=cast.holder(MandateRole.OFFICER, cast.unit(row["owner"])),
        )

    def _dispute(self, row: Mapping[str, Any], told: Mapping[str, Any], today: date) -> None:
        if "disputed" not in row:
            return
        other = cast.unit(row["disputed_by"])
        newest = material.values(row, told, today)[-1]
        facts.state_value(
            series=self.series[row["key"]],
            number=Decimal(row["disputed"]),
            as_of=newest.as_of,
            source=newest.source,
            stated_for=other,
            by=cast.holder(MandateRole.OFFICER, other),
        )

    def build_houses(self) -> None:
        """The owner of each topic writes its message house; the route is the usual one."""
        rows = list(material.houses())
        for place, row in enumerate(rows):
            self.say("houses", place, len(rows))
            self.build(row)

    def build(self, row: Mapping[str, Any]) -> None:
        """One house, from its first line to its edition."""
        owner = self.owner(row["topic"])
        officer = cast.holder(MandateRole.OFFICER, owner)
        release = self._house(row, owner, officer)
        releases.submit(release=release, by=officer)
        cast.decide(cast.holder(MandateRole.LEADER, owner), release.pk)
        cast.decide(cast.coordinator(), release.pk)

    def owner(self, topic: str) -> UUID:
        view = releases_queries.topic_for(network.viewer_of(cast.coordinator(0)), topic)
        assert view is not None and view.owner is not None, topic
        return view.owner

    def _house(self, row: Mapping[str, Any], owner: UUID, officer: Any) -> Any:
        house = self.house(row["topic"])
        release = releases.begin_house(topic=row["topic"], unit=owner, by=officer)
        releases.save_house(release=release, by=officer, house=house, base=0, title=row["title"])
        stage = PolicyStage(row["policy"])
        releases.set_details(
            release=release,
            by=officer,
            topic=row["topic"],
            reach=Reach(row["reach"]),
            policy_stage=stage,
            cleared_for_publication=stage is PolicyStage.DRAFT,
        )
        return release

    def house(self, topic: str) -> House:
        """The lines of the topic, as the data have them."""
        row = next(row for row in material.houses() if row["topic"] == topic)
        return material.house_of(row, self.series, self._speaker, clock.legal_date())

    def _speaker(self, code: str) -> UUID:
        return network.holders(cast.unit(code), {MandateRole.SPOKESPERSON})[0].id
