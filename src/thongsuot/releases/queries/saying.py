"""«Tôi được nói gì lúc này»: the lines that stand on a topic, and the topics of a question."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from thongsuot.facts import queries as facts
from thongsuot.facts.terms import Form
from thongsuot.lib import clock
from thongsuot.lib.text import ranking
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole, PersonView, Viewer
from thongsuot.releases import asking, houses
from thongsuot.releases.asking import Asked, Body, Changes, Sayable, SayableFigure
from thongsuot.releases.houses import House
from thongsuot.releases.queries.editions import edition_for
from thongsuot.releases.queries.houses import standing_house, topic_for, topics_for
from thongsuot.releases.terms import TopicView

LONGEST_QUESTION = 300
"""Characters of a question that are looked at."""


def sayable(viewer: Viewer, topic: str, at: datetime | None = None) -> Sayable | None:
    """All that a viewer may say on a topic at an instant; None if there is no such topic.

    Open editions only: before its hour a house is shown to nobody here.
    """
    found = topic_for(viewer, topic, at)
    if found is None:
        return None
    edition = standing_house(viewer, topic, at)
    house = edition.house if edition else None
    return Sayable(
        topic=found,
        edition=edition if house else None,
        house=house,
        expired=house is not None and not houses.is_valid(house, clock.legal_date(at)),
        figures=_figures(viewer, house) if house else (),
        bodies=_bodies(found) if viewer.is_staff else (),
    )


def changed_since(viewer: Viewer, edition: UUID | str, house: House) -> Changes | None:
    """The lines that came and went since another edition; None where it cannot be read now."""
    before = edition_for(viewer, edition)
    return asking.changes(before.house, house) if before and before.house else None


def ask(viewer: Viewer, question: str, limit: int = 5) -> list[Asked]:
    """The topics that a question in one's own words is about, best first, each with the answer
    that fits best. It looks only at what the viewer may see."""
    topics = {topic.code: topic for topic in topics_for(viewer)}
    made = _index(tuple(_kept(viewer, topic) for topic in topics.values()))
    hits = ranking.rank(made, question[:LONGEST_QUESTION], limit=limit)
    return [Asked(topics[hit.key], hit.answer, hit.score) for hit in hits]


@dataclass(frozen=True)
class _Kept:
    """What a topic's entry is known by: it changes when the topic does, or what stands on it. The
    words of an edition never change; of it, staff see more than others."""

    code: str
    names: tuple[str, ...]
    keywords: tuple[str, ...]
    edition: UUID | None
    staff: bool
    topic: TopicView = field(compare=False)


def _kept(viewer: Viewer, topic: TopicView) -> _Kept:
    return _Kept(
        code=topic.code,
        names=tuple(name for name in (topic.name, topic.name_en) if name),
        keywords=topic.keywords,
        edition=topic.standing.id if topic.standing else None,
        staff=viewer.is_staff,
        topic=topic,
    )


@lru_cache(maxsize=16)
def _index(kept: tuple[_Kept, ...]) -> ranking.Index:
    return ranking.index(
        asking.entry(each.code, each.names, each.keywords, each.topic.house) for each in kept
    )


def _figures(viewer: Viewer, house: House) -> tuple[SayableFigure, ...]:
    series = {each.series for each in house.figures}
    found = facts.figures(viewer, ids=series) if series else []
    bank = {figure.series: figure for figure in found}
    return tuple(
        SayableFigure(
            told, bank.get(told.series), facts.forms(bank[told.series]).get(Form.SHORT, "")
        )
        if told.series in bank
        else SayableFigure(told, None)
        for told in house.figures
    )


def _bodies(topic: TopicView) -> tuple[Body, ...]:
    named = [(topic.owner, topic.owner_name), *topic.deputies]
    bodies = [_body(unit, name) for unit, name in named if unit is not None]
    if not any(body.officers for body in bodies):
        centre = network.centre()
        bodies.append(_body(centre.id, centre.name, MandateRole.COORDINATOR))
    return tuple(body for body in bodies if body.speakers or body.officers)


def _body(unit: UUID, name: str, role: MandateRole = MandateRole.OFFICER) -> Body:
    speakers = network.holders(unit, (MandateRole.SPOKESPERSON,))
    speaking = {person.id for person in speakers}
    officers = network.holders(unit, (role,), exclude=speaking)
    return Body(name, _told(speakers), _told(officers))


def _told(people: list[PersonView]) -> tuple[PersonView, ...]:
    return tuple(replace(person, email="") for person in people)  # one calls; nobody is mailed here
